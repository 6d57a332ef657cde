"""Which fillers stand at the ends of words, and are no part of a word themselves?"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries

# how far into what is left a word can reach that a filler begins
_REACH = 8


class Trimmer:
    """Takes fillers off."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        edge = {*words("label-edge"), *words("become-verb")}
        self._fillers = re.compile(rf"(?:{any_of({*edge, *words('label-lead'), *words('label-trail')})}){{1,8}}")
        self._lead = re.compile(rf"(?!{any_of(words('edge-exception'))})(?:{any_of({*edge, *words('label-lead')})})")
        # a filler that is the end of a word stays: 签约
        kept = "".join(f"(?<!{re.escape(word)})" for word in sorted(words("whole-word-end")))
        self._trail = re.compile(rf"(?:{any_of({*edge, *words('label-trail')})}){kept}$")
        self._from = re.compile(rf"[由从](?:{any_of(words('from-when'))})?的?$")

    def trim(self, words: str) -> str:
        """Words without fillers at either end, and without 由过去, 从最初 before the number."""
        return self.without_trail(self._from.sub("", self.without_trail(self._without_lead(words))))

    def _without_lead(self, words: str) -> str:
        """Words without fillers at the beginning, except one that begins a word: 使 in 使用率, 有 in 有线电视."""
        while (found := self._lead.match(words)) is not None:
            end = found.end()
            if end == 1 and 1 not in boundaries(words[:_REACH]):
                if not self._fillers.fullmatch(words[:2]):
                    break
                # 给予 is a word and a filler
                end = 2
            words = words[end:]
        return words

    def without_trail(self, words: str) -> str:
        """Words without fillers at the end, except one that ends a word: 均 in 人均."""
        while (found := self._trail.search(words)) is not None:
            rest = words[: found.start()]
            tail = words[-_REACH:]
            if len(found.group()) == 1 and rest and len(tail) - 1 not in boundaries(tail):
                break
            words = rest
        return words
