"""The figures of a clause with the words on either side that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.facts.clauses import Clause
from kg.model import Mention, Quantity

# nothing but this stands between figures that share their words: 100%和95%, 1350元、950元, 60—80
_CONNECTOR = re.compile(r"[、和与及，至到~—～-]{0,2}(?:约|近|以及|超过|大约)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words: `left` reaches back to the figure before or the clause's beginning, `right` on to the next.

    `joined` says that the figure shares the words of the one before it (100%和95%).
    """

    mention: Mention
    clause: Clause
    left: tuple[int, int]
    right: tuple[int, int]
    joined: bool
    index: int

    @property
    def quantity(self) -> Quantity:
        """The number and unit."""
        if self.mention.quantity is None:
            raise ValueError(f"no quantity at {self.mention.start}")
        return self.mention.quantity


def figures_of(clause: Clause, text: str) -> Iterator[Figure]:
    """The figures of a clause, in order."""
    before: Mention | None = None
    for index, mention in enumerate(clause.figures):
        start = before.end if before else clause.start
        following = clause.figures[index + 1] if index + 1 < len(clause.figures) else None
        end = following.start if following else clause.end
        right_end = _item_end(text, mention.end, end, following is not None)
        joined = before is not None and _CONNECTOR.fullmatch(text, before.end, mention.start) is not None
        yield Figure(mention, clause, (start, mention.start), (mention.end, right_end), joined, index)
        before = mention


def _item_end(text: str, start: int, end: int, more: bool) -> int:
    """In a list (13个市、25个县) the words of an item end at the list mark before the next figure."""
    cut = text.rfind("、", start, end) if more else -1
    if cut < 0:
        return end
    return cut
