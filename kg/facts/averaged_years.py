"""Over which years is a growth averaged whose own clause does not say it?

2015年财政收入92亿元，“十二五”时期年均增长9%；投资556亿元，年均增长13%       both over the five years of the plan
2008年产值342亿元，比2003年增长1.1倍，年均增长16%；利税24亿元，年均增长17%    both since 2003
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.facts.periods import Period
from kg.model import Mention, PartialDate

# the letters of a year
_YEAR = 4


@dataclass
class AveragedYears:
    """The years that a chain of sentences averages growths over, as far as it was read."""

    period: Period = field(default_factory=Period)
    base: PartialDate | None = None

    def over(self, own: Period, own_base: PartialDate | None, time: Mention | None) -> Period:
        """The period of a growth of each year; its own, which those behind it take up, or that of the one before."""
        is_span = own.start is not None and own.end is not None and own.start != own.end
        if is_span or (own.end is not None and own_base is not None):
            self.period, self.base = own, own_base
        elif own.start is None and own.end is None and own_base is None and not self._is_past(time):
            return self.period
        return own

    def _is_past(self, time: Mention | None) -> bool:
        """Whether a later year governs than those averaged over: 2016至2020年年均增长8%；2021年产值…，年均增长9%."""
        year = (time.time.end or "")[:_YEAR] if time is not None and time.time is not None else ""
        return bool(year) and self.period.end is not None and year > self.period.end[:_YEAR]

    def since(self, own: Period) -> PartialDate | None:
        """What a growth of each year is compared with, where its period is that of the one before."""
        return self.base if own == self.period else None
