"""Which time is a change or a growth compared with, so far as its sentence or the growths before it tell?"""

from __future__ import annotations

from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.kinds import Kind, KindReader
from kg.facts.periods import Period, baseline, compares
from kg.facts.thread import Thread
from kg.model import Document, PartialDate


class ComparisonReader:
    """Finds that time."""

    def __init__(self, kinds: KindReader) -> None:
        self._kinds = kinds

    def baseline(
        self, thread: Thread, document: Document, line: Line, figure: Figure, head: Figure, kind: Kind, period: Period
    ) -> PartialDate | None:  # fmt: skip
        """The time compared with; None where nothing tells, and for what is no change."""
        if kind not in ("change", "growth") or self._kinds.spans_years(document, head):
            return None
        is_average = self._kinds.is_average(document, head)
        is_dated = (period.start is not None or not is_average) and not compares(figure)
        found = baseline(line, figure, period, thread.news is not None) or (thread.years.since(period) if is_average else None)
        return found or (thread.first_before(period) if kind == "growth" and is_dated else None)
