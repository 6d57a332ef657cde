"""Which year, month or day begins at this character?

point    = [ year | relative year ] [ within ]      at least one of the two; also iso | lost | decade
year     = 2018年 | 二〇二一年 | 2018年度 | 2018年全年
within   = month [ day | part ] | months | first | half | quarter | edge
month    = 12月 | 十二月 | 12月份         part  = 上旬 | 中旬 | 下旬 | 底 | 末 | 初
months   = 1-6月 | 1月至6月              first = 前三季度 | 前9个月
half     = 上半年 | 下半年                quarter = 第三季度 | 三季度      edge = 底 | 末 | 初
iso      = 2019-06-06 | 2019/6/6 | 2019.06
lost     = 20186月份 | 201812月           the 年 is lost
decade   = 1990年代 | 20世纪90年代
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_DIGIT = {"〇": "0", "○": "0", "零": "0", "O": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9"}
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_SEPARATOR = r"(?:[—–~～－-]{1,2}|至|到)"

RELATIVE_YEARS = {
    "今年": "this-year", "本年度": "this-year", "本年": "this-year", "全年": "this-year", "年内": "this-year", "年度内": "this-year",
    "去年": "last-year", "上一年度": "last-year", "上年度": "last-year", "上一年": "last-year", "上年": "last-year",
    "前年": "year-before-last", "明年": "next-year", "下年度": "next-year", "来年": "next-year", "后年": "year-after-next",
    "当年": "same-year", "同年": "same-year",
}  # fmt: skip
_RELATIVE = "|".join(sorted(RELATIVE_YEARS, key=lambda word: (-len(word), word)))

_YEAR = re.compile(
    r"(?<![0-9第])(?:(?P<digits>1[5-8][0-9]{2}(?!年(?:的?历史|来|多|前))|(?:19|20)[0-9]{2})|(?P<spelled>[一二][〇○零O一二三四五六七八九]{3}))年(?:度(?![假过])|全年|(?=代))?"
    rf"|(?P<relative>(?<![0-9一二三四五六七八九十两几半数多百])年内|(?!年内)(?:{_RELATIVE}))(?:全年)?"
)
_WITHIN = re.compile(
    rf"(?P<first_month>{_MONTH})月?(?:份)?{_SEPARATOR}(?P<last_month>{_MONTH})月(?:份)?(?![0-9日龄])"
    rf"|(?P<month>{_MONTH})月(?:份|(?P<part>上旬|中旬|下旬|底|末|初|中(?![旬秋])))?(?:(?P<day>{_DAY})[日号])?(?!龄)"
    r"|前(?P<quarters>[二两三23])(?:个)?季度|前(?P<months>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个月"
    r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<edge>年?[底末初]|岁末)(?!龄)"
)
_ISO = re.compile(
    r"(?<![0-9.])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9])|(?<!\.[0-9])(?<!\.[0-9]{2})(?![0-9]))(?![%‰万亿个人元家张名])"
)
_LOST = re.compile(r"(?<![0-9])(?P<year>20[0-4][0-9])(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<part>[底末初]))?(?:(?P<day>3[01]|[12][0-9]|0?[1-9])日)?")
_DAY_ALONE = re.compile(rf"(?P<day>{_DAY})[日号]")
_DECADE = re.compile(r"(?<![0-9])(?:(?P<century>1[89]|20)(?P<tens>[0-9])0|(?P<ordinal>2[01]|二十一?)世纪(?P<later>[0-9二三四五六七八九])[0十])年代")

# one of these stands wherever a point does
POINTS = (_DECADE, _ISO, _LOST, _YEAR, _WITHIN)

_ORDINALS = {"20": "19", "21": "20", "二十": "19", "二十一": "20"}


@dataclass(frozen=True, slots=True)
class Point:
    """A time as printed: a year or the word for it, months of it, a day. [start, end) counts in the sentence."""

    start: int
    end: int
    year: int | None = None
    relative: str | None = None
    months: tuple[int, int] | None = None
    day: int | None = None
    years: int = 1  # ten for a decade
    part: bool = False  # 底, 上旬: only part of the month or year, kept at the month's precision

    @property
    def first(self) -> str | None:
        """ISO start: "2018", "2018-01", "2018-06-06"; "--06-06" where the year is missing; None where there is no more than a word."""
        return self._iso(0)

    @property
    def last(self) -> str | None:
        """ISO end, in the precision of the start."""
        return self._iso(1)

    def _iso(self, side: int) -> str | None:
        if self.year is None:
            return f"--{self.months[side]:02}-{self.day:02}" if self.day and self.months else None
        if self.months is None:
            return str(self.year + (self.years - 1) * side)
        month = f"{self.year}-{self.months[side]:02}"
        return f"{month}-{self.day:02}" if self.day else month


def point_at(text: str, start: int) -> Point | None:
    """The time that begins at `start`, None where there is none.

    >>> point_at("2018年12月", 0).first, point_at("今年上半年", 0).months
    ('2018-12', (1, 6))
    """
    for pattern, build in ((_DECADE, _decade), (_ISO, _dated), (_LOST, _dated)):
        match = pattern.match(text, start)
        if match:
            return build(match)
    year = _YEAR.match(text, start)
    point = None
    after = start
    if year:
        after = year.end()
        if year["relative"]:
            point = Point(start, after, relative=RELATIVE_YEARS[year["relative"]])
        else:
            point = Point(start, after, year=int(year["digits"] or "".join(_DIGIT[c] for c in year["spelled"])))
        after += text.startswith("的", after) and text[after + 1 : after + 2] in ("上", "下")
    within = _WITHIN.match(text, after)
    if within is None:
        return point
    return _within(within, point or Point(start, start))


def day_at(text: str, start: int, of: Point) -> Point | None:
    """The second end of 8月25日至27日: only a day, in the month of `of`."""
    match = _DAY_ALONE.match(text, start)
    if match is None or of.day is None:
        return None
    return replace(of, start=start, end=match.end(), day=_number(match["day"]))


def _decade(match: re.Match[str]) -> Point:
    if match["century"]:
        year = int(match["century"] + match["tens"] + "0")
    else:
        year = int(_ORDINALS[match["ordinal"]] + _DIGIT.get(match["later"], match["later"]) + "0")
    return Point(match.start(), match.end(), year=year, years=10)


def _dated(match: re.Match[str]) -> Point:
    month = int(match["month"])
    day = int(match["day"]) if match["day"] else None
    return Point(match.start(), match.end(), year=int(match["year"]), months=(month, month), day=day)


def _within(match: re.Match[str], point: Point) -> Point:
    part = bool(match["part"] or match["edge"])
    day = _number(match["day"]) if match["day"] else None
    relative = point.relative
    if point.year is None and relative is None:
        relative = "half-year" if match["half"] else "quarter" if match["quarter"] or match["quarters"] else "year-edge" if match["edge"] else "month"
    return replace(point, end=match.end(), relative=relative, months=_months(match), day=day, part=part)


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["month"]:
        month = _number(match["month"])
        return month, month
    if match["first_month"]:
        return _number(match["first_month"]), _number(match["last_month"])
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    if match["quarter"]:
        quarter = _number(match["quarter"])
        return 3 * quarter - 2, 3 * quarter
    if match["quarters"]:
        return 1, 3 * _number(match["quarters"])
    if match["months"]:
        return 1, min(12, _number(match["months"]))
    return (1, 1) if match["edge"].endswith("初") else (12, 12)


def _number(printed: str) -> int:
    """A number below a hundred in digits or in Chinese."""
    if printed.isdigit() and printed.isascii():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    high = int(_DIGIT.get(tens, "1")) * 10 if ten else 0
    return high + int(_DIGIT.get(ones.replace("两", "二"), "0"))
