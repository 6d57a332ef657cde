"""What number does a cell print?

cell    = [ "约" | "近" ] [ sign ] digits [ multiplier ] [ unit ] [ bound ] [ mark ]
digits  = 1 to 3 digits { "," or space, 3 digits } [ "." digits ] | digits [ "." digits ]
mark    = "*" | "①" … | "[" number "]"                a footnote, not part of the number
nothing = "" | "-" | "—" | "/" | "…" | "×"            the figure is not given; never a zero
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Modifier = Literal["ge", "approx", "le"]

_CELL = re.compile(
    r"(?P<before>约|近|[>≥<≤])?(?P<number>[-−－+＋]?(?:\d{1,3}(?:[,， ]\d{3}){1,5}|\d{1,15})(?:\.\d{1,8})?)(?P<multiplier>[十百千]?[万亿]|千)?"
    r"(?P<unit>[^\d\s*①-⑳\[]{0,10}?)(?P<after>以上|以下|左右|多|余)?(?P<mark>\*{1,3}|[①-⑳]|\[\d{1,2}\])?"
)
_NOTHING = re.compile(r"[-—－–―/\\…．.×xX*～~]{0,6}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
# what heads and labels print for a time: 2021年末, 6月, 1-6月, 一季度
_DATED = re.compile(r"(?:19|20)\d{2}(?:年?(?:度|末|底|初)?|年\d{1,2}月(?:份|末|底)?)|(?:\d{1,2}[-—~至])?\d{1,2}月(?:份|末|底)?|第?[一二三四1-4]季度")
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_BOUNDS: dict[str, Modifier] = {
    "约": "approx", "近": "approx", "左右": "approx", "以上": "ge", "多": "ge", "余": "ge", ">": "ge", "≥": "ge", "以下": "le", "<": "le", "≤": "le",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as a cell prints it: [start, end) are offsets in the cell, without a modifier before it and a footnote mark behind it.

    `unit` is what stands behind the number, empty where nothing does; `is_multiplied` says that 万 or 亿 was printed.
    """

    start: int
    end: int
    value: Decimal
    unit: str = ""
    modifier: Modifier | None = None
    is_multiplied: bool = False


def printed(text: str, is_unit: Callable[[str], bool]) -> Printed | None:
    """The number of a cell, None where it prints none or something else as well.

    >>> printed("1,234.5①", lambda unit: False).value
    Decimal('1234.5')
    >>> printed("1.2万人", lambda unit: unit == "人").value
    Decimal('12000')
    """
    found = _CELL.fullmatch(text)
    if found is None or (found["unit"] and not is_unit(found["unit"])):
        return None
    digits = re.sub(r"[,， +＋]", "", found["number"]).replace("−", "-").replace("－", "-")
    value = scaled(Decimal(digits), factor_of(found["multiplier"] or ""))
    modifier = _BOUNDS.get(found["after"] or found["before"] or "")
    end = found.start("mark") if found["mark"] else len(text)
    return Printed(found.start("number"), end, value, found["unit"], modifier, bool(found["multiplier"]))


def factor_of(multiplier: str) -> int:
    """What a multiplier makes of one: 1 for none, 10,000,000 for 千万."""
    factor = 1
    for sign in multiplier:
        factor *= MULTIPLIERS[sign]
    return factor


def scaled(value: Decimal, factor: int) -> Decimal:
    """A value times a factor, exact, a whole number without decimals where it became one through the factor."""
    if factor == 1:
        return value
    product = value * factor
    return product.quantize(Decimal(1)) if product == product.to_integral_value() else product.normalize()


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no figure.

    >>> is_nothing("—"), is_nothing("0")
    (True, False)
    """
    return _NOTHING.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a cell prints a bare year."""
    return _YEAR.fullmatch(text) is not None


def is_time(text: str) -> bool:
    """Whether a cell prints a year, a month or a quarter and nothing else.

    >>> is_time("2021年末"), is_time("1-6月"), is_time("2021人")
    (True, True, False)
    """
    return _DATED.fullmatch(text) is not None
