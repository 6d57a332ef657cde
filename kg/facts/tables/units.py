"""Which unit does a head, a column or a caption give?

unit  = [ multiplier ] form of the ontology          万元  元/人·月  人次
aside = "(" [ label ] unit { mark unit } ")"          （万元） （单位：人、万元）
label = 单位 | 计量单位                               its words are the class table-unit-label
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.facts.alternatives import any_of
from kg.facts.tables.numbers import factor_of
from kg.vocab.vocabulary import Vocabulary

_MULTIPLIED = re.compile(r"([十百千]?[万亿]|[百千十])(?=\D)")
_LIST = re.compile(r"[、，,；;]|和")
# one bracket may stand in another: （元/(人·月)）
_BRACKETS = re.compile(r"[（(]([^（）()]{1,24}(?:[（(][^（）()]{1,12}[)）][^（）()]{0,4})?)[)）]")
# 同比±%, 增长%
_SHARE = re.compile(r"±?([%‰])$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the ontology and what a printed number has to be multiplied with."""

    iri: str
    dimension: str
    factor: int = 1


class UnitReader:
    """Finds units in the heads and captions of tables."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._forms: dict[str, Unit] = {}
        for concept in sorted(vocabulary.scheme("unit"), key=lambda concept: (concept.value("dimension") == "rank", concept.iri)):
            for form in (*concept.forms, concept.symbol or concept.label):
                self._forms.setdefault(form, Unit(concept.iri, concept.value("dimension") or "count"))
        # 乡镇（街道） says which places, not in what they are counted
        self._nouns = frozenset(vocabulary.words("noun-unit"))
        self._label = re.compile(rf"(?:{any_of(vocabulary.words('table-unit-label'))})(?:名称)?[：:]?")
        self._labelled = re.compile(rf"(?:{any_of(vocabulary.words('table-unit-label'))})[：:]?(.{{1,24}}?)(?=$|[)）\s])")
        implied = [concept for concept in vocabulary.scheme("cue") if concept.notation.startswith("table-counts-")]
        self._implied = [
            (re.compile(rf"(?:{any_of((*concept.aliases, *concept.hidden))})$"), self.by_iri(concept.value("unit") or ""))
            for concept in sorted(implied, key=lambda concept: concept.iri)
        ]

    def by_iri(self, iri: str) -> Unit | None:
        """The unit of a concept."""
        return next((unit for unit in self._forms.values() if unit.iri == iri), None)

    def named(self, text: str) -> Unit | None:
        """The unit that a text is, with nothing else in it: 万元, 元/人·月, %."""
        held = self._forms.get(text)
        if held is not None:
            return held
        multiplied = _MULTIPLIED.match(text)
        base = self._forms.get(text[multiplied.end() :]) if multiplied else None
        return Unit(base.iri, base.dimension, factor_of(multiplied[1])) if base and multiplied else None

    def is_unit(self, text: str) -> bool:
        """Whether a text is a unit."""
        return self.named(text) is not None

    def several(self, text: str) -> tuple[Unit, ...]:
        """The units of a list, empty where a part of it is none: 人、万元."""
        bare = self._label.sub("", text, count=1).strip()
        whole = self.named(bare)
        if whole:
            return (whole,)
        for cut in (_LIST, re.compile("/")):
            found = [self.named(part.strip()) for part in cut.split(bare) if part.strip()]
            if found and all(found):
                return tuple(unit for unit in found if unit)
        return ()

    def taken_out(self, text: str) -> tuple[str, tuple[Unit, ...]]:
        """A head without the unit in its brackets, and that unit: 低保资金（万元） -> 低保资金."""
        for aside in reversed(list(_BRACKETS.finditer(text))):
            found = () if aside[1] in self._nouns else self.several(aside[1])
            if found:
                return text.replace(aside[0], "", 1), found
        share = _SHARE.search(text)
        if share and share.start():
            return text[: share.start()], self.several(share[1])
        labelled = self._labelled.search(text)
        found = self.several(labelled[1]) if labelled else ()
        return (text.replace(labelled[0], "", 1), found) if labelled and found else (text, ())

    def implied(self, words: str) -> Unit | None:
        """The unit that words count in where none is printed: 人数, 户数, 率."""
        return next((unit for ends, unit in self._implied if unit and ends.search(words)), None)

    def fitting(self, units: Sequence[Unit], words: str, is_measured_in: Callable[[str], bool]) -> Unit | None:
        """The unit of a list that fits a measure: the only one, that which its words count in, else the only one that it is known in.

        A measure that counts in something else than any of the list (人次 under 人、万元) has that unit.
        """
        if len(units) <= 1:
            return units[0] if units else None
        implied = self.implied(words)
        if implied is not None:
            alike = [unit for unit in units if unit.iri == implied.iri] or [unit for unit in units if unit.dimension == implied.dimension]
            return alike[0] if alike else implied
        known = [unit for unit in units if is_measured_in(unit.iri)]
        return known[0] if len(known) == 1 else None
