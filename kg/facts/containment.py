"""Which place a text says lies in which: 张家口市蔚县, one name right behind the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.facts.found import Found
from kg.facts.turns import Passage
from kg.vocab.vocabulary import Vocabulary


class ContainmentRule:
    """Finds within between places that the text names side by side."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer

    def find(self, passage: Passage) -> Iterator[Found]:
        """The chains of one sentence."""
        places = [name for name in passage.line.names if name.mention.kind == "region" and name.entities]
        for upper, lower in pairwise(places):
            if upper.mention.end == lower.mention.start and self._lies_in(lower.entities[0][1], upper.entities[0][1]):
                yield Found(lower.entities[0], "within", upper.entities[0], "named side by side")

    def _lies_in(self, lower: str, upper: str) -> bool:
        """By the gazetteer where it knows both; a place that no list has carries its parent in its key."""
        if lower == upper:
            return False
        return self._gazetteer.within(lower, upper) or lower.startswith(f"{upper}-")
