"""When does a head, a row or a caption of a table hold?

year column     2021 | 2021年 | 2021年末
relative head   本年 | 上年同期            counted from the caption's period, else from the article's year
months          1-6月 under a caption of 2021
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.alternatives import any_of
from kg.facts.periods import Period, period_of
from kg.facts.tables.numbers import is_year
from kg.model import Mention, PartialDate
from kg.vocab.vocabulary import Vocabulary

_PARTS_OF_A_YEAR = frozenset({"month", "quarter", "half-year"})


@dataclass(frozen=True, slots=True)
class Timed:
    """A text without the words for its time, the period that they give, whether it compares, and with what time."""

    text: str
    period: Period | None = None
    baseline: PartialDate | None = None
    is_compared: bool = False


class YearReader:
    """Reads the periods of heads, rows and captions."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._this = re.compile(rf"(?:{any_of(words('table-this-period'))})(?=$|[（(\s])")
        self._last = re.compile(rf"(?:{any_of(words('table-last-period'))})(?=$|[（(\s])")
        self._month = re.compile(rf"(?:{any_of(words('table-this-month'))})(?=$|[（(\s])")
        self._compared = re.compile(any_of(words("table-compared")))

    def read(self, text: str, times: Sequence[Mention], around: Period | None, year: PartialDate | None) -> Timed:
        """The time in a text.

        `times` are the resolved times in it, `around` the period of the caption or of the rows around,
        `year` what the article is dated by.
        """
        if is_year(text):
            return Timed("", Period(text, text, "stated"))
        compared = self._compared.search(text)
        here = around or (Period(year[:4], year[:4], "relative") if year else None)
        for pattern, shift in ((self._last, -1), (self._this, 0)):
            found = pattern.match(text)
            if found and here is not None:
                return Timed(text[found.end() :], shifted(here, shift))
        month = self._month.match(text)
        if month and around is not None and len(around.end or "") == 7:
            return Timed(text[month.end() :], Period(around.end, around.end, around.basis))
        period = None
        for time in times:
            if time.time is not None and time.time.role != "compare":
                period = _within(time, around) or period
                text = text.replace(time.text, "", 1)
        if compared is None:
            return Timed(text, period)
        of = period or here
        return Timed(text.replace(compared.group(), "", 1), period, str(int(of.start[:4]) - 1) if of and of.start else None, True)


def _within(time: Mention, around: Period | None) -> Period | None:
    """The period of a time; a month without a year takes that of the caption."""
    expression = time.time
    if expression is None:
        return None
    if expression.relative in _PARTS_OF_A_YEAR and expression.months and around and around.start:
        year = around.start[:4]
        first, last = expression.months
        start = None if expression.role == "until" else f"{year}-{first:02}"
        return Period(start or f"{year}-{last:02}", f"{year}-{last:02}", around.basis)
    return period_of(expression)


def shifted(period: Period, years: int) -> Period:
    """A period some years later or, below zero, before.

    >>> shifted(Period("2021-01", "2021-06", "stated"), -1)
    Period(start='2020-01', end='2020-06', basis='stated', is_plan=False)
    """
    return Period(_moved(period.start, years), _moved(period.end, years), period.basis, period.is_plan)


def _moved(date: PartialDate | None, years: int) -> PartialDate | None:
    return f"{int(date[:4]) + years}{date[4:]}" if date else None
