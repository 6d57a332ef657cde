"""Which named period does a text speak of: “十三五”期间, 党的十八大以来?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.mentions.alternation import alternation
from kg.model import PartialDate
from kg.vocab.ontology import Concept

# A plan's number alone (十五, 三五) is a number before it is a period.
_ONLY_NUMERALS = re.compile(r"[一二三四五六七八九十]{1,4}")
# 十五末 may be the end of a day or of another number
_TWO = 2
_SINCE = "以来"


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A stretch of time that has a name; `end` is None where it is still open."""

    iri: str
    start: PartialDate | None
    end: PartialDate | None
    since: bool = False


class PeriodTable:
    """The named periods by their printed forms, built from the concepts of the scheme `period`."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._periods: dict[str, NamedPeriod] = {}
        bare: dict[str, NamedPeriod] = {}
        for concept in sorted(concepts, key=lambda concept: concept.iri):
            start, end = concept.value("periodStart"), concept.value("periodEnd")
            for form in concept.forms:
                if start is None or _ONLY_NUMERALS.fullmatch(form):
                    if start is not None and len(form) > _TWO:
                        bare[form] = NamedPeriod(concept.iri, start, end)
                    continue
                since = form.endswith(_SINCE)
                period = NamedPeriod(concept.iri, start, None if since else end, since)
                # of two concepts with one form the first
                self._periods.setdefault(form, period)
        # 到十二五末: the end that follows tells a plan from a number
        self._any = re.compile(rf"{alternation(self._periods)}|(?:{alternation(bare)})(?=[初末])")
        self._periods |= bare

    @property
    def first_characters(self) -> str:
        """The characters with which a form may begin, sorted."""
        return "".join(sorted({form[0] for form in self._periods}))

    def at(self, text: str, start: int) -> tuple[str, NamedPeriod] | None:
        """The longest form that stands at `start`, with its period."""
        found = self._any.match(text, start)
        return (found.group(), self._periods[found.group()]) if found else None
