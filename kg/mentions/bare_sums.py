"""What is a round number without a unit a number of: 善款500万, 500万善款, 人口300万?

sum    = noun [ link ] number end | number [ 的 ] noun     a number in 万 or 亿, a noun of money or of people
end    = mark | 用于 | end of the sentence
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.mentions.amount import Amount
from kg.mentions.unit_table import UnitTable

_ROUND = ("万", "亿")
# link = what may stand between a noun and its number      捐款达500万, 人口约300万
_LINK = re.compile(r"(?:已?达到?|合计|共计|总计|超过|突破|接近|[共计约近超逾为了有]){1,2}$")
_END = re.compile(r"(?:多|余|左右|以上)?(?:$|[，。；、！？：）)，,;]|用于|用来)")
_OF = re.compile("的?")
_REACH = 12


def with_noun_units(text: str, amounts: list[Amount], units: UnitTable) -> list[Amount]:
    """The same amounts, sums and populations with the unit that the noun next to them says where none is printed."""
    return [_completed(text, amount, units) for amount in amounts]


def _completed(text: str, amount: Amount, units: UnitTable) -> Amount:
    if amount.unit is not None or amount.role == "indefinite" or not amount.printed(text).endswith(_ROUND):
        return amount
    of = _OF.match(text, amount.end)
    behind = of.end() if of else amount.end
    start = max(0, amount.start - _REACH)
    link = _LINK.search(text, start, amount.start)
    before = text[start : link.start() if link else amount.start]
    ends = _END.match(text, amount.end) is not None
    words = units.words
    if words.money.match(text, behind) or (ends and before.endswith(words.money_before)):
        return replace(amount, unit=units.named("元"), rule="noun for a unit")
    if words.people.match(text, behind) or (ends and before.endswith(words.people_before)):
        return replace(amount, unit=units.named("人"), rule="noun for a unit")
    return amount
