"""Are points what two things differ by at one time, and not what one of them rose by? 增速高于全省2个百分点, 比全省平均高2个百分点."""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary


class GapReader:
    """Tells such points."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        compare = rf"(?<![占同环])(?:{any_of(words('compare-word'))})(?![重例率值])"
        self._gap = re.compile(
            rf"(?:{any_of(words('gap-verb'))})[^，。；、]{{0,16}}?(?:约|近)?$"
            rf"|{compare}[^，。；、]{{1,16}}?(?<![提升增减缩放加])(?:{any_of(words('gap-adjective'))})(?:了|约|近)?$"
        )

    def is_gap(self, document: Document, figure: Figure) -> bool:
        """Whether a figure is such a gap; 比上年高2个百分点, where a time is compared with, is a rise."""
        if not (figure.quantity.unit or "").endswith("/percentage-point"):
            return False
        found = self._gap.search(document.text, *figure.left)
        return found is not None and not any(found.start() <= time.end and time.start < found.end() for time in figure.clause.times)
