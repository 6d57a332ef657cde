"""Whether parts fit their total: 共有养老机构12家，其中公办5家、民办7家."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt
from kg.facts.audit.interval import Interval
from kg.facts.audit.passages import Passage, Printed
from kg.vocab.ontology import Concept
from kg.vocab.vocabulary import Vocabulary

_NOT_TOTAL = frozenset({"change", "growth"})
_ENOUGH = 3
_FACTORS = (Decimal("0.1"), Decimal("0.01"))
_ADDED = frozenset({"count", "person", "money", "area", "length", "event"})


class PartsCheck:
    """Reads the parts behind 其中 and holds them against the total before it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._which = re.compile(any_of(vocabulary.words("audit-of-which")))
        self._average = re.compile(any_of(vocabulary.words("audit-not-additive")))
        self._partitions = read_partitions(vocabulary.scheme("cue"))

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """The parts of a sentence that do not fit."""
        opening = self._which.search(passage.text, passage.start, passage.end)
        if opening is None:
            return
        before = [figure for figure in passage.figures if figure.end <= opening.start() and figure.kind not in _NOT_TOTAL and figure.is_plain]
        after = [figure for figure in passage.figures if figure.start >= opening.end() and figure.is_plain]
        if not before or not after:
            return
        yield from self._over(passage, before, after)
        yield from self._sums(passage, before[-1], after)

    def _over(self, passage: Passage, before: list[Printed], after: list[Printed]) -> Iterator[Doubt]:
        """The first part, where it is greater than everything of its unit before it."""
        part = after[0]
        wholes = [figure for figure in before if figure.unit == part.unit]
        if not wholes or part.kind in _NOT_TOTAL or part.dimension not in _ADDED or part.dimension == "money" or not part.observations:
            return
        total = max(wholes, key=lambda figure: figure.value)
        if part.range.low > total.range.high and total is before[-1]:
            yield Doubt(part, "part-over-total", None, {"total": total.text}, (total,))

    def _sums(self, passage: Passage, total: Printed, after: list[Printed]) -> Iterator[Doubt]:
        """The total, where parts that are known to be all of it add up to something else."""
        parts = [figure for figure in after if figure.unit == total.unit and figure.kind not in _NOT_TOTAL]
        if len(parts) < 2 or total.dimension not in _ADDED or self._average.search(passage.clause(total) + total.text):
            return
        complete = self._complete(passage, parts)
        if not complete:
            yield from misplaced(total, parts)
            return
        if agrees(added(complete), total):
            return
        value = sum((part.value for part in complete[1:]), complete[0].value)
        yield Doubt(total, "parts-sum", value, {"parts": "、".join(part.text for part in complete)}, tuple(complete))

    def _complete(self, passage: Passage, parts: list[Printed]) -> list[Printed]:
        """The parts that name each side of one partition once; none where they do not."""
        for sides in self._partitions.values():
            found: dict[str, list[Printed]] = defaultdict(list)
            for part in parts:
                words = passage.lead(part).rpartition("，")[2] + passage.trail(part)
                for side, pattern in sides.items():
                    if pattern.search(words):
                        found[side].append(part)
            held = [part for side in sorted(found) for part in found[side]]
            if len(found) == len(sides) and len(held) == len(sides) == len({part.start for part in held}):
                return sorted(held, key=lambda part: part.start)
        return []


def misplaced(total: Printed, parts: Sequence[Printed]) -> Iterator[Doubt]:
    """The one part of a list that, with its decimal point moved, makes the list add up to the total.

    That a sum comes right to three digits by chance is unlikely, so the list need not be known to be complete.
    """
    if len(parts) < _ENOUGH or len(total.value.normalize().as_tuple().digits) < _ENOUGH or added(parts).low <= total.range.high:
        return
    for part in parts:
        others = added([other for other in parts if other is not part])
        for factor in _FACTORS:
            moved = others + part.range.times(factor)
            if part.value > 1 and agrees(moved, total) and moved.high - moved.low <= total.value / 100:
                words = {"total": total.text, "parts": "、".join(other.text for other in parts)}
                yield Doubt(part, "part-misplaced", part.value * factor, words, (total, *parts), True)
                return


def added(parts: Sequence[Printed]) -> Interval:
    """What some figures may add up to."""
    ranges = [part.range for part in parts]
    return sum(ranges[1:], ranges[0])


def agrees(whole: Interval, total: Printed) -> bool:
    """Whether a sum fits a total: exactly where all are counted to the last digit, else within rounding."""
    return not (whole.low > total.range.high or whole.high < total.range.low)


def read_partitions(cues: tuple[Concept, ...]) -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Partition -> side -> its words, from the classes of words that have a broader one."""
    sides: dict[str, dict[str, re.Pattern[str]]] = defaultdict(dict)
    for cue in cues:
        for whole in cue.broader:
            sides[whole][cue.iri] = re.compile(any_of((*cue.aliases, *cue.hidden)))
    return {whole: sides[whole] for whole in sorted(sides)}
