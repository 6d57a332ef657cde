"""What does one table state? What a row, its column's heads and the caption say of each figure is put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.alternatives import any_of
from kg.facts.indicators import IndicatorBook
from kg.facts.kinds import KindReader
from kg.facts.labels import LabelReader
from kg.facts.tables.cells import CellReader, Stated, Tabled
from kg.facts.tables.frames import Frame, FrameReader, Labelled
from kg.facts.tables.grids import Cell, Grid
from kg.facts.tables.heads import HeadReader, joined
from kg.facts.tables.names import Names
from kg.facts.tables.numbers import is_nothing
from kg.facts.tables.places import PlaceReader
from kg.facts.tables.shape import Column, ShapeReader
from kg.facts.tables.units import UnitReader
from kg.model import Document, Resolution
from kg.vocab.vocabulary import Vocabulary


class TableReader:
    """Reads tables; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        labels = LabelReader(vocabulary)
        self._units = UnitReader(vocabulary)
        self._shapes = ShapeReader(vocabulary, self._units)
        self._heads = HeadReader(vocabulary, labels, self._units)
        self._frames = FrameReader(self._heads, PlaceReader(vocabulary))
        self._cells = CellReader(vocabulary, IndicatorBook(vocabulary), labels, KindReader(vocabulary), self._units, self._heads)
        self._things = re.compile(any_of(vocabulary.words("table-things")))

    def read(self, tabled: Tabled, document: Document, resolution: Resolution, names: Names, grid: Grid) -> None:
        """Adds the observations of a table, in the order of the text; a table without columns of figures is left alone."""
        shape = self._shapes.read(grid)
        if shape is None:
            return
        tabled.paragraphs.update(row.paragraph for row in grid.rows)
        frame = self._frames.read(document, resolution, names, shape)
        has_figure = {row.start: any(self._shapes.figure(cell) for cell in row.cells) for row in shape.body}
        for line in frame.rows(has_figure):
            for column in shape.columns:
                self._figure(tabled, frame, line, column)

    def _figure(self, tabled: Tabled, frame: Frame, line: Labelled, column: Column) -> None:
        cell = line.row.cells[column.index]
        if is_nothing(cell.text):
            return
        figure = self._shapes.figure(cell)
        named = [line.labels[index] for index in column.labels if index in line.labels and line.labels[index].text]
        if figure is None:
            tabled.skipped["table cell that is no number"] += 1
        elif column.labels and not named:
            tabled.skipped["table row without a label"] += 1
        elif self._is_of_a_thing(frame, column, named):
            tabled.skipped["table row of a single body"] += 1
        else:
            place = frame.place(column, line.labels)
            if place is None:
                tabled.skipped["table row of an open place"] += 1
                return
            entity = frame.entity(place)
            if entity is not None:
                tabled.entities[place] = entity
            self._cells.observe(tabled, frame, line.row, cell, figure, place, self._stated(frame, line, column))

    def _is_of_a_thing(self, frame: Frame, column: Column, named: Sequence[Cell]) -> bool:
        """Whether a row lists a body, a project or a person: its figures say nothing of a place."""
        heads = [row.cells[index].text for row in frame.shape.heads for index in column.labels if index not in frame.places]
        if any(self._things.fullmatch(head) for head in heads):
            return True
        own = [cell for cell in named if not any(cell.start in places.keys for places in frame.places.values())]
        bodies = ((name, cell) for cell in own for name in frame.names.inside(cell.start, cell.end, "organization"))
        return any(name.mention.end - name.mention.start == cell.end - cell.start for name, cell in bodies)

    def _stated(self, frame: Frame, line: Labelled, column: Column) -> Stated:
        beside, over = joined(frame.beside(column, line)), joined(frame.above(column))
        unit = self._units.named(line.row.cells[column.unit].text) if column.unit is not None else None
        own = next(iter(over.units), None) or unit or next(iter(beside.units), None)
        topic = next(iter(line.section.words), "") or frame.caption.topic
        whole = joined((frame.caption.said, line.section, beside, over))
        return Stated(beside.words, over.words, topic, own, line.section.units or frame.caption.said.units, whole)
