"""The slow, obvious twin of `kg.text.characters`: one decision for each character."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kg.text.characters import ALPHABET, FEWEST_PAGES, MARKUP, SPACED_DIGITS, SPACES, WIDE_THOUSANDS, ZERO, _is_word, full_width
from kg.text.glosses import GLOSS, MARKED, SYLLABLE
from kg.text.lookalikes import DROPPED
from kg.text.simplified import simplify

PAGE = re.compile(r"(?m)^[ \t\u3000]{0,40}(?:[-—–][ \t]?)?(?:第[ ]?)?(\d{1,3})(?:[ ]?页)?(?:[ \t]?[-—–])?[ \t\u3000\r]{0,40}$")


def slow_glosses(raw: str) -> list[tuple[int, int]]:
    """The stretches of raw text that are glosses."""
    found = list(GLOSS.finditer(raw))
    if not any(MARKED.search(match[1]) for match in found):
        return []
    return [match.span() for match in found if MARKED.search(match[1]) or SYLLABLE.fullmatch(match[1])]


@dataclass(frozen=True, slots=True)
class SlowlyCleaned:
    """Clean characters with their raw stretches; `breaks` are the clean offsets at which a line begins."""

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]

    def spaced(self, start: int, end: int) -> tuple[str, tuple[int, ...]]:
        """The clean stretch with a space wherever the raw text has white space, and the clean offset of each character of that."""
        letters, places = [], []
        for i in range(start, end):
            if i > start and self.text[i] != " " and self.text[i - 1] != " " and self.starts[i] > self.ends[i - 1] and self._is_gap(i):
                letters.append(" ")
                places.append(i)
            letters.append(self.text[i])
            places.append(i)
        return "".join(letters), tuple(places)

    def _is_gap(self, i: int) -> bool:
        return any(char.isspace() for char in self.raw[self.ends[i - 1] : self.starts[i]])


def slowly_cleaned(raw: str) -> SlowlyCleaned:
    """The clean text of a raw one, character by character."""
    mapped = WIDE_THOUSANDS.sub(",", raw).translate(ALPHABET)
    mapped = _without(mapped, [*slow_glosses(raw), *(match.span() for match in MARKUP.finditer(raw)), *page_numbers(raw)])
    offsets = [i for i, char in enumerate(mapped) if char != DROPPED]
    text = "".join(mapped[i] for i in offsets)
    keep = _kept(text)
    offsets = [offset for offset, kept in zip(offsets, keep, strict=True) if kept]
    text = ZERO.sub("〇", full_width(simplify("".join(char for char, kept in zip(text, keep, strict=True) if kept))))
    breaks: list[int] = []
    letters: list[str] = []
    starts: list[int] = []
    for char, offset in zip(text, offsets, strict=True):
        if char == "\n":
            breaks.append(len(letters))
        else:
            letters.append(char)
            starts.append(offset)
    return SlowlyCleaned(raw, "".join(letters), tuple(starts), tuple(offset + 1 for offset in starts), tuple(dict.fromkeys(breaks)))


def _without(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text, as long as before, with some stretches marked as not written."""
    out, position = [], 0
    for start, end in sorted(stretches):
        if end > position:
            start = max(start, position)
            out += [text[position:start], DROPPED * (end - start)]
            position = end
    return "".join([*out, text[position:]])


def page_numbers(raw: str) -> list[tuple[int, int]]:
    """The stretches of the page numbers."""
    found = list(PAGE.finditer(raw))
    if len(found) < FEWEST_PAGES or any(int(after[1]) != int(before[1]) + 1 for before, after in pairwise(found)):
        return []
    return [(max(0, match.start() - 1), match.end()) for match in found]


def _kept(text: str) -> list[bool]:
    """Which characters of a text stay: all but the spaces that separate nothing."""
    keep = [True] * len(text)
    for match in SPACES.finditer(text):
        start, end = match.span()
        between = start > 0 and end < len(text) and _is_word(text[start - 1]) and _is_word(text[end])
        for i in range(start + between, end):
            keep[i] = False
    for match in SPACED_DIGITS.finditer(text):
        for i in range(*match.span()):
            keep[i] = text[i] != " "
    return keep
