"""What kind of expression is a number with a unit: a measure, an age, a threshold, a part of a structure?

    age        60周岁以上老年人, 0—6岁                    defines a group
    threshold  1000平方米以上的社区, 100张床位以上, 3天内    defines what is counted, or by when
    base       每千名老年人, 每3个村                       what a rate is taken of
    structure  省、市、县、乡四级; 四个方面; 这两类人员        counts what the text has just listed
    article    一个, 一支                                no count
    duration   连续14年, 为期53天                          see `duration_roles`
    ordinal    前三名, 301路, 2022届, 二期                   says which one, see `numbered_things`
    indefinite 数千万元, 几十名, 百名                       no plain number

In a clause that lays down rules (应当, 之日起, 罚款) every figure is a threshold, except sums for each person.
"none" is for what is no quantity at all: 三年行动, 5年来.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from kg.mentions.amount import Amount
from kg.mentions.duration_roles import role_of_duration
from kg.mentions.numbered_things import is_numbered, is_zone
from kg.mentions.numerals import DIGITS, is_bare_multiplier
from kg.mentions.unit_table import UnitTable
from kg.model import QuantityRole

_REACHES = re.compile(r"(?:达到?|为|[到至]|超过?|约|提高|[近足])$")
_CLAUSE_START = re.compile(r"[，。；：！？,;:!?“(（]")
_POINTING = re.compile(r"[这那该此其]|上述|以上|前述|之[前后]的$")
_LIST_CLASSIFIERS = frozenset("个项类种件条")
_BOUND = re.compile(r"(?:及|或)?以[上下内]$|之内$")
# 100张床位以上, 300人规模及以下: the bound stands after the counted noun
_NOUN_BOUND = re.compile(r"[^，。；：、,;0-9一二三四五六七八九十]{1,3}(?<![级县市区省乡镇岁模额])(?:及|或)?以[上下]")
# 前三名, 前六期: a place in an order
_FIRST = re.compile(r"(?<![目之以日当此年月底提])前$")
# 二期工程, 三期建设: a phase of building, by its number
# 三期 is the third of few, 三十期 counts
_PHASES = 10
_HAN = re.compile(r"的?[一-鿿]")
# 一千元以上五千元以下: the scale of a fine
_SECOND_BOUND = re.compile(r"[0-9一二两三四五六七八九十百千万亿.]{1,12}[^，。；：、,;]{1,3}以[下内]")
_OPEN = ("measure", "range_low", "range_high")
# a village has households, a farm has heads: 50户以上自然村
_HEADS = frozenset({"户", "人", "头", "只"})
_SIZES = ("area", "length", "mass", "volume")


def roles_of(text: str, amounts: list[Amount], units: UnitTable) -> list[QuantityRole | Literal["none"]]:
    """The roles of the amounts of a sentence. The ends of a range share theirs: 6—36个月婴幼儿 is an age on both sides."""
    roles = [role_of(text, amount, units) if amount.role in _OPEN else amount.role for amount in amounts]
    for index, (low, high) in enumerate(pairwise(amounts)):
        if low.role == "range_low" and high.role == "range_high":
            shared = [role for role in roles[index : index + 2] if role not in ("range_low", "range_high")]
            if shared:
                roles[index : index + 2] = [shared[-1]] * 2
    return roles


def role_of(text: str, amount: Amount, units: UnitTable) -> QuantityRole | Literal["none"]:
    """The role of an amount that has been read as a measure.

    `text` is the sentence; offsets of `amount` count in it.
    """
    if amount.rule in ("rank", "lost-yuan", "multiple"):
        return "measure"
    if _is_laid_down(text, amount, units):
        return "threshold"
    if amount.rule == "range":
        return _role_of_range(text, amount, units)
    if amount.rule in ("fraction", "tenths") or amount.unit is None:
        return "measure"
    return _role_of_count(text, amount, units)


def _role_of_range(text: str, amount: Amount, units: UnitTable) -> QuantityRole | Literal["none"]:
    if amount.unit is not None and amount.unit == units.named("岁"):
        return "age"
    if amount.role == "range_high" and is_zone(text, amount, units):
        return "ordinal"
    if amount.unit is None or amount.unit.dimension != "duration":
        return amount.role
    role = role_of_duration(text, amount, units)
    return amount.role if role in ("measure", "duration") else role


def _role_of_count(text: str, amount: Amount, units: UnitTable) -> QuantityRole | Literal["none"]:
    form, printed = amount.unit_form(text), amount.printed(text)
    before, after = text[max(0, amount.start - 6) : amount.start], text[amount.end : amount.end + 18]
    if form.endswith("项") and after.startswith("目"):
        # 三大项目: no classifier, but the beginning of a noun
        return "none"
    if amount.unit is None or before.endswith("每") or (amount.value == 1 and _follows(units.words.rate_base, before)):
        return "base"
    if form.endswith(("岁", "岁半")):
        return _role_of_age(before, after, text, amount)
    if amount.unit.dimension == "duration":
        return role_of_duration(text, amount, units)
    if is_bare_multiplier(printed) and (amount.modifier is None or amount.unit.dimension == "money"):
        if _BOUND.search(text, amount.unit_end, amount.end) or _is_threshold(text, amount, units):
            return "threshold"
        return "indefinite" if amount.modifier is None else "measure"
    if _is_structure(text, amount, units):
        return "structure"
    if printed == "一" and amount.unit.dimension not in ("ratio", "multiple", "money", "rank"):
        return "article"
    if form.endswith("期") and units.words.phased.match(after) and amount.value < _PHASES:
        # 三期建设: the third phase
        return "ordinal"
    if _FIRST.search(before) or is_numbered(text, amount, units):
        return "ordinal"
    return "threshold" if _is_threshold(text, amount, units) else "measure"


def _is_laid_down(text: str, amount: Amount, units: UnitTable) -> bool:
    """Whether the clause says what must be, not what is: 应当配备2名, 自受理之日起20日内, 25%的要求."""
    if amount.per_person:
        return False
    clause = _clause_before(text, amount.start) + _CLAUSE_START.split(text[amount.start : amount.end + 48], maxsplit=1)[0]
    return units.words.normative.search(units.words.not_normative.sub("", clause)) is not None or units.words.demanded.match(text, amount.end) is not None


def _role_of_age(before: str, after: str, text: str, amount: Amount) -> QuantityRole:
    bounded = text[amount.unit_end : amount.end]
    if not bounded and _REACHES.search(before) and not _HAN.match(after):
        return "measure"
    return "age"


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


def _is_threshold(text: str, amount: Amount, units: UnitTable) -> bool:
    """Whether the amount says how large a thing must be to count: 1000平方米以上的社区, 亿元以上项目, 50户以上自然村."""
    if amount.unit is None:
        return False
    after = text[amount.end : amount.end + 18]
    dimension = amount.unit.dimension
    bounded = _BOUND.search(text, amount.unit_end, amount.end) is not None
    is_more = any(word in amount.printed(text) for word in "多余")
    if (bounded or (amount.modifier in ("ge", "le") and not is_more)) and units.words.sorted_out.match(after):
        return True
    if bounded and dimension in _SIZES:
        return _HAN.match(after) is not None
    if bounded and _SECOND_BOUND.match(after):
        return True
    if dimension == "money":
        is_most = bounded and amount.modifier == "le" and _HAN.match(after) is not None
        return is_most or (amount.modifier == "ge" and not is_more and _stands_before(units.words.sized, after))
    if bounded:
        form = amount.unit_form(text)
        return form == "层" or (form in _HEADS and _stands_before(units.words.settlement, after))
    return dimension in ("count", "person") and _NOUN_BOUND.match(after) is not None


def _follows(words: re.Pattern[str], before: str) -> bool:
    """Whether one of the words stands directly before."""
    return any(match.end() == len(before) for match in words.finditer(before))


def _stands_before(things: re.Pattern[str], after: str) -> bool:
    """Whether one of the things follows in the same clause, at most eight characters on."""
    found = things.search(_CLAUSE_START.split(after[:10], maxsplit=1)[0].partition("、")[0])
    return found is not None
