"""Of each of what is a number said: each year, each place, each household, each thing of a list?

year   = 年均 …                           平均每年新增就业1000万人、转移就业800万人
place  = 各 | 每个 place …                各县新建2所、改建3所公办幼儿园: each county so many, the second too
family = family 至少有 number             零就业家庭至少有1人就业
things = thing { 、 thing } 各 number      新建福利院、救助站各1所; none where the things cannot be told apart: 呈辐射状的国、省道各1条
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.facts.joining import JOINER
from kg.facts.labels import LabelReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import part_of_speech

# so many are most that a place of many is told to have; more are those of all together
_FEW = 10
_MARK = re.compile(r"[（）()、]")
# 国 of 国、省道 has lost its head
_HEADLESS = 1
_LONGEST = 20
_BRIEF = 3


class EachReader:
    """Says in a label what each one is of which the number is told."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._yearly = words("yearly")[0]
        self._each_year = re.compile(rf"(?<![人户名])(?:{any_of(words('each-year'))})")
        self._every = words("every-word")
        each, places = any_of((*self._every, words("each-word")[0])), any_of(words("each-place"))
        self._place = re.compile(rf"((?:{each})(?:{places})(?:[（(][^（）()]{{1,8}}[）)])?)(?![级类项的])")
        self._family = re.compile(rf"(?:{any_of(words('family-noun'))})[\u4e00-\u9fff]{{0,2}}?(?:{any_of(words('at-least'))})$")
        self._of_family, self._each = words("each-family")[0], words("each-word")[0]
        self._sums = re.compile(any_of(words("sum-adverb")))
        self._of = words("of-word")[0]

    def complete(self, document: Document, head: Figure, composed: str) -> str:
        """Words with what each one is."""
        dimension = self._labels.dimension(head)
        if dimension in ("ratio", "multiple", "rank", "duration") or not composed:
            return composed
        before = document.text[head.clause.start : head.mention.start]
        if dimension in ("count", "person", "household"):
            composed = self._in_each_family(head, before, self._in_each_place(head, before, composed))
        if head.quantity.period or not self._each_year.search(before):
            return composed
        led = self._each_year.match(composed)
        if led is not None and led.end() < len(composed):
            return f"{self._yearly}{composed[led.end() :]}"
        return composed if self._each_year.search(composed) else f"{self._yearly}{composed}"

    def _in_each_place(self, head: Figure, before: str, composed: str) -> str:
        found = self._place.match(before)
        if found is None or self._sums.search(before) or (head.quantity.value > _FEW and not found.group().startswith(self._every)):
            return composed
        each = _MARK.sub("", found.group())
        if each in composed or composed.startswith((self._each, *self._every)):
            return composed
        bare = each.removeprefix(self._each)
        return f"{self._each}{composed}" if composed.startswith(bare) else f"{each}{composed}"

    def _in_each_family(self, head: Figure, before: str, composed: str) -> str:
        if self._family.search(before) is None or self._of_family in composed or any(word in composed for word in self._every):
            return composed
        named = [name.mention.text for name in head.clause.names if name.mention.kind == "group" and name.mention.end <= head.mention.start]
        family = named[-1] if named else ""
        return f"{family}{self._of_family}{composed.removeprefix(family)}"

    def is_of_each(self, document: Document, head: Figure) -> bool:
        """Whether the number is that of each of several things: 福利院、救助站各1所."""
        raw = document.text[slice(*head.left)]
        return raw.endswith(self._each) and JOINER.search(raw) is not None

    def things(self, words: str) -> list[str]:
        """The things of which each has the number; none where they cannot be told apart."""
        listed = words.removesuffix(self._each)
        verb = self._labels.event(listed)
        parts = [part for part in JOINER.split(listed[len(verb) :]) if part]
        if len(parts) < 2:
            return []
        last, head = parts[-1], parts[-1][_HEADLESS:]
        if len(last) <= _BRIEF and part_of_speech(f"{parts[0][-1]}{head}"):
            # 获金、银牌
            verb, parts = f"{verb}{parts[0][:-1]}", [*(f"{part[-1]}{head}" for part in parts[:-1]), last]
        elif self._of in listed or len(last) > 2 * max(map(len, parts[:-1])) or any(len(part) == _HEADLESS for part in parts):
            return []
        return [f"{verb}{part}" for part in parts] if max(map(len, parts)) + len(verb) <= _LONGEST else []
