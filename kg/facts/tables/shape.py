"""Which rows of a table are heads, which columns hold figures, and which columns label them?

    table  = { caption row } { head row } [ row of column numbers ] { body row }
    block  = label column { label | unit | figure column }          a table may be folded into several blocks side by side
A head row prints no figure; bare years in it are heads too. A head over several columns is repeated over each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.facts.alternatives import any_of
from kg.facts.tables.grids import Cell, Grid, Row
from kg.facts.tables.numbers import Printed, is_nothing, is_time, printed
from kg.facts.tables.units import UnitReader
from kg.vocab.vocabulary import Vocabulary

Role = Literal["label", "unit", "figure", "ignored"]
MOST_HEADS = 4
# a label is a name and not a sentence
LONGEST_LABEL = 40
_COLUMN_NUMBER = re.compile(r"[甲乙丙丁]|[（(]?\d{1,2}[)）]?")
# more numbers than this among the filled cells, and a column holds figures
SHARE_OF_NUMBERS = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures with its heads from top to bottom; `labels` are the columns that label its rows, `unit` the one of units."""

    index: int
    heads: tuple[Cell, ...]
    labels: tuple[int, ...]
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A table taken apart; `captions` include rows that say one thing over the whole width."""

    captions: tuple[Cell, ...]
    heads: tuple[Row, ...]
    body: tuple[Row, ...]
    columns: tuple[Column, ...]


class ShapeReader:
    """Takes tables apart."""

    def __init__(self, vocabulary: Vocabulary, units: UnitReader) -> None:
        self._units = units
        self._ignored = re.compile(rf"(?:{any_of(vocabulary.words('table-ignored'))})(?:[（(].{{0,12}}[）)])?")

    def read(self, grid: Grid) -> Shape | None:
        """The shape of a table, None where it holds no figures in columns."""
        captions, rows = _without_captions(grid)
        count = next((number for number, row in enumerate(rows) if self._has_figures(row)), len(rows))
        if count == len(rows):
            return None
        heads = rows[: count if count <= MOST_HEADS else 1]
        body = rows[len(heads) :]
        heads = [row for row in heads if not _is_numbering(row)]
        filled = _repeated(heads)
        over = [tuple({cells[column].text: cells[column] for cells in filled if cells[column].text}.values()) for column in range(grid.width)]
        columns = self._columns(over, body)
        return Shape(captions, tuple(heads), tuple(body), columns) if columns else None

    def figure(self, cell: Cell) -> Printed | None:
        """The number of a cell; an age or a time limit (100周岁以上, 5个工作日) says who or when, and is none."""
        found = printed(cell.text, self._units.is_unit)
        unit = self._units.named(found.unit) if found and found.unit else None
        return None if unit and unit.dimension == "duration" else found

    def _has_figures(self, row: Row) -> bool:
        """Whether a row prints figures: numbers that are neither all years nor the numbers of the columns."""
        numbers = [cell.text for cell in row.cells if self.figure(cell)]
        times = all(map(is_time, numbers)) and not is_time(row.cells[0].text)
        return bool(numbers) and not times and not _is_numbering(row)

    def _columns(self, over: Sequence[tuple[Cell, ...]], body: Sequence[Row]) -> tuple[Column, ...]:
        roles = [self._role(index, over[index], [row.cells[index] for row in body]) for index in range(len(over))]
        found: list[Column] = []
        labels: list[int] = []
        units: dict[int, int] = {}
        block = 0
        first: str | None = None
        for index, role in enumerate(roles):
            head = "".join(cell.text for cell in over[index])
            if role == "label":
                behind = any(column.labels == tuple(labels) for column in found)
                if behind and head != first:
                    continue
                if behind:
                    labels, block = [], block + 1
                first = head if not labels else first
                labels.append(index)
            elif role == "unit":
                units[block] = index
            elif role == "figure":
                found.append(Column(index, over[index], tuple(labels), block))
        return tuple(Column(column.index, column.heads, column.labels, units.get(column.unit or 0)) for column in found)

    def _role(self, index: int, heads: Sequence[Cell], cells: Sequence[Cell]) -> Role:
        filled = [cell for cell in cells if not is_nothing(cell.text)]
        if not filled or any(self._ignored.fullmatch(head.text) for head in heads[-1:]):
            return "ignored"
        if all(self._units.is_unit(cell.text) for cell in filled):
            return "unit"
        if all(is_time(cell.text) for cell in filled):
            return "label"
        numbers = [found for cell in filled if (found := self.figure(cell)) is not None]
        if len(numbers) < len(filled) * SHARE_OF_NUMBERS:
            return "label"
        counted = [number.value for number in numbers]
        if index == 0 and not heads and len(counted) == len(filled) > 2 and counted == list(range(1, len(counted) + 1)):
            return "ignored"
        return "figure"


def _without_captions(grid: Grid) -> tuple[tuple[Cell, ...], list[Row]]:
    """The captions, with the rows above the heads that say one thing over the whole width, and the rows below."""
    captions, rows = list(grid.captions), list(grid.rows)
    while rows:
        said = {cell.text: cell for cell in reversed(rows[0].cells) if cell.text}
        if len(said) > 1:
            break
        captions += said.values()
        rows.pop(0)
    return tuple(captions), rows


def _is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns: 甲 1 2 3."""
    filled = [cell.text.strip("()（）") for cell in row.cells if cell.text]
    numbers = [int(text) for text in filled if text.isdecimal()]
    counts = len(numbers) > 1 and numbers[0] <= 2 and all(after == before + 1 for before, after in pairwise(numbers))
    return counts and all(_COLUMN_NUMBER.fullmatch(text) for text in filled)


def _repeated(heads: Sequence[Row]) -> list[list[Cell]]:
    """The cells of the heads with each that spans several columns repeated over those that have a head below."""
    out: list[list[Cell]] = []
    for number, row in enumerate(heads):
        cells = list(row.cells)
        for column in range(1, len(cells)):
            below = any(lower.cells[column].text for lower in heads[number + 1 :])
            if not cells[column].text and below:
                cells[column] = cells[column - 1]
        out.append(cells)
    return out
