"""What the writers of graphs and tables look up: concepts by IRI, places by code, and so what an entity is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from kg.model import Entity
from kg.vocab.areas import Area
from kg.vocab.ontology import Concept


class Place(Protocol):
    """A place of the gazetteer."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def since(self) -> str | None: ...
    @property
    def until(self) -> str | None: ...
    @property
    def replaced_by(self) -> tuple[str, ...]: ...


class Places(Protocol):
    """The gazetteer: places by code, and named areas such as 京津冀, which have none."""

    @property
    def areas(self) -> tuple[Area, ...]: ...

    def by_code(self, code: str) -> Place | None: ...


class Lookup(Protocol):
    """The vocabulary, as far as writers need it."""

    @property
    def concepts(self) -> Mapping[str, Concept]: ...
    @property
    def gazetteer(self) -> Places: ...


def area_of(key: str, vocabulary: Lookup) -> Area | None:
    """The named area of a region's key, None for a place with a code or one that no list has."""
    return next((area for area in vocabulary.gazetteer.areas if area.notation == key), None)


def settled(entity: Entity, vocabulary: Lookup) -> Entity:
    """The entity under the label of its concept or place, where it is one; its own label becomes an alias."""
    known: Concept | Area | Place | None = vocabulary.concepts.get(entity.concept) if entity.concept else None
    if entity.kind == "region":
        known = vocabulary.gazetteer.by_code(entity.key) or area_of(entity.key, vocabulary)
    if known is None:
        return entity
    label = known.label if isinstance(known, Concept) else known.name
    english = known.label_en if isinstance(known, Concept) else known.name_en if isinstance(known, Area) else None
    return replace(entity, label=label, label_en=english or entity.label_en, aliases=tuple(sorted({entity.label, *entity.aliases} - {label})))


def symbol(unit: str, vocabulary: Lookup) -> str:
    """A unit as it is printed, 元/人/月; its IRI where the ontology lacks it."""
    concept = vocabulary.concepts.get(unit)
    return (concept.symbol or concept.label) if concept else unit
