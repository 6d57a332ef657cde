"""Is a number the average of what its words name? 用房面积平均达750平方米 is the 用房平均面积, and no sum."""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries

# the shortest word that names a measure
_WORD = 2


class AverageReader:
    """Reads 平均 between a measure and its number."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._average = words("average")[0]
        self._averaged = re.compile(rf"(?:{self._average})(?:{any_of((*words('become-verb'), *words('about-word')))}){{0,2}}$")
        self._said = re.compile(any_of((*words("averaged"), *words("average-word"), words("yearly")[0])))
        self._standard = words("standard-noun")[0]
        self._measure = re.compile(rf"(?:{any_of(words('measure-end'))})$")

    def named(self, document: Document, head: Figure, words: str) -> str:
        """Words with 平均 before their measure, where it stands before the number; a standard is an average by its name."""
        end = self._measure.search(words)
        if end is None or end.start() == 0 or words.endswith(self._standard) or self._said.search(words):
            return words
        if head.quantity.per_person or self._averaged.search(document.text, *head.left) is None:
            return words
        # 率 is no word of its own: 平均参保率
        at = max((cut for cut in boundaries(words) if cut <= min(end.start(), len(words) - _WORD)), default=0)
        return f"{words[:at]}{self._average}{words[at:]}"
