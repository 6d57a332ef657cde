"""Which times does a text name, and what does each do in its sentence?

    time    = [ lead ] point [ dash point ] [ trail ] | period [ trail ] | word
    lead    = 截至 | 截止 | 到 | 至 | 较 | 比 | 与              trail = 以来 | 起 | 前 | 以前 | 期间 | 相比 | 同期

`relative` of a TimeExpression says what has to be resolved with the document's date:

    this-year, last-year, year-before-last, next-year, year-after-next      今年 去年 前年 明年; 年内; `months` narrows it (今年上半年)
    same-year               当年, 同年: the year last named before
    month                   10月底, 8月25日: the year is missing; `months` holds the month, a day stands in `start` as "--08-25"
    half-year, quarter      上半年, 第三季度: the year is missing; in `months`
    year-edge               年底, 年初: the year is missing; in `months`
    this-month, last-month  本月, 月底; 上月
    same-period-last-year   去年同期, 同比
    previous-period         环比
    now                     目前, 截至目前
    recent-years            近年来, 近5年, 5年来
    coming-years            今后五年, 未来三年

`role` until and by leave `start` open, since leaves `end` open, compare marks the baseline of a change.
Where one end is absolute and the other relative (2016年至今年6月底) `start` is set and `relative` is of the end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.mentions.period_table import NamedPeriod, PeriodTable
from kg.mentions.time_point import POINTS, Point, day_at, point_at
from kg.model import Document, Mention, TimeExpression

Role = Literal["at", "during", "since", "until", "by", "compare"]

_STARTS = "0-9如眼一二两三四五六七八九十今本全去上前明下来后当同年第近过未多目现至迄环月岁"
_N = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|几)"
_WORDS = re.compile(
    rf"(?P<recent>近年来?|近几年来?|近些年来?|近{_N}个?年来?|多年来|过去的?{_N}年|{_N}年(?:多)?(?:以)?来|{_N}年间)"
    rf"|(?P<coming>今后一段时期|今后{_N}年|未来{_N}年|(?<![一-鿿])今后)"
    r"|(?P<now>(?<![项科题节栏数])目前|目前(?![期置端沿])|如今|现今|眼下|当前(?![位页所])|现阶段|迄今为?止?|至今(?![年日天后晚春夏秋冬])|(?<![实发出体表呈展再涌兑])现(?=有|已))"
    r"|(?P<yoy>同比)|(?P<previous>环比)|(?P<this_month>本月|月底|月末)|(?P<last_month>上个?月(?!球))"
)
_LEAD = re.compile(
    r"(?:(?P<until>截至|截止至|截止到|截止|(?<=起)至)|(?P<compare>相?较于?|同比|比|与|同|相比于?)|(?P<by>力争到|争取到|计划到|预计到|确保到|(?<![达高加升增降不少低大小短涨跌减])到))$"
)
_FROM = re.compile(r"(?:从|自|由)$")
_TRAIL = re.compile(r"(?P<since>以来|起(?![步来草始])|开始(?!实))|(?P<by>(?:以|之)?前(?![往来提期])|(?:之|以)内)|(?P<during>期间|时期|间(?![断隔]))")
_SAME_PERIOD = re.compile(r"(?:的)?同期")
_COMPARED = re.compile(r"(?:相比|比较|相较|比)")
# 2015年至今, 2015年到现在, 2015年一直到今天
_TO_NOW = re.compile(r"至今|(?:一直)?[至到](?:现在|目前|如今|今天|今日)")
_DASH = re.compile(r"[—–~～－-]{1,2}|起?[至到]")
_BARE_YEAR = re.compile(r"(?<![0-9第])((?:19|20)[0-9]{2})(?:年度?)?(?:[—–~～－-]{1,2}|至|到)((?:19|20)[0-9]{2})年(?:度)?")
# where none of these begins no time does, but for a named period; groups without their names, which several of them share
_MAYBE = re.compile("|".join(re.sub(r"\(\?P<\w{1,40}>", "(?:", pattern.pattern).replace("(?P=mark)", "[-/.]") for pattern in (_BARE_YEAR, *POINTS, _WORDS)))
_TITLE = re.compile(r"《[^》]{1,80}》")
_PLAN_NAME = re.compile(r"(?:[^，。；、的0-9]{0,8})(?:规划|计划|纲要)(?!期)")
_EDGE = re.compile(r"期?(?P<edge>[初末])(?!期)")
_RECURRING = re.compile(r"每年?(?:的)?$")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    time: TimeExpression
    rule: str


def times(document: Document, periods: PeriodTable) -> list[Mention]:
    """The times of a document, in the order of the text, at clean offsets; those in 《》 are part of a title and left out."""
    scan = re.compile(f"[{_STARTS}{re.escape(periods.first_characters)}]")
    found: list[Mention] = []
    for offset, text in _sentences(document):
        titles = [match.span() for match in _TITLE.finditer(text)] if "《" in text else []
        ends = [start for start, _ in titles]
        for item in _in_sentence(text, scan, periods):
            before = bisect_right(ends, item.start) - 1
            if before >= 0 and item.end <= titles[before][1]:
                continue
            start, end = offset + item.start, offset + item.end
            found.append(Mention("time", start, end, document.text[start:end], rule=item.rule, time=item.time))
    return found


def _sentences(document: Document) -> Iterator[tuple[int, str]]:
    if not document.sentences and document.text:
        yield 0, document.text
    for sentence in document.sentences:
        if sentence.role != "furniture":
            yield sentence.start, document.text[sentence.start : sentence.end]


def _in_sentence(text: str, scan: re.Pattern[str], periods: PeriodTable) -> Iterator[_Found]:
    done = 0
    match = scan.search(text)
    while match:
        start = match.start()
        found = _read(text, start, done, periods) if _MAYBE.match(text, start) or periods.at(text, start) else None
        if found is None:
            match = scan.search(text, match.end())
            continue
        if found.rule != "none":
            yield found
        done = found.end
        match = scan.search(text, done)


def _read(text: str, start: int, done: int, periods: PeriodTable) -> _Found | None:
    named = periods.at(text, start)
    if named:
        form, period = named
        return _named(text, start, start + len(form), done, period)
    years = _BARE_YEAR.match(text, start)
    if years:
        return _Found(start, years.end(), TimeExpression(years[1], years[2], role="during"), "years")
    point = point_at(text, start)
    if point is None:
        return _word(text, start, done)
    if not _stands(text, point):
        return _word(text, start, done) or _Found(start, point.end, TimeExpression(None, None), "none")
    dash = _DASH.match(text, point.end)
    last = (point_at(text, dash.end()) or day_at(text, dash.end(), point)) if dash else None
    if last and (last.year or last.relative or last.day):
        return _from_to(point, last)
    now = _TO_NOW.match(text, point.end)
    if now:
        return _Found(start, now.end(), _expression(point, "since"), "point")
    return _placed(text, point, done)


def _stands(text: str, point: Point) -> bool:
    """Whether a point is no part of something else: 每年9月 recurs, 十二月 may end another number."""
    before = text[max(0, point.start - 3) : point.start]
    if point.year is None and (before[-1:].isascii() and before[-1:].isalnum()):
        return False
    if point.relative == "year-edge":
        return text[point.start] in "年岁" and before[-1:] not in tuple("今去明前本上当每同半周多成大")
    if point.relative in ("month", "quarter", "half-year"):
        return not _RECURRING.search(before) and before[-1:] not in tuple("一二三四五六七八九十第个0123456789")
    if point.relative and text[point.start] in "前上同当本全来":
        # 以前年度, 早上年会, 不同年龄: the word before takes the character
        return before[-1:] not in tuple("以之不相如应日向原目此提") and text[point.end : point.end + 1] not in tuple("龄轻纪会审")
    return True


def _from_to(first: Point, last: Point) -> _Found:
    if last.year is None and first.year is not None and last.relative not in ("this-year", "last-year"):
        last = Point(last.start, last.end, first.year, None, last.months, last.day)
    # 今年6月1日到2025年底: the year of the start would have to be resolved apart from that of the end
    start, end = None if first.year is None and last.year is not None else first.first, last.last
    months = (first.months[0], last.months[1]) if first.months and last.months and first.year is None else last.months
    relative = last.relative if last.year is None else None
    if first.year is None and last.year is None:
        relative = first.relative
    return _Found(first.start, last.end, TimeExpression(start, end, relative, "during", None if last.year else months), "from-to")


def _expression(point: Point, role: Role, relative: str | None = None) -> TimeExpression:
    start = None if role in ("until", "by") else point.first
    end = None if role == "since" else point.last
    months = point.months if point.year is None else None
    return TimeExpression(start, end, relative or point.relative, role, months)


def _placed(text: str, point: Point, done: int) -> _Found:
    """A point with the words around it that say what it does."""
    start, end, relative = point.start, point.end, None
    same = _SAME_PERIOD.match(text, end) if point.relative == "last-year" else None
    if same:
        end, relative = same.end(), "same-period-last-year"
    lead = _LEAD.search(text, max(done, start - 4), start)
    compared = _COMPARED.match(text, end)
    trail = _TRAIL.match(text, end)
    role: Role = "during" if point.months and point.months[0] != point.months[1] else "at"
    if lead and lead["compare"] and (compared or lead[0] not in ("与", "同")):
        return _Found(lead.start(), compared.end() if compared else end, _expression(point, "compare", relative), "compare")
    if lead and lead["until"]:
        stop = trail.end() if trail and trail["by"] else end
        return _Found(lead.start(), stop, _expression(point, "until", relative), "until")
    if trail and trail["since"]:
        return _Found(start, trail.end(), _expression(point, "since", relative), "since")
    if trail and trail["by"]:
        return _Found(start, trail.end(), _expression(point, "by", relative), "by")
    if lead and lead["by"] and point.relative not in ("last-year", "year-before-last"):
        return _Found(lead.start(), end, _expression(point, "by", relative), "by")
    if trail:
        return _Found(start, trail.end(), _expression(point, "during", relative), "during")
    return _Found(start, end, _expression(point, role, relative), "point")


def _named(text: str, start: int, end: int, done: int, period: NamedPeriod) -> _Found | None:
    first, last = period.start, period.end
    if period.since:
        return _Found(start, end, TimeExpression(first, None, role="since"), "period")
    if _PLAN_NAME.match(text, end):
        return None
    lead = _LEAD.search(text, max(done, start - 4), start)
    if lead and lead["compare"]:
        edge = _EDGE.match(text, end)
        stop = edge.end() if edge else end
        trail = _TRAIL.match(text, stop)
        stop = trail.end() if trail and trail["during"] else stop
        compared = _COMPARED.match(text, stop)
        if compared or lead[0] not in ("与", "同"):
            month = (f"{first}-01" if edge["edge"] == "初" else f"{last}-12") if edge else None
            time = TimeExpression(month or first, month or last, role="compare")
            return _Found(lead.start(), compared.end() if compared else stop, time, "compare")
    if first and last and (edge := _EDGE.match(text, end)):
        month = f"{first}-01" if edge["edge"] == "初" else f"{last}-12"
        return _Found(start, edge.end(), TimeExpression(month, month), "period")
    trail = _TRAIL.match(text, end)
    if trail and trail["since"]:
        return _Found(start, trail.end(), TimeExpression(first, None, role="since"), "period")
    return _Found(start, trail.end() if trail and trail["during"] else end, TimeExpression(first, last, role="during"), "period")


def _word(text: str, start: int, done: int) -> _Found | None:
    match = _WORDS.match(text, start)
    if match is None:
        return None
    before = text[max(done, start - 4) : start]
    lead = _LEAD.search(text, max(done, start - 4), start)
    name = str(match.lastgroup)
    if name in ("yoy", "previous"):
        if point_at(text, match.end()):
            return None  # 同比2022年: the year is the time, and these words lead it
        relative = "same-period-last-year" if name == "yoy" else "previous-period"
        return _Found(start, match.end(), TimeExpression(None, None, relative, "compare"), "word")
    if name in ("recent", "coming"):
        if before[-1:].isdigit() or before.endswith(("连续", "第")):
            return None
        return _Found(start, match.end(), TimeExpression(None, None, f"{name}-years", "during"), "word")
    relative = {"now": "now", "this_month": "this-month", "last_month": "last-month"}[name]
    if lead and lead["until"]:
        return _Found(lead.start(), match.end(), TimeExpression(None, None, relative, "until"), "word")
    if lead and lead["compare"] and name != "now":
        return _Found(lead.start(), match.end(), TimeExpression(None, None, relative, "compare"), "word")
    if text.startswith("以来", match.end()):
        return _Found(start, match.end() + 2, TimeExpression(None, None, relative, "since"), "word")
    return _Found(start, match.end(), TimeExpression(None, None, relative), "word")
