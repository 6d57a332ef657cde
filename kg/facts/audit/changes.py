"""Whether a growth, a difference or a multiple fits the figures it is said of: 从938家增加到1553家，增幅达65.6%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt, is_point_lost, rounded
from kg.facts.audit.interval import Interval
from kg.facts.audit.passages import PERCENT, POINT, TIMES, Passage, Printed, is_same_measure
from kg.vocab.vocabulary import Vocabulary

_HUNDRED = Decimal(100)
_FROM = re.compile(r"[由从](?!业)[^，。；：、]{0,30}$")
_YEARS = range(2, 31)


@dataclass(frozen=True, slots=True)
class Move:
    """Two figures that the text calls before and after. `rises` is None where the verb does not say."""

    before: Printed
    after: Printed
    rises: bool | None


class ChangeCheck:
    """Reads 由A提高到B and holds what is said of the change against it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        rise, fall = any_of(words("audit-rise")), any_of(words("audit-fall"))
        turn = any_of(words("audit-turn"))
        # move = from A [ words ] ( rise | fall | turn ) to [ words ] B      从2013年的938家增加到目前的1553家
        self._become = re.compile(rf"[^，。；：、]{{0,8}}?(?:(?P<rise>{rise})|(?P<fall>{fall})|(?P<turn>{turn}))了?[到至为成][^，。；：、]{{0,10}}")
        # said = [ , ] filler* ( rise | fall ) filler*      ，增幅达   、年均增长
        filler = any_of(words("audit-filler"))
        self._yearly = re.compile(any_of(words("audit-yearly")))
        self._said = re.compile(rf"[，,、（(]?(?P<lead>(?:{filler}|{any_of(words('audit-yearly'))}){{0,3}})(?:{rise}|{fall})(?:{filler}){{0,3}}")
        self._times_of = re.compile(rf"[，,、（(]?(?:{filler}){{0,2}}是[^，。；：、0-9]{{0,12}}的(?:{filler}){{0,2}}")
        self._rank = re.compile(any_of(words("audit-rank")))
        self._other_base = re.compile(any_of(words("audit-other-base")))

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """The changes of a sentence that do not fit."""
        for at, (before, after) in enumerate(zip(passage.figures, passage.figures[1:], strict=False)):
            move = self._move(passage, before, after)
            if move is None:
                continue
            wrong_way = self._direction(passage, move)
            if wrong_way is not None:
                yield wrong_way
                continue
            last = after
            for said in passage.figures[at + 2 : at + 4]:
                doubt, reads = self._said_of(passage, move, last, said)
                if doubt is not None:
                    yield doubt
                if not reads:
                    break
                last = said

    def _move(self, passage: Passage, before: Printed, after: Printed) -> Move | None:
        found = self._become.fullmatch(passage.gap(before, after))
        if found is None or not _FROM.search(passage.lead(before)) or not is_same_measure(before, after):
            return None
        if not (before.is_plain and after.is_plain) or before.range.low <= 0:
            return None
        return Move(before, after, None if found["turn"] else bool(found["rise"]))

    def _direction(self, passage: Passage, move: Move) -> Doubt | None:
        # a rank rises to a lower number
        if move.rises is None or move.after.dimension == "rank" or self._rank.search(passage.clause(move.before)):
            return None
        falls_instead = move.rises and move.after.range.high < move.before.range.low
        rises_instead = not move.rises and move.after.range.low > move.before.range.high
        if not (falls_instead or rises_instead):
            return None
        return Doubt(move.after, "direction", None, {"before": move.before.text, "after": move.after.text}, (move.before,))

    def _said_of(self, passage: Passage, move: Move, last: Printed, said: Printed) -> tuple[Doubt | None, bool]:
        """The doubt about one figure behind a move, and whether it speaks of the move at all."""
        gap = passage.gap(last, said)
        multiple_of = self._times_of.fullmatch(gap) if said.unit == TIMES else None
        found = self._said.fullmatch(gap)
        if (found is None and multiple_of is None) or self._other_base.search(gap) or not said.is_plain:
            return None, False
        if found is not None and self._yearly.search(found["lead"]):
            return yearly(passage, move, said), True
        expected = expectation(move, said, bool(multiple_of))
        if not expected or any(said.range.agrees(one) for _, one in expected):
            return None, bool(expected)
        rule, first = expected[0]
        middle = exact(move, rule, bool(multiple_of))
        words = {"before": move.before.text, "after": move.after.text}
        return Doubt(said, rule, rounded(middle), words, (move.before, move.after), is_point_lost(said.value, middle) and not said.range.agrees(first)), True


def expectation(move: Move, said: Printed, is_multiple: bool) -> list[tuple[str, Interval]]:
    """What a change may be said to be, most proper reading first: a rule and the values that it gives."""
    difference = (move.after.range - move.before.range).size
    growth = ("growth", (difference / move.before.range).times(_HUNDRED))
    points = ("difference", difference)
    if said.unit == POINT:
        return [points]
    if said.unit == PERCENT:
        return [points, growth] if move.before.unit == PERCENT else [growth]
    if said.unit == TIMES:
        # 增长了3倍 is used both for three times as much more and for three times as much
        ratio = ("multiple", move.after.range / move.before.range)
        more = ("multiple", difference / move.before.range)
        return [ratio] if is_multiple else [more, ratio]
    return [points] if is_same_measure(said, move.after) else []


def exact(move: Move, rule: str, is_multiple: bool = False) -> Decimal:
    """The value that the printed figures give, without regard to rounding."""
    difference = move.after.value if is_multiple else abs(move.after.value - move.before.value)
    if rule == "growth":
        return difference / move.before.value * _HUNDRED
    return difference / move.before.value if rule == "multiple" else difference


def yearly(passage: Passage, move: Move, said: Printed) -> Doubt | None:
    """The doubt about a rate a year; None where the sentence does not print both years."""
    years = span_of_years(passage, move)
    if said.unit != PERCENT or years not in _YEARS or move.after.range.low <= 0:
        return None
    ratio = move.after.range / move.before.range
    # texts count the years from the first or from the year after it
    rates = [rate_of(ratio, count) for count in (years, years + 1, max(1, years - 1))]
    if any(said.range.agrees(rate, Decimal("0.05")) for rate in rates):
        return None
    middle = abs(root(move.after.value / move.before.value, years) - 1) * _HUNDRED
    words = {"before": move.before.text, "after": move.after.text, "years": str(years)}
    return Doubt(said, "yearly-growth", rounded(middle), words, (move.before, move.after), is_point_lost(said.value, middle))


def span_of_years(passage: Passage, move: Move) -> int:
    """Years from the time before the first figure to the time between the two; 0 where one is not printed."""
    lead = move.before.start - len(passage.clause(move.before))
    first = [time for time in passage.times if lead <= time.start and time.end <= move.before.start]
    second = [time for time in passage.times if move.before.end <= time.start and time.end <= move.after.start]
    if not first or not second:
        return 0
    begin, end = (time.time.start if time.time else None for time in (first[-1], second[-1]))
    return int(end[:4]) - int(begin[:4]) if begin and end else 0


def rate_of(ratio: Interval, years: int) -> Interval:
    """The rates a year, in per cent, that lead to some ratios."""
    return Interval((root(ratio.low, years) - 1) * _HUNDRED, (root(ratio.high, years) - 1) * _HUNDRED).size


def root(value: Decimal, degree: int) -> Decimal:
    """The positive root of a positive number.

    >>> root(Decimal(32), 5).quantize(Decimal("0.001"))
    Decimal('2.000')
    """
    return (value.ln() / degree).exp()
