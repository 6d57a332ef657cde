"""All facts of one document: observations, relations, and the audit of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import Document, Entity, Flag, Observation, Relation, Resolution
from kg.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Facts:
    """What the facts stage gives; `entities` are those that only facts name: minted indicators."""

    observations: tuple[Observation, ...] = ()
    relations: tuple[Relation, ...] = ()
    flags: tuple[Flag, ...] = ()
    entities: tuple[Entity, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)


class FactReader:
    """States the facts of documents; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def read(self, document: Document, resolution: Resolution) -> Facts:
        """The facts of one document, each with its evidence, sorted by where they stand."""
        return Facts()
