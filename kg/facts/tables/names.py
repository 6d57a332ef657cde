"""Which names and times stand in a stretch of a document?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from kg.model import Mention, Resolution, Resolved


class Names:
    """The resolved names of a document, found by where they begin."""

    def __init__(self, resolution: Resolution) -> None:
        self._named = resolution.named
        self._starts = [name.mention.start for name in resolution.named]

    def inside(self, start: int, end: int, *kinds: str) -> Iterator[Resolved]:
        """The names of some kinds that lie wholly in [start, end) and stand for something."""
        for name in self._between(start, end):
            if name.mention.kind in kinds and name.entities and name.mention.end <= end:
                yield name

    def times(self, start: int, end: int) -> list[Mention]:
        """The times that lie wholly in [start, end)."""
        return [name.mention for name in self._between(start, end) if name.mention.kind == "time" and name.mention.end <= end]

    def _between(self, start: int, end: int) -> Iterator[Resolved]:
        for index in range(bisect_left(self._starts, start), len(self._named)):
            if self._starts[index] >= end:
                return
            yield self._named[index]
