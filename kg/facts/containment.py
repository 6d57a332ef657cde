"""Which place a text says lies in which.

within = upper lower { joiner lower }                 张家口市蔚县, 广西大化、都安
       | upper governs lower { joiner lower }         保定市下辖易县、徐水区
       | lower belongs upper                          曲阜市隶属于济宁市
Each is checked: the lower place lies in the upper one by the gazetteer, or by the key of a place that no list has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.joining import JOINER
from kg.facts.turns import Passage
from kg.model import EntityKey, Resolved
from kg.vocab.vocabulary import Vocabulary


class ContainmentRule:
    """Finds within between places that the text puts one under the other."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._gazetteer = vocabulary.gazetteer
        self._governs = re.compile(rf"(?:{any_of(words('governing-link'))})")
        self._belongs = re.compile(rf"(?:{any_of(words('belonging-link'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The chains and lists of one sentence."""
        text = passage.document.text
        uppers: list[EntityKey] = []
        before: Resolved | None = None
        for name in passage.line.names:
            if name.mention.kind != "region" or not name.entities:
                continue
            place = name.entities[0]
            between = text[before.mention.end : name.mention.start] if before and before.mention.end <= name.mention.start else "。"
            last = before.entities[0] if before else place
            if self._belongs.fullmatch(between) and self._lies_in(last, place):
                yield Found(last, "within", place, "said to belong to")
            if not between or self._governs.fullmatch(between):
                uppers = [*uppers, last] if not between else [last]
            elif not JOINER.fullmatch(between):
                uppers = []
            upper = next((each for each in reversed(uppers) if self._lies_in(place, each)), None)
            if upper is not None:
                yield Found(place, "within", upper, "named side by side" if not between else "listed under")
            before = name

    def _lies_in(self, lower: EntityKey, upper: EntityKey) -> bool:
        """By the gazetteer where it knows both; a place that no list has carries its parent in its key."""
        if lower == upper:
            return False
        return self._gazetteer.within(lower[1], upper[1]) or lower[1].startswith(f"{upper[1]}-")
