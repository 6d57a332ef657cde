"""Where does each sentence begin and end, and what part does it play?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Sentence, SentenceRole
from kg.text.furniture import Piece

STOPS = "。！？；"
CLOSERS = "”’』」》〉)）】"
PAIRS = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "(": ")", "【": "】"}
# where a sentence may end, or something begin that is read as a whole
TURN = re.compile(f"[{STOPS}{re.escape(''.join(PAIRS))}]")
# A quotation this long is read sentence by sentence; a title never is.
LONG_QUOTE = 40
TITLE_MARKS = "《"
# After a quotation that ends in a full stop these show that the sentence goes on.
GOES_ON = "，、；。！？：的" + CLOSERS
LONG_TITLE = 120
HEADING = 45
# list number at the head of a heading: 一、 （一） 1. 第一章
NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|第[一二三四五六七八九十百\d]{1,4}[章节编部分]{1,2})")


def sentences_of(text: str, page: Sequence[Piece], titles: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    """The sentences of a page. `titles` are the clean stretches of its title."""
    for piece in page:
        line = piece.line
        if piece.kind == "furniture":
            yield Sentence(line.start, line.end, "furniture", piece.paragraph)
            continue
        cuts = sorted({cut for title in titles for cut in title if line.start < cut < line.end})
        for start, end in zip([line.start, *cuts], [*cuts, line.end], strict=True):
            if any(first <= start and end <= last for first, last in titles):
                yield Sentence(start, end, "title", piece.paragraph)
            else:
                yield from _split(text, start, end, piece.paragraph)


def _split(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    ends = split(text[start:end])
    role: SentenceRole = "heading" if is_heading(text[start:end]) else "body"
    for first, last in zip([0, *ends], ends, strict=False):
        yield Sentence(start + first, start + last, role, paragraph)


def is_heading(line: str) -> bool:
    """Whether a line is a heading: short, without a sentence's end.

    >>> is_heading("一、提高站位"), is_heading("全市共有床位1万张。")
    (True, False)
    """
    if line[-1] in "。！？；：，、|" or len(line) > HEADING:
        return False
    return NUMBER.match(line) is not None or not any(mark in line for mark in "。；")


def split(text: str) -> list[int]:
    """The offsets at which the sentences of one line end; the last is the line's own end.

    >>> split("甲是“一。二”。乙")
    [8, 9]
    """
    ends: list[int] = []
    i = 0
    while (turn := TURN.search(text, i)) is not None:
        i = turn.start()
        char = text[i]
        if char in PAIRS:
            limit = LONG_TITLE if char in TITLE_MARKS else LONG_QUOTE
            close = text.find(PAIRS[char], i + 1, i + 1 + limit)
            if close > 0:
                i = close + 1
                if text[close - 1] == "。" and i < len(text) and text[i] not in GOES_ON:
                    ends.append(i)
                continue
        i += 1
        if char in STOPS:
            while i < len(text) and text[i] in CLOSERS + STOPS:
                i += 1
            ends.append(i)
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]
