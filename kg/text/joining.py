"""Which lines of a text are one paragraph that something broke in pieces?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.text.characters import Cleaned
from kg.text.lines import Line, line_of

# What ends a line that was meant to end.
ENDS = "。！？；：”’」』》)）】…!?;:.—"
# A column that breaks lines is at least this wide, and most of its full lines differ by no more than the slack.
NARROWEST = 18
SLACK = 3
FEWEST = 4
# A line this long that has a full stop inside and none at its end goes on in the next one.
PARAGRAPH = 40
# list number, dash, bracket or stamp at the head of a line that begins something new
OPENING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|\(?[一二三四五六七八九十\d]{1,3}[)、]|\d{1,2}\.\D|第[一二三四五六七八九十百\d]{1,4}[章节编部条]"
    r"|[-—－―●◆■◎*·【\[|]|(?:\d{2}|\d{4})-\d{1,2}-\d{1,2}(?!\d)"
)


def joined(lines: Sequence[Line], characters: Cleaned) -> list[Line]:
    """The lines with those put together that a narrow column or a stray break has parted."""
    width = _column(lines, characters.text)
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and (_goes_on(last, line) or (width is not None and _is_wrapped(last, line, lines, width))):
            start = last.start
            whole = line_of(characters, start, line.end)
            out[-1] = Line(start, line.end, whole.spaced, whole.places, line.alone, last.indented)
        else:
            out.append(line)
    return out


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a paragraph that ends in the middle of a sentence goes on in the next line."""
    tail, head = last.spaced[-1], line.spaced[0]
    if len(last) < PARAGRAPH or "。" not in last.spaced or tail in ENDS or OPENING.match(line.spaced):
        return False
    if not any(mark in last.spaced[last.spaced.rfind("。") :] for mark in "，、") and " " in last.spaced[last.spaced.rfind("。") :]:
        return False
    return tail in "，、" or tail.isdigit() or head in "，、。；" or (head.isascii() and head.isalnum()) or line.spaced[-1] in "。；" or len(line) > PARAGRAPH


def _is_wrapped(last: Line, line: Line, lines: Sequence[Line], width: int) -> bool:
    """Whether a column of some width broke the line: the last piece is full, and the next one is no new paragraph."""
    final = next((each for each in lines if each.end == last.end), last)
    full = abs(len(final) + 2 * final.indented - width) <= SLACK
    return full and not final.alone and not line.indented and not (final.spaced[-1] in "。！？；" and len(final) < width - 1) and not OPENING.match(line.spaced)


def _column(lines: Sequence[Line], text: str) -> int | None:
    """The width at which a column breaks its lines; None where nothing looks like that."""
    lengths = [len(line) for line in lines]
    if len(lines) < FEWEST or max(lengths) > 120:
        return None
    width = max(lengths)
    full = [line for line in lines if len(line) >= width - SLACK]
    open_ended = [line for line in full if text[line.end - 1] not in ENDS]
    is_column = width >= NARROWEST and len(full) >= FEWEST and len(full) * 3 >= len(lines) and len(open_ended) * 2 > len(full)
    return width if is_column else None
