"""What a printed number may stand for: an interval that allows for rounding and for words like 近 and 余."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Quantity

# number = digits [ "." digits ]; its decimals say how far it is rounded
_NUMBER = re.compile(r"\d{1,15}(?:\.(\d{1,8}))?")
_TEN = Decimal(10)
# a figure this much off what the others give is no matter of rounding: the others are rounded too, and often more than it shows
SLACK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Interval:
    """Every value from `low` to `high`."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients; raises ValueError where the divisor may be zero or less."""
        if other.low <= 0:
            raise ValueError("no division by an interval that reaches zero")
        corners = [top / bottom for top in (self.low, self.high) for bottom in (other.low, other.high)]
        return Interval(min(corners), max(corners))

    def times(self, factor: Decimal) -> Interval:
        """The interval with both ends multiplied by a positive number.

        >>> Interval(Decimal("0.5"), Decimal(1)).times(Decimal(100))
        Interval(low=Decimal('50.0'), high=Decimal('100'))
        """
        return Interval(self.low * factor, self.high * factor)

    @property
    def size(self) -> Interval:
        """The interval of the absolute values."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return Interval(-self.high, -self.low)
        return Interval(Decimal(0), max(-self.low, self.high))

    def agrees(self, other: Interval, slack: Decimal = SLACK) -> bool:
        """Whether the two overlap, or lie apart by no more than a share `slack` of the greater end.

        >>> Interval(Decimal(10), Decimal(11)).agrees(Interval(Decimal(12), Decimal(13)))
        False
        """
        reach = max(abs(self.high), abs(other.high), abs(self.low), abs(other.low)) * slack
        return self.low - other.high <= reach and other.low - self.high <= reach


def step_of(text: str, value: Decimal) -> Decimal:
    """What one unit of the last printed digit is worth.

    >>> step_of("4.4万张", Decimal(44000))
    Decimal('1000')
    >>> step_of("三百", Decimal(300))
    Decimal('1')
    """
    found = _NUMBER.search(text)
    if not found:
        return Decimal(1)
    decimals = len(found.group(1) or "")
    printed = Decimal(found.group())
    scale = value / printed if printed else Decimal(1)
    return (scale * _TEN ** Decimal(-decimals)).normalize() + 0


def leading_step(value: Decimal) -> Decimal:
    """The worth of one unit of the last digit that is not zero: what 余 and 多 leave open.

    >>> leading_step(Decimal(4800000))
    Decimal('100000')
    """
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return _TEN ** int(exponent) + 0


def interval_of(text: str, quantity: Quantity, is_counted: bool) -> Interval:
    """The values that a printed quantity may stand for.

    A whole number of countable things (`is_counted`) printed to its last digit stands for itself.
    """
    value = quantity.value
    step = step_of(text, value)
    exact = is_counted and step <= 1 and quantity.modifier is None
    half = Decimal(0) if exact else step / 2
    if quantity.modifier == "ge":
        return Interval(value - half, value + max(leading_step(value), abs(value) / 5))
    if quantity.modifier == "le":
        return Interval(value - max(leading_step(value), abs(value) / 5), value + half)
    if quantity.modifier == "approx":
        reach = max(half, leading_step(value) / 2, abs(value) / 10)
        return Interval(value - reach, value + reach)
    return Interval(value - half, value + half)
