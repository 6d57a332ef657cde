"""The figures of a page: as rows of a table, and as lines over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.views.page import visible
from kg.views.viz.data import printed
from kg.views.web.addresses import address, place_of
from kg.views.web.entity_facts import Figure, document_names, exact
from kg.views.web.entity_files import document_of
from kg.views.web.languages import Language
from kg.views.web.site import Site
from kg.vocab import terms

# what tells two figures of one indicator and place apart, beside the time
DETAILS = ("group", "program", "area", "kind")
_PARTS = ("indicator", "region", "unit", *DETAILS, "modifier", "periodBasis")
_SIGNS = {"ge": "≥", "approx": "≈", "le": "≤"}
# lines on one chart, charts on one page
MOST_LINES, MOST_CHARTS = 8, 6
_LEVEL = terms.concept("kind", "level")


@dataclass(frozen=True, slots=True)
class Cell:
    """A thing in a table, with its page."""

    label: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, ready for a table; `place` is its number in its text, `quote` that number as printed where it was asked for, `sentence` what the text says."""

    indicator: Cell
    region: Cell
    value: str
    unit: str
    period: str
    details: tuple[Cell, ...]
    place: str | None
    quote: str
    sentence: str
    document: Cell
    doubts: tuple[str, ...]


def rows(site: Site, held: Sequence[Figure], language: Language, quoted: bool = False) -> list[Row]:
    """The figures with names for everything; `quoted` gives the number as it is printed beside its sentence."""
    labels = site.labels.of({part for figure in held for name in _PARTS if (part := figure.part(name))}, language)
    quotes = exact(site.graph, {span for figure in held for name in ("evidence", *(("mention",) if quoted else ())) if (span := figure.part(name))})
    names = document_names(site.graph, {document_of(span) for figure in held if (span := figure.part("mention"))})
    return [_row(figure, labels, quotes, names, language) for figure in held]


def _row(figure: Figure, labels: Mapping[str, str], quotes: Mapping[str, str], names: Mapping[str, str], language: Language) -> Row:
    def cell(name: str) -> Cell:
        part = figure.part(name)
        return Cell(labels.get(part, part), address(part)) if part else Cell("", None)

    mention, evidence = figure.part("mention") or "", figure.part("evidence") or ""
    document = document_of(mention)
    sign = _SIGNS.get((figure.part("modifier") or "").rsplit("/", 1)[-1], "")
    return Row(
        indicator=cell("indicator"),
        region=cell("region"),
        value=sign + printed(figure.value),
        unit=labels.get(figure.part("unit") or "", ""),
        period=figure.period,
        details=tuple(cell(name) for name in DETAILS if figure.part(name) and figure.part(name) != _LEVEL),
        place=place_of(mention),
        quote=quotes.get(mention, ""),
        sentence=quotes.get(evidence, ""),
        document=Cell(names.get(document, document), address(document)),
        doubts=tuple(text for tongue, text in figure.doubts if tongue == language),
    )


def charts(site: Site, held: Sequence[Figure], role: str, language: Language) -> list[dict[str, Any]]:
    """A chart for each unit with lines of two years or more: {unit, differing, lines: [{name, points: [[period, value, place]]}]}.
    `differing` says that some period of a line has several values.

    `role` is the part that the page's thing plays; what else the figures speak of names the lines. Growth, changes and targets are
    no levels over time and make lines of their own; figures without a time are left to the table.
    """
    lines: dict[tuple[str, tuple[str, ...]], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in held:
        end = figure.part("periodEnd")
        unit = figure.part("unit")
        if end and unit:
            named = tuple(part for name in ("indicator", "region", *DETAILS) if name != role and (part := figure.part(name)) and part != _LEVEL)
            lines[unit, named][end].append(figure)
    drawn = {key: periods for key, periods in lines.items() if len(periods) > 1}
    labels = site.labels.of({iri for unit, named in drawn for iri in (unit, *named)}, language)
    by_unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (unit, named), periods in sorted(drawn.items()):
        points = [[end, float(one.value), place_of(one.part("mention") or "")] for end, ones in sorted(periods.items()) for one in ones]
        by_unit[unit].append({"name": visible(" · ".join(labels[iri] for iri in named), 60), "points": points})
    made: list[dict[str, Any]] = [
        {"unit": visible(labels[unit], 30), "lines": _longest(held_lines), "differing": _differing(held_lines)} for unit, held_lines in by_unit.items()
    ]
    return sorted(made, key=lambda chart: (-sum(len(line["points"]) for line in chart["lines"]), str(chart["unit"])))[:MOST_CHARTS]


def _longest(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lines, key=lambda line: (-len(line["points"]), line["name"]))[:MOST_LINES]


def _differing(lines: Iterable[dict[str, Any]]) -> bool:
    return any(len({(period, value) for period, value, _ in line["points"]}) > len({period for period, _, _ in line["points"]}) for line in lines)
