"""Which parts of a page are furniture of the site that it was saved from?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.text.cues import Cues
from kg.text.lines import Line

# Longer lines are furniture only where they end in nothing but forms; a disclaimer has its own class of words.
SHORT = 60
DISCLAIMER = 240
# date and time and nothing else          2023-08-10 20:25
STAMP = re.compile(
    r"\d{1,2}[-/]\d{1,2} {1,3}\d{1,2}[:：]\d{2}"
    r"|[\[(]?(?:\d{2}|\d{4})[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: {0,3}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[\])]?"
)
# a > b > c          首页 > 新闻 > 正文
TRAIL = re.compile(r"[^>›»。，]{1,21}(?:[>›»][^>›»。，]{0,32}){1,8}")
# a size chooser or a bar between links          【大 中 小】 | 【打印】 |
BAR = re.compile(r"[\"'|｜丨\s【】\[\]<>《》·•_=*#~.…、\-—]{0,200}")


Kind = Literal["content", "furniture"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a part of one. `paragraph` counts the lines of the text."""

    line: Line
    paragraph: int
    kind: Kind


def pieces(lines: Sequence[Line], words: Cues) -> list[Piece]:
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


def _kind(line: Line, words: Cues) -> Kind:
    text = line.spaced
    if STAMP.fullmatch(text) or BAR.fullmatch(text):
        return "furniture"
    if len(line) <= SHORT and "。" not in text[:-1] and words.pattern("furniture line", _line_forms).search(text):
        return "furniture"
    if len(line) <= SHORT and ">" in text and TRAIL.fullmatch(text):
        return "furniture"
    if len(line) <= SHORT and (is_label_line(text, words) or is_byline(text, words) or credit(text, words)):
        return "furniture"
    if len(line) <= DISCLAIMER and text.startswith(words.words("furniture-end")):
        return "furniture"
    if len(line) <= DISCLAIMER and words.pattern("disclaimer", _disclaimers).search(text):
        return "furniture"
    return "content"


def _line_forms(words: Cues) -> str:
    return words.any_of("furniture-line") or r"(?!)"


def _disclaimers(words: Cues) -> str:
    return words.any_of("furniture-disclaimer") or r"(?!)"


def is_label_line(text: str, words: Cues) -> bool:
    """Whether a line gives source, date or author under their labels and says nothing else.

    The labels are those of the classes source-label, date-label and author-label, each before a colon.
    """
    if text.rstrip().endswith(("。", "！", "？", "；")):
        return False
    head = text.lstrip(" (【[")
    if "：" not in head and ":" not in head:
        return False
    labels = [form for cue in ("source-label", "date-label", "author-label") for form in words.words(cue)]
    return any(head.startswith(form) and head[len(form) :].lstrip()[:1] in ("：", ":") for form in labels)


def credit(text: str, words: Cues) -> str | None:
    """Who is thanked for text or pictures in a line that says nothing else: (本版图文由甲局提供)."""
    found = words.pattern("credit", _credits).fullmatch(text.replace(" ", ""))
    return found[1] if found else None


def _credits(words: Cues) -> str:
    opening, closing = words.any_of("credit-opening"), words.any_of("credit-closing")
    return rf"[(【]?(?:{opening})([^，。；]{{2,30}}?)(?:{closing})[)】]?"


def _above_trail(lines: Sequence[Line], marked: list[Kind], words: Cues) -> None:
    """Where a page says "you are here" near its top, short lines above that are the site's own."""
    for number, line in enumerate(lines[:12]):
        if len(line) <= SHORT and any(form in line.spaced for form in words.words("furniture-trail")):
            if all(len(above) <= SHORT for above in lines[:number]):
                marked[: number + 1] = ["furniture"] * (number + 1)
            marked[number] = "furniture"


def _below_end(lines: Sequence[Line], marked: list[Kind], words: Cues) -> None:
    """What follows the end of the article, up to the next long line that reads like one."""
    ended = False
    seen = 0
    for number, line in enumerate(lines):
        if marked[number] == "content" and not ended:
            seen += len(line)
        ends = words.words("furniture-end")
        if seen > 200 and (line.spaced.startswith(ends) or (len(line) <= SHORT and any(form in line.spaced for form in ends))):
            ended = True
        if ended and marked[number] == "content" and len(line) > SHORT and line.spaced.count("。") > 0:
            ended = False
        if ended:
            marked[number] = "furniture"


def _tail(text: str, words: Cues) -> int:
    """Where furniture begins at the end of a line: forms of the site, then a byline or a source before them."""
    cut = len(text)
    for form in words.words("furniture-tail"):
        at = text.rfind(form)
        if at >= 0 and len(text) - at <= len(form) + 20:
            cut = min(cut, at)
    last = max(text.rfind(mark, 0, cut) for mark in "。！？”") + 1
    rest = text[last:cut].strip()
    if rest and (last > 0 or len(rest) <= SHORT) and (is_byline(rest, words) or is_label_line(rest, words)):
        return last
    return cut


def is_byline(text: str, words: Cues) -> bool:
    """Whether a text names those who wrote it and says nothing else: 记者 王小明 通讯员 李华.

    A role of the class byline-role stands before a space or a colon, and no word is longer than a medium and a name.
    """
    if len(text) > SHORT or any(mark in text for mark in "，。；！？") or any(char.isdigit() for char in text):
        return False
    found = words.pattern("byline", _bylines).search(text + " ")
    return found is not None and all(len(word) <= 16 for word in re.split(r"[ 、：:/()]", text)) and text.strip("()")[-1:] not in "的了说"


def _bylines(words: Cues) -> str:
    return rf"(?:{words.any_of('byline-role')})[ ：:/]"
