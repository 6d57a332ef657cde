"""A reading in which some entities are others, or are no more: everything that refers to them follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.model import Entity, EntityKey, Observation, Reading, Relation
from kg.pipeline.merge import merge_entity

# the entity that a reference leads to now, None where it is gone
Redirect = Callable[[EntityKey], EntityKey | None]


def rewrite(reading: Reading, entities: Iterable[Entity], redirect: Redirect) -> Reading:
    """The reading with `entities` in place of its own, and every reference led through `redirect`.

    Relations that lose an end, or whose ends have become one, go; a figure whose region is gone falls to the document's
    own region, and goes where there is none. Indicators that no figure measures any more go too.
    """
    about = redirect(reading.about) if reading.about else None
    observations = tuple(dict.fromkeys(held for one in reading.observations if (held := _observation(one, about, redirect))))
    relations = _relations(reading.relations, redirect)
    namings = {replace(naming, entity=named) for naming in reading.namings if (named := redirect(naming.entity))}
    numbers = {one.mention for one in observations}
    measured = {one.indicator for one in observations}
    forms: dict[EntityKey, list[Entity]] = {}
    for entity in entities:
        if entity.kind != "indicator" or entity.id in measured:
            forms.setdefault(entity.id, []).append(_properties(entity, redirect))
    return replace(
        reading,
        about=about,
        entities=tuple(merge_entity(forms[key]) if len(forms[key]) > 1 else forms[key][0] for key in sorted(forms)),
        namings=tuple(sorted(namings, key=lambda naming: (naming.span, naming.entity))),
        relations=relations,
        observations=observations,
        flags=tuple(flag for flag in reading.flags if flag.mention in numbers),
    )


def _observation(one: Observation, about: EntityKey | None, redirect: Redirect) -> Observation | None:
    region, indicator = redirect(one.region) or about, redirect(one.indicator)
    if region is None or indicator is None:
        return None
    group, program = (redirect(key) if key else None for key in (one.group, one.program))
    return replace(one, region=region, indicator=indicator, group=group, program=program)


def _relations(relations: Iterable[Relation], redirect: Redirect) -> tuple[Relation, ...]:
    """The relations that are left, each once, with all its evidence."""
    held: dict[tuple[EntityKey, str, EntityKey], Relation] = {}
    for relation in relations:
        subject, target = redirect(relation.subject), redirect(relation.object)
        if subject is None or target is None or (subject == target and relation.subject != relation.object):
            continue
        key = (subject, relation.predicate, target)
        evidence = tuple(sorted({*relation.evidence, *(held[key].evidence if key in held else ())}))
        first = held.get(key, relation)
        held[key] = replace(first, subject=subject, object=target, evidence=evidence)
    return tuple(held.values())


def _properties(entity: Entity, redirect: Redirect) -> Entity:
    kept: list[tuple[str, str | EntityKey]] = []
    for name, value in entity.properties:
        target = redirect(value) if isinstance(value, tuple) else value
        if target is not None and target != entity.id:
            kept.append((name, target))
    place = redirect(("region", entity.place)) if entity.place and entity.kind != "region" else None
    return replace(entity, properties=tuple(kept), place=place[1] if place else entity.place)
