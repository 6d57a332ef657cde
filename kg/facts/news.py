"""Is a figure of news sure enough to be written?

A work report, a long text and a text full of what the ontology knows speak of one place and say what they measure. A piece of news
tells what happened, of persons, firms and matches of many places: there a figure is written only if its sentence says the place, or
its paragraph in a text full of figures, if no other place or pronoun is in its way, and if its label is no piece of a sentence.
On judged draws each of these tells right from wrong (docs/accuracy.md); the reasons that the report counts are

    figure of news, place unsaid      社区常驻志愿者53名: whose they are, the sentence does not say
    figure of an occasion             为25名老人免费理发; 大赛收到作品89件
    figure of news, label cut out     向…的亲属, 目前已…: words of a sentence, not the name of a measure
    figure of news, plan or result    今年将完成1200万户, read as done; 如果选择上限，缴纳6778元
    figure of news, time left open    去年…, 7月份…, and which of the years that the text names they are counted from is open
    figure of news, weak evidence     several weak signs: a long sentence, a quotation before it, a small place, some hundreds …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.cut_labels import COUNTED, SPATIAL, CutLabels
from kg.facts.figures import Figure
from kg.facts.half_said import HalfSaid
from kg.facts.kinds import Kind
from kg.facts.labels import Measure
from kg.facts.periods import Period
from kg.facts.place_names import NATION
from kg.facts.scope import ScopeReader
from kg.model import Document, Entity, EntityKey, Mention, Resolution, Resolved
from kg.vocab.vocabulary import Vocabulary

PLACE, OCCASION, CUT = "figure of news, place unsaid", "figure of an occasion", "figure of news, label cut out"
PLAN, WEAK, UNDATED = "figure of news, plan or result", "figure of news, weak evidence", "figure of news, time left open"

# fewer sentences of fewer letters do not tell what a text is about, more sentences are a report's or a plan's
_SHORTEST, _FEWEST_LETTERS, _LONGEST = 5, 300, 60
# in fewer sentences even a text about civil affairs mostly tells of an occasion
_ENOUGH = 15
# with so many names of the ontology in all and in each sentence a text is about civil affairs; with half of the latter nearly so
_NAMES, _KNOWN, _NEAR = 20, 0.7, 0.5
# so many figures in each sentence report results; with fewer than these no short and no long text is a report, whatever it says of one
_FULL, _REPORTING, _REPORTING_LONG = 0.9, 0.5, 0.2
# with fewer a text about civil affairs is a speech or a portrait
_TELLING = 0.3
# words for a time that are counted from no year
_TIMELESS = ("now", "recent-years", "coming-years")
_NAMED = ("program", "group", "system")
# what is counted up to here, or paid up to here, is mostly told of an occasion
_FEW, _SMALL_SUM = 30, 10_000
_SENTENCES = re.compile(r"[。！？；][^”」』]")
# of so many provinces is the nation made, without Hong Kong, Macao and Taiwan
_PROVINCES = 31
# more weak signs than these, and a figure is left out: in other news, in news near to civil affairs
_WEAK, _WEAK_NEAR = 1, 2
# how near before a figure 如果 supposes it
_NEAR_IF = 40
# so many letters before a figure make a long sentence, so many of a thing are not the whole of it in a province or nation
_LONG_WINDED, _HUNDREDS = 60, 1000
# what ends a chain of sentences, and how far back one is followed
_STOP, _CHAIN = "。", 300


@dataclass(frozen=True, slots=True)
class News:
    """What kind of news a text is: near to civil affairs or not, full of figures or not, with years or without."""

    is_near: bool
    is_full: bool
    names_years: bool

    def leaves_open(self, time: Mention | None, period: Period) -> bool:
        """Whether a figure's time is told from a year (去年, 7月份) that is not known, though the text names years: which of them is meant is open."""
        relative = time.time.relative if time is not None and time.time is not None else None
        return self.names_years and relative is not None and relative not in _TIMELESS and period.start is None and period.end is None


class NewsReader:
    """Tells general news from other texts, and in it finds reasons to leave a figure unwritten."""

    def __init__(self, vocabulary: Vocabulary, scope: ScopeReader) -> None:
        words = vocabulary.words
        self._scope = scope
        self._labels = CutLabels(vocabulary)
        self._half_said = HalfSaid(vocabulary)
        self._gazetteer = vocabulary.gazetteer
        # whatever is no pronoun is passed over first: 我国, 其中
        self._anaphor = re.compile(rf"(?:{any_of(words('no-anaphor'))})|({any_of(words('anaphor'))})")
        self._occasion = re.compile(any_of(words("occasion-cue")))
        self._part = re.compile(rf"{any_of(words('part-of-nation'))}|(?<![0-9])(?!{_PROVINCES})[0-9]{{1,2}}(?:{any_of(words('counted-province'))})")
        self._low = re.compile(any_of(words("low-deictic")))
        self._if = re.compile(any_of(words("if-word")))
        self._department = words("field-department")[0]
        self._narrow = re.compile(any_of(words("district-of-a-body")))
        self._plan = re.compile(any_of(words("plan-sign")))
        self._plan_ahead = re.compile(any_of(words("plan-lead")))
        self._no_plan = re.compile(any_of(words("no-plan-sign")))
        self._title = re.compile(rf"(?:{any_of(words('report-title'))})(?:[（(][^（）()]{{1,20}}[）)])?$")

    def read(self, document: Document, resolution: Resolution, told: Sequence[Line], is_report: bool) -> News | None:
        """What kind of news a text is; None for a report and for one that is too long for news, too short to tell, or about civil affairs."""
        if self._is_official(document):
            return None
        figures = sum(len(clause.figures) for line in told for clause in line.clauses)
        is_long = len(told) >= _LONGEST
        is_excerpt = len(told) < _SHORTEST and sum(line.sentence.end - line.sentence.start for line in told) < _FEWEST_LETTERS
        if is_excerpt or ((is_report or is_long) and figures >= (_REPORTING_LONG if is_long else _REPORTING) * len(told)):
            return None
        names = sum(self._is_ours(resolution, name) for name in resolution.named)
        is_ours = len(told) >= _ENOUGH and names >= max(_NAMES, _KNOWN * len(told))
        if is_ours and figures >= _TELLING * len(told):
            return None
        times = [time.time for line in told for clause in line.clauses for time in clause.times]
        names_years = any(time is not None and time.relative is None and (time.start or time.end or "")[:4].isdigit() for time in times)
        return News(names >= _NEAR * len(told), figures >= _FULL * len(told), names_years)

    def _is_official(self, document: Document) -> bool:
        """Whether a department of civil affairs published a text, or its title is that of a report, a plan or a bulletin."""
        said = document.metadata
        title = said.title or ""
        # 名单出炉啦！…联合发出通知: sentences, of which the last ends in 通知, are no title
        return self._department in (said.publisher or "") or (self._title.search(title) is not None and _SENTENCES.search(title) is None)

    def _is_ours(self, resolution: Resolution, name: Resolved) -> bool:
        """Whether a name is one that the ontology knows, or that of a department of civil affairs."""
        if name.mention.kind == "agency":
            return self._department in name.mention.text
        return name.mention.kind in _NAMED and any((held := resolution.entities.get(key)) is not None and held.concept is not None for key in name.entities)

    def doubt(
        self, news: News, document: Document, resolution: Resolution, line: Line, figure: Figure, measure: Measure,
        indicator: Entity, dimension: str, kind: Kind, region: EntityKey, topic: EntityKey | None,
        turned: EntityKey | None,
    ) -> str | None:  # fmt: skip
        """Why a figure of news is not sure enough; None where it is.

        `topic` is the place that its paragraph turned to, `turned` the one that a paragraph last did.

        News near to civil affairs needs its place, no plan taken for a result, and not more than two weak signs; other news more.
        """
        measure = self._labels.as_told(document, figure, measure)
        before = document.text[line.sentence.start : figure.mention.start]
        home = resolution.setting_at(figure.mention.start).region or NATION
        is_led = news.is_full and (region == topic or (region == home and (indicator.concept is not None or (line.chained and region == NATION))))
        # what the ontology knows how to measure, a text near to civil affairs says of its own place
        is_led = is_led or (news.is_near and indicator.concept is not None and region == home != NATION)
        is_said = measure.region is not None or self._says_place(document, resolution, line, figure, region)
        if not (is_said or (is_led and not _is_elsewhere(turned, region))) or self._is_beside(line, figure, region):
            return PLACE
        if len(region[1]) == len(NATION[1]) and region != NATION and self._low.search(before):
            # 甲社区辖区内…: of a place inside the county
            return PLACE
        if self._half_said.is_elsewhere(document, line, figure, region, is_said):
            return PLACE
        if self._if.search(before[-_NEAR_IF:]):
            return PLAN
        is_small = _is_small(figure, dimension)
        tells_of_it = self._points_elsewhere(before) or self._tells_occasion(document, figure, before)
        told = line.sentence.start if is_said else _chain_start(document, line)
        if self._points_elsewhere(document.text[told : figure.mention.start]) or (tells_of_it and is_small):
            return OCCASION
        if self._labels.is_torn(document, figure, measure, dimension) or (
            indicator.concept is None and kind != "growth" and self._labels.lacks_holder(line, figure, measure)
        ):
            return CUT
        if not is_said and indicator.concept is None and self._labels.leaves_owner(line, figure, measure, dimension):
            return CUT
        if self._labels.lacks_whole(document, line, figure, measure, dimension) or self._labels.is_of_something(document, line, figure, measure, kind):
            return CUT
        if indicator.concept is not None and self._labels.names_standard(figure, measure):
            return CUT
        if self._half_said.is_left_out(document, figure, measure, dimension, kind, indicator.concept is not None):
            return CUT
        if not news.is_near:
            if self._is_outside(resolution, line, figure, region) or self._part.search(before) or self._narrow.search(indicator.label):
                return PLACE
            if tells_of_it or is_small:
                return OCCASION
            if line.sentence.role != "body" or self._labels.is_cut(document, figure, measure, indicator.label, dimension):
                return CUT
        if self._is_planned(document, line, figure, kind, told) != (kind == "target"):
            return PLAN
        return WEAK if self._weak_signs(before, figure, measure, dimension, region) > (_WEAK_NEAR if news.is_near else _WEAK) else None

    def _weak_signs(self, before: str, figure: Figure, measure: Measure, dimension: str, region: EntityKey) -> int:
        """How many signs, each of them weak by itself, speak against a figure."""
        return sum((
            "“" in before,
            len(before) > _LONG_WINDED,
            *self._labels.weak_signs(measure),
            dimension in COUNTED and figure.quantity.value <= _HUNDREDS,
            dimension in SPATIAL,
            not region[1].endswith("0000"),
        ))  # fmt: skip

    def _points_elsewhere(self, before: str) -> bool:
        return any(found[1] for found in self._anaphor.finditer(before))

    def _tells_occasion(self, document: Document, figure: Figure, before: str) -> bool:
        return self._occasion.search(before) is not None or self._occasion.search(document.text, figure.mention.end, figure.clause.end) is not None

    def _is_planned(self, document: Document, line: Line, figure: Figure, kind: Kind, told: int) -> bool:
        """Whether the sentence, or its chain from `told` on, speaks of a plan; of a figure that is read as one its clause must, or the clause before."""
        start = max((clause.start for clause in line.clauses if clause.end < figure.clause.start), default=figure.clause.start)
        start = start if kind == "target" else told
        near = self._no_plan.sub("", document.text[start : figure.clause.end])
        return self._plan.search(near) is not None or self._plan_ahead.search(document.text, line.sentence.start, figure.mention.start) is not None

    def _says_place(self, document: Document, resolution: Resolution, line: Line, figure: Figure, region: EntityKey) -> bool:
        """Whether the sentence itself says where a figure holds: 河北单日检测能力…, 全国…; a name in quotation marks (“华龙一号”) does not."""
        if any(name.mention.kind == "region" and region in name.entities and document.text.startswith("“", name.mention.start - 1) for name in line.names):
            return False
        if self._scope.region(document, line, figure, resolution, NATION)[1]:
            return True
        return region == NATION and any(name.mention.kind == "deixis" and name.mention.end <= figure.mention.start for name in line.names)

    def _is_outside(self, resolution: Resolution, line: Line, figure: Figure, region: EntityKey) -> bool:
        """Whether a place is below the counties or not the text's own, or a body is named before the figure: what is told is mostly of somebody there."""
        code, home = region[1], resolution.setting_at(figure.mention.start).region or NATION
        if (code.partition("-")[0] != NATION[1] and len(code) != len(NATION[1])) or home not in (NATION, region):
            return True
        return any(name.mention.kind == "organization" and name.entities and name.mention.end <= figure.mention.start for name in line.names)

    def _is_beside(self, line: Line, figure: Figure, region: EntityKey) -> bool:
        """Whether the sentence names, before a figure, another place or one inside its own."""
        for name in line.names:
            if name.mention.end > figure.mention.start or name.mention.kind not in ("region", "agency"):
                continue
            for kind, key in name.entities:
                other = key.partition("-")[0] if kind == "agency" else key
                if region == NATION or other in (region[1], NATION[1]) or not other[:6].isdigit():
                    continue
                if self._gazetteer.within(other, region[1]) or (kind == "region" and not self._gazetteer.within(region[1].partition("-")[0], other)):
                    return True
        return False


def _chain_start(document: Document, line: Line) -> int:
    """Where the chain of sentences (…；…；…) begins that a sentence goes on with, or the sentence itself."""
    start = line.sentence.start
    return max(document.text.rfind(_STOP, 0, start) + 1, document.text.rfind("\n", 0, start) + 1, start - _CHAIN) if line.chained else start


def _is_elsewhere(turned: EntityKey | None, region: EntityKey) -> bool:
    """Whether a paragraph before has turned to another province: 山东省…, and the next one goes on without a place."""
    return turned is not None and NATION not in (turned, region) and turned[1][:2] != region[1][:2]


def _is_small(figure: Figure, dimension: str) -> bool:
    """Whether so few were counted, or so little was paid, that somebody's doings are told."""
    quantity = figure.quantity
    if dimension == "money":
        return quantity.value < _SMALL_SUM and not (quantity.per_person or quantity.period)
    return dimension in COUNTED and quantity.value <= _FEW
