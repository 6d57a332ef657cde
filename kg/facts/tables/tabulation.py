"""What does one table state? What a row, its column's heads and the caption say of each figure is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.facts.indicators import IndicatorBook
from kg.facts.kinds import KindReader
from kg.facts.labels import LabelReader, any_of
from kg.facts.periods import Period
from kg.facts.tables.cells import CellReader, Stated, Tabled
from kg.facts.tables.grids import Cell, Grid, Row
from kg.facts.tables.heads import Caption, HeadReader, Said, joined
from kg.facts.tables.numbers import is_nothing
from kg.facts.tables.places import NATION, PlaceReader, Places
from kg.facts.tables.shape import Column, Shape, ShapeReader
from kg.facts.tables.units import UnitReader
from kg.facts.tables.years import times_of
from kg.model import Document, Entity, EntityKey, Mention, PartialDate, Resolution
from kg.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for a whole table."""

    document: Document
    resolution: Resolution
    shape: Shape
    caption: Caption
    times: tuple[Mention, ...]
    year: PartialDate | None
    home: EntityKey
    places: dict[int, Places]  # by the column of labels
    over: Places | None  # the places that heads name


class TableReader:
    """Reads tables; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        labels = LabelReader(vocabulary)
        self._units = UnitReader(vocabulary)
        self._shapes = ShapeReader(vocabulary, self._units)
        self._heads = HeadReader(vocabulary, labels, self._units)
        self._places = PlaceReader(vocabulary)
        self._cells = CellReader(vocabulary, IndicatorBook(vocabulary), labels, KindReader(vocabulary), self._units, self._heads)
        self._things = re.compile(any_of(vocabulary.words("table-things")))

    def read(self, tabled: Tabled, document: Document, resolution: Resolution, grid: Grid) -> None:
        """Adds the observations of a table, in the order of the text; a table without columns of figures is left alone."""
        shape = self._shapes.read(grid)
        if shape is None:
            return
        tabled.paragraphs.update(row.paragraph for row in grid.rows)
        frame = self._frame(document, resolution, grid, shape)
        for row, labels, section in self._rows(frame):
            for column in shape.columns:
                self._figure(tabled, frame, row, column, labels, section)

    def _frame(self, document: Document, resolution: Resolution, grid: Grid, shape: Shape) -> _Frame:
        times = times_of(resolution)
        setting = resolution.setting_at(grid.rows[0].start)
        caption = self._heads.caption(shape.captions, times, resolution, setting.reference)
        home = caption.place or setting.region or resolution.about or ("region", NATION)
        year = caption.said.period
        if year is None and setting.reference:
            caption = replace(caption, said=replace(caption.said, period=_dated(document, setting.reference)))
        labels = {index for column in shape.columns for index in column.labels}
        found = {index: self._places.read([row.cells[index] for row in shape.body], home[1]) for index in sorted(labels)}
        places = {index: held for index, held in found.items() if held}
        heads = [cell for column in shape.columns for cell in column.heads]
        over = None if places else self._places.read(heads, home[1])
        return _Frame(document, resolution, shape, caption, times, setting.reference, home, places, over)

    def _rows(self, frame: _Frame) -> Iterator[tuple[Row, dict[int, Cell], Said]]:
        """The rows with figures, with the cells of their labels filled from above where they span rows, and what the row over them says."""
        above: dict[int, Cell] = {}
        section = Said()
        last = {column.labels[-1] for column in frame.shape.columns if column.labels}
        for row in frame.shape.body:
            said = {cell.text: cell for cell in row.cells if cell.text}
            if len(said) == 1:
                cell = next(iter(said.values()))
                if self._shapes.figure(cell) is None:
                    found = self._heads.read(cell, frame.times, frame.caption.said.period, frame.year)
                    section = replace(found, words=tuple(filter(None, [self._heads.topic(word) for word in found.words])))
                    continue
            for index, cell in enumerate(row.cells):
                if cell.text or index in last:
                    above[index] = cell
            yield row, {**above}, section

    def _figure(self, tabled: Tabled, frame: _Frame, row: Row, column: Column, labels: dict[int, Cell], section: Said) -> None:
        cell = row.cells[column.index]
        if is_nothing(cell.text):
            return
        figure = self._shapes.figure(cell)
        named = [labels[index] for index in column.labels if index in labels and labels[index].text]
        if figure is None:
            tabled.skipped["table cell that is no number"] += 1
        elif column.labels and not named:
            tabled.skipped["table row without a label"] += 1
        elif self._is_of_a_thing(frame, column, named):
            tabled.skipped["table row of a single body"] += 1
        else:
            place = self._place(frame, column, labels)
            if place is None:
                tabled.skipped["table row of an open place"] += 1
                return
            stated = self._stated(frame, row, column, labels, section)
            tabled.entities.update({place: entity} if (entity := self._entity(frame, place)) else {})
            self._cells.observe(tabled, frame.document, frame.resolution, row, cell, figure, place, stated)

    def _is_of_a_thing(self, frame: _Frame, column: Column, named: Sequence[Cell]) -> bool:
        """Whether a row lists a body, a project or a person: its figures say nothing of a place."""
        heads = [row.cells[index].text for row in frame.shape.heads for index in column.labels if index not in frame.places]
        if any(self._things.fullmatch(head) for head in heads):
            return True
        own = [cell for cell in named if not any(cell.start in places.keys for places in frame.places.values())]
        return any(
            name.mention.kind == "organization" and name.entities and name.mention.start == cell.start and name.mention.end == cell.end
            for cell in own
            for name in frame.resolution.named
        )

    def _place(self, frame: _Frame, column: Column, labels: dict[int, Cell]) -> EntityKey | None:
        """The place of a figure: that of its row or of its head, None where a column of places leaves it open."""
        for index in reversed(column.labels):
            if index in frame.places:
                return frame.places[index].keys.get(labels[index].start) if index in labels else None
        if frame.over is not None:
            return next((frame.over.keys[cell.start] for cell in reversed(column.heads) if cell.start in frame.over.keys), None)
        return frame.home

    def _entity(self, frame: _Frame, place: EntityKey) -> Entity | None:
        for places in (*frame.places.values(), *([frame.over] if frame.over else [])):
            if place in places.entities:
                return places.entities[place]
        return frame.resolution.entities.get(place) or self._places.entity(place[1])

    def _stated(self, frame: _Frame, row: Row, column: Column, labels: dict[int, Cell], section: Said) -> Stated:
        around = frame.caption.said.period

        def read(cell: Cell) -> Said:
            return self._heads.read(cell, frame.times, around, frame.year)

        beside = joined(read(labels[index]) for index in column.labels if index in labels and index not in frame.places)
        placed = frame.over.keys if frame.over else {}
        over = joined(read(cell) for cell in column.heads if cell.start not in placed)
        unit = self._units.named(row.cells[column.unit].text) if column.unit is not None else None
        own = next(iter(over.units), None) or unit or next(iter(beside.units), None)
        topic = next(iter(section.words), "") or frame.caption.topic
        whole = joined((frame.caption.said, section, beside, over))
        return Stated(beside.words, over.words, topic, own, section.units or frame.caption.said.units, whole)


def _dated(document: Document, reference: PartialDate) -> Period | None:
    """The year that a table without a time of its own holds for: that of the document's title."""
    title = document.metadata.title or ""
    year = reference[:4]
    return Period(year, year, "document") if year in title else None
