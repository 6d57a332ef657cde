"""What words around a figure make a label: 全市低保平均保障标准达到 -> 低保平均保障标准."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.figures import CONJUNCTIONS, Figure
from kg.facts.trimming import Trimmer
from kg.model import Document, EntityKey
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, is_verb

LONGEST = 40
# what is said of a counted thing in fewer characters says nothing: 达到
_SAID = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"[（(][^（）()]{0,200}[）)]|^[^（(]{0,3}[）)]|\[[^\[\]]{0,200}\]")
_ASPECT = re.compile(r"(?<=[\u4e00-\u9fff])了(?![解望])")
# 由73.5岁 before 提高到: where it came from is no part of what is measured
_FROM_VALUE = re.compile(r"[由从]的?-?[0-9][0-9.,]{0,20}[\u4e00-\u9fff%％]{0,3}(?=[\u4e00-\u9fff]{0,4}[到至为]$)")
# 办结率均达, 吞吐量完成: what all have in common, and that it was reached
_ALL = re.compile(r"(?<=[率额数度量])均(?:达到?|为|已)$|(?<=[量资值])完成$")
# 0—6岁: what stands between two numbers is no mark
_RANGE = re.compile(r"(?<=[0-9])[—–~～]{1,2}(?=[0-9])")
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


class LabelReader:
    """Cleans and judges the words of labels."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._trimmer = Trimmer(vocabulary)
        self._disposal = re.compile(rf"{any_of(words('disposal-verb'))}|(?:{any_of(words('crossing-verb'))})(?=.{{0,3}}$)")
        # 执业（助理）医师: the brackets are within a word
        self._inner = re.compile(rf"(?<=[\u4e00-\u9fff])[（(]({any_of(words('bracket-part'))})[）)](?=[\u4e00-\u9fff])")
        self._build = re.compile(rf"^(?:{any_of(words('build-verb'))}){{1,8}}(?![和及与])(?=.{{2}})")
        event = any_of(words("event-verb"))
        # 新建或改扩建幼儿园
        self._event = re.compile(rf"^(?:{event})(?:[或及]?(?:{event})){{0,7}}(?=.{{2}})")
        self._span_event = re.compile(rf"年(?:来|间)?(?:累计|共)?((?:{any_of(words('event-verb'))}){{1,8}})(?=.{{2}})")
        self._other_places = (*words("and-other-places"), *words("extreme-time"))
        self._nouns_too = frozenset(words("verb-and-noun"))
        self._activity = re.compile(any_of(words("operate-verb")))
        self._last_verb = re.compile(rf"(?:{any_of({*words('event-verb'), *words('flow-verb'), *words('act-verb')})})$")
        self._completed = re.compile(rf"([\u4e00-\u9fff]{{3,12}}?)(?:{any_of(words('light-verb'))})[\u4e00-\u9fff]{{2,40}}$")
        self._realize = re.compile(any_of(words("realize-verb")))
        self._yearly = words("yearly")[0]
        self._of = words("of-word")[0]
        self._output = words("end-output")[0] + words("completes-output")[0]
        self._soft, self._soft_rates = frozenset(words("soft-measure")), frozenset(words("soft-rate"))
        verbs = {*words("flow-verb"), *words("change-verb"), *words("build-verb"), *words("growth-verb"), *words("event-verb")}
        self._verbs = re.compile(rf"^(?:(?:{any_of(verbs)})(?:各类|各级)?){{1,8}}")
        self._trailing_verbs = re.compile(rf"(?:{any_of({*words('growth-verb'), *words('change-verb')})}){{1,8}}$")
        self._weak = re.compile(rf"^(?:{any_of({*words('weak-measure'), *words('growth-adverb'), *verbs})}){{0,8}}$")
        self._flow_end = re.compile(rf"(?:{any_of(words('flow-verb'))})$")
        self._verbal = re.compile(rf"^(?:{any_of({*verbs, *words('growth-adverb'), *words('rank-noun')})}|[一二两三四五六七八九十]年){{0,8}}$")
        self._relational = re.compile(rf"(?:{any_of(words('weak-measure'))}|[\u4e00-\u9fff]{{2}}率){{1,8}}$")
        self._said = re.compile(rf"(?:{any_of({*words('flow-verb'), *words('event-verb')})})")
        self._flow = re.compile(rf"(?:{any_of(words('flow-verb'))})")
        self._elided = re.compile(rf"^(?!{any_of(words('edge-exception'))})(?:{any_of(words('elided-subject-verb'))})")
        self._ends = re.compile(rf"(?:{any_of(words('measure-end'))})$")
        self._dimension = {concept.iri: concept.value("dimension") or "count" for concept in vocabulary.scheme("unit")}
        self._noun_follows = re.compile(rf"的?(?![{CONJUNCTIONS}并]|以及)(?!(?:{any_of(words('label-edge'))})[，。；：]?$)[\u4e00-\u9fff“《(（0-9]")
        self._noun_units = frozenset(words("noun-unit"))
        # 65-69周岁: whose, but not what
        self._age = re.compile(rf"[-0-9—－~～至]{{1,12}}(?:{any_of(words('age-word'))}){{1,4}}")
        self._empty = re.compile(rf"^(?:{any_of(words('empty-label'))}){{0,8}}$")
        self._bare_place = re.compile(rf"^(?:包括)?(?:{any_of(words('noun-unit'))}|{any_of(words('level-modifier'))}|乡镇|行政村){{1,8}}$")
        self._level = re.compile(rf"^(?:{any_of(words('level-modifier'))}){{1,8}}$")
        self._one_level = re.compile(rf"^(?:{any_of(words('level-modifier'))})(?=.{{2}})")

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
            piece = document.text[at : max(at, left)]
            # 扩大到2005年的30平方公里: the time holds the 到
            pieces.append(self._trailing_verbs.sub("", piece) if document.text[left] in "到至" else piece)
            at = max(at, right)
            at += next((len(word) for word in self._other_places if at > right - 1 and document.text.startswith(word, at)), 0)
        pieces.append(document.text[at:end])
        pieces[-1] = _FROM_VALUE.sub("", pieces[-1])
        joined = self._inner.sub(r"〔\1〕", "".join(self.trim(piece) for piece in pieces))
        words = _ALL.sub("", self.plain(_RANGE.sub("-", _ASPECT.sub("", _BRACKETS.sub("", joined)))))
        cut = self._disposal.search(words, 3)
        return self.trim(words[: cut.start()]) if cut else words

    def trim(self, words: str) -> str:
        """Words without fillers at either end."""
        return self._trimmer.trim(words)

    def plain(self, words: str) -> str:
        """Words without marks, and without fillers at either end."""
        return self.trim(_PUNCTUATION.sub("", words))

    def says_something(self, words: str) -> bool:
        """Whether words can be the label of a measure at all: 时间里 and 却 cannot."""
        return len(_HAN.findall(words)) >= 2 and self._empty.match(words) is None and self._age.fullmatch(words) is None

    def is_weak(self, words: str) -> bool:
        """Whether words say how, not what, is measured: 占比, 增长, 新增."""
        return self._weak.match(words) is not None

    def may_lack_holder(self, words: str) -> bool:
        """Whether words name a measure that is often of what the clause before speaks of: 参保人数, 种植面积."""
        return words in self._soft

    def as_output(self, words: str, before: str) -> str:
        """煤炭 behind an 电解铝产量 is an output too."""
        is_thing = before.endswith(self._output) and not (self.is_relational(words) or self.is_flow(words) or self.event(words))
        return f"{words}{self._output}" if is_thing else words

    def is_soft_rate(self, words: str) -> bool:
        """Whether words are a rate that says nothing without what it is of: 答复率."""
        return words in self._soft_rates

    def is_flow(self, words: str) -> bool:
        """Whether words begin with a verb of an activity or a payment: 拨付, 投入资金."""
        return len(words) > 1 and self._flow.match(words) is not None

    def ends_in_flow(self, words: str) -> bool:
        """Whether words end in a verb of an activity or a payment: 两项补贴惠及."""
        return self._flow_end.search(words) is not None

    def says_of(self, words: str) -> bool:
        """Whether words go on to say what happens to the thing that they begin with: 村卫生室改扩建, but not 改造项目."""
        return self._said.search(words, 2) is not None

    def is_elided(self, words: str) -> bool:
        """Whether a clause begins with a verb whose subject stood before."""
        return self._elided.match(words) is not None

    def is_level(self, words: str) -> bool:
        """Whether words only name a level: 1个区级、3个街道和60个农村社区服务中心."""
        return self._level.match(words) is not None

    def without_level(self, words: str) -> str:
        """Words without the level that they begin with: 社区服务中心 of 农村社区服务中心."""
        return self._one_level.sub("", words)

    def is_bare_place(self, words: str) -> bool:
        """Whether words only count places: 41个县、38个街道."""
        return self._bare_place.match(words) is not None

    def yearly(self, measure: Measure, own: str) -> Measure:
        """A measure taken up by a growth of each year: 年均分别增长."""
        return replace(measure, words=f"{measure.words}{self._yearly}") if self._yearly in own else measure

    def is_relational(self, words: str) -> bool:
        """Whether words end in a noun of measure, of which something else is the holder: 办学规模."""
        return self._ends.search(words) is not None

    def is_verbal(self, words: str) -> bool:
        """Whether words name no thing at all, only what happens to it: 年均增长, 累计发放."""
        return self._verbal.match(words) is not None

    def holder(self, words: str) -> str:
        """What a measure is of: 农产品 of 农产品转化率, for a later 比重 to be of."""
        found = self._relational.search(words)  # 户 of 个体工商户 is no measure of its own
        return words[: found.start()] if found and (len(found.group()) > 1 or found.start() in {0, *boundaries(words)}) else words

    def core(self, words: str) -> str:
        """Words without the verbs that lead and trail them."""
        verbs = self._verbs.match(words)
        # 发 of 发动 is no verb of its own
        led = verbs.end() if verbs and (verbs.end() == len(words) or verbs.end() in boundaries(words)) else 0
        led = 0 if words[led : led + 1].isdigit() else led
        return self._trailing_verbs.sub("", words[led:]) or words

    def grows(self, words: str) -> bool:
        """Whether words say that something grew or fell."""
        return self._trailing_verbs.search(words) is not None

    def without_growth(self, words: str) -> str:
        """Words without what happens to the measure at their end: 进出口 of 进出口增长."""
        return self._trailing_verbs.sub("", words) or words

    def without_build(self, words: str) -> str:
        """Words without a leading 建成, 设有: that something is there is what the figure says."""
        return self._build.sub("", words)

    def event(self, words: str) -> str:
        """The verbs that words begin with and that a list shares: 新建 in 新建中小学、幼儿园, and in 中心城市五年新建小区、道路."""
        found = self._event.match(words) or self._span_event.search(words)
        return found[found.lastindex or 0] if found else ""

    def without_lead(self, words: str) -> str:
        """What stands behind the last verb of an activity: 贴息贷款 of 率先开展贴息贷款."""
        ends = [found.end() for found in self._activity.finditer(words) if found.end() < len(words) and found.end() in boundaries(words)]
        return words[ends[-1] :] if ends else words

    def opens_with_verb(self, words: str, among: int = 2) -> bool:
        """Whether one of the first words is a verb: 申请…, 新申请…, 成功承办…"""
        cuts = [0, *sorted(boundaries(words)), len(words)]
        return any(words[start:end] not in self._nouns_too and is_verb(words[start:end]) for start, end in pairwise(cuts[: among + 1]))

    def first_verb(self, words: str) -> str:
        """The verb of an activity that words begin with: 问责 of 问责人数."""
        found = self._flow.match(words)
        return found.group() if found and len(found.group()) > 1 and (found.end() == len(words) or found.end() in boundaries(words)) else ""

    def last_verb(self, words: str) -> str:
        """The verb that words end in: 发表 of 政协委员在平台上发表."""
        found = self._last_verb.search(words)
        return found.group() if found and (found.start() == 0 or found.start() in boundaries(words)) else ""

    def holder_before_verb(self, words: str) -> str:
        """What completes the things of a list: 规模以上工业 of 规模以上工业完成增加值."""
        found = self._completed.match(words)
        return found[1] if found else ""

    def subject(self, words: str) -> str:
        """What is counted, of words that go on to say something of it: 实现收入的园区 of 园区实现收入."""
        cuts = boundaries(words)
        cut = next((found for found in self._realize.finditer(words, 2) if found.start() in cuts), None)
        if cut is None:
            return words
        said = self._trimmer.without_trail(words[cut.start() :])
        return words[: cut.start()] if len(said) < _SAID or self.is_verbal(said) else f"{said}{self._of}{words[: cut.start()]}"

    def served(self, words: str) -> str:
        """社区配送器材 behind 为7个 counts the 社区: 配送器材的社区."""
        cut = self._flow.search(words, 2)
        return f"{words[cut.start() :]}{self._of}{words[: cut.start()]}" if cut else words

    def is_before_noun(self, document: Document, stretch: tuple[int, int]) -> bool:
        """Whether the counted noun stands right behind the number: 19022名残疾人."""
        return self._noun_follows.match(document.text, *stretch) is not None

    def unit_noun(self, document: Document, figure: Figure) -> str:
        """The noun that stands in the place of a classifier: 部门 in 13部门."""
        printed = figure.mention.text.lstrip("0123456789.,约近数几十百千万亿多余两一二三四五六七八九第") if figure.mention.text else ""
        return printed if printed in self._noun_units else ""
