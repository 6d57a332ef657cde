"""Which pieces of its sentence are no part of the name of a measure?

移民搬迁5000人投资             移民搬迁投资: a number of its own, that has a figure of its own
投递量日均                    日均投递量: what is averaged is the volume, and its growth is no daily growth
婚姻登记数据                   婚姻登记: data are not what is counted
共建省级实验室市级              共建市级实验室: a level in the place of the one before
惠及农户和数万商户              惠及农户: the second has a number of its own, if a vague one
学生人口最多                   学生人口: that it is the most is said of the place
项目数投资总额                 项目投资总额: the sum is not that of the number
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries

# the shortest words that can be left of a label
_LEAST = 2
# how far a word reaches that a letter may begin
_REACH = 6


class LabelSmoother:
    """Takes such pieces out of labels, or puts them where they belong."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        classifiers, goes_on = any_of(words("classifier-in-label")), any_of(words("no-count-before"))
        self._number = re.compile(rf"(?<![0-9.])[0-9][0-9.]{{0,9}}[万亿]?[余多]?(?:{classifiers})(?!{goes_on}|[0-9])")
        self._people = re.compile(rf"(?<![0-9.])[0-9][0-9.]{{0,9}}[万亿][余多]?(?=(?:{any_of(words('people-begin'))}))")
        self._again = re.compile(rf"([\u4e00-\u9fff]{{2}})([\u4e00-\u9fff]{{2,16}}?)(?:{any_of(words('each-year'))})\1$")
        data = rf"(?<=..)(?<!大)(?:{any_of(words('data-noun'))})"
        self._data, self._data_units = re.compile(rf"{data}$"), frozenset(words("data-classifier"))
        self._data_number = re.compile(rf"{data}(?={any_of(words('number-noun'))})")
        growth = any_of(words("growth-verb"))
        self._averaged = re.compile(rf"^([^的]{{2,24}}?)({any_of(words('average-of-days'))})((?:{growth}){{0,3}})$")
        levels = any_of(tuple(word for word in words("level-modifier") if word.endswith(words("level-letter"))))
        self._levels = re.compile(rf"(?:{levels})([\u4e00-\u9fff]{{2,20}}?)({levels})$")
        vague = rf"(?:(?<!第)(?:{any_of(words('vague-number'))})|数[十百千万亿]{{1,2}})[^的]{{2,10}}$"
        self._vague = re.compile(rf"(?<=..)[和及与、]{vague}")
        self._vague_of = re.compile(rf"(?<=的)([^的]{{2,10}}?){vague}")
        self._superlative = re.compile(rf"^(?:[^的]{{0,8}}?{words('is-word')[0]})?([^的]{{2,20}})(?:{any_of(words('superlative-end'))})$")
        self._sum = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})数(?=(?:{any_of(words('sum-of-things'))})(?:{growth})?$)")
        self._lead = re.compile(rf"^(?:{any_of(words('pointing-lead'))})(?=..)")
        self._adverbs = frozenset(words("adverb-before-label"))
        self._score = re.compile(rf"(?<=..)(?:{any_of(words('score-noun'))})(为)$")
        averages, paces = any_of((*words("average-of-days"), *words("each-year"))), any_of((*words("pace-noun"), *words("growth-noun")))
        self._at_pace = re.compile(rf"(?<=..)以({averages})?的?(?:{paces})(?:[\u4e00-\u9fff]{{0,3}}?(?:{growth}))?$")
        self._grows = words("growth-verb-of-pace")[0]

    def smoothed(self, words: str, dimension: str, unit: str) -> str:
        """The words as the name of a measure has them; `unit` is the printed name of the unit."""
        words = self._begun(self._lead.sub("", words))
        words = self._data_number.sub("", words)
        if dimension != "ratio" and unit not in self._data_units:
            words = self._data.sub("", words)
        for pattern in (self._number, self._people, self._vague, self._sum):
            rest = pattern.sub("", words)
            words = rest if len(rest) >= _LEAST else words
        if (score := self._score.search(words)) is not None:
            words = words[: score.start(1)]
        words = self._superlative.sub(r"\1", words)
        words = self._levels.sub(r"\2\1", self._vague_of.sub(r"\1", words))
        words = self._again.sub(r"\1\2", words)
        words = self._averaged.sub(r"\2\1\3", words)
        return self._at_pace.sub(rf"\1{self._grows}", words)

    def _begun(self, words: str) -> str:
        """Words without an adverb, or a letter torn off a name, that they begin with."""
        return words[1:] if words[:1] in self._adverbs and len(words) > _LEAST and 1 in boundaries(words[:_REACH]) else words
