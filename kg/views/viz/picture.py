"""Which entities, links and figures of a build are drawn, and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, EntityKey, Flag, Observation, Reading, Span
from kg.views.viz.words import Words

MOST_NODES = 1500  # beyond this a browser gets slow, and nobody can read the picture
MOST_QUOTES = 6  # kept for one link


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A span of one of the documents, by the document's place in `Picture.readings`."""

    document: int
    span: Span


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, the documents that name it and how central it is."""

    entity: Entity
    documents: tuple[int, ...]
    home: int  # the document that names it most often, -1 where none does
    score: int


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two nodes, by their places in `Picture.nodes`.

    `quotes` is empty where no text says it and the gazetteer, a name or the ontology does.
    """

    source: int
    target: int
    predicate: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation with its document and the doubts about it."""

    document: int
    observation: Observation
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a page shows. `nodes` are sorted from most to least central; `total` counts those left out, too."""

    readings: tuple[Reading, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    figures: tuple[Figure, ...]
    total: int
    labels: Mapping[EntityKey, str]

    def index(self) -> dict[EntityKey, int]:
        """Where each entity stands in `nodes`."""
        return {node.entity.id: place for place, node in enumerate(self.nodes)}


def draw(readings: Sequence[Reading], entities: Iterable[Entity], words: Words, most: int = MOST_NODES) -> Picture:
    """The picture of some readings and the entities merged from them.

    Central is what has many links, figures and documents: the score counts a stated link twice, a
    document three times, and figures by their square root, so that a region with a hundred figures does not drown the rest.
    """
    by_id = {entity.id: entity for entity in entities}
    stated = _stated(readings, by_id)
    implied = {edge: () for edge in _implied(by_id, words) if edge not in stated}
    edges: dict[tuple[EntityKey, str, EntityKey], tuple[Quote, ...]] = {**stated, **implied, **_measured(readings, by_id)}
    figures = tuple(_figures(readings))
    ranked = sorted(_nodes(readings, by_id, stated, figures), key=lambda node: (-node.score, node.entity.id))
    place = {node.entity.id: number for number, node in enumerate(ranked[:most])}
    links = [
        Link(place[source], place[target], predicate, quotes)
        for (source, predicate, target), quotes in edges.items()
        if source in place and target in place and source != target
    ]
    links.sort(key=lambda link: (link.source, link.target, link.predicate))
    labels = {key: entity.label for key, entity in by_id.items()}
    return Picture(tuple(readings), tuple(ranked[:most]), tuple(links), figures, len(ranked), labels)


def _stated(readings: Sequence[Reading], known: Mapping[EntityKey, Entity]) -> dict[tuple[EntityKey, str, EntityKey], tuple[Quote, ...]]:
    """The relations that texts state, each once, with the sentences of every document."""
    found: dict[tuple[EntityKey, str, EntityKey], set[Quote]] = defaultdict(set)
    for number, reading in enumerate(readings):
        for relation in reading.relations:
            if relation.subject in known and relation.object in known:
                edge = (relation.subject, relation.predicate, relation.object)
                found[edge].update(Quote(number, span) for span in relation.evidence)
    return {edge: tuple(sorted(found[edge])[:MOST_QUOTES]) for edge in sorted(found)}


def _implied(known: Mapping[EntityKey, Entity], words: Words) -> Iterable[tuple[EntityKey, str, EntityKey]]:
    """The links that no sentence states: a region's parent, an agency's jurisdiction, a group's broader one."""
    concepts = {entity.concept: entity.id for entity in known.values() if entity.concept}
    for entity in known.values():
        for name, value in entity.properties:
            if isinstance(value, tuple) and value in known:
                yield entity.id, name, value
        if entity.kind == "region":
            above = (*((entity.place,) if entity.place else ()), *words.ancestors(entity.key))
            yield from ((entity.id, "within", parent) for parent in _nearest(entity.key, above, known))
        elif entity.kind in ("agency", "policy") and entity.place and ("region", entity.place) in known:
            yield entity.id, "jurisdiction", ("region", entity.place)
        if entity.concept:
            yield from ((entity.id, "broader", parent) for parent in _above(entity.concept, concepts, words))


def _nearest(key: str, above: Iterable[str], known: Mapping[EntityKey, Entity]) -> list[EntityKey]:
    for code in above:
        if code != key and ("region", code) in known:
            return [("region", code)]
    return []


def _above(concept: str, concepts: Mapping[str, EntityKey], words: Words) -> list[EntityKey]:
    """The nearest broader concepts that are in the build, past those that are not."""
    found: list[EntityKey] = []
    front, seen = list(words.broader.get(concept, ())), {concept}
    while front:
        iri = front.pop(0)
        if iri in seen:
            continue
        seen.add(iri)
        if iri in concepts:
            found.append(concepts[iri])
        else:
            front.extend(words.broader.get(iri, ()))
    return found


def _measured(readings: Sequence[Reading], known: Mapping[EntityKey, Entity]) -> dict[tuple[EntityKey, str, EntityKey], tuple[Quote, ...]]:
    """Links from an indicator to what it measures: a layer that the page shows on demand."""
    found: dict[tuple[EntityKey, str, EntityKey], set[Quote]] = defaultdict(set)
    for number, reading in enumerate(readings):
        for seen in reading.observations:
            for name, target in (("region", seen.region), ("program", seen.program), ("group", seen.group)):
                if target is not None and target in known and seen.indicator in known:
                    found[(seen.indicator, name, target)].add(Quote(number, seen.evidence))
    return {edge: tuple(sorted(found[edge])[:MOST_QUOTES]) for edge in sorted(found)}


def concerned(seen: Observation) -> set[EntityKey]:
    """The entities whose details list a figure."""
    return {key for key in (seen.region, seen.indicator, seen.program, seen.group) if key is not None}


def _figures(readings: Sequence[Reading]) -> Iterable[Figure]:
    for number, reading in enumerate(readings):
        flags: dict[Span, list[Flag]] = defaultdict(list)
        for flag in reading.flags:
            flags[flag.mention].append(flag)
        for seen in reading.observations:
            yield Figure(number, seen, tuple(flags.get(seen.mention, ())))


def _nodes(
    readings: Sequence[Reading],
    known: Mapping[EntityKey, Entity],
    stated: Mapping[tuple[EntityKey, str, EntityKey], tuple[Quote, ...]],
    figures: Sequence[Figure],
) -> Iterable[Node]:
    named: dict[EntityKey, Counter[int]] = defaultdict(Counter)
    for number, reading in enumerate(readings):
        for entity in reading.entities:
            named[entity.id][number] += 0
        for naming in reading.namings:
            named[naming.entity][number] += 1
    degree: Counter[EntityKey] = Counter()
    for source, _, target in stated:
        degree.update((source, target))
    measured: Counter[EntityKey] = Counter()
    for figure in figures:
        for key in concerned(figure.observation):
            measured[key] += 1
            named[key][figure.document] += 0
    for entity in known.values():
        counts = named[entity.id]
        home = min(counts, key=lambda number: (-counts[number], number)) if counts else -1
        score = 2 * degree[entity.id] + 3 * len(counts) + int(measured[entity.id] ** 0.5 * 2)
        yield Node(entity, tuple(sorted(counts)), home, score)
