"""Whether a share fits its counts: 事项24项，其中即办件16件，占比66.67%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt, is_point_lost, rounded
from kg.facts.audit.passages import PERCENT, Passage, Printed
from kg.vocab.vocabulary import Vocabulary

_HUNDRED = Decimal(100)
_NOT_WHOLE = frozenset({"change", "growth"})
_DIMENSIONS = frozenset({"count", "person", "money", "area", "event"})


class ShareCheck:
    """Reads a total, a part of it and the part's share."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # share = [ , ] share word whole word*      ，占总数的
        whole = any_of(vocabulary.words("audit-whole"))
        share = any_of(vocabulary.words("audit-share"))
        self._share = re.compile(rf"[，,、（(]?(?:{whole})?(?:{share})(?:{whole}|{share}){{0,4}}")
        self._which = re.compile(any_of(vocabulary.words("audit-of-which")))

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """The shares of a sentence that do not fit."""
        figures = passage.figures
        for at in range(2, len(figures)):
            part, said = figures[at - 1], figures[at]
            if said.unit == PERCENT and said.is_plain and part.is_plain and part.dimension in _DIMENSIONS and self._share.fullmatch(passage.gap(part, said)):
                doubt = self._doubt(passage, list(figures[: at - 1]), part, said)
                if doubt:
                    yield doubt

    def _doubt(self, passage: Passage, before: list[Printed], part: Printed, said: Printed) -> Doubt | None:
        totals = [figure for figure in before if figure.dimension == part.dimension and figure.kind not in _NOT_WHOLE and figure.is_plain]
        if not totals:
            return None
        if any(figure.range.low > 0 and said.range.agrees((part.range / figure.range).times(_HUNDRED)) for figure in totals):
            return None
        total = totals[-1] if len(totals) == 1 else self._before_which(passage, totals, part)
        if total is None or total.range.low <= 0 or part.value > total.value:
            return None
        share = part.value / total.value * _HUNDRED
        return Doubt(said, "share", rounded(share), {"part": part.text, "total": total.text}, (total, part), is_point_lost(said.value, share))

    def _before_which(self, passage: Passage, totals: list[Printed], part: Printed) -> Printed | None:
        """The total that 其中 divides: the last one before it."""
        opening = self._which.search(passage.text, totals[0].end, part.start)
        ahead = [figure for figure in totals if opening and figure.end <= opening.start()]
        return ahead[-1] if ahead else None
