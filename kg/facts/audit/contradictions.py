"""Whether a document prints two values for one measure, place and time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.facts.audit.doubts import Doubt
from kg.facts.audit.passages import Passage, Printed
from kg.model import Observation
from kg.vocab import terms
from kg.vocab.vocabulary import Vocabulary

# 由A降到B: the times of the two are told apart by words such as 现在
_MOVED = re.compile(r"[由从](?!业)")
_DIGITS, _LONG = 3, 8
_STATED = frozenset({"stated", "relative"})


class ContradictionCheck:
    """Compares the observations of a document that say the same in everything but the value."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts

    def find(self, document: Sequence[Passage]) -> Iterator[Doubt]:
        """Later figures that disagree with the first of their measure."""
        held: dict[tuple[object, ...], list[tuple[Passage, Printed]]] = defaultdict(list)
        for passage in document:
            for figure in passage.figures:
                if figure.is_plain and len(figure.observations) == 1 and not _MOVED.search(passage.clause(figure)):
                    held[measure(figure.observations[0])].append((passage, figure))
        for figures in held.values():
            yield from self._disagreeing(figures)

    def _disagreeing(self, held: Sequence[tuple[Passage, Printed]]) -> Iterator[Doubt]:
        """Every figure that differs by more than rounding from the first one, in another sentence that names the same places."""
        home, reference = held[0]
        for passage, figure in held[1:]:
            if passage.start == home.start or passage.places != home.places or figure.range.agrees(reference.range, Decimal(0)):
                continue
            settled = self._is_settled(figure.observations[0])
            if settled or (self._is_named(figure.observations[0]) and is_misprint(figure.text, reference.text)):
                yield Doubt(figure, "contradiction", None, {"other": reference.text}, (reference,))

    def _is_known(self, observation: Observation) -> bool:
        return terms.concept("indicator", observation.indicator[1]) in self._concepts

    def _is_settled(self, observation: Observation) -> bool:
        """Whether an observation says all of itself: an indicator of the ontology at a time that the text prints."""
        return self._is_known(observation) and observation.kind == "level" and observation.period_basis in _STATED

    def _is_named(self, observation: Observation) -> bool:
        """Whether the words of an indicator are more than a few characters that many measures share."""
        return observation.kind == "level" and (self._is_known(observation) or len(observation.indicator[1]) >= _LONG)


def measure(observation: Observation) -> tuple[object, ...]:
    """All that two observations have to share to be about one thing."""
    one = observation
    return (one.indicator, one.region, one.unit, one.kind, one.period_start, one.period_end, one.group, one.program, one.area)


def is_misprint(one: str, other: str) -> bool:
    """Whether two prints look like one number miswritten: its point moved, two digits exchanged, or one of four replaced.

    >>> is_misprint("12345张", "12354张"), is_misprint("656%", "65.6%"), is_misprint("473米", "480米")
    (True, True, False)
    """
    digits, others = (re.sub(r"[^0-9]", "", text) for text in (one, other))
    if min(len(digits), len(others)) < _DIGITS:
        return False
    if len(digits) != len(others) or digits == others:
        return digits.rstrip("0") == others.rstrip("0")
    wrong = [at for at, (left, right) in enumerate(zip(digits, others, strict=True)) if left != right]
    exchanged = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(digits) == sorted(others)
    return exchanged or (len(wrong) == 1 and len(digits) > _DIGITS)
