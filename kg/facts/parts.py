"""Which program or system is a part of another.

part = 在 program 方面 , … verb program              在临时救助方面，开展“救急难”
     | “…”型 program                                 “医养融合”型互助幸福院
     | 以 program 为核心的 program | program 纳入 program
     | 在 system 开设 program | program 包括 program { joiner program }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.turns import Passage, Turn
from kg.model import Entity, EntityKey
from kg.vocab.vocabulary import Vocabulary

SHORTEST = 4  # letters of a name that others may be kinds of


class PartRule:
    """Finds hasPart."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._field = re.compile(rf"(?:{any_of(words('field-of'))})")
        self._core = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('as-core'))})")
        self._into = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('put-into'))})")
        self._includes = re.compile(rf"(?:{any_of(words('include-verb'))})")
        self._opens = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('open-verb'))})")
        self._set_up = re.compile(rf"(?:{any_of(words('set-up-verb'))})")
        self._project_head = words("project-head")
        self._toward = re.compile(rf"(?:{any_of(words('serve-toward'))})")
        self._give = re.compile(rf"(?:{any_of(words('give-verb'))})")
        self._run = re.compile(rf"(?:{any_of(words('run-verb'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The parts that one sentence names."""
        whole: tuple[EntityKey, ...] = ()
        project: tuple[EntityKey, ...] = ()
        for turn in passage.turns:
            yield from self._given(passage, turn, project)
            project = project or self._project(passage, turn)
            for first, second, rule in self._pairs(passage, turn, whole):
                if first != second:
                    yield Found(first, "hasPart", second, rule)
            whole = self._field_of(passage, turn) or whole
            yield from self._kinds(passage, turn)

    def _field_of(self, passage: Passage, turn: Turn) -> tuple[EntityKey, ...]:
        """The program of 在…方面."""
        named = turn.of("program")
        return named[-1].entities if named and self._field.match(passage.document.text, named[-1].mention.end) else ()

    def _pairs(self, passage: Passage, turn: Turn, whole: tuple[EntityKey, ...]) -> Iterator[tuple[EntityKey, EntityKey, str]]:
        text, named = passage.document.text, turn.of("program", "system")
        for name in named:
            is_run = name.mention.kind == "program" and self._run.search(text, turn.clause.start, name.mention.start)
            if whole and is_run and name.mention.rule.startswith("quoted"):
                yield from ((first, key, "run in the field of") for first in whole for key in name.entities)
        for left, right in pairwise(named):
            at, end = left.mention.end, right.mention.start
            kinds = (left.mention.kind, right.mention.kind)
            if kinds == ("program", "program") and self._core.fullmatch(text, at, end):
                yield from ((a, b, "has at its core") for a in right.entities for b in left.entities)
            elif kinds == ("program", "program") and self._into.fullmatch(text, at, end):
                yield from ((a, b, "put into") for a in right.entities for b in left.entities)
            elif kinds == ("system", "program") and self._opens.match(text, at, end):
                yield from ((a, b, "opened in") for a in left.entities for b in right.entities)
            elif kinds[0] == "program" and self._includes.fullmatch(text, at, end):
                yield from ((a, b, "includes") for a in left.entities for b in right.entities)

    def _project(self, passage: Passage, turn: Turn) -> tuple[EntityKey, ...]:
        """The project that a sentence begins by running: 实施残疾人关爱工程，…"""
        for name in turn.of("program"):
            if self._set_up.search(passage.document.text, turn.clause.start, name.mention.start) and name.mention.text.rstrip("”").endswith(self._project_head):
                return name.entities
        return ()

    def _given(self, passage: Passage, turn: Turn, project: tuple[EntityKey, ...]) -> Iterator[Found]:
        """Benefits that a project pays for groups, said in the clauses behind it."""
        text, groups = passage.document.text, turn.of("group")
        for name in turn.of("program") if groups and project else ():
            if self._toward.match(text, turn.clause.start) and self._give.search(text, groups[-1].mention.end, name.mention.start):
                yield from (Found(first, "hasPart", key, "given under the project") for first in project for key in name.entities)

    def _kinds(self, passage: Passage, turn: Turn) -> Iterator[Found]:
        """A program whose name is that of another behind a qualifier: “…”型互助幸福院, 百岁高龄津贴."""
        for name in turn.of("program"):
            for entity in passage.entities.values():
                if entity.kind == "program" and entity.id not in name.entities and len(name.entities) == 1 and self._is_kind(passage, name.entities[0], entity):
                    yield Found(entity.id, "hasPart", name.entities[0], "a kind of")

    def _is_kind(self, passage: Passage, narrow: EntityKey, wide: Entity) -> bool:
        label = passage.entities[narrow].label
        qualifier = label[: -len(wide.label)]
        return len(wide.label) >= SHORTEST and label.endswith(wide.label) and len(qualifier) >= 2 and qualifier[-1] not in "、和与及暨“"
