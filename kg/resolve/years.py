"""Which years does a text name, and which of them does it speak from?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model import Document, Mention

_DECEMBER = 12
# the letters of a day
_DAY = 10


def years_named(mentions: Sequence[Mention]) -> Counter[str]:
    """How often times name each year; plans and baselines do not count, nor does a time without its year (6月)."""
    years = Counter(
        (mention.time.start or mention.time.end or "")[:4]
        for mention in mentions
        if mention.time is not None and mention.time.role in ("at", "during", "until") and not mention.time.relative and not _is_plan(mention)
    )
    return Counter({year: count for year, count in years.items() if year.isdigit()})


def last_year(mentions: Sequence[Mention]) -> str | None:
    """The last year that times name, before all one that several do."""
    years = years_named(mentions)
    last = max(years, key=lambda year: (years[year] > 1, year), default=None)
    return str(int(last) + 1) if last and _is_over(last, mentions) else last


def _is_plan(mention: Mention) -> bool:
    """Whether a time is the period of a plan (“十四五”), whose first year says nothing of when a text was written."""
    return mention.rule == "period" and mention.time is not None and mention.time.start != mention.time.end


def _is_over(year: str, mentions: Sequence[Mention]) -> bool:
    """Whether a text names the end of a year and speaks of a day or month without one: 截至2022年底, 7月27日 is of the next.

    So is 今年 beside the end of a year that is past: 下降到2016年底的412万，今年还将减少60万.
    """
    times = [mention.time for mention in mentions if mention.time is not None]
    named = [time for time in times if (time.start or time.end or "")[:4] == year and not time.relative]
    ended = [(time.end or "") == f"{year}-12" and time.role in ("at", "until") for time in named]
    if any(ended) and any(time.relative == "this-year" and time.role == "at" for time in times):
        return True
    has_month = any(time.relative == "month" and time.months and time.months[1] < _DECEMBER for time in times)
    return has_month and bool(named) and all(ended)


def tells_of_a_day(document: Document, year: str, mentions: Sequence[Mention]) -> bool:
    """Whether a text that speaks of 今年 tells what was done on a day of a year (2017年3月10日，…): whose year is told is mostly not the one spoken in."""
    times = [mention.time for mention in mentions if mention.time is not None]
    if not any(time.relative == "this-year" for time in times):
        return False
    days = [each for each in mentions if each.time is not None and each.time.role == "at" and (each.time.start or "")[:4] == year]
    return any(len((each.time and each.time.start) or "") == _DAY and document.text.startswith("，", each.end) for each in days)
