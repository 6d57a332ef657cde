"""Which lines of a document are rows of a table, and where does each cell stand?

row   = "|" cell { "|" cell } "|"          as kg.ingest writes tables, and as Markdown prints them
rule  = row of dashes and colons           | --- | :-: |   parts heads from body and is no row
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kg.model import Document

# A caption is a short line without a full stop; more lines than these above a table say something else.
LONGEST_CAPTION = 80
CAPTIONS = 3
_RULE = re.compile(r"[|:：\-—\s]{1,400}")
_BLANK = re.compile(r"\n[ \t\r]{0,20}\n")
FEWEST_ROWS = 2
FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of clean text [start, end) without spaces at its edges; an empty one has no length."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table with its cells; `paragraph` is that of its sentences."""

    start: int
    end: int
    paragraph: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What the cells print."""
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one width that stand together, with the lines above them that may be their caption, the nearest last."""

    rows: tuple[Row, ...]
    captions: tuple[Cell, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0].cells)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    paragraph: int
    text: str
    table: int  # goes up where a blank line parts two tables

    @property
    def is_row(self) -> bool:
        return len(self.text) > 2 and self.text.startswith("|") and self.text.endswith("|")


def grids(document: Document) -> Iterator[Grid]:
    """The tables of a document, in order; a lone row or a single column is none."""
    before: list[_Line] = []
    for (is_row, _), group in groupby(_lines(document), key=lambda line: (line.is_row, line.table)):
        found = list(group)
        if not is_row:
            before = found
            continue
        rows = [_row(line) for line in found if not _RULE.fullmatch(line.text)]
        width = max((len(row.cells) for row in rows), default=0)
        if len(rows) >= FEWEST_ROWS and width >= FEWEST_COLUMNS:
            yield Grid(tuple(_padded(row, width) for row in rows), _captions(before))
        before = []


def _lines(document: Document) -> Iterator[_Line]:
    """The lines of the source, each put together from its sentences."""
    table, last = 0, 0
    for paragraph, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        found = list(group)
        start, end = found[0].start, found[-1].end
        line = _Line(start, end, paragraph, document.text[start:end], 0)
        if line.is_row:
            gap = document.source.raw[last : document.starts[start]]
            table += _BLANK.search(gap) is not None
            line = replace(line, table=table)
        last = document.ends[end - 1]
        yield line


def _row(line: _Line) -> Row:
    cells, at = [], line.start + 1
    for text in line.text[1:-1].split("|"):
        left = at + len(text) - len(text.lstrip())
        bare = text.strip()
        cells.append(Cell(left, left + len(bare), bare) if bare else Cell(at, at, ""))
        at += len(text) + 1
    return Row(line.start, line.end, line.paragraph, tuple(cells))


def _padded(row: Row, width: int) -> Row:
    missing = width - len(row.cells)
    return replace(row, cells=(*row.cells, *(Cell(row.end, row.end, "") for _ in range(missing)))) if missing else row


def _captions(lines: list[_Line]) -> tuple[Cell, ...]:
    found: list[Cell] = []
    for line in reversed(lines[-CAPTIONS:]):
        if len(line.text) > LONGEST_CAPTION or "。" in line.text:
            break
        found.append(Cell(line.start, line.end, line.text))
    return tuple(reversed(found))
