"""Figures become observations: what is measured, where, when, of whom, and of what kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.facts.clauses import Line, lines
from kg.facts.figures import Figure, runs
from kg.facts.indicators import IndicatorBook
from kg.facts.kinds import RELATIVE, Kind, KindReader
from kg.facts.labels import LabelReader, Measure, any_of
from kg.facts.measures import MeasureReader, Memory
from kg.facts.periods import Period, baseline, governing, period_of
from kg.facts.scope import ScopeReader
from kg.model import Document, Entity, EntityKey, Mention, Observation, Resolution
from kg.vocab.vocabulary import Vocabulary

Area = Literal["urban", "rural"] | None


@dataclass
class Thread:
    """What is carried from figure to figure while one document is read."""

    memory: Memory = field(default_factory=Memory)
    group: EntityKey | None = None
    program: EntityKey | None = None
    area: Area = None
    topic: EntityKey | None = None
    led: bool = False  # the paragraph begins with a place
    paragraph: int = -1
    opening: Mention | None = None
    planned: bool = False  # the part of the text lays out plans
    is_normative: bool = False  # a law or regulation: its numbers are rules, not facts
    is_report: bool = False  # a work report: a review, then problems, then plans
    striving: bool = False  # the sentence lays out plans
    ordered: bool = False  # the paragraph reports what a meeting demanded
    first_period: str | None = None
    kind: Kind = "level"

    def first_before(self, period: Period) -> str | None:
        """The first time of the sentence, where a growth can start from it."""
        first = self.first_period
        return first if first is not None and (period.start is None or first < period.start) else None


# 第十二条 at the beginning of a line; so many make a law
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,6}条")
_LAW = 5


def _is_normative(document: Document) -> bool:
    articles = 0
    for sentence in document.sentences:
        articles += _ARTICLE.match(document.text, sentence.start) is not None
        if articles >= _LAW:
            return True
    return False


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
        self._measures = MeasureReader(vocabulary, self._labels, self._scope)
        self._book = IndicatorBook(vocabulary)
        self._urban = re.compile(any_of(words("urban-word")))
        self._rural = re.compile(any_of(words("rural-word")))
        self._both = re.compile(any_of(words("both-word")))
        self._plan = re.compile(any_of(words("plan-heading")))
        self._past = re.compile(any_of(words("past-heading")))
        self._rank_classifier = re.compile(rf"(?:{any_of(words('rank-classifier'))})$")
        self._moves = re.compile(rf"(?:{any_of(words('rank-verb'))})了?$")
        self._supposed = re.compile(any_of(words("supposition-cue")))
        self._report = re.compile(any_of(words("report-opening")))
        self._turn_to_plan = re.compile(any_of(words("turn-to-plan")))
        self._order = re.compile(any_of(words("order-cue")))
        self._strive = re.compile(any_of(words("plan-verb")))

    def read(self, document: Document, resolution: Resolution) -> Harvest:
        """The observations of one document, in the order of the text."""
        harvest, thread = Harvest(), Thread(is_report=self._report.search(document.text[:400]) is not None, is_normative=_is_normative(document))
        for line in lines(document, resolution):
            self._turn(thread, document, line)
            for clause in line.clauses:
                thread.topic = self._scope.topic_place(document, line, clause, thread.topic, resolution)
                for figure, head, measures in self._measures.read(document, line, runs(clause, document.text), thread.memory):
                    self._observe(harvest, thread, document, resolution, line, figure, head, measures)
        return harvest

    def _turn(self, thread: Thread, document: Document, line: Line) -> None:
        """Forget what a new paragraph or sentence does not carry on."""
        sentence = line.sentence
        text = document.text[sentence.start : sentence.end]
        if sentence.paragraph != thread.paragraph:
            thread.memory.forget()
            thread.group, thread.program, thread.area, thread.topic, thread.led, thread.ordered = None, None, None, None, True, False
        elif not line.chained:
            # a place that a later sentence names holds for that sentence, unless the paragraph went from place to place from its beginning
            thread.led = thread.led and thread.topic is not None
            thread.topic = thread.topic if thread.led else None
        if sentence.role in ("heading", "title"):
            thread.planned = (thread.planned or self._plan.search(text) is not None) and not self._past.search(text)
        thread.striving = sentence.role == "body" and self._strive.search(text) is not None
        if thread.is_report and self._turn_to_plan.search(text):
            thread.planned = True
        thread.ordered = thread.ordered or self._order.search(text) is not None
        thread.paragraph = sentence.paragraph
        thread.first_period = None
        if not line.chained:
            first = line.clauses[0].times[:1] if line.clauses else ()
            thread.opening = first[0] if first and first[0].start - sentence.start <= 4 else None

    def _observe(
        self, harvest: Harvest, thread: Thread, document: Document, resolution: Resolution, line: Line,
        figure: Figure, head: Figure, measures: list[Measure],
    ) -> None:  # fmt: skip
        if self._is_norm(thread, document, figure) or self._asks_or_counts_off(document, line, figure):
            harvest.skipped["figure of a rule or a hypothesis"] += 1
            return
        measures = [measure for measure in measures if self._labels.says_something(measure.words)]
        if not measures:
            harvest.skipped["figure without a measure"] += 1
            return
        unit = self._unit(document, figure, line)
        if unit is None:
            harvest.skipped["figure without a unit"] += 1
            return
        time = governing(line, figure.clause, figure.mention.start, thread.opening)
        planned = thread.planned or thread.ordered or thread.striving or (time is not None and time.time is not None and time.time.role == "by")
        kind = self._kind(document, line, figure, head, planned)
        if kind == "level" and figure.is_listed(document.text) and thread.kind in ("change", "target"):
            kind = thread.kind
        thread.kind = kind
        period = self._period(time, kind == "flow", thread)
        for index, measure in enumerate(measures):
            self._add(harvest, thread, document, resolution, line, figure, head, unit, measure, kind, period, index == 0)

    def _asks_or_counts_off(self, document: Document, line: Line, figure: Figure) -> bool:
        """Whether the sentence is a question, or the figure the number of an item: 第九名：…"""
        return document.text[line.sentence.end - 1] == "？" or document.text.startswith("：", figure.mention.end)

    def _is_norm(self, thread: Thread, document: Document, figure: Figure) -> bool:
        """Whether a figure belongs to what shall or might be: a deadline, a fine, a supposition. Sums laid down for each person are facts."""
        if figure.quantity.per_person:
            return False
        return thread.is_normative or self._supposed.search(document.text, figure.clause.start, figure.clause.end) is not None

    def _kind(self, document: Document, line: Line, figure: Figure, head: Figure, planned: bool) -> Kind:
        """The kind by the words before the first figure of the run."""
        raw = document.text[slice(*head.left)]
        words = self._labels.words_of(document, head.left, self._scope.stretches(document, line, head.clause))
        return self._kinds.kind(document, figure, words, raw, self._labels.dimension(figure), planned)

    def _add(
        self, harvest: Harvest, thread: Thread, document: Document, resolution: Resolution, line: Line,
        figure: Figure, head: Figure, unit: str, measure: Measure, kind: Kind, period: Period, is_first: bool,
    ) -> None:  # fmt: skip
        grows = kind == "growth" or (kind == "target" and self._labels.dimension(figure) in RELATIVE and self._kinds.grows(document, head))
        measure, suffix = self._labels.finished(measure, figure, unit, grows, grows and self._kinds.falls(document, head))
        indicator, implied_program, implied_group = self._book.indicator(measure, suffix, None if grows else unit, kind)
        held = harvest.entities.get(indicator.id)
        if held is not None:
            indicator = replace(held, aliases=tuple(dict.fromkeys((*held.aliases, *indicator.aliases))))
        harvest.entities[indicator.id] = indicator
        carried = not measure.sources
        group = self._scope.group(line, figure, measure) or implied_group or (thread.group if carried else None)
        program = self._scope.program(line, measure) or implied_program or (thread.program if carried else None)
        area = self._area(document, measure.words, figure, thread)
        compared = kind in ("change", "growth")
        harvest.observations.append(
            Observation(
                mention=document.span(figure.mention.start, figure.mention.end),
                evidence=document.span(line.sentence.start, line.sentence.end),
                indicator=indicator.id,
                region=measure.region or self._scope.region(document, line, figure, resolution, thread.topic),
                value=figure.quantity.value,
                unit=unit,
                kind=kind,
                period_start=period.start,
                period_end=period.end,
                period_basis=period.basis,
                modifier=figure.quantity.modifier,
                group=group,
                program=program,
                area=area,
                baseline=(baseline(line, figure, period) or (thread.first_before(period) if kind == "growth" else None)) if compared else None,
            )
        )
        if is_first:
            thread.group, thread.program, thread.area = group, program, area

    def _period(self, time: Mention | None, is_flow: bool, thread: Thread) -> Period:
        if time is None or time.time is None:
            return Period()
        found = period_of(time.time, is_flow)
        if found is not None and thread.first_period is None and found.start == found.end:
            thread.first_period = found.start
        return found or Period()

    def _unit(self, document: Document, figure: Figure, line: Line) -> str | None:
        """The unit printed; places of a ranking in 上升4位; people in 122.7万 | 建档立卡贫困人口, where a group is counted."""
        printed = figure.quantity.unit
        if printed is not None:
            is_rank = (
                printed == self._book.person and self._rank_classifier.search(figure.mention.text) and self._moves.search(document.text[slice(*figure.left)])
            )
            return self._book.rank if is_rank else printed
        for name in line.names:
            if name.mention.kind == "group" and figure.mention.end <= name.mention.start <= figure.mention.end + 2:
                return self._book.person
        return None

    def _area(self, document: Document, words: str, figure: Figure, thread: Thread) -> Area:
        """Urban or rural, by the words; of two figures for 城乡 the first is urban."""
        if self._both.search(words):
            shared = next(run for run in runs(figure.clause, document.text) if any(each.mention is figure.mention for each in run))
            if len(shared) != 2:
                return None
            return "urban" if shared[0].mention is figure.mention else "rural"
        if self._rural.search(words):
            return "rural"
        if self._urban.search(words):
            return "urban"
        return thread.area if words and thread.memory.measure and not thread.memory.measure.sources else None
