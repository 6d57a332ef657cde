"""Where words begin and end, by jieba with the ontology as its dictionary.

Segmentation costs more than everything else the reader does, so it is asked for only where a rule
has to know whether a match cuts a word in two, and then sentence by sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from kg.vocab.word_list import Cutter

# Long enough to win against any path of dictionary words, as jieba weighs by frequency.
_FREQUENCY = 2_000_000


class Segmenter:
    """Word boundaries of a text. `words` are taken as dictionary words beside jieba's own."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(dict.fromkeys(self._words, _FREQUENCY))

    def boundaries(self, text: str) -> frozenset[int]:
        """Offsets at which a word begins or ends, 0 and len(text) included."""
        return self._cut(text)

    @lru_cache(maxsize=256)  # noqa: B019  one segmenter lives as long as the process
    def _cut(self, text: str) -> frozenset[int]:
        return frozenset(self._cutter.edges(text))

    def is_word(self, text: str) -> bool:
        """Whether jieba's dictionary holds exactly this as a word."""
        return self._cutter.is_word(text)
