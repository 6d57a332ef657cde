"""A build whose readings stand on a shelf and are taken down when they are looked at."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import overload

from kg.model import Entity, EntityKey, Reading
from kg.pipeline.keeping.codec import decode_entity
from kg.pipeline.keeping.shelf import Shelf
from kg.pipeline.merge import merge_entity, reasons, totals

# merged entities that are remembered: those that many documents name are asked for again and again
_REMEMBERED = 20_000


class Shelved:
    """What stands on a shelf, as a build; its `readings` may be those from one place to another alone."""

    def __init__(self, shelf: Shelf, start: int = 0, stop: int | None = None) -> None:
        self._shelf = shelf
        self.readings: Sequence[Reading] = _Readings(shelf, start, len(shelf) if stop is None else stop)
        self.by_id: Mapping[EntityKey, Entity] = _Entities(shelf)
        self.labels: Mapping[EntityKey, str] = _Labels(self.by_id)

    @property
    def entities(self) -> Collection[Entity]:
        """Every entity once, sorted by kind and key."""
        return self.by_id.values()

    @cached_property
    def repeated(self) -> Sequence[tuple[str, str]]:
        """Files that are another one's copies."""
        return self._shelf.repeated()

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many documents, entities of each kind, relations, observations and flags there are."""
        return totals(self._shelf.kinds().items(), self._shelf.counts())

    @cached_property
    def skipped(self) -> Mapping[str, int]:
        """Why nothing was written, and how often."""
        return reasons(one["skipped"] for one in self._shelf.counts())


class _Readings(Sequence[Reading]):
    def __init__(self, shelf: Shelf, start: int, stop: int) -> None:
        self._shelf = shelf
        self._start = start
        self._stop = stop

    def __len__(self) -> int:
        return self._stop - self._start

    def __iter__(self) -> Iterator[Reading]:
        return self._shelf.readings(self._start, self._stop)

    @overload
    def __getitem__(self, index: int) -> Reading: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Reading]: ...
    def __getitem__(self, index: int | slice) -> Reading | Sequence[Reading]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._shelf.reading(self._start + index % len(self))


class _Entities(Mapping[EntityKey, Entity]):
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._merged = lru_cache(_REMEMBERED)(self._merge)

    def _merge(self, key: EntityKey) -> Entity | None:
        forms = self._shelf.forms(key)
        return merge_entity(decode_entity(json.loads(body)) for body in forms) if forms else None

    def __getitem__(self, key: EntityKey) -> Entity:
        found = self._merged(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[EntityKey]:
        return self._shelf.keys()

    def __len__(self) -> int:
        return sum(self._shelf.kinds().values())


class _Labels(Mapping[EntityKey, str]):
    def __init__(self, entities: Mapping[EntityKey, Entity]) -> None:
        self._entities = entities

    def __getitem__(self, key: EntityKey) -> str:
        return self._entities[key].label

    def __iter__(self) -> Iterator[EntityKey]:
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)
