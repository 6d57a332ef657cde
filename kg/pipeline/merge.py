"""Many readings as one build: every entity once, whichever documents name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kg.model import Entity, EntityKey, Reading
from kg.vocab.lookup import Lookup, settled


class Build(Protocol):
    """What a set of documents gave. Equal for equal documents, in whatever order they were read.

    `readings` are sorted by name; `repeated` pairs the name of a file that held the same bytes as another with the
    name of that other, which alone was kept; `entities` are merged and sorted by kind and key.
    """

    @property
    def readings(self) -> Sequence[Reading]:
        """One for each text."""

    @property
    def entities(self) -> Collection[Entity]:
        """Every entity once."""

    @property
    def repeated(self) -> Sequence[tuple[str, str]]:
        """Files that are another one's copies."""

    @property
    def by_id(self) -> Mapping[EntityKey, Entity]:
        """The merged entities under what other records call them by."""

    @property
    def labels(self) -> Mapping[EntityKey, str]:
        """The preferred label of every entity."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many documents, entities of each kind, relations, observations and flags there are."""

    @property
    def skipped(self) -> Mapping[str, int]:
        """Why nothing was written, and how often."""


@dataclass(frozen=True)
class Merged:
    """A build that stands in memory."""

    readings: tuple[Reading, ...]
    entities: tuple[Entity, ...]
    repeated: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_id(self) -> Mapping[EntityKey, Entity]:
        """The merged entities under what other records call them by."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def labels(self) -> Mapping[EntityKey, str]:
        """The preferred label of every entity."""
        return {entity.id: entity.label for entity in self.entities}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many documents, entities of each kind, relations, observations and flags there are."""
        kinds = Counter(entity.kind for entity in self.entities)
        return totals(sorted(kinds.items()), [counts_of(reading) for reading in self.readings])

    @cached_property
    def skipped(self) -> Mapping[str, int]:
        """Why nothing was written, and how often."""
        return reasons(reading.skipped for reading in self.readings)


PARTS = ("namings", "relations", "observations", "flags")


def counts_of(reading: Reading) -> dict[str, int]:
    """How much one document gave."""
    return {part: len(getattr(reading, part)) for part in PARTS}


def totals(kinds: Iterable[tuple[str, int]], counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The counts of a build, of its entities by kind and of the counts of its documents."""
    of_kind, parts, documents = dict(kinds), dict.fromkeys(PARTS, 0), 0
    for one in counts:
        documents += 1
        for part in PARTS:
            parts[part] += one[part]
    return {"documents": documents, "entities": sum(of_kind.values()), **of_kind, **parts}


def reasons(skipped: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sums of what the documents left unwritten, by reason."""
    total: Counter[str] = Counter()
    for one in skipped:
        total.update(one)
    return dict(sorted(total.items()))


def merge(readings: Iterable[Reading], vocabulary: Lookup | None = None) -> Merged:
    """Puts readings together. The same bytes under a second name count once, under the name that sorts first.

    With the vocabulary, concepts and places bear the ontology's labels, as they do in the graph.
    """
    kept: dict[str, Reading] = {}
    repeated: list[tuple[str, str]] = []
    for reading in sorted(readings, key=lambda reading: (reading.document.source.name, reading.document.source.sha256)):
        source = reading.document.source
        if source.sha256 in kept:
            repeated.append((source.name, kept[source.sha256].document.source.name))
        else:
            kept[source.sha256] = reading
    forms: dict[EntityKey, list[Entity]] = {}
    for reading in kept.values():
        for entity in reading.entities:
            forms.setdefault(entity.id, []).append(settled(entity, vocabulary) if vocabulary else entity)
    return Merged(tuple(kept.values()), tuple(merge_entity(forms[key]) for key in sorted(forms)), tuple(repeated))


def merge_entity(forms: Iterable[Entity]) -> Entity:
    """One entity of what several documents say of it.

    The longest label is kept, of equally long ones the first by code points, so that merging in any order or
    in steps ends with the same; the other labels become aliases.

    >>> merge_entity([Entity("agency", "130000-民政厅", "省民政厅"), Entity("agency", "130000-民政厅", "河北省民政厅", ("省厅",))])
    Entity(kind='agency', key='130000-民政厅', label='河北省民政厅', aliases=('省厅', '省民政厅'), label_en=None, concept=None, place=None, properties=())
    """
    held = list(forms)
    label = _fullest(entity.label for entity in held)
    names = {name for entity in held for name in (entity.label, *entity.aliases)}
    return Entity(
        kind=held[0].kind,
        key=held[0].key,
        label=label or held[0].label,
        aliases=tuple(sorted(names - {label})),
        label_en=_fullest(entity.label_en for entity in held),
        concept=min((entity.concept for entity in held if entity.concept), default=None),
        place=min((entity.place for entity in held if entity.place), default=None),
        properties=tuple(sorted({statement for entity in held for statement in entity.properties}, key=repr)),
    )


def _fullest(names: Iterable[str | None]) -> str | None:
    return min((name for name in names if name), key=lambda name: (-len(name), name), default=None)
