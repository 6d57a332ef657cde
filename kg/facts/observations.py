"""Figures become observations: what is measured, where, when, of whom, and of what kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.facts import distribution
from kg.facts.clauses import Clause, Line, lines
from kg.facts.figures import Figure, figures_of
from kg.facts.indicators import IndicatorBook
from kg.facts.kinds import KindReader
from kg.facts.labels import LONGEST, LabelReader, Measure, any_of
from kg.facts.periods import Period, baseline, governing, period_of
from kg.facts.scope import ScopeReader
from kg.model import Document, Entity, EntityKey, Mention, Observation, Resolution
from kg.vocab.vocabulary import Vocabulary

Area = Literal["urban", "rural"] | None


@dataclass
class Thread:
    """What later figures may leave unsaid; lives while one document is read."""

    measure: Measure | None = None
    group: EntityKey | None = None
    program: EntityKey | None = None
    area: Area = None
    paragraph: int = -1
    opening: Mention | None = None
    planned: bool = False
    from_period: str | None = None
    left: tuple[int, int] | None = None


@dataclass
class Harvest:
    """Observations with the entities that only they name, and why figures were left out."""

    observations: list[Observation] = field(default_factory=list)
    entities: dict[EntityKey, Entity] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)


class ObservationReader:
    """Reads the observations of documents; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._labels = LabelReader(vocabulary)
        self._kinds = KindReader(vocabulary)
        self._scope = ScopeReader(vocabulary)
        self._book = IndicatorBook(vocabulary)
        self._distribute = re.compile(any_of(words("distribute-cue")))
        self._jointly = re.compile(rf"(?:{any_of(words('joint-cue'))})[^、]{{0,4}}$")
        self._urban = re.compile(any_of(words("urban-word")))
        self._rural = re.compile(any_of(words("rural-word")))
        self._both = re.compile(any_of(words("both-word")))
        self._plan = re.compile(any_of(words("plan-heading")))
        self._past = re.compile(any_of(words("past-heading")))

    def read(self, document: Document, resolution: Resolution) -> Harvest:
        """The observations of one document, in the order of the text."""
        harvest = Harvest()
        thread = Thread()
        for line in lines(document, resolution):
            self._turn(thread, document, line)
            for clause in line.clauses:
                figures = tuple(figures_of(clause, document.text))
                for figure in figures:
                    self._observe(harvest, thread, document, resolution, line, figure, figures)
        return harvest

    def _turn(self, thread: Thread, document: Document, line: Line) -> None:
        """Forget what a new paragraph does not carry on."""
        sentence = line.sentence
        text = document.text[sentence.start : sentence.end]
        if sentence.paragraph != thread.paragraph:
            thread.measure, thread.group, thread.program, thread.area = None, None, None, None
        if sentence.role in ("heading", "title") or len(text) < 40:
            if self._plan.search(text):
                thread.planned = True
            elif self._past.search(text):
                thread.planned = False
        thread.paragraph = sentence.paragraph
        thread.from_period = None
        if not line.chained:
            first = line.clauses[0].times[:1] if line.clauses else ()
            thread.opening = first[0] if first and first[0].start - sentence.start <= 4 else None

    def _observe(
        self, harvest: Harvest, thread: Thread, document: Document, resolution: Resolution, line: Line, figure: Figure, figures: tuple[Figure, ...]
    ) -> None:
        dimension = self._labels.dimension(figure.quantity.unit)
        period = self._period(line, figure, thread)
        own_left = None if figure.joined else figure.left
        if own_left is not None:
            thread.left = own_left
        kind = self._kinds.kind(document, figure, dimension, period.is_plan or thread.planned, thread.left)
        readings = self._measures(thread, document, resolution, line, figure, figures, kind)
        if not readings:
            harvest.skipped["figure without a measure"] += 1
            return
        unit = figure.quantity.unit or self._implied_unit(figure, line)
        if unit is None:
            harvest.skipped["figure without a unit"] += 1
            return
        for index, measure in enumerate(readings):
            self._add(harvest, thread, document, resolution, line, figure, replace_unit(figure, unit), measure, kind, period, index)

    def _add(
        self,
        harvest: Harvest,
        thread: Thread,
        document: Document,
        resolution: Resolution,
        line: Line,
        figure: Figure,
        unit: str,
        measure: Measure,
        kind: Literal["level", "flow", "change", "growth", "target"],
        period: Period,
        index: int,
    ) -> None:
        suffix = self._labels.suffix(measure.words, figure, kind)
        indicator, program, group = self._book.indicator(measure, suffix, unit if kind != "growth" else None)
        harvest.entities[indicator.id] = indicator
        group = self._scope.group(line, figure, measure, resolution) or group or (thread.group if figure.joined or not measure.sources else None)
        program = self._scope.program(line, figure, measure, resolution) or program or (thread.program if not measure.sources else None)
        area = self._area(measure.words, figure, thread)
        when = baseline(line, figure.clause, figure.mention.start) or (thread.from_period if kind == "growth" else None) if kind in ("change", "growth") else None
        quantity = figure.quantity
        harvest.observations.append(
            Observation(
                mention=document.span(figure.mention.start, figure.mention.end),
                evidence=document.span(line.sentence.start, line.sentence.end),
                indicator=indicator.id,
                region=self._scope.region(document, line, figure, resolution),
                value=quantity.value,
                unit=unit,
                kind=kind,
                period_start=period.start,
                period_end=period.end,
                period_basis=period.basis,
                modifier=quantity.modifier,
                group=group,
                program=program,
                area=area,
                baseline=when,
            )
        )
        if index == 0:
            thread.measure, thread.group, thread.program, thread.area = measure, group, program, area

    def _period(self, line: Line, figure: Figure, thread: Thread) -> Period:
        time, _ = governing(line, figure.clause, figure.mention.start, thread.opening)
        if time is None or time.time is None:
            return Period()
        found = period_of(time.time)
        if found is not None and thread.from_period is None and found.start == found.end:
            thread.from_period = found.start
        return found or Period()

    def _implied_unit(self, figure: Figure, line: Line) -> str | None:
        """122.7万 | 建档立卡贫困人口: people, where a group is counted."""
        for name in line.names:
            if name.mention.kind == "group" and figure.mention.end <= name.mention.start <= figure.mention.end + 2:
                return self._book.person
        return None

    def _area(self, words: str, figure: Figure, thread: Thread) -> Area:
        if self._both.search(words):
            if figure.joined or (figure.index + 1 < len(figure.clause.figures)):
                return "urban" if not figure.joined else "rural"
            return None
        if self._rural.search(words):
            return "rural"
        if self._urban.search(words):
            return "urban"
        return thread.area if figure.joined else None

    def _measures(
        self, thread: Thread, document: Document, resolution: Resolution, line: Line, figure: Figure, figures: tuple[Figure, ...], kind: str
    ) -> list[Measure]:
        """What a figure measures: one reading, several where one number holds for several things, none where nothing says."""
        if figure.joined and thread.measure is not None and not self._labels.is_before_noun(document, figure):
            return [self._share(thread, document, figure, figures, thread.measure)]
        skip = self._scope.stretches(line, figure.clause)
        left = self._labels.words_of(document, figure.left, skip)
        right = self._labels.words_of(document, figure.right, skip)
        composed = self._compose(document, figure, left, right)
        if composed is None or self._labels.is_weak(composed):
            return [self._inherit(thread, document, line, figure, composed or left, skip)] if self._can_inherit(thread, line, figure) else []
        if self._starts_elided(document, figure, left):
            composed = self._with_subject(thread, document, line, figure, composed, skip)
        several = self._several(document, figure, figures, left)
        if several:
            return [Measure(part, part, (figure.left,)) for part in several]
        sources = (figure.left, figure.right) if self._labels.is_before_noun(document, figure) else (figure.left,)
        return [Measure(composed[:LONGEST], self._labels.core(composed)[:LONGEST], sources)]

    def _compose(self, document: Document, figure: Figure, left: str, right: str) -> str | None:
        """The words before, the words behind, or both."""
        labels = self._labels
        dimension = labels.dimension(figure.quantity.unit)
        noun_behind = bool(right) and labels.is_before_noun(document, figure)
        counts = dimension in ("count", "person", "event") or figure.quantity.unit is None
        if figure.quantity.role == "duration":
            return right or left or None
        if noun_behind and (counts or labels.is_weak(left) or document.text[figure.mention.end] == "的" or dimension == "ratio"):
            before = left if not labels.is_weak(left) and dimension in ("ratio", "money") else labels.without_build(left) if labels.is_weak(left) else ""
            return f"{before}{right}" if before not in right else right
        return labels.without_build(left) or None

    def _several(self, document: Document, figure: Figure, figures: tuple[Figure, ...], left: str) -> list[str]:
        """Things that 分别 or 均 hands the figures to."""
        raw = document.text[slice(*figure.left)]
        run = self._run(figure, figures)
        if run > 1 and self._distribute.search(raw):
            parts = distribution.items(self._unmarked(document, figure), run)
            return distribution.completed(parts, self._scope.group_end(parts[-1]))[:1] if parts else []
        if self._jointly.search(raw[-6:]):
            parts = [part for part in self._unmarked(document, figure).split("、") if part]
            return parts if len(parts) > 1 and all(len(part) > 2 for part in parts) else []
        return []

    def _unmarked(self, document: Document, figure: Figure) -> str:
        raw = document.text[slice(*figure.left)]
        cut = self._distribute.search(raw) or self._jointly.search(raw)
        return self._labels.trim(raw[: cut.start()] if cut else raw)

    def _run(self, figure: Figure, figures: tuple[Figure, ...]) -> int:
        """How many figures share the words of this one."""
        count = 1
        for later in figures[figure.index + 1 :]:
            if not later.joined:
                break
            count += 1
        return count

    def _share(self, thread: Thread, document: Document, figure: Figure, figures: tuple[Figure, ...], measure: Measure) -> Measure:
        """The second of 100%和95%: the same measure, or the next of the things that 分别 lists."""
        first = figure.index
        while first > 0 and figures[first].joined:
            first -= 1
        head = figures[first]
        if self._distribute.search(document.text, *head.left):
            parts = distribution.items(self._unmarked(document, head), self._run(head, figures))
            if parts:
                words = distribution.completed(parts, self._scope.group_end(parts[-1]))[figure.index - first]
                return Measure(words, words, measure.sources)
        return measure

    def _can_inherit(self, thread: Thread, line: Line, figure: Figure) -> bool:
        return thread.measure is not None or figure.clause.start > line.clauses[0].start

    def _starts_elided(self, document: Document, figure: Figure, left: str) -> bool:
        raw = document.text[slice(*figure.left)]
        return figure.index == 0 and self._labels.is_elided(raw) and not self._labels.is_before_noun(document, figure)

    def _inherit(self, thread: Thread, document: Document, line: Line, figure: Figure, own: str, skip: list[tuple[int, int]]) -> Measure:
        core = thread.measure.core if thread.measure else self._subject(document, line, figure, skip)
        verb = own if own and own not in core else ""
        words = f"{core}{verb}" if not self._labels.core(verb) == verb or not verb else f"{core}{verb}"
        return Measure(words[:LONGEST], core, ())

    def _with_subject(self, thread: Thread, document: Document, line: Line, figure: Figure, composed: str, skip: list[tuple[int, int]]) -> str:
        subject = self._subject(document, line, figure, skip) or (thread.measure.core if thread.measure else "")
        return f"{subject}{composed}" if subject and subject not in composed else composed

    def _subject(self, document: Document, line: Line, figure: Figure, skip: list[tuple[int, int]]) -> str:
        """What the clause before this one speaks of."""
        earlier: list[Clause] = [clause for clause in line.clauses if clause.end < figure.clause.start]
        for clause in reversed(earlier):
            words = self._scope.topic(document, clause)
            if words:
                return words
        return ""


def replace_unit(figure: Figure, unit: str) -> str:
    """The unit of a figure, or the one that the context implies."""
    return figure.quantity.unit or unit


__all__ = ["Harvest", "ObservationReader", "replace"]
