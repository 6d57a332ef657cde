"""The clean text in which gold quotes are given, and names as they are compared.

Deliberately apart from the reader's own cleaning: a measure must not share a mistake with what it measures.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

# gloss = "(" pinyin ")"     right after a Chinese character
_GLOSS = re.compile(r"[(（][a-zA-Z\u00e0-\u01dc\u0261\u0300-\u030c\u1e3f]{1,7}[)）]")
_BLANK = "\u200b\ufeff\u3000\xa0"
_MARKS = re.compile(r"[\s《》〈〉“”\"'‘’「」·•,，、。()（）—\-:：]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without glosses, spaces and line breaks, in simplified characters; `offsets[i]` leads back to the raw text."""

    text: str
    offsets: tuple[int, ...]

    def find(self, quote: str, number: str) -> tuple[int, int] | None:
        """The raw stretch of a number inside a quote, None where the quote does not stand in the text."""
        quote, number = quote.replace(" ", ""), number.replace(" ", "")
        at, inner = self.text.find(quote), quote.find(number)
        return self.raw(at + inner, at + inner + len(number)) if at >= 0 and inner >= 0 else None

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw stretch of a plain one that is not empty."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def everywhere(self, words: str) -> list[tuple[int, int]]:
        """The raw stretches where words stand, none within another."""
        wanted = re.escape("".join(words.split()))
        return [self.raw(found.start(), found.end()) for found in re.finditer(wanted, self.text)] if wanted else []


def plain(raw: str) -> Plain:
    """The text that gold quotes are taken from.

    >>> plain("書(shū)寫 100").text
    '书写100'
    """
    dropped: set[int] = set()
    for gloss in _GLOSS.finditer(raw):
        if gloss.start() and "\u3400" <= raw[gloss.start() - 1] <= "\u9fff":
            dropped.update(range(gloss.start(), gloss.end()))
    characters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(raw):
        if place not in dropped and not character.isspace() and character not in _BLANK:
            simple = _simplified(character)
            characters.append(simple)
            offsets.extend([place] * len(simple))
    return Plain("".join(characters), tuple(offsets))


def bare(name: str) -> str:
    """A name without what does not tell it from another: quotes, brackets, spaces, width, case.

    >>> bare("《甲 办法》（试行）")
    '甲办法试行'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).lower()


@cache
def _simplified(character: str) -> str:
    simple: str = _converter().convert(character)
    return simple


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
