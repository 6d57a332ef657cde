"""What is carried from figure to figure while one document is read: its subject, its place, whether it reviews or plans."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from kg.facts.alternatives import any_of
from kg.facts.averaged_years import AveragedYears
from kg.facts.clauses import Line
from kg.facts.kinds import Kind
from kg.facts.memory import Memory
from kg.facts.news import News
from kg.facts.parks import Park
from kg.facts.periods import Period, governs
from kg.facts.place_names import NATION
from kg.model import Document, EntityKey, Mention, Resolution, Sentence, Setting
from kg.vocab.vocabulary import Vocabulary

Area = Literal["urban", "rural"] | None

# 第十二条 at the beginning of a line; so many make a law
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,6}条")
_LAW = 5
# how far into a text its opening reaches, and into a paragraph the words that say what it is about
_OPENING, _LEAD = 400, 12
# so many words of results make a paragraph a review
_RESULTS = 1
# 力争到2020年, the time begins its clause
_TO_TIME = 4


def planned_from(line: Line, time: Mention | None) -> int:
    """Where a sentence begins to tell of what a time governs: 已发布计划，| 到2021年底将增加到60个."""
    is_by = time is not None and time.time is not None and time.time.role == "by"
    return max(line.sentence.start, time.start) if time is not None and is_by else line.sentence.start


@dataclass
class Thread:
    """What later figures may leave unsaid."""

    memory: Memory = field(default_factory=Memory)
    group: EntityKey | None = None
    program: EntityKey | None = None
    area: Area = None
    topic: EntityKey | None = None
    turned: EntityKey | None = None  # the place that the last paragraph began with which began with one
    led: bool = False  # the paragraph begins with a place
    paragraph: int = -1
    opening: Mention | None = None
    compared: Mention | None = None  # what a chain of sentences begins by comparing with: 与2015年相比，
    planned: bool = False  # the part of the text lays out plans
    is_normative: bool = False  # a law or regulation: its numbers are rules, not facts
    doubtful: bool = False  # the review of a report seems to have ended: only a paragraph itself can tell
    is_report: bool = False  # a work report: a review, then problems, then plans
    news: News | None = None  # the text is a piece of news, of which little is sure
    striving: bool = False  # the sentence lays out plans
    this_year: tuple[str, ...] = ()  # words for the year of speaking; 全年 may be the one looked back on
    tasked: bool = False  # the paragraph sets tasks: 要抓好五项工作，一是…
    ordered: bool = False  # the paragraph reports what a meeting demanded
    first_period: str | None = None
    kind: Kind = "level"
    is_placed: bool = False  # the text names places below the nation
    places: frozenset[EntityKey] = frozenset()  # what the paragraph and the headline above it have named so far
    placed: int = -1  # the paragraph that they stand in
    headed: bool = False  # it was a headline
    park: Park = field(default_factory=Park)
    years: AveragedYears = field(default_factory=AveragedYears)

    def leave(self, sentence: Sentence) -> None:
        """The places of the paragraph before are left behind, unless it was the headline of this one."""
        if sentence.paragraph != self.placed and not self.headed:
            self.places = frozenset()

    def came_to(self, sentence: Sentence, places: frozenset[EntityKey]) -> None:
        """Places that a sentence names, for the sentences behind it."""
        self.places |= places
        self.placed, self.headed = sentence.paragraph, sentence.role in ("heading", "title")

    def turn_to(self, topic: EntityKey | None) -> None:
        """The paragraph turns to a place; where that is the nation, it stays there."""
        self.topic = topic
        self.turned = topic if self.led and topic else self.turned
        self.led = self.led or topic == NATION

    def first_before(self, period: Period) -> str | None:
        """The first time of the sentence, where a growth can start from it."""
        first = self.first_period
        return first if first is not None and (period.start is None or first < period.start) else None

    def plans(self, time: Mention | None, setting: Setting | None) -> bool:
        """Whether a figure that a time governs is planned: 到2025年 is a plan, unless the text speaks later."""
        if self.planned or self.ordered or self.striving:
            return True
        if time is None or time.time is None:
            # 参保率达到95%: of a paragraph that sets the tasks of a year
            return self.tasked
        if self.tasked and time.text.startswith(self.this_year):
            return True
        if time.time.role != "by":
            return False
        until, now = (time.time.end or "")[:4], (setting.reference if setting and setting.reference else "")[:4]
        return not (until and now and until < now)


class ThreadReader:
    """Follows a document from sentence to sentence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._this_year = words("speaking-year")
        self._plan = re.compile(any_of(words("plan-heading")))
        self._past = re.compile(any_of(words("past-heading")))
        self._report = re.compile(any_of(words("report-opening")))
        self._turn_to_plan = re.compile(any_of(words("turn-to-plan")))
        self._turn_to_review = re.compile(any_of(words("turn-to-review")))
        self._review_end = re.compile(any_of(words("review-end")))
        self._result = re.compile(any_of(words("result-cue")))
        # 关于病假待遇的规定(修订): the title of a text that is itself a body of rules
        self._rules = re.compile(rf"(?:{any_of(words('rule-title'))})(?:[（(][^（()）]{{1,12}}[）)])?$")
        self._order = re.compile(any_of(words("order-cue")))
        # 今年要抓好以下工作：一是…, 要确保完成各项目标任务。一是…
        led, noun = any_of(words("task-lead")), any_of(words("task-noun"))
        self._task = re.compile(rf"(?:{led})[^，。；：]{{0,20}}(?:{noun})[^，。；：]{{0,4}}[。：；，]?\s?(?:{any_of(words('first-item'))})")
        self._strive = re.compile(any_of(words("plan-verb")))

    def begin(self, document: Document, resolution: Resolution) -> Thread:
        """The thread of a document of which nothing is read yet."""
        title = document.metadata.title
        is_normative = (title is not None and self._rules.search(title) is not None) or _has_articles(document)
        is_report = self._report.search(document.text, 0, _OPENING) is not None
        is_placed = any(name.mention.kind == "region" and name.entities and NATION not in name.entities for name in resolution.named)
        return Thread(this_year=self._this_year, is_report=is_report, is_normative=is_normative, is_placed=is_placed)

    def turn(self, thread: Thread, document: Document, line: Line) -> None:
        """Forgets what a new paragraph or sentence does not carry on."""
        sentence = line.sentence
        text = document.text[sentence.start : sentence.end]
        if sentence.paragraph != thread.paragraph:
            thread.memory.forget()
            thread.group, thread.program, thread.area, thread.topic, thread.led, thread.ordered, thread.tasked = None, None, None, None, True, False, False
            if thread.is_report and self._turn_to_review.search(text, 0, _LEAD):
                thread.planned, thread.doubtful = False, False
            elif thread.doubtful:
                thread.planned = not self._tells_results(document, line)
        elif not line.chained:
            # a place that a later sentence names holds for that sentence, unless the paragraph went from place to place from its beginning
            thread.led = thread.led and thread.topic is not None
            thread.topic = thread.topic if thread.led else None
        if sentence.role in ("heading", "title"):
            thread.planned = (thread.planned or self._plan.search(text) is not None) and not self._past.search(text)
        thread.striving = sentence.role == "body" and self._strive.search(text) is not None
        if thread.is_report and self._turn_to_plan.search(text):
            thread.planned, thread.doubtful = True, False
        elif thread.is_report and not thread.planned and self._review_end.search(text):
            thread.doubtful = True
        thread.ordered = thread.ordered or self._order.search(text) is not None
        thread.tasked = thread.tasked or self._task.search(document.text, sentence.start, sentence.end + _LEAD) is not None
        thread.paragraph = sentence.paragraph
        thread.first_period = None
        if not line.chained:
            thread.opening, thread.compared, thread.years = _opening(line), _compared(line), AveragedYears()

    def _tells_results(self, document: Document, line: Line) -> bool:
        """Whether the paragraph that a sentence begins reports what was done."""
        found = 0
        for sentence in document.sentences[bisect_left(document.sentences, line.sentence.start, key=lambda each: each.start) :]:
            if sentence.paragraph != line.sentence.paragraph:
                break
            found += len(self._result.findall(document.text, sentence.start, sentence.end))
        return found >= _RESULTS


def _opening(line: Line) -> Mention | None:
    """The time that a chain of sentences begins with: the last one before its first figure that begins a clause."""
    found = None
    for clause in line.clauses:
        first = clause.figures[0].start if clause.figures else clause.end
        # a heading may run on into its text: 社会事业 2016年，…
        led = [time for time in clause.times if governs(time) and time.end <= first and (time.start - clause.start <= _TO_TIME or time.end == clause.end)]
        found = led[-1] if led else found
        if clause.figures:
            break
    return found


def _compared(line: Line) -> Mention | None:
    """The time that a chain of sentences compares with: one that is a clause by itself, or ends one, before the first figure."""
    for clause in line.clauses:
        if clause.figures:
            break
        for time in clause.times:
            if time.end == clause.end and time.time is not None and time.time.role == "compare":
                return time
    return None


def _has_articles(document: Document) -> bool:
    articles = 0
    for sentence in document.sentences:
        articles += _ARTICLE.match(document.text, sentence.start) is not None
        if articles >= _LAW:
            return True
    return False
