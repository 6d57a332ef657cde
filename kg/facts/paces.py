"""What changes by points, where the figure before is a rate of growth: 增速达到6%，比上年加快0.5个百分点 is the 增速 that changed, and not what grew."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.labels import Measure
from kg.facts.memory import Memory
from kg.vocab.vocabulary import Vocabulary

# 人口自然增长率为6‰，比上年提高0.5%: points are often printed as per cent
_POINTS = ("/percentage-point", "/percent")


class PaceReader:
    """Keeps the rate in what is carried from it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._rate = re.compile(rf"(?:{any_of(words('growth-noun'))})")
        self._moves = re.compile(rf"(?:{any_of((*words('growth-verb'), *words('pace-verb')))})$")

    def of_rate(self, line: Line, head: Figure, measures: list[Measure], memory: Memory) -> list[Measure]:
        """The measures of a figure, with the rate of the figure before where the words took up only what it is the rate of."""
        before = memory.measure
        if before is None or memory.sentence != line.sentence.start or len(measures) != 1 or not (head.quantity.unit or "").endswith(_POINTS):
            return measures
        measure = measures[0]
        rate = self._rate.fullmatch(before.words, len(before.core)) if before.words.startswith(before.core) else None
        moved = measure.words.removeprefix(before.core)
        if rate is None or moved == measure.words or not self._moves.fullmatch(moved):
            return measures
        return [replace(measure, words=f"{before.words}{moved}")]
