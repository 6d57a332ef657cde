"""The words around a number, as they are read once for all that asks of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts.figures import Figure, Run


@dataclass(frozen=True, slots=True)
class Around:
    """The first number of a run with the words before and behind it, without places and times.

    `behind` is the stretch of the words behind, `later` are the runs that follow in the clause, `skip` the stretches of places and times.
    """

    head: Figure
    left: str
    right: str
    behind: tuple[int, int]
    later: Sequence[Run]
    skip: Sequence[tuple[int, int]]
