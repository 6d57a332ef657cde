"""What are the clean characters of a raw text, and where does each come from?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kg.text.glosses import glosses
from kg.text.lookalikes import DROPPED, Alphabet
from kg.text.simplified import simplify

ALPHABET = Alphabet()
# A space stays between two words or numbers in ASCII, nowhere else.
SPACES = re.compile(r" +")
# digits that were spaced out one by one: 2 0 1 9 年
SPACED_DIGITS = re.compile(r"(?<![\d.] )(?<![\d.])\d(?: \d){2,12}(?! ?[\d.])", re.ASCII)
# Half-width marks become full-width unless letters or digits stand on both sides: 1,234 10:30 http://
MARK = re.compile(r"[,;:!?]")
FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
# thousands in full-width digits: １２，３４５
WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
# a zero among Chinese numerals, written as a letter or a circle: 二O三五年
ZERO = re.compile(r"(?<=[一二三四五六七八九〇])[OoО○0](?=[一二三四五六七八九〇年OoО○])")
# markup of Markdown and HTML that carries no text
MARKUP = re.compile(r"<!--.{0,400}?-->|(?m:^[ \t]{0,3}#{1,6}[ \t]{1,40})|\*\*(?=\S)|(?<=\S)\*\*")
# a line that holds nothing but a page number: 12, - 12 -, 第12页
PAGE = re.compile(r"(?m)^[ \t\u3000]{0,40}(?:[-—–][ \t]?)?(?:第[ ]?)?(\d{1,3})(?:[ ]?页)?(?:[ \t]?[-—–])?[ \t\u3000\r]{0,40}$")
FEWEST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Cleaned:
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


def cleaned(raw: str) -> Cleaned:
    """The clean text of a raw one.

    Each clean character stands for exactly one raw character; what is dropped between two of them belongs to neither.

    >>> cleaned("低保 標準：６００元").text
    '低保标准：600元'
    """
    mapped = WIDE_THOUSANDS.sub(",", raw).translate(ALPHABET)
    mapped = _without(mapped, [*glosses(raw), *(match.span() for match in MARKUP.finditer(raw)), *page_numbers(raw)])
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
    return Cleaned(raw, "".join(letters), tuple(starts), tuple(offset + 1 for offset in starts), tuple(dict.fromkeys(breaks)))


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
    """The stretches of the page numbers, where a text has at least three that count up one by one; their line breaks go with them.

    >>> page_numbers("甲\\n1\\n乙\\n2\\n丙\\n3\\n丁")
    [(1, 3), (5, 7), (9, 11)]
    """
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


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def full_width(text: str) -> str:
    """Half-width punctuation of Chinese sentences made full-width, so that later stages see one form.

    >>> full_width("增长5%,共1,234人;见http://a.cn")
    '增长5%，共1,234人；见http://a.cn'
    """

    def widen(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        bound = _is_word(before) and (_is_word(after) or (match[0] == ":" and after == "/"))
        return match[0] if bound else FULL[match[0]]

    return MARK.sub(widen, text)
