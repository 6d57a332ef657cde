"""Whether a growth is plausible by what it implies: the base it started from, and the growth of its siblings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt, plain, rounded
from kg.facts.audit.interval import Interval
from kg.facts.audit.limits import Limits, converted, limits_of
from kg.facts.audit.passages import PERCENT, TIMES, Passage, Printed
from kg.vocab.vocabulary import Vocabulary

_HUNDRED, _TEN = Decimal(100), Decimal(10)


@dataclass(frozen=True, slots=True)
class Grown:
    """A level with the growth that led to it; `factor` is the growth as a multiple of the base."""

    after: Printed
    said: Printed
    factor: Decimal
    limits: Limits
    level: Interval


class BaseCheck:
    """Reads a level and its growth over a longer time: 标准达到每人每年9000元，较2012年增长2倍."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts
        rise, filler = any_of(vocabulary.words("audit-rise")), any_of(vocabulary.words("audit-filler"))
        # growth = [ , ] [ compare words ] rise filler*     ，较2012年增长
        compare = any_of(vocabulary.words("audit-compare"))
        self._growth = re.compile(rf"[，,、（(]?(?:(?:{compare})[^，。；：、]{{1,14}}?)?(?:{filler}){{0,2}}(?:{rise})(?:{filler}){{0,3}}")

    def find(self, paragraph: Sequence[Passage]) -> Iterator[Doubt]:
        """The growths of a paragraph that cannot well be true."""
        grown = [one for passage in paragraph for one in self._grown(passage)]
        for one in grown:
            doubt = below(one) or beside(one, grown)
            if doubt:
                yield doubt

    def _grown(self, passage: Passage) -> Iterator[Grown]:
        for after, said in zip(passage.figures, passage.figures[1:], strict=False):
            if said.unit not in (PERCENT, TIMES) or not (said.observations and after.observations) or not (said.is_plain and after.is_plain):
                continue
            limits = limits_of(after.observations[0], self._concepts)
            level = converted(after.range, after.observations[0].unit, limits.unit, self._concepts) if limits else None
            # only where a range is narrow does a base below it mean anything: payments to a person, not counts
            if limits and level and limits.low and limits.unit.value("dimension") == "money" and self._growth.fullmatch(passage.gap(after, said)):
                yield Grown(after, said, said.value if said.unit == TIMES else said.value / _HUNDRED, limits, level)


def below(one: Grown) -> Doubt | None:
    """The doubt about a growth whose base lies below the plausible range although the level itself lies in it."""
    lowest = one.limits.low
    if lowest is None or one.factor < 1 or one.level.high < lowest:
        return None
    if one.level.high / one.factor >= lowest:
        return None
    fits = one.level.high / (one.factor / _TEN) >= lowest
    base = rounded(one.level.high / (one.factor + 1))
    unit = one.limits.unit.symbol or one.limits.unit.label
    words = {"after": one.after.text, "base": f"{plain(base)}{unit}", "low": plain(lowest), "unit": unit}
    return Doubt(one.said, "growth-base", one.said.value / _TEN if fits else None, words, (one.after,), fits)


def beside(one: Grown, grown: Sequence[Grown]) -> Doubt | None:
    """The doubt about a growth ten times that of a sibling with the same baseline."""
    baseline = one.said.observations[0].baseline
    for other in grown:
        if other.said.unit != one.said.unit or other.said.observations[0].baseline != baseline or baseline is None or other.factor <= 0:
            continue
        if one.factor >= other.factor * _TEN and one.factor >= 1:
            return Doubt(one.said, "sibling-growth", one.said.value / _TEN, {"sibling": other.said.text}, (one.after, other.said), True)
    return None
