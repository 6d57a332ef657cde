"""Whether an average fits its sum and count: 发放60万元，惠及500人，人均1200元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt, rounded
from kg.facts.audit.passages import YUAN, Passage, Printed
from kg.vocab import terms
from kg.vocab.vocabulary import Vocabulary

_HEADS = {terms.concept("unit", name) for name in ("person", "person-time", "household")}
# an average may be of a month, a quarter or a year of what the sum covers
_PERIODS = tuple(Decimal(count) for count in range(1, 13))
_LOOSE = Decimal("0.05")


class AverageCheck:
    """Reads a sum of money, a number of people or households and the average."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._per_head = re.compile(rf"(?:{any_of(vocabulary.words('audit-per-head'))})[^，。；：、0-9]{{0,6}}$")
        self._printed_per_head = re.compile(any_of(vocabulary.words("audit-per-head")))

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """The averages of a sentence that do not fit; only where the sentence prints one sum and one count."""
        for said in passage.figures:
            is_average = self._per_head.search(passage.lead(said)) or self._printed_per_head.match(said.text)
            if said.dimension != "money" or not said.is_plain or not is_average:
                continue
            before = [figure for figure in passage.figures if figure.end <= said.start]
            sums = [figure for figure in before if figure.dimension == "money"]
            counts = [figure for figure in before if figure.unit in _HEADS]
            if len(sums) == 1 and len(counts) == 1 and sums[0].unit == YUAN and len(before) == 2:
                doubt = average_of(sums[0], counts[0], said)
                if doubt:
                    yield doubt


def average_of(total: Printed, count: Printed, said: Printed) -> Doubt | None:
    """The doubt about an average, where no usual period makes it fit."""
    if count.range.low <= 0 or not (total.is_plain and count.is_plain):
        return None
    average = total.range / count.range
    if any(said.range.times(period).agrees(average, _LOOSE) for period in _PERIODS):
        return None
    return Doubt(said, "average", rounded(total.value / count.value), {"total": total.text, "count": count.text}, (total, count))
