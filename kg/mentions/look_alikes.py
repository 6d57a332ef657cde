"""Is what looks like a quantity a year, a day, a time, a code or an identifier?"""

from __future__ import annotations

import re

from kg.mentions.amount import Amount
from kg.mentions.numerals import is_bare_multiplier

# what makes digits part of a code, a date or a time of day
_CODE_BEFORE = re.compile(r"[A-Za-z0-9.:/#@_+〔\[&=\\*-]", re.ASCII)
_CODE_AFTER = re.compile(r"[A-Za-z0-9+:_@#=]|[./-][0-9]|[年月日号时](?!度)", re.ASCII)
_LATIN_WORD = re.compile(r"[A-Za-z]{2}", re.ASCII)
_IDENTIFIER = re.compile(r"[:：号][0-9]{7,15}$", re.ASCII)
_FOUR_DIGITS = re.compile(r"[12][0-9]{3}", re.ASCII)
_ROAD_LENGTHS = ("公里", "千米", "米")
_NUMBERED = re.compile(r"0[0-9]|(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])", re.ASCII)
_YEAR_VALUES = range(1900, 2101)


def is_inside_code(text: str, start: int) -> bool:
    """Whether digits at `start` go on with what stands before them: GB/T35796, 1.5.2, 〔2016."""
    return bool(start) and text[start].isascii() and _CODE_BEFORE.match(text[start - 1]) is not None


def stands_alone(text: str, amount: Amount) -> bool:
    """Whether a number counts without a range: it has a unit, or a multiplier and a noun after it."""
    printed = amount.printed(text)
    if amount.unit is not None:
        return not is_no_number(text, amount) and not _LATIN_WORD.search(text[amount.end - 1 : amount.end + 1])
    if _CODE_AFTER.match(text, amount.end):
        return False
    return amount.value >= 10000 and printed.rstrip("多余")[-1:] in ("万", "亿") and not is_bare_multiplier(printed.rstrip("多余"))


def are_years(text: str, first: Amount, second: Amount) -> bool:
    """公元1457-1505年: four digits on both sides of the dash."""
    return second.unit_form(text) == "年" and bool(_FOUR_DIGITS.fullmatch(first.printed(text))) and bool(_FOUR_DIGITS.fullmatch(second.printed(text)))


def is_no_number(text: str, amount: Amount) -> bool:
    """Whether it is a year, a month, a day, an hour, an identifier or a word: 2018年, 8月, 16日, 编号:32050001, 十分."""
    form, printed = amount.unit_form(text), amount.printed(text)
    if _NUMBERED.fullmatch(printed) and amount.unit is not None and amount.unit.dimension in ("count", "person", "duration"):
        return True  # 01天府: a list number; 2013.04 省: a month
    if form == "年":
        return amount.value in _YEAR_VALUES
    if form == "分" and not printed[0].isascii():
        return True  # 十分, 三分: an adverb and idioms, not a score
    if form == "分" and text[max(0, amount.start - 1) : amount.start] in ("时", "点", ":", "："):
        return True  # 13时56分
    if form == "秒" and text[amount.end : amount.end + 1].isdigit():
        return True  # 10秒04: the time of a race
    if form in _ROAD_LENGTHS and text.startswith("处", amount.unit_end):
        return True  # 19千米处: a place on a road
    if form == "元" and printed == "二":
        return True  # 二元结构; a sum would be 两元
    if _IDENTIFIER.search(text, max(0, amount.start - 1), amount.number_end):
        return True
    return form in ("月", "日", "号", "时", "点") and not text.startswith("每", max(0, amount.start - 1))
