"""What makes words read as a measure: 增加值增长率, 养老机构数, 下降幅度."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.facts.labels import LabelReader, Measure
from kg.facts.smoothing import LabelSmoother
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, is_verb

# what labels of a dimension, or of what happens to a measure, are finished with
_SUFFIXES = (
    "money", "ratio", "area", "multiple", "length", "mass", "rank", "household", "count", "person", "event", "visit",
    "share-of", "growth", "decline", "rise", "drop", "duration", "extent",
)  # fmt: skip
_ENDS = ("growth", "person", "visit", "event", "share", "degree", "rate", "rank", "dimension", "output", "rise")
_POINTS = "/percentage-point"


class Finisher:
    """Finishes labels."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._smoother = LabelSmoother(vocabulary)
        self._word = {name: words(f"suffix-{name}")[0] for name in _SUFFIXES}
        self._end = {name: words(f"end-{name}") for name in _ENDS}
        self._of_dimension, self._of_output = words("completes-dimension")[0], words("completes-output")[0]
        self._share = words("share-verb")[-1]
        self._ends = re.compile(rf"(?:{any_of(words('measure-end'))})$")
        self._dimension = {concept.iri: concept.value("dimension") or "count" for concept in vocabulary.scheme("unit")}
        self._yearly, self._paces = words("yearly")[0], words("pace-verb")
        self._averaged = re.compile(any_of((self._yearly, *words("averaged"))))
        self._trailing_growth = re.compile(rf"(?:{any_of(words('growth-verb'))}|{any_of(words('growth-adverb'))}){{1,8}}$")
        self._toward = words("toward-word")[-1]
        growth = any_of(words("growth-verb"))
        self._pace = re.compile(rf"(?<=..)(?:{any_of(words('pace-of-growth'))})(?=(?:{growth})$)")
        self._ranked = re.compile(rf"(?:{any_of(words('rank-noun'))}){{1,8}}$")
        self._rules, self._articles = words("rule-document"), words("article-classifier")
        self._bed, self._sheets = words("bed-word")[0], words("sheet-noun")
        self._amounts = words("held-measure")
        self._unit_label = {concept.iri: concept.symbol or concept.label for concept in vocabulary.scheme("unit")}

    def finished(self, measure: Measure, figure: Figure, unit: str, grows: bool, falls: bool = False) -> tuple[Measure, str]:
        """The measure with what makes it read as one: of 增加值增长 and a growth the rate 增加值增长率, of 能耗下降 能耗下降率."""
        words = self._smoother.smoothed(measure.words, self._dimension.get(unit, "count"), self._unit_label.get(unit, unit))
        if self._dimension.get(unit) == "rank":
            words = self._ranked.sub("", words) or words
        if words.endswith(self._rules) and self._unit_label.get(unit, unit) in self._articles:
            # 《办法》共13章70条: articles of one regulation
            words += self._unit_label.get(unit, unit)
        suffix = self._suffix(words, figure, unit)
        if grows:
            tail = self._trailing_growth.search(words)
            if (pace := self._pace.search(words)) is not None:
                # 工业增速比上年提高3个百分点: it is the growth that rose
                return replace(measure, words=pace.string[: pace.end()]), self._word["drop" if falls else "rise"]
            toward = self._toward if words.startswith(self._toward) else ""
            words = f"{toward}{self._labels.trim(self._trailing_growth.sub('', words.removeprefix(toward)))}" or words
            suffix = self._growth_suffix(words, unit, falls, tail is not None)
            if tail and self._averaged.search(tail.group()) and suffix:
                suffix = f"{self._yearly}{suffix}"
        return replace(measure, words=words), suffix

    def share(self, measure: Measure, unit: str) -> str:
        """What makes 完成总投资 of 完成总投资的55% read as a share."""
        is_amount = measure.words.endswith(self._amounts) and self._dimension.get(unit) == "ratio"
        return self._word["share-of"] if is_amount and self._share not in measure.words else ""

    def _growth_suffix(self, words: str, unit: str, falls: bool, moves: bool) -> str:
        """死亡率 grows by a 提高幅度, and so does all that grows by points: a rate that grows is no rate of growth. 涨幅扩大 by a 幅度."""
        is_of_points = unit.endswith(_POINTS)
        if is_of_points and words.endswith(self._paces):
            return self._word["extent"]
        if not (is_of_points and moves) and words.endswith(self._end["growth"]):
            return ""
        if words.endswith(self._end["rate"]) or unit.endswith("/percentage-point"):
            return self._word["drop" if falls else "rise"]
        return self._word["decline" if falls else "growth"]

    def _names_sheets(self, words: str) -> bool:
        """Whether words hold a noun of a sheet, of which their end says how many: 读者卡申领总数."""
        parts = [words[start:end] for start, end in pairwise([0, *sorted(boundaries(words)), len(words)])]
        return any(part.endswith(self._sheets) and not is_verb(part) for part in parts)

    def _duration_suffix(self, figure: Figure, unit: str) -> str:
        """连续年数 of 连续14年, 天数 of 为期53天."""
        return f"{self._word['duration']}{self._counted_time(unit)}{self._word['count']}"

    def _counted_time(self, unit: str) -> str:
        return self._unit_label.get(unit, "").removeprefix("个")

    def _suffix(self, words: str, figure: Figure, unit: str) -> str:
        """What makes words read as a measure: 人数, 金额, 占比 …; nothing where they do already."""
        dimension = self._dimension.get(unit, "count")
        if figure.quantity.role == "duration":
            return self._duration_suffix(figure, unit)
        if dimension == "person":
            return (
                "" if words.endswith((*self._end["person"], self._word["count"])) else self._word["count" if words.endswith(self._end["visit"]) else "person"]
            )
        if dimension == "event":
            return "" if words.endswith(self._end["event"]) else self._word["visit" if unit.endswith("/person-time") else "event"]
        if unit.endswith("/percentage-point"):
            return "" if words.endswith(self._end["rise"]) else self._word["extent"]
        if dimension == "ratio" and self._share in words and not words.endswith(self._end["share"]):
            return self._word["share-of"]
        if unit.endswith("/bed") and words.endswith(self._sheets):
            return self._word["count"]
        if unit.endswith("/bed") and self._bed not in words and not self._names_sheets(words):
            return f"{self._bed}位数"
        if dimension == "rank":
            return "" if words.endswith(self._end["rank"]) else self._word["rank"]
        if self._ends.search(words) or (dimension == "ratio" and words.endswith(self._end["degree"])):
            return ""
        if unit.endswith("/household"):
            return self._word["household"]
        if dimension == "duration":
            return f"{self._counted_time(unit)}{self._word['count']}"
        if dimension == "mass":
            return self._of_output if words.endswith(self._end["output"]) else self._word["mass"]
        if dimension == "length" and words.endswith(self._end["dimension"]):
            return self._of_dimension
        return self._word.get(dimension, self._word["count"])
