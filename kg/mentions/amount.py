"""The value that the readers of quantities pass on: a number where it stands, before it becomes a Mention."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.mentions.unit_table import Period, Unit
from kg.model import QuantityRole

Modifier = Literal["ge", "approx", "le"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a sentence, at offsets of that sentence.

    [start, end) is the whole mention, [number_start, number_end) the digits with their multipliers and
    `unit_start` where the printed unit begins (`end` of the number where none is printed).
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    unit: Unit | None = None
    unit_start: int = 0
    unit_end: int = 0
    modifier: Modifier | None = None
    role: QuantityRole = "measure"
    rule: str = "number"
    per_person: bool = False
    period: Period | None = None

    def printed(self, text: str) -> str:
        """The digits or numerals as the sentence prints them."""
        return text[self.number_start : self.number_end]

    def unit_form(self, text: str) -> str:
        """The unit as the sentence prints it, empty where it prints none."""
        return text[self.unit_start : self.unit_end]
