"""One cell becomes one observation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause
from kg.facts.figures import Figure
from kg.facts.finishing import Finisher
from kg.facts.indicators import IndicatorBook
from kg.facts.kinds import RELATIVE, Kind, KindReader
from kg.facts.labels import LONGEST, LabelReader, Measure
from kg.facts.periods import Period
from kg.facts.tables.frames import Frame
from kg.facts.tables.grids import Cell, Row
from kg.facts.tables.heads import HeadReader, Said
from kg.facts.tables.names import Names
from kg.facts.tables.numbers import Printed, scaled
from kg.facts.tables.units import Unit, UnitReader
from kg.model import Document, Entity, EntityKey, Mention, Observation, Quantity
from kg.vocab.vocabulary import Vocabulary


@dataclass
class Tabled:
    """What the tables of a document state. `paragraphs` are those of their rows, which no other reader reads."""

    observations: list[Observation] = field(default_factory=list)
    entities: dict[EntityKey, Entity] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    paragraphs: set[int] = field(default_factory=set)

    def prose(self, document: Document) -> Document:
        """The document without the sentences that are rows."""
        if not self.paragraphs:
            return document
        return replace(document, sentences=tuple(each for each in document.sentences if each.paragraph not in self.paragraphs))


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a figure: by its row, by its heads, by what stands over the table.

    `unit` is its own, `shared` are those that the caption gives for all figures, `whole` is all that is said.
    """

    row: tuple[str, ...]
    column: tuple[str, ...]
    topic: str
    unit: Unit | None
    shared: tuple[Unit, ...]
    whole: Said


class CellReader:
    """Makes observations of figures in cells."""

    def __init__(
        self, vocabulary: Vocabulary, book: IndicatorBook, labels: LabelReader, kinds: KindReader, units: UnitReader, heads: HeadReader
    ) -> None:  # fmt: skip
        words = vocabulary.words
        self._book, self._labels, self._kinds, self._units, self._heads = book, labels, kinds, units, heads
        self._finisher = Finisher(vocabulary, labels)
        # 结婚登记对数: done over a time
        self._flow = re.compile(rf"(?:{any_of(words('table-flow'))})[总件人对户次数量额]{{0,3}}$")
        self._urban = re.compile(any_of(words("urban-word")))
        self._rural = re.compile(any_of(words("rural-word")))
        self._both = re.compile(any_of(words("both-word")))

    def observe(self, tabled: Tabled, frame: Frame, row: Row, cell: Cell, printed: Printed, place: EntityKey, stated: Stated) -> None:
        """Adds the observation of a cell, or counts why there is none."""
        readings = [words for words in self._heads.labels(stated.row, stated.column, stated.topic) if self._says(words, stated.topic)]
        if not readings:
            tabled.skipped["table figure without a measure"] += 1
            return
        unit = self._unit(printed, stated, readings[0])
        if unit is None:
            tabled.skipped["table figure without a unit"] += 1
            return
        iri = unit.iri
        words = next((words for words in readings if self._book.knows(words, iri)), readings[0])
        document = frame.document
        figure = self._figure(document, cell, printed, unit)
        said = stated.whole
        kind = self._kind(document, figure, words, unit, said)
        grows = said.grows and unit.dimension in RELATIVE
        measure = Measure(words[:LONGEST], words[:LONGEST], said.stretches)
        measure, suffix = self._finisher.finished(measure, figure, unit.iri, grows)
        indicator, program, group = self._book.indicator(measure, suffix, None if grows else unit.iri, kind)
        tabled.entities.setdefault(indicator.id, indicator)
        period = said.period or Period()
        tabled.observations.append(
            Observation(
                mention=document.span(figure.mention.start, figure.mention.end),
                evidence=document.span(row.start, row.end),
                indicator=indicator.id,
                region=place,
                value=figure.quantity.value,
                unit=unit.iri,
                kind=kind,
                period_start=period.start,
                period_end=period.end,
                period_basis=period.basis,
                modifier=printed.modifier,
                group=self._named(frame.names, "group", said, words) or group,
                program=self._named(frame.names, "program", said, words) or program,
                area=self._area(words),
                baseline=said.baseline if kind in ("growth", "change") else None,
            )
        )

    def _says(self, words: str, topic: str) -> bool:
        """Whether words make the label of a measure: not 人数 alone."""
        return bool(words) and self._labels.says_something(words) and not (self._labels.is_weak(words) and not topic)

    def _figure(self, document: Document, cell: Cell, printed: Printed, unit: Unit) -> Figure:
        """The number of a cell as the readers of sentences see one, with nothing around it."""
        value = printed.value if printed.unit else scaled(printed.value, unit.factor)
        start, end = cell.start + printed.start, cell.start + printed.end
        quantity = Quantity(value, unit.iri, printed.modifier)
        mention = Mention("quantity", start, end, document.text[start:end], rule="table", quantity=quantity)
        return Figure(mention, Clause(start, end, (), (), ()), (start, start), (end, end))

    def _unit(self, printed: Printed, stated: Stated, words: str) -> Unit | None:
        """The unit: the cell's, its column's or row's, the one of the caption's that fits, the measure's usual one.

        Sums of money need a printed unit.
        """
        if printed.unit:
            return self._units.named(printed.unit)
        if stated.unit is not None:
            return stated.unit
        if stated.whole.grows:
            return self._units.named("%")
        implied = self._units.implied(words)
        if implied is not None and implied.dimension == "ratio":
            return implied
        if stated.shared:
            return self._units.fitting(stated.shared, words, lambda unit: self._book.knows(words, unit))
        usual = self._units.by_iri(self._book.usual_unit(words) or "") or implied
        # a sum without a unit may be in 元 or in 万元
        return None if usual is None or usual.dimension == "money" else usual

    def _kind(self, document: Document, figure: Figure, words: str, unit: Unit, said: Said) -> Kind:
        if said.is_target:
            return "target"
        if said.grows:
            return "growth" if unit.dimension in RELATIVE else "change"
        kind = self._kinds.kind(document, figure, words, words, unit.dimension, said.period is not None and said.period.is_plan)
        return "flow" if kind == "level" and self._flow.search(words) else kind

    def _area(self, words: str) -> Literal["urban", "rural"] | None:
        if self._both.search(words) or (self._urban.search(words) and self._rural.search(words)):
            return None
        return "rural" if self._rural.search(words) else "urban" if self._urban.search(words) else None

    def _named(self, names: Names, kind: str, said: Said, words: str) -> EntityKey | None:
        """The group or program that the words of the measure name, the longest where one lies in another."""
        found = [name for start, end in said.stretches for name in names.inside(start, end, kind) if name.mention.text in words]
        longest = sorted(found, key=lambda name: (-len(name.mention.text), name.mention.start))
        return longest[0].entities[0] if longest else None
