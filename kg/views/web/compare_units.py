"""Which figures of an indicator are measured alike, and how one unit becomes another."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from kg.views.page import asset
from kg.vocab import terms

_UNIT = terms.CONCEPT + "unit/"
# shown digits after the point of a converted number
_PLACES = 2
# a stock and a yearly flow are both how much there is; how it grew, changed or shall become is another question
_VALUES = frozenset({"level", "flow", ""})


@dataclass(frozen=True, slots=True)
class Family:
    """Units of one measure; `amounts` and `unsaid` by the IRI of a unit."""

    name: str
    amounts: Mapping[str, Fraction]
    unsaid: Mapping[str, Fraction]

    def amount(self, unit: str) -> Fraction | None:
        """How much one of a unit holds, None where it does not belong here."""
        return self.amounts.get(unit) or self.unsaid.get(unit)


@cache
def families() -> tuple[Family, ...]:
    """All of comparable.toml."""
    return tuple(
        Family(row["name"], _amounts(row["amounts"]), _amounts(row.get("unsaid", {}))) for row in tomllib.loads(asset("web/comparable.toml"))["family"]
    )


def family_of(unit: str, usual: str | None) -> Family | None:
    """The family of a unit for an indicator whose usual unit is given; None where it is compared with nothing else.

    >>> month, person = _UNIT + "yuan-per-month", _UNIT + "yuan-per-person-year"
    >>> family_of(month, None).name, family_of(month, person).name
    ('per-time', 'per-person')
    """
    for family in families():
        if unit in family.amounts or (unit in family.unsaid and usual in family.amounts):
            return family
    return None


def measure_of(kind: str, unit: str, usual: str | None) -> str:
    """What figures must share to stand in one table, as an address names it: "value.per-person", "growth.percent".

    >>> measure_of("flow", _UNIT + "yuan", None), measure_of("growth", _UNIT + "percent", None)
    ('value.yuan', 'growth.share')
    """
    family = family_of(unit, usual)
    return f"{'value' if kind in _VALUES else kind}.{family.name if family else unit.rsplit('/', 1)[-1]}"


def convert(value: Decimal, unit: str, target: str, usual: str | None) -> Decimal:
    """A value in another unit of the same family, exact where the division ends.

    >>> convert(Decimal(8316), _UNIT + "yuan-per-person-year", _UNIT + "yuan-per-person-month", None)
    Decimal('693')
    """
    family = family_of(unit, usual)
    mine, other = (family.amount(unit), family.amount(target)) if family else (None, None)
    if unit == target or mine is None or other is None:
        return value
    share = mine / other
    return value * share.numerator / share.denominator


def is_unsaid(unit: str, usual: str | None) -> bool:
    """Whether a unit is taken as one per person although it does not say so."""
    family = family_of(unit, usual)
    return family is not None and unit in family.unsaid


def rounded(value: Decimal) -> Decimal:
    """A number with two digits after the point, or three that count where it is small, and no zeros at its end.

    >>> rounded(Decimal(8320) / 12), rounded(Decimal("369.00")), rounded(Decimal("0.001234"))
    (Decimal('693.33'), Decimal('369'), Decimal('0.00123'))
    """
    short = round(value, _PLACES if abs(value) >= 1 or not value else max(_PLACES, 2 - value.adjusted()))
    return Decimal(f"{short:f}".rstrip("0").rstrip(".")) if short else Decimal(0)


def _amounts(row: Mapping[str, list[int]]) -> dict[str, Fraction]:
    return {_UNIT + name: Fraction(top, bottom) for name, (top, bottom) in row.items()}
