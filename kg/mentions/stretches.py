"""Which stretches of a text are taken already."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Mention


class Stretches:
    """The characters that chosen mentions cover: asking costs the length of the question, not the number of mentions.

    >>> held = Stretches(10)
    >>> held.take(2, 5)
    >>> held.is_free(0, 2), held.is_free(4, 7)
    (True, False)
    """

    def __init__(self, length: int, mentions: Iterable[Mention] = ()) -> None:
        self._taken = bytearray(length + 1)
        for mention in mentions:
            self.take(mention.start, mention.end)

    def take(self, start: int, end: int) -> None:
        """Marks [start, end) as taken."""
        self._taken[start:end] = b"\x01" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing taken lies in [start, end)."""
        return self._taken.find(1, start, end) < 0

    def choose(self, mentions: Iterable[Mention]) -> list[Mention]:
        """Those mentions, in their order, that touch nothing taken; each takes its stretch in turn."""
        chosen = []
        for mention in mentions:
            if self.is_free(mention.start, mention.end):
                self.take(mention.start, mention.end)
                chosen.append(mention)
        return chosen
