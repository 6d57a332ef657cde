"""When a figure holds: the time expression that governs it, and the time that a change is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.facts.clauses import Clause, Line
from kg.model import Mention, PartialDate, TimeExpression


@dataclass(frozen=True, slots=True)
class Period:
    """A time with how it was found; both ends None where the text gives none."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    basis: Literal["stated", "relative", "document"] | None = None
    is_plan: bool = False


def period_of(expression: TimeExpression) -> Period | None:
    """The period that a resolved expression gives; None where it says only 目前 or 近年来."""
    if expression.start is None and expression.end is None:
        return None
    basis: Literal["stated", "relative"] = "relative" if expression.relative else "stated"
    if expression.role in ("until", "by"):
        # up to a day that is printed: a state at that time; from somewhere up to it: an amount since then
        start = expression.start or expression.end
        return Period(start, expression.end, basis, expression.role == "by")
    if expression.role == "since":
        return Period(expression.start, expression.end, basis)
    return Period(expression.start, expression.end, basis)


def governing(line: Line, clause: Clause, offset: int, opening: Mention | None) -> tuple[Mention | None, bool]:
    """The time that governs a number at `offset`, and whether it stands in the same clause.

    The nearest one before the number in its sentence; 目前 blocks what stands before it. `opening` is the time with
    which the chain of sentences (…；…；…) begins.
    """
    before = [time for each in line.clauses if each.start <= clause.start for time in each.times if time.end <= offset and _governs(time)]
    if before:
        return before[-1], before[-1].start >= clause.start
    return (opening, False) if line.chained else (None, False)


def _governs(time: Mention) -> bool:
    return time.time is not None and time.time.role != "compare" and time.time.relative not in ("same-period-last-year", "previous-period")


def baseline(line: Line, clause: Clause, offset: int) -> PartialDate | None:
    """The time that a change or growth is compared with: 较2012年, or the 2013 of 从2013年的938家增加到…"""
    compared = [time for each in line.clauses if each.start <= clause.start for time in each.times if time.end <= offset and _compares(time)]
    near = [time for time in compared if time.start >= clause.start] or compared[-1:]
    for time in reversed(near):
        if time.time is not None and (time.time.end or time.time.start):
            return time.time.end or time.time.start
    return None


def _compares(time: Mention) -> bool:
    return time.time is not None and time.time.role == "compare"
