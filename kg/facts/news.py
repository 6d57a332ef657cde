"""Is a figure of news sure enough to be written?

A work report, a long text and a text full of what the ontology knows speak of one place and say what they measure. A piece of news
tells what happened, of persons, firms and matches of many places: there a figure is written only if its sentence says the place, or
its paragraph in a text full of figures, if no other place or pronoun is in its way, and if its label is no piece of a sentence.
On judged draws each of these tells right from wrong (docs/accuracy.md); the reasons that the report counts are

    figure of news, place unsaid      社区常驻志愿者53名: whose they are, the sentence does not say
    figure of an occasion             为25名老人免费理发; 大赛收到作品89件
    figure of news, label cut out     向…的亲属, 目前已…: words of a sentence, not the name of a measure
    figure of news, plan or result    今年将完成1200万户, read as done
    figure of news, weak evidence     several weak signs: a long sentence, a quotation before it, a small place, some hundreds …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.kinds import Kind
from kg.facts.labels import Measure
from kg.facts.place_names import NATION
from kg.facts.scope import ScopeReader
from kg.model import Document, Entity, EntityKey, Resolution, Resolved
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, part_of_speech

PLACE, OCCASION, CUT = "figure of news, place unsaid", "figure of an occasion", "figure of news, label cut out"
PLAN, WEAK = "figure of news, plan or result", "figure of news, weak evidence"

# fewer sentences do not tell what a text is about, more are a report's or a plan's
_SHORTEST, _LONGEST = 5, 60
# with so many names of the ontology in all and in each sentence a text is about civil affairs; with half of the latter nearly so
_NAMES, _KNOWN, _NEAR = 20, 0.7, 0.5
# so many figures in each sentence report results; with fewer than these no short and no long text is a report, whatever it says of one
_FULL, _REPORTING, _REPORTING_LONG = 0.9, 0.5, 0.2
# with fewer still a text about civil affairs is a speech or a portrait
_TELLING = 0.3
_NAMED = ("program", "group", "system")
# what is counted up to here, or paid up to here, is mostly told of an occasion
_FEW, _SMALL_SUM = 30, 10_000
_COUNTED = ("count", "person", "event", "household", "duration", "length", "mass", "area")
# the shortest words that can name a measure by themselves, and the longest statement about what is counted
_BARE, _SAID = 3, 8
# more weak signs than these, and a figure is left out: in other news, in news near to civil affairs
_WEAK, _WEAK_NEAR = 1, 2
# so many letters before a figure make a long sentence, so many of a thing are not the whole of it in a province or nation
_LONG_WINDED, _HUNDREDS = 60, 1000
_SPATIAL = ("length", "area", "mass", "power")
# the longest label that leaves to the words before it what it is of
_SHORT = 5
# words of a sentence that no name of a measure holds: adverbs, pronouns, conjunctions, particles; and those that none begins with
_LOOSE = frozenset(("d", "r", "c", "uz", "uv", "ul", "ug", "k", "y", "mq", "o", "e", "ng"))
_LEADING = frozenset(("p", "f", "q", "m", "u", "zg", "t"))
_FOREIGN = re.compile(r"[A-Za-z0-9#□]")
# what goes on from a number to the next: 90%和95%, 10%提高到20%, 5亩以上
_GOES_ON = re.compile(r"[、和及与至到，]{0,2}(?:[提增上下降升减扩][\u4e00-\u9fff]{1,2}|以)?(?:[0-9]|$)|[提增上下降升减扩缩]")
_ABOVE = "上"
_LISTS_ON = re.compile(r"[0-9、“]")


@dataclass(frozen=True, slots=True)
class News:
    """What kind of news a text is: near to civil affairs or not, full of figures or not."""

    is_near: bool
    is_full: bool


class NewsReader:
    """Tells general news from other texts, and in it finds reasons to leave a figure unwritten."""

    def __init__(self, vocabulary: Vocabulary, scope: ScopeReader) -> None:
        words = vocabulary.words
        self._scope = scope
        self._gazetteer = vocabulary.gazetteer
        # whatever is no pronoun is passed over first: 我国, 其中
        self._anaphor = re.compile(rf"(?:{any_of(words('no-anaphor'))})|({any_of(words('anaphor'))})")
        self._occasion = re.compile(any_of(words("occasion-cue")))
        # all 31 are the nation
        self._part = re.compile(rf"{any_of(words('part-of-nation'))}|(?<![0-9])(?!31)[0-9]{{1,2}}个?省")
        self._department = words("field-department")[0]
        self._against = re.compile(any_of(words("held-against")))
        self._narrow = re.compile(any_of(words("district-of-a-body")))
        self._source = re.compile(any_of(words("told-by")))
        self._plan = re.compile(any_of(words("plan-sign")))
        self._plan_ahead = re.compile(any_of(words("plan-lead")))
        self._share = words("share-verb")[-1]
        self._of = words("of-word")[0]
        self._no_plan = re.compile(any_of(words("no-plan-sign")))
        self._fillers = re.compile(rf"(?:{any_of(words('label-edge'))}){{0,3}}")
        self._kept = frozenset(words("label-word"))
        self._governing = frozenset(words("governing-preposition"))

    def read(self, resolution: Resolution, told: Sequence[Line], is_report: bool) -> News | None:
        """What kind of news a text is; None for a report and for one that is too long for news, too short to tell, or about civil affairs."""
        figures = sum(len(clause.figures) for line in told for clause in line.clauses)
        is_long = len(told) >= _LONGEST
        if len(told) < _SHORTEST or ((is_report or is_long) and figures >= (_REPORTING_LONG if is_long else _REPORTING) * len(told)):
            return None
        names = sum(self._is_ours(resolution, name) for name in resolution.named)
        if names >= max(_NAMES, _KNOWN * len(told)) and figures >= _TELLING * len(told):
            return None
        return News(names >= _NEAR * len(told), figures >= _FULL * len(told))

    def _is_ours(self, resolution: Resolution, name: Resolved) -> bool:
        """Whether a name is one that the ontology knows, or that of a department of civil affairs."""
        if name.mention.kind == "agency":
            return self._department in name.mention.text
        return name.mention.kind in _NAMED and any((held := resolution.entities.get(key)) is not None and held.concept is not None for key in name.entities)

    def doubt(
        self, news: News, document: Document, resolution: Resolution, line: Line, figure: Figure, measure: Measure,
        indicator: Entity, dimension: str, kind: Kind, region: EntityKey, topic: EntityKey | None,
    ) -> str | None:  # fmt: skip
        """Why a figure of news is not sure enough; None where it is. `topic` is the place that its paragraph turned to.

        News near to civil affairs needs its place, no plan taken for a result, and not more than two weak signs; other news more.
        """
        before = document.text[line.sentence.start : figure.mention.start]
        is_led = news.is_full and region == topic
        # what the ontology knows how to measure, a text of one place says of that place
        home = resolution.setting_at(figure.mention.start).region
        is_led = is_led or (news.is_near and indicator.concept is not None and region == home != NATION)
        if not (measure.region or is_led or self._says_place(document, resolution, line, figure, region)) or self._is_beside(line, figure, region):
            return PLACE
        is_small = _is_small(figure, dimension)
        tells_of_it = self._points_elsewhere(before) or self._tells_occasion(document, figure, before)
        if tells_of_it and is_small:
            return OCCASION
        if self._is_torn(document, figure, measure, dimension) or (
            indicator.concept is None and kind != "growth" and self._lacks_holder(line, figure, measure)
        ):
            return CUT
        if not news.is_near:
            if self._is_outside(resolution, line, figure, region) or self._part.search(before) or self._narrow.search(indicator.label):
                return PLACE
            if tells_of_it or is_small:
                return OCCASION
            if line.sentence.role != "body" or self._is_cut(document, figure, measure, indicator.label, dimension):
                return CUT
        if self._is_planned(document, line, figure) != (kind == "target"):
            return PLAN
        return WEAK if self._weak_signs(before, figure, measure, dimension, region) > (_WEAK_NEAR if news.is_near else _WEAK) else None

    def _weak_signs(self, before: str, figure: Figure, measure: Measure, dimension: str, region: EntityKey) -> int:
        """How many signs, each of them weak by itself, speak against a figure."""
        words = measure.words
        parts = [words[start:end] for start, end in pairwise([0, *sorted(boundaries(words)), len(words)])]
        return sum((
            "“" in before,
            len(before) > _LONG_WINDED,
            any(len(part) == 1 and part_of_speech(part) not in ("n", "vn") for part in parts),
            self._of in words,
            dimension in _COUNTED and figure.quantity.value <= _HUNDREDS,
            dimension in _SPATIAL,
            not region[1].endswith("0000"),
        ))  # fmt: skip

    def _points_elsewhere(self, before: str) -> bool:
        return any(found[1] for found in self._anaphor.finditer(before))

    def _tells_occasion(self, document: Document, figure: Figure, before: str) -> bool:
        return self._occasion.search(before) is not None or self._occasion.search(document.text, figure.mention.end, figure.clause.end) is not None

    def _is_planned(self, document: Document, line: Line, figure: Figure) -> bool:
        """Whether the clause of a figure or the one before it speaks of a plan, or the sentence turns to one before it."""
        start = max((clause.start for clause in line.clauses if clause.end < figure.clause.start), default=figure.clause.start)
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
                if self._gazetteer.within(other, region[1]) or (kind == "region" and not self._gazetteer.within(region[1], other)):
                    return True
        return False

    def _lacks_holder(self, line: Line, figure: Figure, measure: Measure) -> bool:
        """Whether a short label stands behind other figures of its sentence, so that what it is of is most likely said before them: 资金总规模."""
        if len(measure.words) > _SHORT or not any(each.end <= figure.mention.start for clause in line.clauses for each in clause.figures):
            return False
        return not any(name.mention.kind == "group" and name.mention.text in measure.words for name in line.names)

    def _is_torn(self, document: Document, figure: Figure, measure: Measure, dimension: str) -> bool:
        """Whether a label lacks what stands around the number: 上|千家…, 一半以上…|在西部, 接近…面积的|60%."""
        text, at, words = document.text, figure.mention.start, measure.words
        if text.startswith(_ABOVE, at - 1) and measure.words.find(_ABOVE) >= 0:
            return True
        if dimension != "ratio" and dimension not in _SPATIAL:
            return False
        behind = text[figure.mention.end : figure.clause.end].removeprefix(self._of)
        says_more = len(behind) > 1 and not _GOES_ON.match(behind) and behind[:2] not in words
        return says_more or (dimension == "ratio" and text[at - 1] == self._of and self._share not in words)

    def _is_cut(self, document: Document, figure: Figure, measure: Measure, label: str, dimension: str) -> bool:
        """Whether the label is what a sentence left, and not the name of a measure."""
        words = measure.words
        if len(words) < _BARE or _FOREIGN.search(label) or self._source.search(words) or self._against.search(words):
            return True
        parts = [words[start:end] for start, end in pairwise([0, *sorted(boundaries(words)), len(words)])]
        kinds = [(part, part_of_speech(part)) for part in parts if part not in self._kept]
        if any(kind in _LOOSE or part in self._governing for part, kind in kinds) or (kinds and kinds[0][0] == parts[0] and kinds[0][1] in _LEADING):
            return True
        if dimension == "ratio" and self._fillers.fullmatch(document.text, figure.clause.start, figure.mention.start):
            # 57.9%实现了…: of what stands in a clause before
            return True
        at = document.text.rfind(words[:_BARE], figure.left[0], figure.mention.start)
        if at > figure.left[0] and document.text[at - 1] == "、":
            # 种植、养殖、加工等各类基地: the last thing of a list
            return True
        behind = document.text[figure.mention.end : figure.clause.end]
        return dimension in _COUNTED and len(behind) > _SAID and _LISTS_ON.search(behind) is not None


def _is_small(figure: Figure, dimension: str) -> bool:
    """Whether so few were counted, or so little was paid, that somebody's doings are told."""
    quantity = figure.quantity
    if dimension == "money":
        return quantity.value < _SMALL_SUM and not (quantity.per_person or quantity.period)
    return dimension in _COUNTED and quantity.value <= _FEW
