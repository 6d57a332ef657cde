"""Who runs a program or a system, and where it runs.

    operated    = actor … verb … program                   市民政局开展“…”行动
    implemented = place … program | program in the text of a place        全市低保标准…
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.found import Found
from kg.facts.labels import any_of
from kg.facts.passages import NATION, Passage, Turn
from kg.model import EntityKey, Resolved
from kg.vocab.vocabulary import Vocabulary

OPERATORS = frozenset({"agency", "region"})


class RunningRule:
    """Finds operatedBy and implementedIn."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._verb = re.compile(rf"(?:{any_of(words('run-verb'))})")
        self._not_done = re.compile(rf"(?:{any_of(words('not-done'))})")
        self._basis = re.compile(rf"(?:{any_of(words('basis-cue'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The programs of one sentence with their operators and places."""
        if passage.line.sentence.role != "body":
            return
        for turn in passage.turns:
            for name in turn.of("program", "system"):
                yield from self._operated(passage, turn, name)
                yield from self._implemented(passage, turn, name)
            for name in self._inside_groups(turn):
                yield from self._implemented(passage, turn, name)

    def _inside_groups(self, turn: Turn) -> Iterator[Resolved]:
        """低保 in 低保对象: who receives a benefit shows that it is paid."""
        groups = [name.mention for name in turn.of("group")]
        for name in turn.clause.names:
            if name.mention.kind == "program" and name.entities and any(g.start <= name.mention.start and name.mention.end < g.end for g in groups):
                yield name

    def _operated(self, passage: Passage, turn: Turn, name: Resolved) -> Iterator[Found]:
        text, actor = passage.document.text, turn.actor
        if not self._verb.search(text, turn.clause.start, name.mention.start):
            return
        for key in name.entities:
            if actor.is_place and not self._runs_itself(passage, turn, key):
                continue
            for operator in actor.keys:
                if operator[0] in OPERATORS and operator != NATION:
                    yield Found(key, "operatedBy", operator, "run by the subject")

    def _runs_itself(self, passage: Passage, turn: Turn, key: EntityKey) -> bool:
        """Whether a place runs a program: a scheme of its own, where the sentence or the whole report says who acts."""
        is_local = passage.entities[key].concept is None
        return is_local and (turn.actor.reach in ("clause", "sentence") or passage.is_own_report)

    def _implemented(self, passage: Passage, turn: Turn, name: Resolved) -> Iterator[Found]:
        for key in name.entities:
            if key[0] == "system":
                continue
            for place in self._places(passage, turn):
                if place != NATION:
                    yield Found(key, "implementedIn", place, "runs in the place spoken of")

    def _places(self, passage: Passage, turn: Turn) -> tuple[EntityKey, ...]:
        if turn.places:
            return turn.places
        if turn.actor.is_place:
            return turn.actor.keys
        return (passage.home,) if passage.home else ()
