"""What makes words read as a measure: 增加值增长率, 养老机构数, 下降幅度."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.facts.labels import LabelReader, Measure
from kg.vocab.vocabulary import Vocabulary

_GROWTHS = ("增长率", "增速", "增幅", "涨幅", "降幅", "下降率")


class Finisher:
    """Finishes labels."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._ends = re.compile(rf"(?:{any_of(words('measure-end'))})$")
        self._dimension = {concept.iri: concept.value("dimension") or "count" for concept in vocabulary.scheme("unit")}
        self._yearly = words("yearly")[0]
        self._averaged = re.compile(any_of((self._yearly, *words("averaged"))))
        self._trailing_growth = re.compile(rf"(?:{any_of(words('growth-verb'))}|{any_of(words('growth-adverb'))})+$")
        self._ranked = re.compile(rf"(?:{any_of(words('rank-noun'))})+$")
        self._bed = words("bed-word")[0]
        self._unit_label = {concept.iri: concept.symbol or concept.label for concept in vocabulary.scheme("unit")}

    def finished(self, measure: Measure, figure: Figure, unit: str, grows: bool, falls: bool = False) -> tuple[Measure, str]:
        """The measure with what makes it read as one: of 增加值增长 and a growth the rate 增加值增长率, of 能耗下降 能耗下降率."""
        words = measure.words
        if self._dimension.get(unit) == "rank":
            words = self._ranked.sub("", words) or words
        suffix = self._suffix(words, figure, unit)
        if grows:
            tail = self._trailing_growth.search(words)
            words = self._labels.trim(self._trailing_growth.sub("", words)) or words
            suffix = self._growth_suffix(words, unit, falls)
            if tail and self._averaged.search(tail.group()) and suffix:
                suffix = f"{self._yearly}{suffix}"
        return replace(measure, words=words), suffix

    def _growth_suffix(self, words: str, unit: str, falls: bool) -> str:
        """死亡率 grows by a 提高幅度, and so does all that grows by points: a rate that grows is no rate of growth."""
        if words.endswith(_GROWTHS):
            return ""
        if words.endswith("率") or unit.endswith("/percentage-point"):
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
