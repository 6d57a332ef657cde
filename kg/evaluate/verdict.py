"""How one thing that the gold wants, or that the graph holds, has fared: found, missed or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.evaluate.gold import Row

How = Literal["found", "missed", "wrong"]
FIGURE = "figure"
# half-open raw offsets
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of the gold held against the graph, or one thing of the graph that no row wants.

    `layer` is a class of entities, "figure", a relation or a property of the document. Found is what is right in all that
    counts, wrong what is there otherwise than it should be or should not be there at all, missed what is not there.
    `optional` things are borderline: neither demanded nor punished. `wanted` and `got` show properties as a person reads
    them, `amiss` names those that differ. `row` is None where the gold has none.
    """

    layer: str
    how: How
    name: str
    stretches: tuple[Stretch, ...] = ()
    wanted: Mapping[str, str] = field(default_factory=dict)
    got: Mapping[str, str] = field(default_factory=dict)
    amiss: tuple[str, ...] = ()
    row: Row | None = None
    optional: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the graph has what the row is about: a figure's value, an entity, a relation."""
        return self.row is not None and self.how != "missed" and "value" not in self.amiss
