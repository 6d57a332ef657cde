"""Who runs a program or a system, and where it runs.

operated    = actor … verb … program                   市民政局开展“…”行动
implemented = place … program | program in the text of a place        全市低保标准…
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.turns import NATION, Passage, Turn
from kg.model import EntityKey, Resolved
from kg.vocab.vocabulary import Vocabulary

OPERATORS = frozenset({"agency", "region"})


class RunningRule:
    """Finds operatedBy and implementedIn."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._verb = re.compile(rf"(?:{any_of(words('run-verb'))})")
        self._set_up = re.compile(rf"(?:{any_of(words('set-up-verb'))})")
        self._no_run = re.compile(rf"(?:{any_of((*words('field-of'), *words('institution-after')))})")
        self._pilot = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('pilot-phrase'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The programs of one sentence with their operators and places."""
        if passage.line.sentence.role != "body" or passage.prescribes:
            return
        for index, turn in enumerate(passage.turns):
            for name in turn.of("program", "system"):
                if self._no_run.match(passage.document.text, name.mention.end):
                    continue
                operated = list(self._operated(passage, turn, name))
                yield from operated
                yield from self._implemented(passage, turn, name, bool(operated))
            for name in self._inside_groups(turn):
                yield from self._implemented(passage, turn, name, False)
            yield from self._piloted(passage, index, turn)

    def _inside_groups(self, turn: Turn) -> Iterator[Resolved]:
        """低保 in 低保对象: who receives a benefit shows that it is paid."""
        groups = [name.mention for name in turn.of("group")]
        for name in turn.clause.names:
            if name.mention.kind == "program" and name.entities and any(g.start <= name.mention.start and name.mention.end < g.end for g in groups):
                yield name

    def _operated(self, passage: Passage, turn: Turn, name: Resolved) -> Iterator[Found]:
        owners = [key for body in turn.of("agency") if body.mention.end == name.mention.start for key in body.entities]
        actor = turn.actor
        operators = owners or (actor.keys if self._runs(passage, turn, name) else ())
        for key in name.entities:
            for operator in operators:
                if operator[0] in OPERATORS and operator != NATION:
                    yield Found(key, "operatedBy", operator, "belongs to the body before it" if owners else "run by the subject")

    def _runs(self, passage: Passage, turn: Turn, name: Resolved) -> bool:
        """Whether the clause says that its actor runs a program. A place does so where it is the subject, or reports of itself."""
        text, actor = passage.document.text, turn.actor
        sets_up = self._set_up.search(text, turn.clause.start, name.mention.start) is not None
        runs = self._verb.search(text, turn.clause.start, name.mention.start) is not None
        if actor.reach == "clause":
            return sets_up or runs
        return sets_up and (not actor.is_place or actor.reach == "sentence" or passage.is_own_report)

    def _implemented(self, passage: Passage, turn: Turn, name: Resolved, operated: bool) -> Iterator[Found]:
        """Where it runs: the place that the sentence names, else that of the text, unless an operator already says so."""
        stated = turn.places
        elided = operated and (turn.actor.reach != "clause" or not turn.actor.is_place)
        for key in name.entities:
            for place in stated or (() if elided else self._elided(passage, turn)):
                if place != NATION and key[0] == "program":
                    yield Found(key, "implementedIn", place, "runs in the place named" if stated else "runs in the place of the text")

    def _elided(self, passage: Passage, turn: Turn) -> tuple[EntityKey, ...]:
        if turn.actor.is_place:
            return turn.actor.keys
        return (passage.home,) if passage.home else ()

    def _piloted(self, passage: Passage, index: int, turn: Turn) -> Iterator[Found]:
        """指导甲市、乙市开展试点: of the program named last."""
        places = [name for name in turn.of("region") if not turn.of("program")]
        if not places or not self._pilot.match(passage.document.text, places[-1].mention.end, turn.clause.end):
            return
        earlier = [*(passage.before.turns if passage.before else ()), *passage.turns[:index]]
        named = [name for each in earlier for name in each.of("program")]
        for key in named[-1].entities if named else ():
            for place in places:
                yield Found(key, "implementedIn", place.entities[-1], "piloted in")
