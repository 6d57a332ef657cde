"""Whether a value is plausible for its indicator, in the indicator's own unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt, plain
from kg.facts.audit.interval import Interval
from kg.facts.audit.passages import PERCENT, Passage, Printed
from kg.model import Observation
from kg.vocab import terms
from kg.vocab.ontology import Concept
from kg.vocab.vocabulary import Vocabulary

_HUNDRED = Decimal(100)
# how many of a period make a year, by the symbols of units
_A_YEAR = {"年": Decimal(1), "月": Decimal(12), "季": Decimal(4), "日": Decimal(365), "天": Decimal(365)}
# a sum without payee above this is what all were paid together, not a rate for one
_TOTAL = Decimal(100_000)
_LEVELS = frozenset({"level", "flow", "target"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The plausible range of an indicator in its own unit."""

    low: Decimal | None
    high: Decimal | None
    unit: Concept

    def holds(self, value: Interval) -> bool:
        """Whether some value of the interval is plausible."""
        return (self.low is None or value.high >= self.low) and (self.high is None or value.low <= self.high)


class LimitCheck:
    """Reads the plausible ranges of the ontology and holds values against them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts
        self._rate = re.compile(rf"(?:{any_of(vocabulary.words('audit-bounded-rate'))})(?:{any_of(vocabulary.words('audit-filler'))}){{0,2}}$")
        # share of something = share word [ words ] share word | 的      占全市的比重达到
        share, filler = any_of(vocabulary.words("audit-takes")), any_of(vocabulary.words("audit-filler"))
        self._share = re.compile(rf"(?:{share})[^，。；：、]{{1,20}}(?:{filler})$")
        self._plan = re.compile(any_of(vocabulary.words("audit-plan")))
        self._fall = re.compile(rf"(?:{any_of(vocabulary.words('audit-fall'))})(?:{any_of(vocabulary.words('audit-filler'))}){{0,2}}(?<![到至])$")
        self._has_sign = re.compile(any_of(vocabulary.words("audit-signed")))

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """The figures of a sentence that cannot well be true."""
        for figure in passage.figures:
            if not figure.observations or not figure.is_plain:
                continue
            doubt = self._percentage(passage, figure) or self._outside(figure)
            if doubt:
                yield doubt

    def _percentage(self, passage: Passage, figure: Printed) -> Doubt | None:
        if figure.unit != PERCENT or figure.range.low <= _HUNDRED:
            return None
        lead = passage.clause(figure)
        if self._fall.search(lead) and not self._has_sign.search(lead):
            return Doubt(figure, "fall-over-hundred")
        if figure.kind in _LEVELS and (self._rate.search(lead) or self._share.search(lead)) and not self._plan.search(lead):
            return Doubt(figure, "over-hundred")
        return None

    def _outside(self, figure: Printed) -> Doubt | None:
        for observation in figure.observations:
            limits = limits_of(observation, self._concepts)
            if observation.kind not in _LEVELS or limits is None:
                continue
            values = converted(figure.range, observation.unit, limits.unit, self._concepts)
            if values is not None and not limits.holds(values):
                shown = {"low": plain(limits.low or Decimal(0)), "high": plain(limits.high) if limits.high is not None else "…"}
                return Doubt(figure, "out-of-range", None, {**shown, "unit": limits.unit.symbol or limits.unit.label})
        return None


def limits_of(observation: Observation, concepts: Mapping[str, Concept]) -> Limits | None:
    """The plausible range of an observation's indicator; None where the ontology gives none."""
    concept = concepts.get(terms.concept("indicator", observation.indicator[1]))
    unit = concepts.get(concept.value("unit") or "") if concept else None
    if concept is None or unit is None:
        return None
    low, high = concept.value("plausibleMin"), concept.value("plausibleMax")
    if low is None and high is None:
        return None
    return Limits(Decimal(low) if low is not None else None, Decimal(high) if high is not None else None, unit)


def converted(values: Interval, unit: str, target: Concept, concepts: Mapping[str, Concept]) -> Interval | None:
    """Values in another unit: 每人每年 to 每人每月. A unit that leaves its period open gives the widest range; None where no conversion is known."""
    own = concepts.get(unit)
    if own is None or own.value("dimension") != target.value("dimension"):
        return None
    if own.iri == target.iri:
        return values
    if own.value("dimension") != "money" or own.value("currency") != target.value("currency"):
        return None
    mine, theirs = (own.symbol or "").split("/"), (target.symbol or "").split("/")
    payees = [[part for part in parts[1:] if part not in _A_YEAR] for parts in (mine, theirs)]
    if payees[0] and payees[0] != payees[1]:
        return None
    wanted = next((_A_YEAR[part] for part in theirs if part in _A_YEAR), None)
    held = next((_A_YEAR[part] for part in mine if part in _A_YEAR), None)
    is_total = not payees[0] and payees[1] and values.low > _TOTAL
    if wanted is None or is_total:
        return None
    if held is not None:
        return values.times(held / wanted)
    return Interval(min(values.low, values.low / wanted), max(values.high, values.high * _A_YEAR["月"] / wanted))
