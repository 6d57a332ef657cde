"""A relation as the rules find it: between entities, with the clean stretch that states it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.facts.turns import Passage
from kg.model import EntityKey


@dataclass(frozen=True, slots=True)
class Found:
    """An edge with the rule that found it; the sentence of the passage is its evidence."""

    subject: EntityKey
    predicate: str
    object: EntityKey
    rule: str


class Rule(Protocol):
    """A family of rules for one kind of relation, or two that go together."""

    def find(self, passage: Passage) -> Iterator[Found]:
        """What one sentence states."""
        ...
