"""Figures become observations: what is measured, where, when, of whom, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.facts.alternatives import any_of
from kg.facts.assurance import OPEN, Assurance
from kg.facts.clauses import Line
from kg.facts.comparing import ComparisonReader
from kg.facts.figures import Figure, runs
from kg.facts.finishing import Finisher
from kg.facts.harvest import Harvest
from kg.facts.indicators import IndicatorBook
from kg.facts.kinds import RELATIVE, Kind, KindReader
from kg.facts.labels import LabelReader, Measure
from kg.facts.measures import MeasureReader
from kg.facts.modifiers import ModifierReader
from kg.facts.namesakes import namesakes
from kg.facts.news import UNDATED, NewsReader
from kg.facts.norms import NormReader
from kg.facts.parks import ParkReader
from kg.facts.periods import TIME_CUES, Period, TimeWords, baseline, governing
from kg.facts.place_names import NATION
from kg.facts.scope import ScopeReader
from kg.facts.spans import SpanReader
from kg.facts.thread import Area, Thread, ThreadReader, planned_from
from kg.facts.villages import VillageReader
from kg.model import Document, EntityKey, Observation, Resolution
from kg.vocab.vocabulary import Vocabulary


class ObservationReader:
    """Reads the observations of documents; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._threads = ThreadReader(vocabulary)
        self._labels = LabelReader(vocabulary)
        self._finisher = Finisher(vocabulary, self._labels)
        self._norms = NormReader(vocabulary, self._labels)
        self._kinds = KindReader(vocabulary)
        self._comparisons = ComparisonReader(self._kinds)
        self._modifiers = ModifierReader(vocabulary)
        self._scope = ScopeReader(vocabulary)
        self._assurance = Assurance(vocabulary)
        self._news = NewsReader(vocabulary, self._scope)
        self._parks = ParkReader(vocabulary, self._labels)
        self._spans = SpanReader(vocabulary)
        self._villages = VillageReader(vocabulary)
        self._book = IndicatorBook(vocabulary)
        self._measures = MeasureReader(vocabulary, self._labels, self._scope, self._book.knows_words)
        self._urban = re.compile(any_of(words("urban-word")))
        self._rural = re.compile(any_of(words("rural-word")))
        self._urban_word, self._rural_word = words("town-word")[0], words("country-word")[0]
        self._both_word = re.compile(any_of(words("both-town-and-country")))
        self._both = re.compile(any_of(words("both-word")))
        self._rank_classifier = re.compile(rf"(?:{any_of(words('rank-classifier'))})$")
        self._moves = re.compile(rf"(?:{any_of(words('rank-verb'))})[了到至]?$|(?:{any_of(words('rank-noun'))})")
        self._not_rural = re.compile(any_of(words("not-rural")))
        self._not_urban = re.compile(any_of(words("not-urban")))
        self._time_words = TimeWords(*(words(cue) for cue in TIME_CUES))
        self._sums = re.compile(any_of(words("sum-adverb")))
        self._told = re.compile(any_of(words("done-behind")))
        self._giving = words("before-counted-place")

    def read(self, document: Document, resolution: Resolution, told: Sequence[Line]) -> Harvest:
        """The observations of one document, whose readable sentences are `told`, in the order of the text."""
        harvest, thread = Harvest(), self._threads.begin(document, resolution)
        thread.news = None if thread.is_normative else self._news.read(document, resolution, told, thread.is_report)
        paragraphs: list[int] = []
        for line in told:
            self._threads.turn(thread, document, line)
            thread.leave(line.sentence)
            for clause in line.clauses:
                self._parks.turn(document, line, clause, thread.park)
                if clause.names:
                    thread.turn_to(self._scope.topic_place(document, line, clause, thread.topic, resolution))
                if not clause.figures:
                    continue
                for figure, head, measures in self._measures.read(document, line, runs(clause, document.text), thread.memory):
                    self._observe(harvest, thread, document, resolution, line, figure, head, measures)
            thread.came_to(line.sentence, self._scope.names.of(document, line))
            paragraphs += [line.sentence.paragraph] * (len(harvest.observations) - len(paragraphs))
        harvest.leave_out(namesakes(harvest.observations, paragraphs, harvest.known))
        return harvest

    def _observe(
        self, harvest: Harvest, thread: Thread, document: Document, resolution: Resolution, line: Line,
        figure: Figure, head: Figure, measures: list[Measure],
    ) -> None:  # fmt: skip
        if self._norms.states_nothing(document, line, figure, thread.is_normative):
            harvest.skipped["figure of a rule or a hypothesis"] += 1
            return
        measures = [measure for measure in measures if self._labels.says_something(measure.words)]
        if not measures:
            thread.kind = thread.kind if figure.is_listed(document.text) else "level"
            harvest.skipped["figure without a measure"] += 1
            return
        unit = self._unit(document, figure, head, line)
        if unit is None or document.text.startswith("/", figure.mention.end):
            # 17万吨/千米: of what unit it is, nobody has read
            thread.group, thread.program, thread.area = None, None, None
            harvest.skipped["figure without a unit"] += 1
            return
        # 从上年的83.8%、85.6%: a time before the first figure of a run is that of all
        at = head.mention.start if head.clause is figure.clause else figure.mention.start
        time = governing(document.text, line, figure.clause, at, thread.opening, self._time_words)
        time = self._spans.time(document, line, figure, head, time, thread.compared)
        planned = thread.plans(time, resolution.setting_at(figure.mention.start)) and (
            thread.is_report or not self._told.search(document.text, planned_from(line, time), figure.mention.start)
        )
        firmly = planned and time is not None and time.time is not None and time.time.role == "by"
        kind = self._kind(document, line, figure, head, measures[0], planned, firmly)
        if kind == "level" and figure.is_listed(document.text) and thread.kind in ("change", "target"):
            kind = thread.kind
        thread.kind = self._kinds.goes_on(document, kind, head)
        averages = self._kinds.averages_years(document, head, time) and baseline(line, figure, Period()) is None
        grows = kind == "growth" and (self._kinds.spans_years(document, head) or averages)
        spans = grows or self._kinds.sums_years(document, figure, measures[0].words, time)
        period = (self._spans.way(document.text, line, figure.clause) if averages else Period()) if spans else self._spans.period(document, time, head, kind)
        if kind == "growth" and self._kinds.is_average(document, head) and not self._kinds.spans_years(document, head):
            period = thread.years.over(period, baseline(line, figure, period), time)
        if thread.first_period is None and period.start == period.end:
            thread.first_period = period.start
        if thread.news is not None and not spans and thread.news.leaves_open(time, period):
            harvest.skipped[UNDATED] += 1
            return
        for index, measure in enumerate(measures):
            self._add(harvest, thread, document, resolution, line, figure, head, unit, measure, kind, period, index == 0)

    def _kind(self, document: Document, line: Line, figure: Figure, head: Figure, measure: Measure, planned: bool, firmly: bool) -> Kind:
        """The kind by the words before the first figure of the run."""
        raw = document.text[slice(*head.left)]
        if firmly:
            # 到2020年累计完成投资3000亿元: a sum up to then
            raw = self._sums.sub("", raw)
        words = self._labels.words_of(document, head.left, self._scope.stretches(document, line, head.clause))
        event = self._labels.event(measure.words)
        if event and (head.is_listed(document.text) or event not in document.text[head.clause.start : head.clause.end]):
            # the verb that the list began with
            words = measure.words
        if self._labels.dimension(head) == "money" and self._kinds.is_standard(measure.words):
            words = measure.words
        return self._kinds.kind(document, figure, words, raw, self._labels.dimension(figure), planned, measure.words)

    def _add(
        self, harvest: Harvest, thread: Thread, document: Document, resolution: Resolution, line: Line,
        figure: Figure, head: Figure, unit: str, measure: Measure, kind: Kind, period: Period, is_first: bool,
    ) -> None:  # fmt: skip
        area = self._area(document, measure, figure, thread)
        grows = kind == "growth" or (kind == "target" and self._labels.dimension(figure) in RELATIVE and self._kinds.grows(document, head))
        measure = replace(measure, words=self._parks.named(measure.words, figure, thread.park))
        measure, suffix = self._finisher.finished(measure, figure, unit, grows, grows and self._kinds.falls(document, head))
        asked = None if grows else unit
        is_of_it = document.text.startswith("的", head.mention.start - 1)
        suffix = suffix or (self._finisher.share(measure, unit) if is_of_it and not grows else "")
        measure = self._of_one(measure, area, suffix, asked)
        indicator, implied_program, implied_group = self._book.indicator(measure, suffix, asked, kind)
        region, doubt = self._region(thread, document, resolution, line, figure, measure)
        dimension = self._labels.dimension(figure)
        stated = "" if figure.quantity.per_person else dimension
        reason = self._assurance.of_label(measure, stated, "growth" if grows else kind, indicator.concept is not None, is_of_it) or doubt
        if reason is None and thread.news is not None:
            reason = self._news.doubt(thread.news, document, resolution, line, figure, measure, indicator, dimension, kind, region, thread.topic, thread.turned)
        if reason is not None:
            harvest.skipped[reason] += 1
            return
        harvest.name(indicator)
        group = self._scope.whom.group(document, line, figure, measure) or implied_group or (None if measure.sources else thread.group)
        program = self._scope.whom.program(line, measure) or implied_program or (None if measure.sources else thread.program)
        harvest.observations.append(
            Observation(
                mention=document.span(figure.mention.start, figure.mention.end),
                evidence=document.span(line.sentence.start, line.sentence.end),
                indicator=indicator.id,
                region=region,
                value=figure.quantity.value,
                unit=unit,
                kind=kind,
                period_start=period.start,
                period_end=period.end,
                period_basis=period.basis,
                modifier=self._modifiers.modifier(document, figure, head),
                group=group,
                program=program,
                area=area,
                baseline=self._comparisons.baseline(thread, document, line, figure, head, kind, period),
            )
        )
        if is_first:
            thread.group, thread.program, thread.area = group, program, area

    def _region(self, thread: Thread, document: Document, resolution: Resolution, line: Line, figure: Figure, measure: Measure) -> tuple[EntityKey, str | None]:
        """The place measured, and why it is open, if it is. News of many places is of the one place that its paragraph names."""
        if measure.region:
            return measure.region, None
        region, is_named = self._scope.region(document, line, figure, resolution, thread.topic)
        is_news = (resolution.setting_at(figure.mention.start).region or NATION) == NATION
        if not is_named and is_news and thread.topic is None and len(thread.places) == 1:
            (region,), is_named = thread.places, True
        small = region if is_named else self._villages.place(document, line, figure, resolution, region)
        if small is None or self._villages.is_inside(document, line, figure, region):
            return region, OPEN
        region, is_named = small, is_named or small != region
        return region, self._assurance.of_place(document, line, figure, is_named, (region == NATION, thread.is_placed), is_news, len(thread.places) > 1)

    def _of_one(self, measure: Measure, area: Area, suffix: str, unit: str | None) -> Measure:
        """Of 城乡低保标准 that 分别 parts, the town's or the country's.

        The ontology may know the measure of both only, and then the area tells them apart.
        """
        if area is None:
            return measure
        word = (self._urban_word, self._rural_word)[area == "rural"]
        one = replace(measure, words=self._both_word.sub(word, measure.words))
        is_shared = one != measure and self._book.knows(f"{measure.words}{suffix}", unit) and not self._book.knows(f"{one.words}{suffix}", unit)
        return measure if is_shared else one

    def _unit(self, document: Document, figure: Figure, head: Figure, line: Line) -> str | None:
        """The unit printed; places of a ranking in 上升4位; people in 122.7万 | 建档立卡贫困人口, where a group is counted.

        Of 人均每月577元、每年4428元 each is for a person.
        """
        printed = figure.quantity.unit
        if head.quantity.per_person and not figure.quantity.per_person and printed is not None:
            return self._book.per_person(printed)
        if printed is not None:
            is_rank = (
                printed == self._book.person and self._rank_classifier.search(figure.mention.text) and self._moves.search(document.text[slice(*figure.left)])
            )
            return self._book.rank if is_rank else printed
        for name in line.names:
            if name.mention.kind == "group" and figure.mention.end <= name.mention.start <= figure.mention.end + 2:
                # 6.5亿给贫困户贴息 counts nobody
                return None if document.text.startswith(self._giving, figure.mention.end) else self._book.counted(name.mention.text)
        return None

    def _area(self, document: Document, measure: Measure, figure: Figure, thread: Thread) -> Area:
        """Urban or rural, by the words; of two figures for 城乡 the first is urban."""
        words = measure.words
        if self._both.search(words):
            if measure.is_part:
                # 城乡居民养老保险、医疗保险的参保率分别达到90%和95%
                return None
            shared = next(run for run in runs(figure.clause, document.text) if any(each.mention is figure.mention for each in run))
            if len(shared) != 2 or self._labels.dimension(shared[0]) != self._labels.dimension(shared[1]):
                return None
            return "urban" if shared[0].mention is figure.mention else "rural"
        is_urban, is_rural = self._urban.search(self._not_urban.sub("", words)) is not None, self._rural.search(self._not_rural.sub("", words)) is not None
        if is_urban != is_rural:
            return "urban" if is_urban else "rural"
        if is_urban:
            return None
        return thread.area if words and thread.memory.measure and not thread.memory.measure.sources else None
