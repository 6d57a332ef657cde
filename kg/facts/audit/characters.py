"""Whether characters of a figure or of its time are lost: 1440/月, 20186月份."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.facts.audit.doubts import Doubt
from kg.facts.audit.passages import Passage, Printed

# lost unit = number "/" period      1440/月
_NO_UNIT = re.compile(r"\d[\d.,]{0,14}[万亿]?/(?:人/)?[月年天日](?:/人)?")
# lost 年 = year month 月      20186月份, 201812月
_NO_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d{2}(?:1[0-2]|0?[1-9])月")
# two points or commas in a row: 12..5, 3.,5
_STRAY = re.compile(r"\d[.,]{2}$", re.ASCII)
_DOUBLED = re.compile(r"[.,]{2}")
# 05%, 07元; lists count 01, 02 with any other word behind
_ZERO_FIRST = re.compile(r"0\d")
_MEASURED = frozenset({"ratio", "money", "multiple"})


class CharacterCheck:
    """Looks at how figures are written."""

    def find(self, passage: Passage) -> Iterator[Doubt]:
        """The figures of a sentence that have lost a character."""
        for figure in passage.figures:
            if not figure.observations:
                continue
            if _NO_UNIT.fullmatch(figure.text):
                yield Doubt(figure, "unit-lost", figure.value)
            elif self._is_damaged(passage, figure):
                yield Doubt(figure, "number-damaged", lost_point(figure), {"context": passage.text[max(passage.start, figure.start - 6) : figure.end]})
        yield from self._dates(passage)

    def _is_damaged(self, passage: Passage, figure: Printed) -> bool:
        before = passage.text[max(passage.start, figure.start - 6) : figure.start]
        starts_with_zero = figure.dimension in _MEASURED and _ZERO_FIRST.match(figure.text)
        return bool(_STRAY.search(before) or _DOUBLED.search(figure.text) or starts_with_zero)

    def _dates(self, passage: Passage) -> Iterator[Doubt]:
        """The first figure behind a damaged date: its time may be read, but it was mended on the way."""
        for found in _NO_YEAR.finditer(passage.text, passage.start, passage.end):
            governed = [figure for figure in passage.figures if figure.start >= found.end() and figure.observations]
            if governed:
                yield Doubt(governed[0], "year-lost", None, {"date": found.group()})


def lost_point(figure: Printed) -> Decimal | None:
    """The value of a number that begins with a zero, with the point put behind it; None for other numbers.

    05% is 0.5%.
    """
    digits = re.match(r"0(\d{1,4})(?!\d)", figure.text)
    return Decimal(f"0.{digits.group(1)}") if digits else None
