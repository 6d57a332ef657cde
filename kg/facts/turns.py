"""What a sentence is to the rules for relations: clauses in turn, each with who acts in it and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.facts.clauses import Clause, Line
from kg.model import Document, Entity, EntityKey, Resolved

NATION: EntityKey = ("region", "000000")
_HOLDERS = frozenset({"policy", "program", "system", "organization", "agency", "group"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `reach` says where it was named; `end` is the clean offset behind its names where that is this clause."""

    keys: tuple[EntityKey, ...]
    reach: Literal["clause", "sentence", "paragraph", "article"]
    end: int = 0
    companions: tuple[EntityKey, ...] = ()

    @property
    def is_place(self) -> bool:
        """Whether a place stands in for a body."""
        return bool(self.keys) and self.keys[0][0] == "region"


@dataclass(frozen=True, slots=True)
class Turn:
    """A clause with its actor, the names that lie in no other name, and the places that it says it holds in."""

    clause: Clause
    actor: Actor
    names: tuple[Resolved, ...]
    places: tuple[EntityKey, ...]

    def of(self, *kinds: str) -> tuple[Resolved, ...]:
        """The outermost names of some kinds, in order."""
        if not self.names:
            return ()
        return tuple(name for name in self.names if name.mention.kind in kinds)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as turns. `before` is the sentence before it in the same paragraph; `home` the article's place.

    `prescribes` says that it lays down what should be (应当), not what is.
    """

    document: Document
    line: Line
    turns: tuple[Turn, ...]
    home: EntityKey | None
    is_own_report: bool
    prescribes: bool
    entities: Mapping[EntityKey, Entity]
    before: Passage | None = None

    def text(self, start: int, end: int) -> str:
        """Clean text."""
        return self.document.text[start:end]


def outermost(names: tuple[Resolved, ...]) -> tuple[Resolved, ...]:
    """The resolved names that do not lie inside another."""
    holders = [name.mention for name in names if name.mention.kind in _HOLDERS]
    return tuple(
        name
        for name in names
        if name.entities
        and not any(
            other.start <= name.mention.start and name.mention.end <= other.end and other.end - other.start > name.mention.end - name.mention.start
            for other in holders
        )
    )
