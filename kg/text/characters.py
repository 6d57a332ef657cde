"""What are the clean characters of a raw text, and where does each come from?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
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
PAGE = re.compile(r"[ \t\u3000]{0,40}(?:[-—–][ \t]?)?(?:第[ ]?)?(\d{1,3})(?:[ ]?页)?(?:[ \t]?[-—–])?[ \t\u3000\r]{0,40}")
LONGEST_PAGE = 100
FEWEST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean characters with their raw stretches.

    `breaks` are the clean offsets at which a line begins, `gaps` those of characters before which the raw text has white space
    that the clean one lacks.
    """

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]
    gaps: tuple[int, ...]

    def spaced(self, start: int, end: int) -> tuple[str, tuple[int, ...]]:
        """The clean stretch with a space wherever the raw text has white space, and the clean offset of each character of that."""
        inside = self.gaps[bisect_right(self.gaps, start) : bisect_left(self.gaps, end)]
        if not inside:
            return self.text[start:end], tuple(range(start, end))
        edges = [start, *inside, end]
        places = [place for one, two in pairwise(edges) for place in (*range(one, two), two)]
        return " ".join(self.text[one:two] for one, two in pairwise(edges)), tuple(places[:-1])


def cleaned(raw: str) -> Cleaned:
    """The clean text of a raw one.

    Each clean character stands for exactly one raw character; what is dropped between two of them belongs to neither.

    >>> cleaned("低保 標準：６００元").text
    '低保标准：600元'
    """
    mapped = WIDE_THOUSANDS.sub(",", raw).translate(ALPHABET)
    mapped = _without(mapped, [*glosses(raw), *markup(raw), *page_numbers(raw)])
    text, offsets = mapped.replace(DROPPED, ""), list(range(len(mapped)))
    if len(text) < len(mapped):
        offsets = [i for i, char in enumerate(mapped) if char != DROPPED]
    idle = _idle(text)
    if idle:
        kept = list(zip([0, *(end for _, end in idle)], [*(start for start, _ in idle), len(text)], strict=True))
        text, offsets = "".join(text[one:two] for one, two in kept), [offset for one, two in kept for offset in offsets[one:two]]
    text = ZERO.sub("〇", full_width(simplify(text)))
    breaks: list[int] = []
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        starts += offsets[at : at + len(line)]
        at += len(line) + 1
        breaks.append(len(starts))
    clean = text.replace("\n", "")
    return Cleaned(raw, clean, tuple(starts), tuple([offset + 1 for offset in starts]), tuple(dict.fromkeys(breaks[:-1])), _gaps(raw, clean, starts))


def _gaps(raw: str, text: str, starts: Sequence[int]) -> tuple[int, ...]:
    """The clean offsets before which white space was dropped, those beside a space that stays aside."""
    return tuple(
        [
            i
            for i, (before, at) in enumerate(pairwise(starts), 1)
            if at > before + 1 and text[i] != " " and text[i - 1] != " " and any(char.isspace() for char in raw[before + 1 : at])
        ]
    )


def markup(raw: str) -> list[tuple[int, int]]:
    """The stretches of markup."""
    return [match.span() for match in MARKUP.finditer(raw)] if "<!--" in raw or "#" in raw or "**" in raw else []


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
    found: list[tuple[int, int, int]] = []
    at = 0
    for line in raw.split("\n"):
        match = PAGE.fullmatch(line) if len(line) <= LONGEST_PAGE else None
        if match is not None:
            found.append((at, at + len(line), int(match[1])))
        at += len(line) + 1
    if len(found) < FEWEST_PAGES or any(after[2] != before[2] + 1 for before, after in pairwise(found)):
        return []
    return [(max(0, start - 1), end) for start, end, _ in found]


def _idle(text: str) -> list[tuple[int, int]]:
    """The spaces of a text that separate nothing, in order."""
    found: list[tuple[int, int]] = []
    digits = False
    for match in SPACES.finditer(text):
        start, end = match.span()
        between = start > 0 and end < len(text) and _is_word(text[start - 1]) and _is_word(text[end])
        digits = digits or (between and text[start - 1].isdigit() and text[end].isdigit())
        if start + between < end:
            found.append((start + between, end))
    if digits:
        # single spaces, which so far were kept
        found += [(i, i + 1) for match in SPACED_DIGITS.finditer(text) for i in range(*match.span()) if text[i] == " "]
        found.sort()
    return found


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
