"""What kind of expression is a number with a unit: a measure, an age, a threshold, a part of a structure?

    age        60周岁以上老年人, 0—6岁                    defines a group
    threshold  1000平方米以上的社区, 100张床位以上, 3天内    defines what is counted, or by when
    base       每千名老年人, 每3个村                       what a rate is taken of
    structure  省、市、县、乡四级; 四个方面; 这两类人员        counts what the text has just listed
    article    一个, 一支                                no count
    duration   连续14年, 为期53天                          states a fact, but never alone
    indefinite 数千万元, 几十名, 百名                       no plain number

"none" is for what is no quantity at all: 三年行动, 5年来.
"""

from __future__ import annotations

import re
from typing import Literal

from kg.mentions.amount import Amount
from kg.mentions.numerals import DIGITS, is_bare_multiplier
from kg.mentions.unit_table import UnitTable
from kg.model import QuantityRole

_LASTING = re.compile(r"(?:连续|历时|为期|长达|持续|坚持了?|已有|用时|历经)$")
_REACHES = re.compile(r"(?:达到?|为|[到至]|超过?|约|提高|[近足])$")
_CLAUSE_START = re.compile(r"[，。；：！？,;:!?“(（]")
_POINTING = re.compile(r"[这那该此其]|上述|以上|前述|之[前后]的$")
_LIST_CLASSIFIERS = frozenset("个项类种件条")
_BOUND = re.compile(r"(?:及|或)?以[上下内]$|之内$")
# 100张床位以上, 300人规模及以下: the bound stands after the counted noun
_NOUN_BOUND = re.compile(r"[^，。；：、,;0-9一二三四五六七八九十]{1,3}(?<![级县市区省乡镇岁模额])(?:及|或)?以[上下]")
# 前三名, 前六期: a place in an order
_FIRST = re.compile(r"(?<![目之以日当此年月底提])前$")
_WHEN = re.compile(r"[内后前来中]|以[内后前来]|之[内后前]|时间内|一次|[^，。；、0-9]{0,8}圈")
_HAN = re.compile(r"的?[一-鿿]")
# 一千元以上五千元以下: the scale of a fine
_SECOND_BOUND = re.compile(r"[0-9一二两三四五六七八九十百千万亿.]{1,12}[^，。；：、,;]{1,3}以[下内]")
_SIZES = ("area", "length", "mass", "volume")


def role_of(text: str, amount: Amount, units: UnitTable) -> QuantityRole | Literal["none"]:
    """The role of an amount that has been read as a measure.

    `text` is the sentence; offsets of `amount` count in it.
    """
    form = amount.unit_form(text)
    if amount.rule == "range":
        return "age" if amount.unit is not None and amount.unit == units.named("岁") else amount.role
    if amount.rule in ("rank", "lost-yuan", "fraction", "tenths", "multiple"):
        return "measure"
    if amount.unit is None:
        return "measure"
    before, after = text[max(0, amount.start - 6) : amount.start], text[amount.end : amount.end + 18]
    if text[amount.number_start - 1 : amount.number_start] == "每":
        return "base"
    if form.endswith("岁"):
        return _role_of_age(before, after, text, amount)
    if amount.unit.dimension == "duration":
        return _role_of_duration(before, after, form, text, amount)
    printed = amount.printed(text)
    if is_bare_multiplier(printed) and (amount.modifier is None or amount.unit.dimension == "money"):
        return "threshold" if _BOUND.search(text, amount.unit_end, amount.end) else "indefinite" if amount.modifier is None else "measure"
    if _is_structure(text, amount, units):
        return "structure"
    if printed == "一" and amount.unit.dimension not in ("ratio", "multiple", "money", "rank"):
        return "article"
    if _FIRST.search(before):
        return "ordinal"
    return "threshold" if _is_threshold(text, amount, after) else "measure"


def _role_of_age(before: str, after: str, text: str, amount: Amount) -> QuantityRole:
    bounded = text[amount.unit_end : amount.end]
    if not bounded and _REACHES.search(before) and not _HAN.match(after):
        return "measure"
    return "age"


def _role_of_duration(before: str, after: str, form: str, text: str, amount: Amount) -> QuantityRole | Literal["none"]:
    if _LASTING.search(before):
        return "duration"
    if form.endswith("年") or amount.printed(text) == "一" or _POINTING.search(before[-3:]):
        return "none"
    if _BOUND.search(text, amount.unit_end, amount.end) or _WHEN.match(after) or (form == "小时" and amount.value == 24):
        return "threshold"
    return "measure"


def _is_structure(text: str, amount: Amount, units: UnitTable) -> bool:
    """Whether a small Chinese numeral counts what was just listed, or stands in a fixed phrase."""
    printed, form = amount.printed(text), amount.unit_form(text)
    if amount.value > 20 or amount.unit is None or amount.unit.dimension not in ("count", "person", "event"):
        return False
    if not all(character in DIGITS or character == "十" for character in printed):
        return False
    clause = _clause_before(text, amount.start)
    listed = clause.count("、") + 1
    if 1 < listed == amount.value and "、" in clause[-10:] and form in _LIST_CLASSIFIERS:
        return True
    # 二人 takes up two persons named before and 二次 is "secondary": what is counted is 两人, 两次
    if _POINTING.search(clause[-3:]) or printed == "二":
        return True
    return units.is_structure(text, amount.unit_start, amount.unit_end)


def _clause_before(text: str, end: int) -> str:
    window = text[max(0, end - 48) : end]
    starts = [match.end() for match in _CLAUSE_START.finditer(window)]
    return window[starts[-1] :] if starts else window


def _is_threshold(text: str, amount: Amount, after: str) -> bool:
    if amount.unit is None:
        return False
    bounded = _BOUND.search(text, amount.unit_end, amount.end) is not None
    if bounded and amount.unit.dimension in _SIZES:
        return _HAN.match(after) is not None
    if bounded and _SECOND_BOUND.match(after):
        return True
    if bounded and amount.unit.dimension == "money" and amount.modifier == "le":
        return _HAN.match(after) is not None
    return not bounded and amount.unit.dimension in ("count", "person") and _NOUN_BOUND.match(after) is not None
