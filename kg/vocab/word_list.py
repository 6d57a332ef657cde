"""jieba's dictionary, looked up in a sorted list instead of being loaded into a table of all prefixes, and jieba's cutting by it.

jieba's own table takes a second and a hundred megabytes to build, or to read from its cache, for texts that look up a few
thousand stretches. A sorted list of the dictionary's lines is there in a seventh of the time, and tells a word and a
prefix of a word by bisection. The segments are the same: the tests compare them with jieba's.
"""

from __future__ import annotations

import logging
import math
import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.vocab.keeping import key_of, recall

if TYPE_CHECKING:
    import jieba  # type: ignore[import-untyped]

_LINES = "dict.txt"
_BLANK = 0x20
# what jieba cuts by its dictionary, and what it keeps together though the dictionary does not have it
_BLOCKS = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
# weights are logarithms of shares and so below zero; a prefix of a word, and what is neither, have none
_PREFIX, _NOTHING = 1.0, 2.0
_MOST_WEIGHTS = 1 << 18


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
        found = self.look_up(word)
        if found is not None:
            self[word] = found
        return found is not None

    def look_up(self, word: str) -> int | None:
        """The frequency of a word or prefix of the dictionary; None where it has neither."""
        if not word or " " in word:
            return None
        key = word.encode("utf-8", "surrogatepass")
        place = bisect_left(self._lines, key)
        line = self._lines[place] if place < len(self._lines) else b""
        if not line.startswith(key):
            return None
        # the blank sorts before whatever a longer word goes on with
        return int(line.split(b" ", 2)[1]) if line[len(key)] == _BLANK else 0


@cache
def _lines() -> tuple[list[bytes], int]:
    """The lines of jieba's dictionary, sorted, and the sum of their frequencies."""
    # jieba itself takes a tenth of a second to import, and only its dictionary is wanted here
    found = find_spec("jieba")
    path = Path(found.origin if found and found.origin else "").with_name(_LINES)
    data = path.read_bytes()
    # line = word " " frequency " " part of speech
    total = recall("words", key_of([path]), lambda: sum(map(int, data.split()[1::3])))
    return sorted(data.splitlines()), total


def tokenizer() -> jieba.Tokenizer:
    """A tokenizer of jieba with jieba's dictionary, ready at once; it leaves no cache behind."""
    import jieba

    # jieba reports on loading its dictionary; a reader of texts has no use for that
    jieba.setLogLevel(logging.WARNING)
    lines, total = _lines()
    made = jieba.Tokenizer()
    made.FREQ = WordList(lines)
    made.total = total
    made.initialized = True
    return made


class Weights(dict[str, float]):
    """The weight of each stretch that was looked up: that of a word is below zero. `own` words go before the dictionary's."""

    def __init__(self, own: Mapping[str, int]) -> None:
        super().__init__()
        lines, total = _lines()
        self._dictionary = WordList(lines)
        self._own = own
        self._prefixes = {word[:end] for word in own for end in range(1, len(word))}
        self.unknown = -math.log(total + sum(own.values()))

    def __missing__(self, stretch: str) -> float:
        frequency = self._own.get(stretch) or self._dictionary.look_up(stretch)
        if frequency is None and stretch in self._prefixes:
            frequency = 0
        if len(self) >= _MOST_WEIGHTS:
            self.clear()
        self[stretch] = found = _NOTHING if frequency is None else math.log(frequency) + self.unknown if frequency else _PREFIX
        return found


class Cutter:
    """Cuts texts as jieba does without its model of unknown words: the same words, found several times faster.

    `own` are words beside the dictionary's, with their frequencies.
    """

    def __init__(self, own: Mapping[str, int] | None = None) -> None:
        self._weights = Weights(own or {})

    def is_word(self, text: str) -> bool:
        """Whether the dictionary holds exactly this as a word."""
        return self._weights[text] < 0

    def edges(self, text: str) -> list[int]:
        """The offsets at which words begin or end, 0 and len(text) included.

        >>> Cutter().edges("养老服务，good")
        [0, 2, 4, 5, 9]
        """
        found = [0]
        for block in _BLOCKS.finditer(text):
            start, end = block.span()
            found += _apart(text, found[-1], start)
            found += self._words(text, start, end)
        return [*found, *_apart(text, found[-1], len(text))]

    def _words(self, text: str, start: int, end: int) -> list[int]:
        """Where the words of a block end: the way through it that weighs most, of equal ones the one with the longer first word."""
        weights = self._weights
        best = [0.0] * (end - start + 1)
        ends = [0] * (end - start)
        for at in range(end - 1, start - 1, -1):
            chosen, heaviest = at + 1, -math.inf
            for stop in range(at + 1, end + 1):
                weight = weights[text[at:stop]]
                if weight > _PREFIX:
                    break
                if weight < 0 and weight + best[stop - start] >= heaviest:
                    chosen, heaviest = stop, weight + best[stop - start]
            ends[at - start] = chosen
            best[at - start] = heaviest if heaviest > -math.inf else weights.unknown + best[at + 1 - start]
        found: list[int] = []
        at, joins = start, False
        while at < end:
            stop = ends[at - start]
            latin = stop == at + 1 and text[at] in _LATIN
            if latin and joins:
                found[-1] = stop
            else:
                found.append(stop)
            at, joins = stop, latin
        return found


def _apart(text: str, start: int, end: int) -> list[int]:
    """What stands between blocks is cut sign by sign, but for the two signs of a line's end."""
    return [at for at in range(start + 1, end + 1) if text[at - 1 : at + 1] != "\r\n" or at == end]


@cache
def _plain() -> Cutter:
    return Cutter()


@lru_cache(maxsize=1 << 14)
def boundaries(text: str) -> frozenset[int]:
    """Offsets between the words of a short text, by jieba's dictionary alone.

    >>> sorted(boundaries("和服务团队"))
    [1, 3]
    """
    return frozenset(_plain().edges(text)[1:-1])


@lru_cache(maxsize=1 << 12)
def part_of_speech(word: str) -> str:
    """The letters under which the dictionary has a word: n, v, d …; nothing where it does not have it.

    >>> part_of_speech("学校"), part_of_speech("已经"), part_of_speech("学校已经")
    ('n', 'd', '')
    """
    lines, _ = _lines()
    key = word.encode("utf-8", "surrogatepass") + b" "
    place = bisect_left(lines, key)
    return lines[place].split(b" ")[2].decode() if place < len(lines) and lines[place].startswith(key) else ""


def is_verb(word: str) -> bool:
    """Whether the dictionary has a word as a verb, and not as a noun made of one.

    >>> is_verb("申请"), is_verb("学校")
    (True, False)
    """
    return part_of_speech(word) in ("v", "vd", "vi", "vg")
