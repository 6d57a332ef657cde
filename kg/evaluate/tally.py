"""How often a layer was right, wrong and missing, and what that gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass
class Tally:
    """Counts of one layer; grows while documents are compared."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Tally(right=8, extra=2, missed=0).f1, 3)
        0.889
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def judge(self, good: bool) -> None:
        """Counts one thing that is either right, or wrong and therefore extra and missed at once."""
        self.right += good
        self.extra += not good
        self.missed += not good

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """Several layers as one."""
        held = list(tallies)
        return cls(sum(one.right for one in held), sum(one.extra for one in held), sum(one.missed for one in held))


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a build and the gold differ: in which document and layer, how, and what."""

    document: str
    layer: str
    how: Literal["missed", "extra", "wrong"]
    what: str
    detail: str = ""

    def __str__(self) -> str:
        return " | ".join(part for part in (self.document, f"{self.how} {self.layer}", self.what, self.detail) if part)
