"""Which year does 去年 mean in this document, and which month 10月底?

relative                                       with the reference 2019-06-06
this-year, half-year, quarter, month, year-edge   2019 and, where `months` says so, months of it
last-year, same-period-last-year               2018
year-before-last, next-year, year-after-next   2017, 2020, 2021
same-year                                      2019 (hand over the year last named)
this-month, last-month                         2019-06, 2019-05; open where the reference is a year
previous-period                                2019-05; 2018 where the reference is a year
now, recent-years, coming-years                stay open: the text gives no more
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Document, Mention, PartialDate, TimeExpression

_YEARS = {
    "this-year": 0, "half-year": 0, "quarter": 0, "month": 0, "year-edge": 0, "same-year": 0,
    "last-year": -1, "same-period-last-year": -1, "year-before-last": -2, "next-year": 1, "year-after-next": 2,
}  # fmt: skip
# words for a time that name no other year
_YEARLESS = ("now", "recent-years", "coming-years")
# 2016年…，全年…: of the year named
_WHOLE_YEAR = "全年"
_YEAR_END = "-12"
_MONTHS = {"this-month": 0, "last-month": -1, "previous-period": -1}


def resolve_time(expression: TimeExpression, reference: PartialDate) -> TimeExpression:
    """The expression with `start` and `end` filled in, as precise as the text; `relative` stays, so that the basis is known.

    `reference` is the document's date or year, or, for a baseline, the year of the figure itself
    (上年 beside a figure of 2018 is 2017). What stays open or is absolute already comes back as it was.

    >>> resolve_time(TimeExpression(None, None, "last-year"), "2018").start
    '2017'
    >>> resolve_time(TimeExpression(None, None, "month", "until", (10, 10)), "2019-12-03").end
    '2019-10'
    """
    relative = expression.relative
    if not reference[:4].isdigit():
        return expression  # the reference is itself a day without its year
    if relative in _MONTHS:
        found = _shifted_month(reference, _MONTHS[relative])
        if found is None and relative == "previous-period":
            found = str(int(reference[:4]) - 1)
        return _filled(expression, found, found)
    if relative not in _YEARS:
        return expression
    year = int(reference[:4]) + _YEARS[relative] - _is_past_year(expression, reference)
    return _filled(expression, _dated(expression.start, year, expression.months, 0), _dated(expression.end, year, expression.months, 1))


def years_said(document: Document, mentions: Sequence[Mention]) -> dict[Mention, str]:
    """The year of times that print none and follow one that does in their sentence: 2016年…年末, 当年. 年末 and 同比 may follow it in its paragraph."""
    found: dict[Mention, str] = {}
    sentence, year = None, None
    # the year that 全年 is of: 2016年…，全年…, and the end of the time before, which may be its own (去年全年)
    full, end = None, -1
    paragraph: int | None = None
    spoken: str | None = None
    # the year that 同比 compares with the one before, until another time is named
    told_of: str | None = None
    # the year at whose end the balance was drawn last, of which 全年 in a later sentence is
    closed: str | None = None
    for mention in mentions:
        time = mention.time
        if time is None or (time.role == "compare" and time.relative != "same-period-last-year"):
            continue
        here = bisect_right(document.sentences, mention.start, key=lambda each: each.start)
        if here != sentence:
            sentence, year, full = here, None, None
            part = document.sentences[here - 1].paragraph
            if part != paragraph:
                paragraph, spoken, told_of = part, None, None
        if time.role == "compare":
            if told_of is not None:
                found[mention] = told_of
            continue
        if time.relative in ("year-edge", "same-year"):
            told = year or (spoken if time.relative == "year-edge" else None)
            if told is not None:
                found[mention] = told
        elif mention.text == _WHOLE_YEAR and (full or closed) is not None and mention.start > end:
            found[mention] = full or closed or ""
        elif time.relative is None and time.start and time.start[:4].isdigit() and time.start[:4] == (time.end or time.start)[:4]:
            year = spoken = told_of = time.start[:4]
            full = year if time.role in ("at", "during") else None
            closed = None
        elif time.relative is None and time.role == "until" and not time.start and (time.end or "-").endswith(_YEAR_END):
            closed = (time.end or "")[:4]
        elif time.relative is not None or time.start is not None:
            told_of = None
            full = full if time.relative in _YEARLESS else None
            closed = closed if time.relative in _YEARLESS else None
        end = mention.end
    return found


def _is_past_year(expression: TimeExpression, reference: PartialDate) -> bool:
    """截至10月底 in a text of January means the October before."""
    if expression.relative != "month" or expression.role != "until" or not expression.months or len(reference) < 7:
        return False
    return expression.months[1] > int(reference[5:7])


def _dated(printed: PartialDate | None, year: int, months: tuple[int, int] | None, side: int) -> PartialDate:
    if printed and printed.startswith("--"):
        return f"{year}-{printed[2:]}"
    if printed:
        return printed
    return f"{year}-{months[side]:02}" if months else str(year)


def _shifted_month(reference: PartialDate, months: int) -> PartialDate | None:
    if len(reference) < 7:
        return None
    count = int(reference[:4]) * 12 + int(reference[5:7]) - 1 + months
    return f"{count // 12}-{count % 12 + 1:02}"


def _filled(expression: TimeExpression, start: PartialDate | None, end: PartialDate | None) -> TimeExpression:
    """A side that the role leaves open stays open, one that the text prints stays as printed."""
    if expression.role in ("until", "by"):
        start = expression.start
    if expression.role == "since":
        end = expression.end
    return replace(expression, start=start, end=end)
