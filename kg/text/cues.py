"""Which words does a class of cue words hold? Asked once for each text, however often they are needed."""

from __future__ import annotations

import re
from typing import Protocol


class Words(Protocol):
    """Gives the surface forms of a class of cue words by its notation, as `Vocabulary` does."""

    def words(self, cue: str, /) -> tuple[str, ...]:
        """The forms, longest first."""


class Cues:
    """Words that were asked for before, and the pattern that finds any of them.

    >>> class Two:
    ...     def words(self, cue: str) -> tuple[str, ...]:
    ...         return ("来源", "时间")
    >>> Cues(Two()).any_of("source-label")
    '来源|时间'
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._held: dict[str, tuple[str, ...]] = {}

    def words(self, cue: str) -> tuple[str, ...]:
        """The forms of a class, longest first."""
        if cue not in self._held:
            self._held[cue] = self._words.words(cue)
        return self._held[cue]

    def any_of(self, cue: str) -> str:
        """A regular expression for any form of a class, without its brackets."""
        return "|".join(map(re.escape, self.words(cue)))
