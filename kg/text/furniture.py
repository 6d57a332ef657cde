"""Which parts of a page are furniture of the site that it was saved from?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from kg.text.lines import Line

# Longer lines are furniture only where they end in nothing but forms; a disclaimer has its own class of words.
SHORT = 60
DISCLAIMER = 240
# date and time and nothing else          2023-08-10 20:25
STAMP = re.compile(r"[\[(]?(?:\d{2}|\d{4})[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: {0,3}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[\])]?")
# a > b > c          首页 > 新闻 > 正文
TRAIL = re.compile(r"[^>›»。，]{1,20}(?: ?[>›»] ?[^>›»。，]{0,30}){1,8}")
# a size chooser or a bar between links          【大 中 小】 | 【打印】 |
BAR = re.compile(r"[|｜丨\s【】\[\]<>《》·•_=*#~.…、\-—]{0,200}")


class Words(Protocol):
    """Gives the surface forms of a class of cue words by its notation."""

    def words(self, cue: str, /) -> tuple[str, ...]:
        """The forms, longest first."""


Kind = Literal["content", "furniture"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a part of one. `paragraph` counts the lines of the text."""

    line: Line
    paragraph: int
    kind: Kind


def pieces(lines: Sequence[Line], words: Words) -> list[Piece]:
    """The lines of a page as content and furniture; a line that ends in furniture is cut in two."""
    marked = [_kind(line, words) for line in lines]
    _above_trail(lines, marked, words)
    _below_end(lines, marked, words)
    found: list[Piece] = []
    for paragraph, (line, kind) in enumerate(zip(lines, marked, strict=True)):
        cut = len(line.spaced) if kind == "furniture" else _tail(line.spaced, words)
        for part, its in ((line.part(0, cut), kind), (line.part(cut, len(line.spaced)), "furniture")):
            if part:
                found.append(Piece(part, paragraph, its))
    return found


def _kind(line: Line, words: Words) -> Kind:
    text = line.spaced
    if STAMP.fullmatch(text) or BAR.fullmatch(text):
        return "furniture"
    if len(line) <= SHORT and (any(form in text for form in words.words("furniture-line")) or (">" in text and TRAIL.fullmatch(text))):
        return "furniture"
    if len(line) <= SHORT and is_label_line(text, words):
        return "furniture"
    if len(line) <= DISCLAIMER and any(form in text for form in words.words("furniture-disclaimer")):
        return "furniture"
    return "content"


def is_label_line(text: str, words: Words) -> bool:
    """Whether a line gives source, date or author under their labels and says nothing else.

    The labels are those of the classes source-label, date-label and author-label, each before a colon.
    """
    if text.rstrip().endswith(("。", "！", "？", "；")):
        return False
    head = text.lstrip(" (【[")
    labels = [form for cue in ("source-label", "date-label", "author-label") for form in words.words(cue)]
    return any(head.startswith(form) and head[len(form) :].lstrip()[:1] in ("：", ":") for form in labels)


def _above_trail(lines: Sequence[Line], marked: list[Kind], words: Words) -> None:
    """Where a page says "you are here" near its top, short lines above that are the site's own."""
    for number, line in enumerate(lines[:12]):
        if len(line) <= SHORT and any(form in line.spaced for form in words.words("furniture-trail")):
            if all(len(above) <= SHORT for above in lines[:number]):
                marked[: number + 1] = ["furniture"] * (number + 1)
            marked[number] = "furniture"


def _below_end(lines: Sequence[Line], marked: list[Kind], words: Words) -> None:
    """What follows the end of the article, up to the next long line that reads like one."""
    ended = False
    seen = 0
    for number, line in enumerate(lines):
        if marked[number] == "content" and not ended:
            seen += len(line)
        if seen > 200 and len(line) <= SHORT and any(form in line.spaced for form in words.words("furniture-end")):
            ended = True
        if ended and marked[number] == "content" and len(line) > SHORT and line.spaced.count("。") > 0:
            ended = False
        if ended:
            marked[number] = "furniture"


def _tail(text: str, words: Words) -> int:
    """Where furniture begins at the end of a line."""
    for form in words.words("furniture-tail"):
        at = text.rfind(form)
        if at >= 0 and len(text) - at <= len(form) + 20:
            return at
    return len(text)
