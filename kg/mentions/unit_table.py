"""Which unit does a printed classifier stand for, and which unit is an amount for each person and month?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from kg.mentions.quantity_words import QuantityWords
from kg.vocab.ontology import Concept

Period = Literal["year", "month", "day"]

PERIOD_WORDS: dict[str, Period] = {"年": "year", "月": "month", "天": "day", "日": "day"}
_PERIOD_PART: dict[Period, str] = {"year": "年", "month": "月", "day": "日"}

# compound = 元 "/" part { "/" | "·" part }        元/人/月  元/月·人
_COMPOUND = re.compile(r"元((?:[/·][^/·.()0-9]{1,3}){1,2})")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: the IRI of its concept and its mz:dimension (money, person, count, ratio, rank …)."""

    iri: str
    dimension: str


class UnitTable:
    """The units by their printed forms, built from the concepts of the scheme `unit`.

    `words` gives the forms of a class of cues; they tell a classifier from a word that begins like one, and a
    Chinese numeral below ten that counts what the text has just listed (三级, 四个方面) from one that measures.
    """

    def __init__(self, concepts: Iterable[Concept], words: Callable[[str], Iterable[str]] = lambda cue: ()) -> None:
        self._forms: dict[str, Unit] = {}
        self._compounds: dict[frozenset[str], Unit] = {}
        self.rank: Unit | None = None
        for concept in sorted(concepts, key=lambda concept: concept.iri):
            self._add(concept)
        self.longest = max(map(len, self._forms), default=0)
        self.words = QuantityWords(words)
        self._structure = frozenset(self.words.structure)

    def _add(self, concept: Concept) -> None:
        unit = Unit(concept.iri, concept.value("dimension") or "count")
        if unit.dimension == "rank":
            self.rank = unit
        for form in concept.forms:
            held = self._forms.get(form)
            # 位 counts people and, after 第, is a rank: the plain number takes the people
            if held is None or held.dimension == "rank":
                self._forms[form] = unit
            for parts in _COMPOUND.findall(form):
                words = re.split(r"[/·]", parts)[1:]
                self._compounds.setdefault(frozenset(_part(word) for word in words), unit)

    def named(self, form: str) -> Unit | None:
        """The unit with exactly this printed form."""
        return self._forms.get(form)

    def at(self, text: str, start: int) -> tuple[str, Unit] | None:
        """The longest form that stands at `start`, with its unit; None where it only begins another word."""
        for end in range(min(len(text), start + self.longest), start, -1):
            form = text[start:end]
            unit = self._forms.get(form)
            if unit is not None:
                return None if self.words.is_other(text, start, form) else (form, unit)
        return None

    def after_item(self, text: str, start: int) -> tuple[str, Unit] | None:
        """The unit that follows 个多 or 个半: 小时 of 7个多小时, 月 of 三个半月."""
        for end in range(min(len(text), start + self.longest), start, -1):
            unit = self._forms.get("个" + text[start:end])
            if unit is not None:
                return text[start:end], unit
        return None

    def compound(self, parts: Iterable[str]) -> Unit | None:
        """The unit of 元 for each of some parts: {人, 月} gives 元/人/月; None where the ontology has none."""
        wanted = frozenset(_part(part) for part in parts)
        return self._compounds.get(wanted) if wanted else self._forms.get("元")

    def is_structure(self, text: str, start: int, end: int) -> bool:
        """Whether the unit at [start, end), or the word that follows it, counts parts of a structure."""
        return text[start:end] in self._structure or any(text.startswith(word, end) for word in self.words.structure)


def _part(word: str) -> str:
    period = PERIOD_WORDS.get(word)
    if period is not None:
        return _PERIOD_PART[period]
    return "人" if word in ("名", "位", "人均") else word
