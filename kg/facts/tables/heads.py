"""What do the words of a head, of a row's label and of a caption say?

head    = [ list number ] [ 其中 ] { measure | time | unit aside | target word | growth word | value word }
caption = [ 表 number ] { place | time } topic [ 情况 | 统计表 … ] [ unit aside ]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.facts.alternatives import any_of
from kg.facts.labels import LabelReader
from kg.facts.periods import Period
from kg.facts.tables.grids import Cell
from kg.facts.tables.names import Names
from kg.facts.tables.units import Unit, UnitReader
from kg.facts.tables.years import YearReader
from kg.model import EntityKey, Mention, PartialDate
from kg.vocab.measures import read_wording
from kg.vocab.vocabulary import Vocabulary

# list number = 一、 | （一） | 1. | ① | #          at the head of a row's label
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]|#|[*]){1,2}")
_MARKS = re.compile(r"(?:[*①-⑳]|\[\d{1,2}\]|注\d?){1,2}$")
_PART = re.compile(r"^#?其中[：:，,]?(?:[一二三四五六七八九十\d]{1,2}[.、])?")
_TABLE = re.compile(r"^[（(]?(?:附?表|附件)[一二三四五六七八九十\d]{0,3}(?:[-—.]\d{1,2})?[)）]?[：:、.]?")
_EMPTY_BRACKETS = re.compile(r"[（(][\s、，,±+\-—/]{0,6}[)）]|±")


@dataclass(frozen=True, slots=True)
class Said:
    """What some words say of the figures that they stand over or beside; nothing for what they leave open."""

    words: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    period: Period | None = None
    baseline: PartialDate | None = None
    is_target: bool = False
    grows: bool = False
    is_part: bool = False
    stretches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Caption:
    """What the lines over a table say; `place` is the last one that they name."""

    said: Said = Said()
    topic: str = ""
    place: EntityKey | None = None


class HeadReader:
    """Reads heads, labels and captions."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, units: UnitReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._units = units
        self._years = YearReader(vocabulary)
        self._value = re.compile(rf"(?:{any_of({*words('table-value'), *words('table-total')})}){{1,2}}")
        self._target = re.compile(rf"(?:{any_of(words('table-target'))})$")
        self._growth = re.compile(rf"(?:{any_of(words('table-growth'))}){{1,8}}$")
        self._end = re.compile(rf"(?:{any_of(words('table-caption-end'))}){{1,8}}$")
        self._area = re.compile(any_of({*words("urban-word"), *words("rural-word"), *words("both-word")}))
        self._tails = read_wording(vocabulary.scheme("cue")).tails

    def read(self, cell: Cell, times: Sequence[Mention], around: Period | None, year: PartialDate | None) -> Said:
        """What one cell says. `around` is the period of the caption, `year` what the article is dated by."""
        text = _MARKS.sub("", cell.text)
        part = _PART.match(text)
        text, units = self._units.taken_out(text[part.end() :] if part else _NUMBER.sub("", text, count=1))
        timed = self._years.read(text, times, around, year)
        text = _EMPTY_BRACKETS.sub("", timed.text).strip("：:，、 ")
        growth = self._growth.search(text)
        if growth and (timed.is_compared or growth.start() == 0):
            text = text[: growth.start()]
        target = self._target.search(text)
        text = text[: target.start()] if target else text
        bare = "" if self._value.fullmatch(text) else self._labels.trim(text)
        grows = growth is not None or (timed.is_compared and not bare)
        return Said((bare,) if bare else (), units, timed.period, timed.baseline, target is not None, grows, part is not None, ((cell.start, cell.end),))

    def caption(self, cells: Sequence[Cell], names: Names, year: PartialDate | None) -> Caption:
        """What the lines over a table say together."""
        said, topic, place = Said(), "", None
        for cell in cells:
            text, units = self._units.taken_out(_TABLE.sub("", cell.text))
            for name in names.inside(cell.start, cell.end, "region", "deixis"):
                place = name.entities[-1]
                text = text.replace(name.mention.text, "", 1)
            timed = self._years.read(text, names.times(cell.start, cell.end), None, year)
            said = joined((said, Said((), units, timed.period, stretches=((cell.start, cell.end),))))
            topic = self.topic(timed.text) or topic
        return Caption(said, topic, place)

    def topic(self, text: str) -> str:
        """What a caption or a row between the figures speaks of; nothing where that is several things."""
        bare = self._labels.trim(self._end.sub("", _NUMBER.sub("", _EMPTY_BRACKETS.sub("", text), count=1).strip("：: 、，")))
        return "" if any(mark in bare for mark in "、，。；") or len(bare) > 20 else bare

    def labels(self, row: Iterable[str], column: Iterable[str], topic: str) -> list[str]:
        """The words of a measure in the orders in which they may be read, the likeliest first.

        They are those of the row and of the column, under the topic where they cannot stand alone. Words for an area go first
        (城市 + 低保人数); what counts goes last only (低保人数 + 女 -> 低保女, 女低保人数).
        """
        parts = list(dict.fromkeys([*row, *column]))
        areas = [part for part in parts if self._area.fullmatch(part)]
        others = [part for part in parts if part not in areas]
        orders = [others, others[::-1]] if len(others) > 1 else [others]
        found = [self._under(topic, "".join([*(self._tails.sub("", part) or part for part in order[:-1]), *order[-1:]])) for order in orders]
        return ["".join(area for area in areas if area not in words) + words for words in found]

    def _under(self, topic: str, words: str) -> str:
        """Words with the topic before them where they cannot stand alone: 人数, 80-89周岁."""
        if words and not words[0].isdecimal() and not self._labels.is_weak(words) and self._labels.says_something(words):
            return words
        if not words or words in topic:
            return topic or words
        return f"{self._tails.sub('', topic) or topic}{words}" if topic else words

    def part(self, words: Sequence[str], whole: Sequence[str]) -> tuple[str, ...]:
        """The words of a row 其中：… with those of the row that it is a part of; its own alone where they say as much.

        孤儿, 其中：集中养育 -> 集中养育, 孤儿      社会救助支出, 其中：临时救助支出 -> 临时救助支出
        """
        own = "".join(words)
        return tuple(words) if any((self._tails.sub("", each) or each)[-2:] in own for each in whole) else (*words, *whole)


def joined(several: Iterable[Said]) -> Said:
    """What words say together: a later one goes before an earlier one where both say it."""
    whole = Said()
    for said in several:
        whole = Said(
            (*whole.words, *said.words),
            said.units or whole.units,
            said.period or whole.period,
            said.baseline or whole.baseline,
            said.is_target or whole.is_target,
            said.grows or whole.grows,
            said.is_part or whole.is_part,
            (*whole.stretches, *said.stretches),
        )
    return whole
