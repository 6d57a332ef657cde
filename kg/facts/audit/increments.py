"""Whether a growth fits the increment printed before it: 余额81.85亿元，比上年增加18.89亿元，增长30%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt, is_point_lost, rounded
from kg.facts.audit.passages import PERCENT, Passage, Printed
from kg.vocab.vocabulary import Vocabulary

_HUNDRED = Decimal(100)


class IncrementCheck:
    """Reads a level, its increment and its growth."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        rise, fall = any_of(vocabulary.words("audit-rise")), any_of(vocabulary.words("audit-fall"))
        filler = any_of(vocabulary.words("audit-filler"))
        compare = any_of(vocabulary.words("audit-compare"))
        # change = [ , ] compare words ( rise | fall )      ，比上年增加
        self._change = re.compile(rf"[，,、（(]?(?:{compare})[^，。；：、]{{1,12}}?(?:(?P<rise>{rise})|(?P<fall>{fall}))了?")
        # growth = [ , ] filler* ( rise | fall ) filler*     ，增长
        self._growth = re.compile(rf"[，,、（(]?(?:{filler}){{0,2}}(?:{rise}|{fall})(?:{filler}){{0,3}}")

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """The growths of a sentence that do not fit the increment before them."""
        figures = passage.figures
        for after, change, said in zip(figures, figures[1:], figures[2:], strict=False):
            found = self._change.fullmatch(passage.gap(after, change))
            if found is None or said.unit != PERCENT or not said.is_plain or after.unit != change.unit or after.unit == PERCENT:
                continue
            if self._growth.fullmatch(passage.gap(change, said)):
                doubt = growth_of(after, change, said, found["rise"] is not None)
                if doubt:
                    yield doubt


def growth_of(after: Printed, change: Printed, said: Printed, rises: bool) -> Doubt | None:
    """The doubt about a growth, where a level and its increment give another."""
    before = after.range - change.range if rises else after.range + change.range
    if before.low <= 0:
        return None
    if said.range.agrees((change.range / before).times(_HUNDRED)):
        return None
    middle = change.value / (after.value - change.value if rises else after.value + change.value) * _HUNDRED
    words = {"after": after.text, "change": change.text}
    return Doubt(said, "increment", rounded(middle), words, (after, change), is_point_lost(said.value, middle))
