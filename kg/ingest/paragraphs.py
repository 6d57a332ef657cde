"""Which printed lines of a page are one paragraph?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# A line ends its paragraph where it ends so: to part two paragraphs there does no harm.
ENDS = "。！？；：!?;:"
# word = what no line is broken in: digits and letters with their marks, or one character, each with the closing marks behind it
WORD = re.compile(r"(?:[!-~]{1,60}|.)[，。！？；：、”’）》】〉」』%‰℃]{0,3}")
# Fewest lines of running text that show where a column ends, and how much of its width a line of running text fills.
FEWEST = 2
FILLED = 0.8


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it stands on the page, with its edges in points; the first two matter to paragraphs."""

    text: str
    left: float
    right: float
    bottom: float = 0

    @property
    def ems(self) -> float:
        """How wide the text is in widths of a Chinese character."""
        return sum(0.25 if char == " " else 0.5 if char.isascii() else 1 for char in self.text)


def paragraphs(lines: Sequence[PrintedLine]) -> list[str]:
    """The lines of a page, put together where the edge of the column broke them.

    A line was broken there, not ended, if it begins no further right than its column and the first word of the next line had no room left in it.

    >>> paragraphs([PrintedLine("全县共有养老机构12", 0, 90), PrintedLine("所，护理型床位三千", 0, 90), PrintedLine("张，均已启用。", 0, 70)])
    ['全县共有养老机构12所，护理型床位三千张，均已启用。']
    """
    widths = [(line.right - line.left) / line.ems for line in lines if line.ems >= 6]
    if not widths:
        return [line.text for line in lines]
    em = median(widths)
    if em <= 0:
        return [line.text for line in lines]
    running = {line for line in lines if line.ems * em >= FILLED * (line.right - line.left)}
    edge = _edge(running, em)
    out = [line.text for line in lines[:1]]
    for line, following in pairwise(lines):
        if line in running and following in running and _is_broken(line, following, edge, em):
            out[-1] += (" " if _is_latin(line.text[-1:] + following.text[:1]) else "") + following.text
        else:
            out.append(following.text)
    return out


def _edge(running: Collection[PrintedLine], em: float) -> float | None:
    """Where the column ends: the furthest right that several lines of running text reach."""
    ends = sorted((line.right for line in running), reverse=True)
    return next((right for i, right in enumerate(ends[FEWEST - 1 :]) if ends[i] - right <= em), None)


def _is_broken(line: PrintedLine, following: PrintedLine, edge: float | None, em: float) -> bool:
    word = WORD.match(following.text)
    if edge is None or word is None or line.text[-1:] in ENDS or following.left > line.left + em / 2:
        return False
    return edge - line.right < (PrintedLine(word[0], 0, 0).ems + 0.6) * em


def _is_latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalpha()
