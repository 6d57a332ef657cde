"""One multi-pattern automaton over every surface form that the ontology knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import daachorse


class Hit(NamedTuple):
    """A surface form found at [start, end)."""

    start: int
    end: int
    surface: str


class Matcher:
    """Finds all occurrences of a fixed set of surface forms, overlapping ones included.

    >>> [hit.surface for hit in Matcher(["低保", "低保对象"]).find("农村低保对象")]
    ['低保对象', '低保']
    """

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._surfaces = sorted(set(surfaces))
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._surfaces or ["\0"])

    def find(self, text: str) -> list[Hit]:
        """Every occurrence, by start, the longest first."""
        found = sorted([(start, -end, index) for start, end, index in self._automaton.find_overlapping(text)])
        return [Hit(start, -end, self._surfaces[index]) for start, end, index in found]


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Leftmost-longest choice among overlapping hits, given by start and longest first.

    >>> longest([Hit(0, 2, "低保"), Hit(1, 4, "保对象"), Hit(3, 5, "x")])
    [Hit(start=0, end=2, surface='低保'), Hit(start=3, end=5, surface='x')]
    """
    chosen: list[Hit] = []
    for hit in hits:
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    return chosen
