"""What words around a figure make a label: 全市低保平均保障标准达到 -> 低保平均保障标准."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.facts.figures import Figure
from kg.model import Document, EntityKey
from kg.vocab.vocabulary import Vocabulary

LONGEST = 40
_GROWTHS = ("增长率", "增速", "增幅", "涨幅", "降幅", "下降率")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]|^[^（(]{0,3}[）)]")
_ASPECT = re.compile(r"(?<=[\u4e00-\u9fff])了(?![解望])")
_PUNCTUATION = re.compile(r"[“”‘’《》〈〉，。、；：！？…—（）()\s]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A label under construction: `words` as composed, `core` without its verbs, for later figures that leave it unsaid.

    `sources` are the clean stretches that the words came from; none where they were carried over. `is_part` says that
    the words are one of several things that the sources list; `region` is the place that 分别 hands the figure to.
    """

    words: str
    core: str
    sources: tuple[tuple[int, int], ...] = ()
    is_part: bool = False
    region: EntityKey | None = None


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longest first; matches nothing for none."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or r"(?!)"


class LabelReader:
    """Cleans and judges the words of labels."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        edge = {*words("label-edge"), *words("become-verb")}
        self._lead = re.compile(rf"^(?:(?!{any_of(words('edge-exception'))})(?:{any_of({*edge, *words('label-lead')})}))+")
        # a filler that is the end of a word stays: 签约
        kept = "".join(f"(?<!{re.escape(word)})" for word in sorted(words("whole-word-end")))
        self._trail = re.compile(rf"(?:(?:{any_of({*edge, *words('label-trail')})}){kept})+$")
        self._from = re.compile(rf"[由从](?:{any_of(words('from-when'))})?的?$")
        self._disposal = re.compile(any_of(words("disposal-verb")))
        self._build = re.compile(rf"^(?:{any_of(words('build-verb'))})+(?![和及与])(?=.{{2}})")
        self._event = re.compile(rf"^(?:{any_of(words('event-verb'))})+(?=.{{2}})")
        self._realize = re.compile(any_of(words("realize-verb")))
        self._yearly = words("yearly")[0]
        verbs = {*words("flow-verb"), *words("change-verb"), *words("build-verb"), *words("growth-verb"), *words("event-verb")}
        self._verbs = re.compile(rf"^(?:(?:{any_of(verbs)})(?:各类|各级)?)+")
        self._trailing_verbs = re.compile(rf"(?:{any_of({*words('growth-verb'), *words('change-verb')})})+$")
        self._trailing_growth = re.compile(rf"(?:{any_of(words('growth-verb'))}|{any_of(words('growth-adverb'))})+$")
        self._weak = re.compile(rf"^(?:{any_of({*words('weak-measure'), *verbs})})*$")
        self._flow_end = re.compile(rf"(?:{any_of(words('flow-verb'))})$")
        self._verbal = re.compile(rf"^(?:{any_of({*verbs, *words('growth-adverb'), *words('rank-noun')})})*$")
        self._relational = re.compile(rf"(?:{any_of(words('weak-measure'))}|[\u4e00-\u9fff]{{2}}率)+$")
        self._ranked = re.compile(rf"(?:{any_of(words('rank-noun'))})+$")
        self._flow = re.compile(rf"(?:{any_of(words('flow-verb'))})")
        self._elided = re.compile(rf"^(?!{any_of(words('edge-exception'))})(?:{any_of(words('elided-subject-verb'))})")
        self._ends = re.compile(rf"(?:{any_of(words('measure-end'))})$")
        self._dimension = {concept.iri: concept.value("dimension") or "count" for concept in vocabulary.scheme("unit")}
        self._bed = words("bed-word")[0]
        self._unit_label = {concept.iri: concept.symbol or concept.label for concept in vocabulary.scheme("unit")}
        self._noun_follows = re.compile(rf"的?(?![和及与并]|以及)(?!(?:{any_of(words('label-edge'))})[，。；：]?$)[\u4e00-\u9fff“《(（0-9]")
        self._noun_units = frozenset(words("noun-unit"))
        self._empty = re.compile(rf"^(?:{any_of(words('empty-label'))})*$")
        self._bare_place = re.compile(rf"^(?:包括)?(?:{any_of(words('noun-unit'))}|{any_of(words('level-modifier'))}|乡镇|行政村)+$")
        self._level = re.compile(rf"^(?:{any_of(words('level-modifier'))})+$")

    def dimension(self, figure: Figure) -> str:
        """The dimension of a figure's unit: money, person, count, ratio …; "count" where no unit is printed."""
        return self._dimension.get(figure.quantity.unit or "", "count")

    def words_of(self, document: Document, stretch: tuple[int, int], skip: Sequence[tuple[int, int]]) -> str:
        """The words of a stretch without the skipped ones (times, places), brackets and marks, trimmed of fillers."""
        start, end = stretch
        pieces, at = [], start
        for left, right in sorted(skip):
            if right <= at or left >= end:
                continue
            pieces.append(document.text[at : max(at, left)])
            at = max(at, right)
        pieces.append(document.text[at:end])
        joined = "".join(self.trim(piece) for piece in pieces)
        words = self.trim(_PUNCTUATION.sub("", _ASPECT.sub("", _BRACKETS.sub("", joined))))
        cut = self._disposal.search(words, 3)
        return words[: cut.start()] if cut else words

    def trim(self, words: str) -> str:
        """Words without fillers at either end, and without 由过去, 从最初 before the number."""
        return self._trail.sub("", self._from.sub("", self._trail.sub("", self._lead.sub("", words))))

    def says_something(self, words: str) -> bool:
        """Whether words can be the label of a measure at all: 时间里 and 却 cannot."""
        return len(_HAN.findall(words)) >= 2 and self._empty.match(words) is None

    def is_weak(self, words: str) -> bool:
        """Whether words say how, not what, is measured: 占比, 增长, 新增."""
        return self._weak.match(words) is not None

    def is_flow(self, words: str) -> bool:
        """Whether words begin with a verb of an activity or a payment: 拨付, 投入资金."""
        return len(words) > 1 and self._flow.match(words) is not None

    def ends_in_flow(self, words: str) -> bool:
        """Whether words end in a verb of an activity or a payment: 两项补贴惠及."""
        return self._flow_end.search(words) is not None

    def is_elided(self, words: str) -> bool:
        """Whether a clause begins with a verb whose subject stood before."""
        return self._elided.match(words) is not None

    def is_level(self, words: str) -> bool:
        """Whether words only name a level: 1个区级、3个街道和60个农村社区服务中心."""
        return self._level.match(words) is not None

    def is_bare_place(self, words: str) -> bool:
        """Whether words only count places: 41个县、38个街道."""
        return self._bare_place.match(words) is not None

    def is_relational(self, words: str) -> bool:
        """Whether words end in a noun of measure, of which something else is the holder: 办学规模."""
        return self._ends.search(words) is not None

    def is_verbal(self, words: str) -> bool:
        """Whether words name no thing at all, only what happens to it: 年均增长, 累计发放."""
        return self._verbal.match(words) is not None

    def holder(self, words: str) -> str:
        """What a measure is of: 农产品 of 农产品转化率, for a later 比重 to be of; nothing where the words do not show it."""
        return self._relational.sub("", words)

    def core(self, words: str) -> str:
        """Words without the verbs that lead and trail them."""
        return self._trailing_verbs.sub("", self._verbs.sub("", words)) or words

    def without_build(self, words: str) -> str:
        """Words without a leading 建成, 设有: that something is there is what the figure says."""
        return self._build.sub("", words)

    def event(self, words: str) -> str:
        """The verbs that words begin with and that a list shares: 新建 in 新建中小学、幼儿园."""
        found = self._event.match(words)
        return found.group() if found else ""

    def subject(self, words: str) -> str:
        """What is counted, of words that go on to say something of it: 园区 of 园区实现收入."""
        cut = self._realize.search(words, 2)
        return words[: cut.start()] if cut else words

    def is_before_noun(self, document: Document, stretch: tuple[int, int]) -> bool:
        """Whether the counted noun stands right behind the number: 19022名残疾人."""
        return self._noun_follows.match(document.text, *stretch) is not None

    def unit_noun(self, document: Document, figure: Figure) -> str:
        """The noun that stands in the place of a classifier: 部门 in 13部门."""
        printed = figure.mention.text.lstrip("0123456789.,约近数几十百千万亿多余两一二三四五六七八九第") if figure.mention.text else ""
        return printed if printed in self._noun_units else ""

    def finished(self, measure: Measure, figure: Figure, unit: str, grows: bool, falls: bool = False) -> tuple[Measure, str]:
        """The measure with what makes it read as one: of 增加值增长 and a growth the rate 增加值增长率, of 能耗下降 能耗下降率."""
        words = measure.words
        if self._dimension.get(unit) == "rank":
            words = self._ranked.sub("", words) or words
        suffix = self._suffix(words, figure, unit)
        if grows:
            tail = self._trailing_growth.search(words)
            words = self.trim(self._trailing_growth.sub("", words)) or words
            suffix = self._growth_suffix(words, falls)
            if tail and self._yearly in tail.group() and suffix:
                suffix = f"{self._yearly}{suffix}"
        return replace(measure, words=words), suffix

    def _growth_suffix(self, words: str, falls: bool) -> str:
        """死亡率 grows by a 提高幅度, for a rate that grows is no rate of growth."""
        if words.endswith(_GROWTHS):
            return ""
        if words.endswith("率"):
            return "下降幅度" if falls else "提高幅度"
        return "下降率" if falls else "增长率"

    def _duration_suffix(self, figure: Figure, unit: str) -> str:
        """连续年数 of 连续14年, 天数 of 为期53天."""
        return f"持续{self._counted_time(unit)}数"

    def _counted_time(self, unit: str) -> str:
        counted = self._unit_label.get(unit, "")
        return {"个月": "月"}.get(counted, counted)

    def _suffix(self, words: str, figure: Figure, unit: str) -> str:
        """What makes words read as a measure: 人数, 金额, 占比 …; nothing where they do already."""
        dimension = self._dimension.get(unit, "count")
        if figure.quantity.role == "duration":
            return self._duration_suffix(figure, unit)
        if dimension == "person":
            return "" if words.endswith("人数") else "数" if words.endswith("人次") else "人数"
        if dimension == "event":
            counted = "人次" if unit.endswith("/person-time") else "次数"
            return "" if words.endswith(("人次", "次数", "场次")) else counted
        if dimension == "ratio" and "占" in words and not words.endswith(("占比", "率", "比重", "比例")):
            return "比重"
        if unit.endswith("/bed") and self._bed not in words:
            return f"{self._bed}位数"
        if dimension == "rank":
            return "" if words.endswith(("位次", "名次")) else "位次"
        if self._ends.search(words):
            return ""
        if unit.endswith("/household"):
            return "户数"
        if dimension == "duration":
            return f"{self._counted_time(unit)}数"
        if dimension == "mass":
            return "量" if words.endswith("产") else "数量"
        if dimension == "length" and words.endswith(("长", "宽", "高", "深")):
            return "度"
        return {"money": "金额", "ratio": "占比", "area": "面积", "multiple": "倍数", "length": "长度"}.get(dimension, "数")
