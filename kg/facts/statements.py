"""All facts of one document: observations, relations, and the audit of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.facts.audit.reader import AuditReader
from kg.facts.clauses import lines
from kg.facts.indicators import ImpliedEntities
from kg.facts.observations import ObservationReader
from kg.facts.relations import RelationReader
from kg.facts.tables import TablesReader
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
        self._book = ImpliedEntities(vocabulary)
        self._tables = TablesReader(vocabulary)
        self._observations = ObservationReader(vocabulary)
        self._audit = AuditReader(vocabulary)
        self._relations = RelationReader(vocabulary)

    def read(self, document: Document, resolution: Resolution) -> Facts:
        """The facts of one document, each with its evidence, sorted by where they stand."""
        tabled = self._tables.read(document, resolution)
        prose = tabled.prose(document)
        told = tuple(lines(prose, resolution))
        harvest = self._observations.read(prose, resolution, told)
        observations = sorted([*tabled.observations, *harvest.observations], key=lambda each: each.mention)
        entities = tabled.entities | harvest.entities
        named = {key for each in observations for key in (each.group, each.program) if key}
        entities.update(self._book.entities(named - resolution.entities.keys()))
        return Facts(
            observations=tuple(observations),
            flags=self._audit.read(document, resolution, observations),
            relations=self._relations.read(prose, resolution, told),
            entities=tuple(entities[key] for key in sorted(entities)),
            skipped=dict(sorted((harvest.skipped + tabled.skipped).items())),
        )
