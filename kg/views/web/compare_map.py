"""The provinces as tiles of one size: which of them have a figure, and how large it is."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from kg.views.page import asset
from kg.views.viz.data import printed
from kg.views.web.compare_choice import UNTIMED
from kg.views.web.compare_table import Entry
from kg.views.web.compare_units import rounded
from kg.views.web.languages import Language
from kg.views.web.site import Site

SIZE, GAP = 72, 4
# shades, from the smallest to the largest values
SHADES = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A province. `values` are its different values; `inside` how many places in it have figures; `shade` from 0, None where there is not one value."""

    place: str
    name: str
    full: str
    x: int
    y: int
    values: tuple[str, ...]
    disputed: bool
    inside: int
    shade: int | None


@dataclass(frozen=True, slots=True)
class Tiles:
    """The grid for one year; `years` are those it can show, each with how many provinces have figures. `bounds` are the shades' smallest and largest values."""

    year: str
    years: tuple[tuple[str, int], ...]
    tiles: tuple[Tile, ...]
    bounds: tuple[tuple[str, str], ...]
    unit: str

    @property
    def width(self) -> int:
        """The width of the drawing."""
        return max((tile.x for tile in self.tiles), default=0) + SIZE + GAP

    @property
    def height(self) -> int:
        """Its height."""
        return max((tile.y for tile in self.tiles), default=0) + SIZE + GAP


@cache
def positions() -> Mapping[str, tuple[int, int, str]]:
    """Column, row and letters of each province, by its code."""
    return {code: (column, row, letters) for code, (column, row, letters) in tomllib.loads(asset("web/provinces.toml"))["tiles"].items()}


def tiles(site: Site, entries: Sequence[Entry], inside: Mapping[str, int], asked: str, unit: str, language: Language) -> Tiles | None:
    """The grid of the year that is asked for, else of the one with the most provinces; None where no province has anything."""
    mine = [entry for entry in entries if entry.place in positions()]
    counts = Counter({year: len({entry.place for entry in mine if entry.year == year}) for year in {entry.year for entry in mine}})
    if not counts and not any(code in positions() for code in inside):
        return None
    # the latest of those with the most provinces; figures without a time come last
    best = max(counts, key=lambda year: (counts[year], year != UNTIMED, year), default="")
    year = asked if asked in counts else best
    held = {code: [entry for entry in mine if entry.place == code and entry.year == year] for code in positions()}
    bounds = _bounds(sorted({numbers.pop() for entries_of in held.values() if len(numbers := {entry.value for entry in entries_of}) == 1}))
    made = tuple(_tile(site, code, held[code], inside.get(code, 0), bounds, language) for code in positions())
    return Tiles(year, tuple(sorted(counts.items())), made, tuple((_shown(low), _shown(high)) for low, high in bounds), unit)


def _tile(site: Site, code: str, entries: Sequence[Entry], inside: int, bounds: Sequence[tuple[Decimal, Decimal]], language: Language) -> Tile:
    column, row, letters = positions()[code]
    place = site.vocabulary.gazetteer.by_code(code)
    short = place.short[0] if place and place.short else code
    numbers = sorted({entry.value for entry in entries})
    shade = next((number for number, (low, high) in enumerate(bounds) if low <= numbers[0] <= high), None) if len(numbers) == 1 else None
    return Tile(
        place=code,
        name=short if language == "zh" else letters,
        full=entries[0].row.region.label if entries else (place.name if place else code),
        x=GAP + column * (SIZE + GAP),
        y=GAP + row * (SIZE + GAP),
        values=tuple(dict.fromkeys(_brief(number, language) for number in numbers)),
        disputed=any(entry.disputed for entry in entries),
        inside=inside,
        shade=shade,
    )


def _bounds(numbers: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """The smallest and largest value of each shade; as many values in each as can be."""
    many = min(SHADES, len(numbers))
    cuts = [round(step * len(numbers) / many) for step in range(many + 1)] if many else []
    return [(numbers[start], numbers[end - 1]) for start, end in pairwise(cuts) if end > start]


def _shown(number: Decimal) -> str:
    return printed(rounded(number))


def _brief(number: Decimal, language: Language) -> str:
    """A number that fits a tile.

    >>> _brief(Decimal(1410000000), "zh"), _brief(Decimal(1410000000), "en"), _brief(Decimal("693.333"), "zh")
    ('14.1亿', '1.41bn', '693.33')
    """
    steps = ((10**8, "亿"), (10**4, "万")) if language == "zh" else ((10**9, "bn"), (10**6, "m"))
    for size, word in steps:
        if abs(number) >= size:
            return printed(round(number / size, 2)) + word
    return printed(rounded(number))
