"""Which lines does a text have?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kg.text.characters import Cleaned


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
        end_of_it = places[-1] + 1 if places else first
        return Line(first, end_of_it, self.spaced[start:end], places, self.alone and end == len(self.spaced), self.indented and start == 0)


def lines_of(characters: Cleaned) -> list[Line]:
    """The lines of a text that carry characters."""
    edges = [0, *characters.breaks, len(characters.text)]
    return [line_of(characters, start, end) for start, end in pairwise(edges) if end > start]


def line_of(characters: Cleaned, start: int, end: int) -> Line:
    """The line of a clean stretch."""
    last = end == len(characters.text)
    behind = characters.raw[characters.ends[end - 1] : len(characters.raw) if last else characters.starts[end]]
    before = characters.raw[characters.starts[start] - 1 : characters.starts[start]]
    indented = before.isspace() and before not in "\r\n"
    return Line(start, end, *characters.spaced(start, end), last or behind.replace("\r\n", "\n").count("\n") > 1, indented)
