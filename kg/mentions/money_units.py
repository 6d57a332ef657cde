"""For whom and for how long is this sum of money? 每人每月693元, 693元/人/月, 由A元提高到B元.

    head = 每人每月 | 每月每人 | 月人均 | 人均每月 | 每户每年 | 每月 | 每人 | 每张床位 | 月 … 标准

A head directly before the number belongs to the mention; one that stands further off in the clause
gives only the unit. Sums that are coordinated (A元、B元; 由A元提高到B元) share the unit of the one that has it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.mentions.amount import Amount
from kg.mentions.unit_table import PERIOD_WORDS, Period, UnitTable

_HEAD = re.compile(
    r"(?P<strong>每人(?:平均)?每?[年月天日]|每[个]?[年月天日]每人|人均每[年月天日]|每[年月]人均|月人均|年人均|人月均|人年均|每户每[年月])"
    r"|(?P<weak>每人次|每人|每户|人均|每个?月|每年|每[天日]|每(?P<thing>[张间所个家村例项件次亩份对])[^，。；：,;、0-9每]{0,4}(?P<every>每[年月])?)"
    r"|(?P<standard>(?<![0-9一二三四五六七八九十个本上下当次该每同岁数几])月(?![0-9份底初末中旬均度])[^，。；：,;、0-9]{0,10}标准)"
)
_CLAUSE_END = re.compile(r"[，。；：！？,;:!?]")
_TAIL = re.compile(r"[/·][^/·.()0-9]")
_TOTAL = re.compile(r"[共计总]")
_JOINED = re.compile(r"[、和及与或至到—–~～-]{1,2}$|(?:提高|增加|上调|调整|上升|提升|增长|增|升|调)[到至为]$")
# how far before the number a head still governs it, in characters
_STRONG_REACH, _WEAK_REACH = 28, 8
_LIKE = Decimal(12)  # coordinated standards differ less than this many times
_CEILING = Decimal(10) ** 6


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    end: int
    parts: tuple[str, ...]
    reach: int
    is_wide: bool = False  # it takes the counted noun with it (每张床位补助), so it stays outside the mention


def with_compound_units(text: str, amounts: list[Amount], units: UnitTable) -> list[Amount]:
    """The same amounts, sums of money with the unit that heads, tails and neighbours give them.

    Amounts are those of one sentence, in its order.
    """
    if not any(amount.unit is not None and amount.unit.dimension == "money" for amount in amounts):
        return amounts
    heads = [_head(match) for match in _HEAD.finditer(text)]
    result: list[Amount] = []
    for amount in amounts:
        result.append(_from_neighbour(text, _from_head(text, amount, heads, units), result))
    for index in range(len(result) - 2, -1, -1):
        result[index] = _from_next(text, result[index], result[index + 1])
    return result


def _head(match: re.Match[str]) -> _Head:
    printed = match[0]
    if match["standard"]:
        return _Head(match.start(), match.end(), ("月",), _STRONG_REACH, is_wide=True)
    if match["thing"]:
        parts = (match["thing"], match["every"][1]) if match["every"] else (match["thing"],)
        return _Head(match.start(), match.end(), parts, _WEAK_REACH, is_wide=True)
    who = ("人次",) if "人次" in printed else ("户",) if "户" in printed else ("人",) if "人" in printed else ()
    period = tuple(character for character in printed if character in PERIOD_WORDS)
    return _Head(match.start(), match.end(), (*who, *period), _STRONG_REACH if match["strong"] else _WEAK_REACH)


def _is_plain_money(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.dimension == "money" and amount.period is None and not amount.per_person


def _from_head(text: str, amount: Amount, heads: list[_Head], units: UnitTable) -> Amount:
    if not _is_plain_money(amount):
        return amount
    form = amount.unit_form(text)
    if _TAIL.search(form) or amount.rule == "lost-yuan" or "每" in form:
        return replace(amount, per_person="人" in form, period=_period(form))
    if form and units.named(form) != units.named("元"):
        return amount
    nearest = bisect_right(heads, amount.start, key=lambda head: head.end) - 1
    if nearest < 0 or amount.start - heads[nearest].end > heads[nearest].reach:
        return amount
    head = heads[nearest]
    gap = text[head.end : amount.start]
    unit = units.compound(head.parts)
    if unit is None or (gap and amount.value > _CEILING) or _CLAUSE_END.search(gap) or _TOTAL.search(gap):
        return amount
    if head.reach == _WEAK_REACH and gap and ("年" in head.parts or head.parts == ("人",)):
        return amount
    start = amount.start if gap or head.is_wide else head.start
    return replace(amount, start=start, unit=unit, per_person="人" in head.parts, period=_period("".join(head.parts)))


def _period(form: str) -> Period | None:
    for character in form:
        if character in PERIOD_WORDS:
            return PERIOD_WORDS[character]
    return None


def _from_neighbour(text: str, amount: Amount, before: list[Amount]) -> Amount:
    """A sum after a sum: 每人每年A元、分散供养B元; A元/人/月提高到B元."""
    if not before or not _is_plain_money(amount):
        return amount
    last = before[-1]
    gap = text[last.end : amount.start] if amount.start - last.end <= 12 else "。"
    if not _shares(last, amount) or _TOTAL.search(gap) or re.search(r"[。；;0-9]", gap):
        return amount
    if _JOINED.search(gap) or gap[:1] in ("、", "，", ",", "和"):
        return replace(amount, unit=last.unit, per_person=last.per_person, period=last.period)
    return amount


def _from_next(text: str, amount: Amount, after: Amount) -> Amount:
    """A sum before a sum with a tail: 由600元提高到660元/人/月."""
    if not _is_plain_money(amount) or not _shares(after, amount) or "/" not in after.unit_form(text):
        return amount
    if after.start - amount.end > 8 or not _JOINED.search(text[amount.end : after.start]):
        return amount
    return replace(amount, unit=after.unit, per_person=after.per_person, period=after.period)


def _shares(held: Amount, amount: Amount) -> bool:
    """Whether `held` has a compound money unit and is of the size of `amount`."""
    if held.unit is None or held.unit.dimension != "money" or _is_plain_money(held) or not held.value or not amount.value:
        return False
    return amount.value / held.value <= _LIKE and held.value / amount.value <= _LIKE
