"""Whom a program or a document serves.

    serves = name with the group in it                      重度残疾人护理补贴
           | group … link verb … program                    对重病患者实行“单人保”, 孤儿享受补贴
           | group [ 的 ] program                           老年人高龄津贴
           | program … benefit verb … group                 补贴惠及残疾人; also in the clauses behind
           | focus verb group , … program                   聚焦失智老年人，建立…机制
A group whose own name holds the program's (低保对象) says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.found import Found
from kg.facts.issuing import IssuingRule
from kg.facts.labels import any_of
from kg.facts.passages import Passage, Turn
from kg.model import Resolved
from kg.vocab.vocabulary import Vocabulary


class ServingRule:
    """Finds serves."""

    def __init__(self, vocabulary: Vocabulary, issuing: IssuingRule) -> None:
        words = vocabulary.words
        self._issuing = issuing
        self._link = re.compile(rf"(?:{any_of(words('serve-link'))})")
        self._benefit = re.compile(rf"(?:{any_of(words('benefit-verb'))})")
        self._toward = re.compile(rf"(?:{any_of(words('serve-toward'))})")
        self._focus = re.compile(rf"(?:{any_of(words('focus-verb'))})")
        self._admit = re.compile(rf"(?:{any_of(words('put-into'))})")
        self._attached = re.compile(r"的?|[\u4e00-\u9fff]{1,2}(?<![和与及对为将有])")

    def find(self, passage: Passage) -> Iterator[Found]:
        """What one sentence says of whom a program is for."""
        topics: tuple[Resolved, ...] = ()
        focus: list[Resolved] = []
        for turn in passage.turns:
            named = self._served_by(passage, turn)
            yield from self._inside(turn)
            groups = turn.of("group")
            if named:
                yield from self._with_program(passage, turn, named, groups)
                yield from (found for group in focus for name in named[:1] for found in self._state(name, group, "in focus"))
                topics = named
            elif groups:
                yield from self._behind(passage, turn, topics, groups)
                if self._focus.search(passage.document.text, turn.clause.start, groups[0].mention.start):
                    focus = list(groups)

    def _served_by(self, passage: Passage, turn: Turn) -> tuple[Resolved, ...]:
        """The programs of a clause, and the documents that are issued in it."""
        return tuple(name for name in turn.of("program", "policy") if name.mention.kind == "program" or self._issuing.verb_before(passage, turn, name))

    def _inside(self, turn: Turn) -> Iterator[Found]:
        """Groups that a name has in it, the widest ones."""
        groups = [name for name in turn.clause.names if name.mention.kind == "group" and name.entities]
        for name in turn.clause.names:
            if name.mention.kind not in ("program", "policy") or not name.entities:
                continue
            start, end = name.mention.start, name.mention.end
            held = [g for g in groups if g.mention.end <= end and g.mention.end > start and (g.mention.start >= start or g.mention.end < end)]
            for group in held:
                wider = any(g is not group and g.mention.start <= group.mention.start and group.mention.end <= g.mention.end for g in held)
                if not wider:
                    yield from self._state(name, group, "named in the name")

    def _state(self, name: Resolved, group: Resolved, rule: str) -> Iterator[Found]:
        trivial = group.mention.start <= name.mention.start and name.mention.end <= group.mention.end
        if not trivial:
            yield from (Found(a, "serves", b, rule) for a in name.entities for b in group.entities)

    def _with_program(self, passage: Passage, turn: Turn, named: tuple[Resolved, ...], groups: tuple[Resolved, ...]) -> Iterator[Found]:
        text = passage.document.text
        for name in named:
            for group in groups:
                if group.mention.end <= name.mention.start:
                    if self._link.search(text, group.mention.end, name.mention.start):
                        yield from self._state(name, group, "given to the group")
                    elif name.mention.kind == "program" and self._attached.fullmatch(text, group.mention.end, name.mention.start):
                        yield from self._state(name, group, "named with its group")
                elif group.mention.start >= name.mention.end and self._reaches(text, name.mention.end, group):
                    yield from self._state(name, group, "benefits the group")

    def _reaches(self, text: str, start: int, group: Resolved) -> bool:
        return self._benefit.search(text, start, group.mention.start) is not None

    def _behind(self, passage: Passage, turn: Turn, topics: tuple[Resolved, ...], groups: tuple[Resolved, ...]) -> Iterator[Found]:
        """Groups of a clause that goes on about the programs before it."""
        text, start = passage.document.text, turn.clause.start
        for group in groups:
            toward = self._toward.match(text, start)
            admitted = toward and self._admit.search(text, group.mention.end, turn.clause.end)
            if self._reaches(text, start, group) or admitted or (toward and toward.end() == groups[0].mention.start):
                yield from (found for name in topics for found in self._state(name, group, "benefits the group, said behind"))
