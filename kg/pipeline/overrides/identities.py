"""What entities are after they are renamed, moved to another region and merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.model import Entity, EntityKey
from kg.pipeline.overrides.corrections import Correction, Jurisdiction, Merge, Rename
from kg.pipeline.overrides.selecting import Selector
from kg.resolve import names
from kg.vocab.lookup import Lookup

# kinds whose place is a part of their key
_PLACED = ("agency", "policy", "program", "system")


@dataclass
class Identities:
    """What each entity is now. `problems` says of a correction why it does not apply, `touched` which entities it changes."""

    changed: dict[EntityKey, Entity] = field(default_factory=dict)
    merged: dict[EntityKey, EntityKey] = field(default_factory=dict)
    problems: dict[Correction, str] = field(default_factory=dict)
    touched: dict[Correction, frozenset[EntityKey]] = field(default_factory=dict)
    _places: Mapping[EntityKey, tuple[str, str]] = field(default_factory=dict)

    def key(self, key: EntityKey) -> EntityKey:
        """The key that an entity has now."""
        while key in self.merged:
            key = self.merged[key]
        return self.changed[key].id if key in self.changed else key

    def entity(self, entity: Entity, whole: Mapping[EntityKey, Entity]) -> Entity:
        """The form that one document gives an entity, as it is now; `whole` are the build's entities before any correction."""
        last = entity.id
        while last in self.merged:
            last = self.merged[last]
        now = self.changed.get(last, whole.get(last, entity))
        if last == entity.id and last not in self.changed:
            return entity
        old, new = self._places.get(last, ("", ""))
        mine = [_moved(name, old, new) for name in (entity.label, *entity.aliases)]
        # a form of the place only keeps the words that its document prints
        label = mine[0] if last == entity.id and now.label == _moved(whole[last].label, old, new) else now.label
        aliases = tuple(dict.fromkeys(name for name in mine if name != label))
        return Entity(now.kind, now.key, label, aliases, now.label_en, now.concept, now.place, entity.properties)


def plan(corrections: Iterable[Correction], entities: Mapping[EntityKey, Entity], vocabulary: Lookup) -> Identities:
    """Follows renames, then jurisdictions, then merges; every name is one of the build as it is without corrections."""
    selector = Selector(entities.values())
    planner = _Planner(entities, selector, vocabulary)
    held = list(corrections)
    problems: dict[Correction, str] = {each: planner.rename(each) for each in held if isinstance(each, Rename)}
    problems |= {each: planner.move(each) for each in held if isinstance(each, Jurisdiction)}
    problems |= {each: planner.merge(each) for each in held if isinstance(each, Merge)}
    planner.result.problems.update({each: problem for each, problem in problems.items() if problem})
    return planner.result


class _Planner:
    def __init__(self, entities: Mapping[EntityKey, Entity], selector: Selector, vocabulary: Lookup) -> None:
        self._entities = entities
        self._selector = selector
        self._vocabulary = vocabulary
        self._places: dict[EntityKey, tuple[str, str]] = {}
        self._done: dict[tuple[type, EntityKey], Correction] = {}
        self.result = Identities(_places=self._places)

    def rename(self, correction: Rename) -> str:
        entity, problem = self._own(correction)
        if entity is None:
            return problem
        owner = self._name(entity.place)
        body = correction.to.removeprefix(owner) if entity.kind == "agency" else correction.to
        key = self._key(entity, entity.place, names.key(body))
        if not key:
            return f"{correction.to} holds no letter or digit; give another name"
        self._change(correction, entity, replace(entity, label=correction.to, key=key))
        return ""

    def move(self, correction: Jurisdiction) -> str:
        entity, problem = self._own(correction)
        if entity is None:
            return problem
        if entity.kind not in _PLACED:
            return f"a {entity.kind} has no jurisdiction; only {', '.join(_PLACED)} have one"
        if not self._name(correction.region) and ("region", correction.region) not in self._entities:
            return f"no place has the code {correction.region}; give a GB/T 2260 code such as 130000"
        now = self.result.changed.get(entity.id, entity)
        old, new = self._name(entity.place), self._name(correction.region)
        if entity.kind == "agency" and old and new:
            self._places[entity.id] = (old, new)
        prefix = f"{entity.place}-"
        body = now.key.removeprefix(prefix) if entity.place else now.key
        label = _moved(now.label, *self._places.get(entity.id, ("", "")))
        self._change(correction, entity, replace(now, key=f"{correction.region}-{body}", label=label, place=correction.region))
        return ""

    def merge(self, correction: Merge) -> str:
        keep, problem = self._selector.find(correction.keep, correction.kind)
        if keep is None:
            return problem
        dropped, problems = list[Entity](), list[str]()
        for name in correction.drop:
            entity, problem = self._selector.find(name, correction.kind or keep.kind)
            if entity is None:
                problems.append(problem)
            elif entity.id == keep.id:
                problems.append(f"{name} and {correction.keep} are one already")
            elif entity.id in self.result.merged:
                problems.append(f"{name} is merged by another correction already")
            elif self._leads_to(keep.id, entity.id):
                problems.append(f"{name} and {correction.keep} would be merged into each other")
            else:
                dropped.append(entity)
        if problems:
            return "; ".join(problems)
        self.result.merged.update({entity.id: keep.id for entity in dropped})
        self.result.touched[correction] = frozenset(entity.id for entity in dropped)
        return ""

    def _own(self, correction: Rename | Jurisdiction) -> tuple[Entity | None, str]:
        """The entity that a correction changes, where it is one of the texts alone and no other correction of its sort does."""
        entity, problem = self._selector.find(correction.name, correction.kind)
        if entity is None:
            return None, problem
        if entity.concept or (entity.kind == "region" and self._name(entity.key)):
            return None, f"{entity.label} is known to the ontology, which names and places it; change it there, with a folder of --ontology"
        if (type(correction), entity.id) in self._done:
            return None, "another correction changes the same thing already"
        self._done[type(correction), entity.id] = correction
        return entity, ""

    def _change(self, correction: Correction, before: Entity, after: Entity) -> None:
        self.result.changed[before.id] = after
        self.result.touched[correction] = frozenset([before.id])

    def _key(self, entity: Entity, place: str | None, body: str) -> str:
        is_placed = bool(place) and entity.key.startswith(f"{place}-")
        return body and (f"{place}-{body}" if is_placed else body)

    def _name(self, code: str | None) -> str:
        place = self._vocabulary.gazetteer.by_code(code) if code else None
        return place.name if place else ""

    def _leads_to(self, start: EntityKey, end: EntityKey) -> bool:
        while start in self.result.merged:
            start = self.result.merged[start]
        return start == end


def _moved(name: str, old: str, new: str) -> str:
    """A name with its place exchanged, where it begins with one.

    >>> _moved("甲市民政局", "甲市", "乙市")
    '乙市民政局'
    """
    return new + name[len(old) :] if old and name.startswith(old) else name
