"""What the writers of graphs and tables look up: concepts by IRI, places by code, and so what an entity is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from kg.model import Entity
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
    """The gazetteer."""

    def by_code(self, code: str) -> Place | None: ...


class Lookup(Protocol):
    """The vocabulary, as far as writers need it."""

    @property
    def concepts(self) -> Mapping[str, Concept]: ...
    @property
    def gazetteer(self) -> Places: ...


def settled(entity: Entity, vocabulary: Lookup) -> Entity:
    """The entity under the label of its concept or place, where it is one; its own label becomes an alias."""
    concept = vocabulary.concepts.get(entity.concept) if entity.concept else None
    place = vocabulary.gazetteer.by_code(entity.key) if entity.kind == "region" else None
    label = concept.label if concept else place.name if place else entity.label
    english = (concept.label_en if concept else None) or entity.label_en
    return replace(entity, label=label, label_en=english, aliases=tuple(sorted({entity.label, *entity.aliases} - {label})))


def symbol(unit: str, vocabulary: Lookup) -> str:
    """A unit as it is printed, 元/人/月; its IRI where the ontology lacks it."""
    concept = vocabulary.concepts.get(unit)
    return (concept.symbol or concept.label) if concept else unit
