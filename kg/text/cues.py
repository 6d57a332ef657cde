"""Which words does a class of cue words hold? Asked once, however many texts need them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol


class Words(Protocol):
    """Gives the surface forms of a class of cue words by its notation, as `Vocabulary` does."""

    def words(self, cue: str, /) -> tuple[str, ...]:
        """The forms, longest first."""


class Cues:
    """Words that were asked for before, and the patterns that were made of them. One for all texts of a vocabulary.

    >>> class Two:
    ...     def words(self, cue: str) -> tuple[str, ...]:
    ...         return ("来源", "时间")
    >>> Cues(Two()).any_of("source-label")
    '来源|时间'
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._held: dict[str, tuple[str, ...]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}

    def words(self, cue: str) -> tuple[str, ...]:
        """The forms of a class, longest first."""
        if cue not in self._held:
            self._held[cue] = self._words.words(cue)
        return self._held[cue]

    def any_of(self, cue: str) -> str:
        """A regular expression for any form of a class, without its brackets."""
        return "|".join(map(re.escape, self.words(cue)))

    def pattern(self, name: str, source: Callable[[Cues], str]) -> re.Pattern[str]:
        """The pattern of a name, made from its source when it is first asked for."""
        held = self._patterns.get(name)
        if held is None:
            held = self._patterns[name] = re.compile(source(self))
        return held
