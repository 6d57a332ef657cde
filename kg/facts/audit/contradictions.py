"""Whether a document prints two values for one measure, place and time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.facts.audit.doubts import Doubt
from kg.facts.audit.passages import Passage, Printed
from kg.model import Observation
from kg.vocab import terms
from kg.vocab.vocabulary import Vocabulary

# 由A降到B: the times of the two are told apart by words such as 现在
_MOVED = re.compile(r"[由从](?!业)")
_STATED = frozenset({"stated", "relative"})


class ContradictionCheck:
    """Compares the observations of a document that say the same in everything but the value."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts

    def find(self, document: Sequence[Passage]) -> Iterator[Doubt]:
        """Later figures that disagree with the first of their measure."""
        first: dict[tuple[object, ...], list[tuple[Passage, Printed]]] = defaultdict(list)
        for passage in document:
            for figure in passage.figures:
                for observation in figure.observations[:1]:
                    if self._is_settled(observation, figure) and not _MOVED.search(passage.clause(figure)):
                        first[measure(observation)].append((passage, figure))
        for held in first.values():
            yield from disagreeing(held)

    def _is_settled(self, observation: Observation, figure: Printed) -> bool:
        """Whether an observation says enough of itself to be compared."""
        known = terms.concept("indicator", observation.indicator[1]) in self._concepts
        return known and figure.is_plain and observation.kind == "level" and observation.period_basis in _STATED and len(figure.observations) == 1


def measure(observation: Observation) -> tuple[object, ...]:
    """All that two observations have to share to be about one thing."""
    one = observation
    return (one.indicator, one.region, one.unit, one.kind, one.period_start, one.period_end, one.group, one.program, one.area)


def disagreeing(held: Sequence[tuple[Passage, Printed]]) -> Iterator[Doubt]:
    """Every figure that differs from the first one, in another sentence, by more than rounding."""
    home, reference = held[0]
    for passage, figure in held[1:]:
        if passage.start != home.start and passage.places == home.places and not figure.range.agrees(reference.range):
            yield Doubt(figure, "contradiction", None, {"other": reference.text}, (reference,))
