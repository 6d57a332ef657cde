"""jieba's dictionary, looked up in a sorted list instead of being loaded into a table of all prefixes.

jieba's own table takes a second and a hundred megabytes to build, or to read from its cache, for texts that look up a few
thousand stretches. A sorted list of the dictionary's lines is there in a seventh of the time, and tells a word and a
prefix of a word by bisection. The segments are the same: the tests compare them with jieba's.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

import jieba  # type: ignore[import-untyped]

_LINES = "dict.txt"


class WordList(dict[str, int]):
    """Frequencies of words, 0 for a prefix of one; words that are set go before those of the dictionary.

    Stands in for the table `FREQ` of a `jieba.Tokenizer`, which asks for `in`, `[]` and `get` and sets items.
    """

    def __init__(self, lines: list[bytes]) -> None:
        super().__init__()
        self._lines = lines

    def __contains__(self, word: object) -> bool:
        # texts repeat themselves, so what was looked up is kept
        return super().__contains__(word) or (isinstance(word, str) and self._learn(word))

    def __missing__(self, word: str) -> int:
        if self._learn(word):
            return self[word]
        raise KeyError(word)

    def get(self, word: str, default: int | None = None) -> int | None:  # type: ignore[override]
        """The frequency of a word or prefix, `default` where the dictionary has neither."""
        found = self[word] if word in self else default  # noqa: SIM401  this is what `get` means here
        return found

    def _learn(self, word: str) -> bool:
        found = self._look_up(word)
        if found is not None:
            self[word] = found
        return found is not None

    def _look_up(self, word: str) -> int | None:
        if not word or " " in word:
            return None
        key = word.encode("utf-8", "surrogatepass")
        place = bisect_left(self._lines, key + b" ")
        if place < len(self._lines) and self._lines[place].startswith(key + b" "):
            return int(self._lines[place].split(b" ", 2)[1])
        # words that only begin with it stand after it, before or after the place of the blank
        place = bisect_left(self._lines, key)
        return 0 if place < len(self._lines) and self._lines[place].startswith(key) else None


@cache
def _lines() -> tuple[list[bytes], int]:
    """The lines of jieba's dictionary, sorted, and the sum of their frequencies."""
    data = Path(jieba.__file__).with_name(_LINES).read_bytes()
    # line = word " " frequency " " part of speech
    return sorted(data.splitlines()), sum(map(int, data.split()[1::3]))


def tokenizer() -> jieba.Tokenizer:
    """A tokenizer with jieba's dictionary, ready at once; it leaves no cache behind."""
    lines, total = _lines()
    made = jieba.Tokenizer()
    made.FREQ = WordList(lines)
    made.total = total
    made.initialized = True
    return made


@cache
def _plain() -> jieba.Tokenizer:
    return tokenizer()


@lru_cache(maxsize=1 << 14)
def boundaries(text: str) -> frozenset[int]:
    """Offsets between the words of a short text, by jieba's dictionary alone.

    >>> sorted(boundaries("和服务团队"))
    [1, 3]
    """
    cuts = list(accumulate(len(token) for token in _plain().cut(text, HMM=False)))
    return frozenset(cuts[:-1])


@lru_cache(maxsize=1 << 12)
def is_verb(word: str) -> bool:
    """Whether the dictionary has a word as a verb, and not as a noun made of one.

    >>> is_verb("申请"), is_verb("学校")
    (True, False)
    """
    lines, _ = _lines()
    key = word.encode("utf-8", "surrogatepass") + b" "
    place = bisect_left(lines, key)
    return place < len(lines) and lines[place].startswith(key) and lines[place].split(b" ")[2] in (b"v", b"vd", b"vi", b"vg")
