"""A reading without words that are no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Entity, Naming, Reading
from kg.pipeline.overrides.corrections import NotName
from kg.pipeline.overrides.rewriting import rewrite
from kg.pipeline.overrides.selecting import clean, is_document, plain
from kg.resolve import names


def drop(reading: Reading, corrections: Sequence[NotName]) -> tuple[Reading, tuple[NotName, ...]]:
    """The reading without what the corrections say is no name, and the corrections that changed it.

    A naming goes where its words, or the label of what they name, are those of a correction. A thing that nothing in the
    document names any more goes with its relations; one that other words still name only loses the words as a further name.
    """
    mine = [each for each in corrections if each.document is None or is_document(each.document, reading.document.source.name)]
    applied = dict[NotName, None]()
    left: list[Naming] = []
    entities = {entity.id: entity for entity in reading.entities}
    lost: dict[Entity, set[str]] = {}
    for naming in reading.namings:
        entity = entities[naming.entity]
        words = clean(reading.document, naming.span)
        hit = next((each for each in mine if _means(each, entity, words)), None)
        if hit is None:
            left.append(naming)
        else:
            applied[hit] = None
            lost.setdefault(entity, set()).add(names.key(words))
    if not applied:
        return reading, ()
    still = {naming.entity for naming in left}
    kept = [_without(entity, lost[entity]) if entity in lost else entity for entity in reading.entities if entity not in lost or entity.id in still]
    gone = {entity.id for entity in lost} - still
    return rewrite(replace(reading, namings=tuple(left)), kept, lambda key: None if key in gone else key), tuple(applied)


def _means(correction: NotName, entity: Entity, words: str) -> bool:
    if correction.kind not in (None, entity.kind):
        return False
    return plain(correction.text) in (plain(words), plain(entity.label)) or (bool(names.key(words)) and names.key(correction.text) == names.key(words))


def _without(entity: Entity, words: set[str]) -> Entity:
    return replace(entity, aliases=tuple(alias for alias in entity.aliases if names.key(alias) not in words))
