"""An indicator as a table of places and years: every figure with its sentence, those that disagree side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kg.views.page import visible
from kg.views.viz.data import printed
from kg.views.web.agreement import agree
from kg.views.web.compare_choice import REGION, UNTIMED
from kg.views.web.compare_units import convert, family_of, is_unsaid, rounded
from kg.views.web.entity_facts import Figure
from kg.views.web.entity_figures import DETAILS, Row, rows
from kg.views.web.languages import Language
from kg.views.web.site import Site
from kg.vocab import terms

Number = tuple[Decimal, str | None]

# lines on the chart, and places on it where there is one year only
MOST_LINES, MOST_BARS = 12, 40
_LEVEL = terms.concept("kind", "level")
_DERIVED = terms.STANDARD["prov"] + "wasDerivedFrom"
# what two figures must share before their values are held against each other
_SAME = ("region", "periodStart", "periodEnd", "baseline", *DETAILS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure in a cell. `value` and `unit` are comparable ones, `row` has those of the text.

    `disputed` where another document says otherwise, `varies` where only the same one does.
    """

    row: Row
    figure: Figure
    value: Decimal
    unit: str
    converted: bool
    unsaid: bool
    disputed: bool
    varies: bool

    @property
    def shown(self) -> str:
        """The comparable value as a page prints it."""
        if not self.converted:
            return self.row.value
        sign = self.row.value[0] if self.row.value[:1] in "≥≈≤" else ""
        return sign + printed(rounded(self.value))

    @property
    def place(self) -> str:
        """The last part of the region's IRI."""
        return (self.figure.part("region") or "").removeprefix(REGION)

    @property
    def year(self) -> str:
        """The year in which its time ends."""
        return (self.figure.part("periodEnd") or "")[:4] or UNTIMED


@dataclass(frozen=True, slots=True)
class Line:
    """A place and its figures by year."""

    place: str
    label: str
    href: str | None
    cells: Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """All that is compared, in one unit. `units` counts the figures by the unit of their text."""

    unit: str
    years: tuple[str, ...]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    units: Mapping[str, int]

    @property
    def disputes(self) -> int:
        """In how many cells documents contradict one another."""
        return sum(any(entry.disputed for entry in cell) for line in self.lines for cell in line.cells.values())

    @property
    def variations(self) -> int:
        """In how many cells one document gives several values."""
        return sum(any(entry.varies for entry in cell) for line in self.lines for cell in line.cells.values())


def table(site: Site, held: Sequence[Figure], usual: str | None, language: Language) -> Table:
    """The figures, which are in the order of their places, in the unit that the indicator or else most of them use."""
    common = _target([figure.part("unit") or "" for figure in held], usual)
    unit = site.labels.label(common, language) if common else ""
    unlike = _unlike(held, common, usual)
    entries = tuple(
        _entry(figure, row, common, unit, usual, unlike.get(figure.iri)) for figure, row in zip(held, rows(site, held, language, quoted=True), strict=True)
    )
    years = tuple(sorted({entry.year for entry in entries} - {UNTIMED})) + ((UNTIMED,) if any(entry.year == UNTIMED for entry in entries) else ())
    by_place: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_place[entry.place].append(entry)
    lines = tuple(_line(place, mine, years) for place, mine in by_place.items())
    return Table(unit, years, lines, entries, Counter(entry.row.unit for entry in entries))


def _line(place: str, mine: Sequence[Entry], years: Sequence[str]) -> Line:
    region = mine[0].row.region
    return Line(place, region.label, region.href, {year: tuple(sorted((one for one in mine if one.year == year), key=_beside)) for year in years})


def _beside(entry: Entry) -> tuple[object, ...]:
    """Figures of the same group, program and area stand beside one another."""
    return (*(entry.figure.part(name) or "" for name in _SAME), entry.value, entry.figure.iri)


def _entry(figure: Figure, row: Row, common: str, unit: str, usual: str | None, unlike: bool | None) -> Entry:
    mine = figure.part("unit") or ""
    value = convert(figure.value, mine, common, usual)
    alike = family_of(mine, usual) is not None or mine == common
    kind = figure.part("kind")
    # the page says of all its figures whether they are values, growth or targets
    row = replace(row, details=row.details[:-1]) if kind and kind != _LEVEL else row
    converted = mine != common and value != figure.value
    return Entry(row, figure, value, unit if alike else row.unit, converted, is_unsaid(mine, usual), unlike is True, unlike is False)


def _target(units: Sequence[str], usual: str | None) -> str:
    if usual in units:
        return usual or ""
    family = family_of(units[0], usual) if units else None
    counts = Counter(unit for unit in units if family is None or unit in family.amounts) or Counter(units)
    return min(counts, key=lambda unit: (-counts[unit], unit)) if counts else ""


def _unlike(held: Sequence[Figure], common: str, usual: str | None) -> dict[str, bool]:
    """The figures that cannot be right beside another of the same time and people: True where another document has that one.

    Those without a time may be of different ones and are left alone.
    """
    alike: dict[tuple[str | None, ...], list[tuple[Figure, Number]]] = defaultdict(list)
    for figure in held:
        unit = figure.part("unit") or ""
        value = figure.value if unit == common else rounded(convert(figure.value, unit, common, usual))
        if figure.part("periodEnd"):
            alike[tuple(figure.part(name) for name in _SAME)].append((figure, (value, (figure.part("modifier") or "").rsplit("/", 1)[-1] or None)))
    found: dict[str, bool] = {}
    for group in alike.values():
        for figure, number in group:
            others = [other for other, theirs in group if not agree(number, theirs)]
            if others:
                found[figure.iri] = any(other.parts.get(_DERIVED) != figure.parts.get(_DERIVED) for other in others)
    return found


def chart(made: Table) -> dict[str, Any] | None:
    """What a chart shows: lines over the years, or places where there is one time only; None where there is nothing to compare.

    {over: "time" | "places", unit, axis: […], lines: [{name, points: [{at, value, place, disputed, text}]}], left: lines that are not drawn}
    """
    timed = [entry for entry in made.entries if entry.year != UNTIMED]
    over_time = len({entry.year for entry in timed}) > 1
    entries = timed if over_time else list(made.entries)
    if len(entries) < 2:
        return None
    lines: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        details = [one.label for one in entry.row.details]
        lines[" · ".join(([entry.row.region.label] if over_time else []) + details)].append(entry)
    order = sorted(lines, key=lambda name: -len({entry.year if over_time else entry.place for entry in lines[name]}))
    axis = _axis([entry for name in order[:MOST_LINES] for entry in lines[name]], over_time)
    drawn = [{"name": visible(name, 60), "points": _points(lines[name], over_time, axis)} for name in order[:MOST_LINES]]
    return {"over": "time" if over_time else "places", "unit": visible(made.unit, 30), "axis": axis, "lines": drawn, "left": max(0, len(order) - MOST_LINES)}


def _axis(entries: Sequence[Entry], over_time: bool) -> list[str]:
    if over_time:
        return sorted({entry.year for entry in entries})
    return list(dict.fromkeys(visible(entry.row.region.label, 30) for entry in entries))[:MOST_BARS]


def _points(entries: Sequence[Entry], over_time: bool, axis: Sequence[str]) -> list[dict[str, Any]]:
    points = [(entry.year if over_time else visible(entry.row.region.label, 30), entry) for entry in sorted(entries, key=lambda one: (one.year, one.value))]
    return [
        {"at": at, "value": float(entry.value), "place": entry.row.place, "disputed": entry.disputed, "text": f"{entry.shown} {visible(entry.unit, 30)}"}
        for at, entry in points
        if at in axis
    ]
