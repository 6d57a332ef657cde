"""What holds for a whole table: its caption, its places, its period?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.facts.periods import Period
from kg.facts.tables.grids import Cell, Row
from kg.facts.tables.heads import Caption, HeadReader, Said
from kg.facts.tables.names import Names
from kg.facts.tables.places import NATION, PlaceReader, Places
from kg.facts.tables.shape import Column, Shape
from kg.model import Document, Entity, EntityKey, PartialDate, Resolution


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row with figures. `labels` are the cells of its labels, filled from above where they span rows, by column; `wholes` those of
    the last row that is no part of another; `section` is what the row over it says."""

    row: Row
    labels: Mapping[int, Cell]
    wholes: Mapping[int, Cell]
    section: Said


@dataclass
class Frame:
    """One table while it is read."""

    document: Document
    resolution: Resolution
    names: Names
    shape: Shape
    caption: Caption
    year: PartialDate | None
    home: EntityKey
    places: dict[int, Places]  # by the column of labels
    over: Places | None  # the places that heads name
    heads: HeadReader
    _said: dict[int, Said] = field(default_factory=dict)

    def read(self, cell: Cell) -> Said:
        """What a head or a label says; read once, however many figures it is said of."""
        if cell.start not in self._said:
            times = self.names.times(cell.start, cell.end)
            self._said[cell.start] = self.heads.read(cell, times, self.caption.said.period, self.year)
        return self._said[cell.start]

    def beside(self, column: Column, line: Labelled) -> Iterator[Said]:
        """What the labels of a row say for a column of figures; places are read apart."""
        for index in column.labels:
            if index in line.labels and index not in self.places:
                said = self.read(line.labels[index])
                whole = self.read(line.wholes[index]) if index in line.wholes else Said()
                yield replace(said, words=self.heads.part(said.words, whole.words)) if said.is_part else said

    def above(self, column: Column) -> Iterator[Said]:
        """What the heads of a column say; places are read apart."""
        placed = self.over.keys if self.over else {}
        return (self.read(cell) for cell in column.heads if cell.start not in placed)

    def place(self, column: Column, labels: Mapping[int, Cell]) -> EntityKey | None:
        """The place of a figure: that of its row or of its head, None where a column of places leaves it open."""
        for index in reversed(column.labels):
            if index in self.places:
                return self.places[index].keys.get(labels[index].start) if index in labels else None
        if self.over is not None:
            return next((self.over.keys[cell.start] for cell in reversed(column.heads) if cell.start in self.over.keys), None)
        return self.home

    def entity(self, place: EntityKey) -> Entity | None:
        """The entity of a place that the table names; None where the rest of the document has it."""
        held = (*self.places.values(), *([self.over] if self.over else []))
        return next((places.entities[place] for places in held if place in places.entities), None)

    def rows(self, is_figure: Mapping[int, bool]) -> Iterator[Labelled]:
        """The rows with figures; a row that says one thing only stands over those behind it."""
        above: dict[int, Cell] = {}
        wholes: dict[int, Cell] = {}
        section = Said()
        last = {column.labels[-1] for column in self.shape.columns if column.labels}
        for row in self.shape.body:
            said = {cell.text: cell for cell in row.cells if cell.text}
            if len(said) == 1 and not is_figure.get(row.start):
                found = self.read(next(iter(said.values())))
                section = replace(found, words=tuple(filter(None, map(self.heads.topic, found.words))))
                continue
            for index, cell in enumerate(row.cells):
                if cell.text or index in last:
                    above[index] = cell
            wholes.update({index: above[index] for index in last if above[index].text and not self.read(above[index]).is_part})
            yield Labelled(row, {**above}, {**wholes}, section)


class FrameReader:
    """Finds what holds for a table."""

    def __init__(self, heads: HeadReader, places: PlaceReader) -> None:
        self._heads = heads
        self._places = places

    def read(self, document: Document, resolution: Resolution, names: Names, shape: Shape) -> Frame:
        """The frame of one table."""
        start = shape.body[0].start
        setting = resolution.setting_at(start)
        caption = self._heads.caption(shape.captions, names, setting.reference)
        home = caption.place or setting.region or resolution.about or ("region", NATION)
        if caption.said.period is None and setting.reference:
            caption = replace(caption, said=replace(caption.said, period=_dated(document, setting.reference)))
        labels = sorted({index for column in shape.columns for index in column.labels})
        found = {index: self._column(shape.body, index, home) for index in labels}
        places = {index: held for index, held in found.items() if held}
        over = None if places else self._places.read([cell for column in shape.columns for cell in column.heads], home[1])
        return Frame(document, resolution, names, shape, caption, setting.reference, home, places, over, self._heads)

    def _column(self, body: Iterable[Row], index: int, home: EntityKey) -> Places | None:
        return self._places.read([row.cells[index] for row in body], home[1])


def _dated(document: Document, reference: PartialDate) -> Period | None:
    """The year that a table without a time of its own holds for: that of the document's title."""
    title = document.metadata.title or ""
    year = reference[:4]
    return Period(year, year, "document") if year in title else None
