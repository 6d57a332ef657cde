"""Whether a rank lies within the number ranked, and a range runs upwards: 在13个市中排第5位, 60—80张."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.alternatives import any_of
from kg.facts.audit.doubts import Doubt
from kg.facts.audit.passages import Passage
from kg.vocab.vocabulary import Vocabulary

_YEARS, _CENTURY = range(1900, 2101), 100


class OrderCheck:
    """Reads ranks beside the number of those ranked, and the two ends of ranges."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # ranked = count of places [ words ] rank word [ words ]      13个市中排名
        rank = any_of(vocabulary.words("audit-rank"))
        self._among = re.compile(rf"[^，。；：、]{{1,8}}[中里内]?(?:{rank})[^，。；：、]{{0,3}}")

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """Ranks beyond the number ranked, and ranges whose ends are exchanged."""
        for first, second in zip(passage.figures, passage.figures[1:], strict=False):
            gap = passage.gap(first, second)
            if second.dimension == "rank" and first.dimension == "count" and self._among.fullmatch(gap) and second.value > first.range.high:
                yield Doubt(second, "rank", None, {"total": first.text}, (first,))
            is_range = first.quantity.role == "range_low" and second.quantity.role == "range_high"
            # 2017至18年 is a time
            is_year = first.value in _YEARS and second.value < _CENTURY
            if is_range and not is_year and first.range.low > second.range.high and first.quantity.unit == second.quantity.unit:
                yield Doubt(first, "range-reversed", None, {"before": first.text, "after": second.text}, (second,))
