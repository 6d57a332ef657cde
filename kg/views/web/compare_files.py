"""A comparison as a table for programs, and as one that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from kg.views.web.compare_choice import UNTIMED
from kg.views.web.compare_table import Entry, Table
from kg.views.web.compare_units import rounded
from kg.views.web.entity_figures import DETAILS
from kg.views.web.languages import Language
from kg.views.web.site import Site

COLUMNS = (
    "place_code", "place", "year", "period_start", "period_end", "value", "unit", "converted", "taken_as_per_person", "contradicted", "printed_value",
    "printed_unit", "modifier", "group", "program", "area", "kind", "indicator", "quote", "sentence", "document", "figure_iri", "mention_iri", "document_iri",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula; full-width signs count where the locale is East Asian.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"


def as_csv(site: Site, made: Table, language: Language, excel: bool) -> bytes:
    """One row for each figure, as RFC 4180 has it. For Excel with a byte order mark, and with words that no cell computes."""
    parts = {part for entry in made.entries for name in DETAILS if (part := entry.figure.part(name))}
    labels = site.labels.of(parts, language)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in made.entries:
        details = {name: labels[part] if (part := entry.figure.part(name)) else "" for name in DETAILS}
        cells = _row(entry, details)
        writer.writerow(_safe(cells) if excel else _plain(cells))
    return stream.getvalue().encode("utf-8-sig" if excel else "utf-8", "replace")


def _row(entry: Entry, details: dict[str, str]) -> list[str | Decimal]:
    figure, row = entry.figure, entry.row
    return [
        entry.place, row.region.label, "" if entry.year == UNTIMED else entry.year, figure.part("periodStart") or "", figure.part("periodEnd") or "",
        rounded(entry.value) if entry.converted else entry.value, entry.unit, _yes(entry.converted), _yes(entry.unsaid), _yes(entry.disputed),
        figure.value, row.unit, (figure.part("modifier") or "").rsplit("/", 1)[-1], details["group"], details["program"], details["area"], details["kind"],
        row.indicator.label, row.quote, row.sentence, row.document.label, figure.iri, figure.part("mention") or "", figure.parts.get(_DERIVED, ""),
    ]  # fmt: skip


def _yes(held: bool) -> str:
    return "yes" if held else "no"


def _plain(cells: Iterable[str | Decimal]) -> list[str]:
    return [format(cell, "f") if isinstance(cell, Decimal) else cell for cell in cells]


def _safe(cells: Iterable[str | Decimal]) -> list[str]:
    """Numbers as numbers, words so that no spreadsheet computes them.

    >>> _safe(["=1+1", Decimal("-5.50"), "甲"])
    ["'=1+1", '-5.50', '甲']
    """
    return [format(cell, "f") if isinstance(cell, Decimal) else f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]
