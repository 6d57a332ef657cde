"""Whether two printed numbers can both be right: 14.1亿 and 14.08亿 can, 693 and 720 cannot."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

# a coarser number needs so many digits of its own before it counts as the other one rounded
_FEWEST_DIGITS = 2
# from here on numbers are printed with 万 or 亿
_MULTIPLIED = 10_000
# 近 and 约 leave so much room, as a share of the number
_ROOM = Decimal("0.05")


def agree(one: tuple[Decimal, str | None], other: tuple[Decimal, str | None]) -> bool:
    """Whether two numbers, each with its modifier (ge, approx, le or None), can be the same quantity.

    They can where they are equal, where one is the other rounded, and where a modifier leaves room for the other.

    >>> agree((Decimal("1410000000"), None), (Decimal("1408000000"), None)), agree((Decimal(693), None), (Decimal(720), None))
    (True, False)
    >>> agree((Decimal(1400), "ge"), (Decimal(1432), None)), agree((Decimal(1400), "ge"), (Decimal(1300), None))
    (True, False)
    """
    (first, first_sign), (second, second_sign) = one, other
    if first == second or _is_rounded(first, second) or _is_rounded(second, first):
        return True
    return _allows(first, first_sign, second) or _allows(second, second_sign, first)


def contradict(numbers: list[tuple[Decimal, str | None]]) -> bool:
    """Whether some two of them cannot both be right."""
    return any(not agree(one, other) for one, other in combinations(numbers, 2))


def _is_rounded(coarse: Decimal, fine: Decimal) -> bool:
    if len(coarse.normalize().as_tuple().digits) < _FEWEST_DIGITS and abs(coarse) >= _MULTIPLIED:
        return False
    return abs(coarse - fine) <= Decimal(1).scaleb(_exponent(coarse)) / 2


def _allows(number: Decimal, sign: str | None, other: Decimal) -> bool:
    step = max(abs(number) * _ROOM, Decimal(1).scaleb(_exponent(number)))
    if sign == "ge":
        return number <= other < number + step
    if sign == "le":
        return number - step < other <= number
    return sign == "approx" and abs(number - other) <= abs(number) * _ROOM


def _exponent(number: Decimal) -> int:
    """The place of the last digit that is meant: the last zeros of a large number may be those of 万 or 亿."""
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a value of the graph is a number"
    return exponent if abs(number) >= _MULTIPLIED else min(exponent, 0)
