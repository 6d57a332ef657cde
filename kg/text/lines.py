"""Which lines does a text have, and which of them did a narrow column break in two?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.characters import Cleaned

# What ends a line that was meant to end.
ENDS = "。！？；：”’」』》)）】…!?;:.—"
# A column that breaks lines is at least this wide, and most of its full lines differ by no more than the slack.
NARROWEST = 18
SLACK = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text, or a part of one.

    `spaced` is its text with the spaces that cleaning drops, `places` the clean offset of each of its
    characters. `alone` says that an empty line or the text's edge stands behind it, `indented` that it begins with a space.
    """

    start: int
    end: int
    spaced: str
    places: tuple[int, ...]
    alone: bool = False
    indented: bool = False

    def __len__(self) -> int:
        return self.end - self.start

    def part(self, start: int, end: int) -> Line:
        """The part [start, end) of the spaced text; without the spaces at its edges."""
        while start < end and self.spaced[start] == " ":
            start += 1
        while end > start and self.spaced[end - 1] == " ":
            end -= 1
        places = self.places[start:end]
        first = places[0] if places else self.start
        return Line(first, places[-1] + 1 if places else first, self.spaced[start:end], places, self.alone and end == len(self.spaced), self.indented and start == 0)


def lines_of(characters: Cleaned) -> list[Line]:
    """The lines of a text that carry characters, those of a narrow column joined."""
    edges = [0, *characters.breaks, len(characters.text)]
    return _joined([_line(characters, start, end) for start, end in zip(edges, edges[1:], strict=False) if end > start], characters)


def _line(characters: Cleaned, start: int, end: int) -> Line:
    last = end == len(characters.text)
    behind = characters.raw[characters.ends[end - 1] : len(characters.raw) if last else characters.starts[end]]
    before = characters.raw[characters.starts[start] - 1 : characters.starts[start]]
    indented = before.isspace() and before not in "\r\n"
    return Line(start, end, *characters.spaced(start, end), last or behind.replace("\r\n", "\n").count("\n") > 1, indented)


def _joined(lines: Sequence[Line], characters: Cleaned) -> list[Line]:
    width = _column(lines, characters.text)
    if width is None:
        return list(lines)
    joined: list[Line] = []
    whole = True
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and not whole and not line.indented:
            joined[-1] = Line(last.start, line.end, *characters.spaced(last.start, line.end), line.alone, last.indented)
        else:
            joined.append(line)
        full = abs(len(line) + 2 * line.indented - width) <= SLACK
        whole = line.alone or not full or (characters.text[line.end - 1] in "。！？；" and len(line) < width)
    return joined


def _column(lines: Sequence[Line], text: str) -> int | None:
    """The width at which a column breaks its lines; None where nothing looks like that."""
    lengths = [len(line) for line in lines]
    if len(lines) < 4 or max(lengths) > 120:
        return None
    width = max(lengths)
    full = [line for line in lines if len(line) >= width - SLACK]
    open_ended = [line for line in full if text[line.end - 1] not in ENDS]
    return width if width >= NARROWEST and len(full) >= 4 and len(full) * 3 >= len(lines) and len(open_ended) * 2 > len(full) else None
