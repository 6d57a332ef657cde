"""Which program or system is a part of another.

    part = 在 program 方面 , … verb program              在临时救助方面，开展“救急难”
         | “…”型 program                                 “医养融合”型互助幸福院
         | 以 program 为核心的 program | program 纳入 program
         | 在 system 开设 program | program 包括 program { joiner program }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.found import Found
from kg.facts.labels import any_of
from kg.facts.passages import Passage, Turn
from kg.model import Entity, EntityKey
from kg.vocab.vocabulary import Vocabulary


class PartRule:
    """Finds hasPart."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._field = re.compile(rf"(?:{any_of(words('field-of'))})")
        self._core = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('as-core'))})")
        self._into = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('put-into'))})")
        self._includes = re.compile(rf"(?:{any_of(words('include-verb'))})")
        self._opens = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('open-verb'))})")
        self._kind_of = re.compile(rf"[”’]?(?:{any_of(words('kind-of'))})")
        self._run = re.compile(rf"(?:{any_of(words('run-verb'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The parts that one sentence names."""
        whole: tuple[EntityKey, ...] = ()
        for turn in passage.turns:
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
        for left, right in zip(named, named[1:], strict=False):
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

    def _kinds(self, passage: Passage, turn: Turn) -> Iterator[Found]:
        """A program whose name is that of another behind “…”型."""
        for name in turn.of("program"):
            cut = self._kind_of.search(name.mention.text)
            rest = name.mention.text[cut.end() :] if cut and cut.start() > 0 else ""
            for entity in passage.entities.values():
                if rest and entity.kind == "program" and rest in self._forms(entity):
                    yield from (Found(entity.id, "hasPart", key, "a kind of") for key in name.entities if key != entity.id)

    def _forms(self, entity: Entity) -> tuple[str, ...]:
        return (entity.label, *entity.aliases)
