"""What stands around some things of the graph: neighbours, the edges between them, and why."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.store import Graph, Rows
from kg.store.endpoint import TABLE
from kg.store.formats import Kind
from kg.store.protocol import Asked, Refusal
from kg.views.viz.words import CLASSES
from kg.views.web.addresses import is_iri
from kg.views.web.entity_facts import INCOMING, known
from kg.views.web.entity_sections import kind_of
from kg.views.web.kept_answers import kept
from kg.views.web.problems import Problem
from kg.views.web.site import Site
from kg.vocab import terms

# nodes of one picture, and how many of them may be indicators where something else is looked at
MOST, MOST_INDICATORS = 150, 50
# sentences that one edge shows, rows of a query's answer that are looked at
MOST_SENTENCES, MOST_ROWS, MOST_MEASURED, MOST_WHY = 3, 2000, 1500, 1200
INDICATOR = "indicator"
_RELATIONS = frozenset(terms.MZ + name.removeprefix("mz:") for name in INCOMING if name.startswith("mz:")) | {terms.SKOS + "broader"}
_WITHIN = terms.MZ + "within"
_ROLES = ("region", "program", "group")
_MEASURES = "SELECT ?thing ?other ?evidence WHERE {{ ?figure mz:{role} ?thing ; mz:indicator ?other ; mz:evidence ?evidence }} LIMIT {most}"
_MEASURED = "SELECT ?thing ?other ?evidence WHERE {{ ?figure mz:indicator ?thing ; mz:{role} ?other ; mz:evidence ?evidence }} LIMIT {most}"
_BETWEEN = "SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {things} }} ?s ?p ?o . FILTER (isIRI(?o)) }}"
_WHY = "SELECT ?s ?p ?o ?e WHERE {{ VALUES ?s {{ {things} }} ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; mz:evidence ?e }} LIMIT {most}"
_NAMED = """SELECT ?thing (COUNT(*) AS ?times) WHERE { ?span mz:mentions ?thing } GROUP BY ?thing ORDER BY DESC(?times) ?thing LIMIT 40"""

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Sub:
    """A part of the graph: things in the order of their rank, edges (subject, predicate, object) with the stretches that state them.

    `total` counts the neighbours that are left out as well; `sentences` says how many sentences, or rows of an answer, speak for
    each thing.
    """

    things: tuple[str, ...]
    edges: Mapping[Key, tuple[str, ...]]
    total: int
    sentences: Mapping[str, int]


def around(graph: Graph, focuses: Sequence[str], most: int = MOST) -> Sub | None:
    """The neighbours of some things, those whose link most sentences state first; the things share the room evenly.

    None where the graph never speaks of one of them.
    """
    edges: dict[Key, tuple[str, ...]] = {}
    lists: list[list[str]] = []
    for focus in focuses:
        mine = _edges_of(graph, focus)
        if mine is None:
            return None
        edges |= mine
        lists.append(_ranked(focus, mine))
    total = len({*focuses, *(thing for ranked in lists for thing in ranked)})
    things = _share(focuses, lists, most)
    sentences = _weights(edges)
    return Sub(things, _among(graph, things, edges), total, {thing: sentences.get(thing, 0) for thing in things})


def answered(site: Site, query: str, most: int = MOST) -> Sub:
    """The things that a query's answer names, those in most rows first, and what the graph says between them.

    Raises:
        Problem: the query is wrong or refused, or it took too long.
    """
    accepted: Mapping[Kind, str | None] = {"rows": TABLE, "truth": TABLE, "triples": TABLE}
    try:
        found = site.endpoint.ask(Asked(query), accepted, rows=MOST_ROWS)
    except Refusal as error:
        raise Problem(error.status, "graph.query-failed", why=str(error)) from error
    rows = json.loads(found.data).get("results", {}).get("bindings", [])
    times: dict[str, int] = defaultdict(int)
    for row in rows:
        for value in row.values():
            if value.get("type") == "uri" and is_drawn(value["value"]):
                times[value["value"]] += 1
    ranked = sorted(times, key=lambda iri: (-times[iri], iri))
    things = tuple(ranked[:most])
    return Sub(things, _among(site.graph, things, {}), len(ranked), {thing: times[thing] for thing in things})


def joined(graph: Graph, one: Sub, other: Sub, most: int = MOST) -> Sub:
    """Two parts as one; those of the first come first, and where there is not room for both each gets half."""
    kept = one.things[: max(most // 2, most - len(other.things))]
    things = tuple(dict.fromkeys([*kept, *other.things]))[:most]
    known_edges = {**one.edges, **{key: spans for key, spans in other.edges.items() if spans or key not in one.edges}}
    total = one.total + other.total - len({*one.things} & {*other.things})
    sentences = {thing: one.sentences.get(thing, 0) + other.sentences.get(thing, 0) for thing in things}
    return Sub(things, _among(graph, things, known_edges), total, sentences)


def is_drawn(iri: str) -> bool:
    """Whether a thing is of a class that pictures show: a region, an agency … but no unit, figure or sentence."""
    return kind_of(iri) in CLASSES and is_iri(iri)


@lru_cache(maxsize=2)
def most_named(site: Site) -> dict[str, int]:
    """The things that texts name most often, and how often; over a large build counting takes a while and is kept beside it."""

    def count() -> list[tuple[str, int]]:
        answer = site.graph.ask(_NAMED)
        assert isinstance(answer, Rows)
        return [(row[0].text, int(row[1].text)) for row in answer if row[0] and row[1]]

    return dict(kept(site.settings.folder, "named", count))


def _edges_of(graph: Graph, focus: str) -> dict[Key, tuple[str, ...]] | None:
    thing = known(graph, focus)
    if thing is None:
        return None
    found: dict[Key, tuple[str, ...]] = {}
    for edge in thing.edges:
        if is_drawn(edge.other) and edge.other != focus and edge.predicate in _RELATIONS:
            found[(focus, edge.predicate, edge.other) if edge.outgoing else (edge.other, edge.predicate, focus)] = edge.evidence
    measured: dict[Key, list[str]] = defaultdict(list)
    kind = kind_of(focus)
    for role in _ROLES if kind == INDICATOR else (kind,) if kind in _ROLES else ():
        query = _MEASURED if kind == INDICATOR else _MEASURES
        for _, other, evidence in _texts(graph.ask(query.format(role=role, most=MOST_MEASURED), {"thing": focus})):
            ends = (focus, other) if kind == INDICATOR else (other, focus)
            measured[ends[0], terms.MZ + role, ends[1]].append(evidence)
    return found | {key: tuple(sorted(set(spans))) for key, spans in measured.items()}


def _weights(edges: Mapping[Key, Collection[str]]) -> dict[str, int]:
    """How many sentences link each thing to another."""
    spans: dict[str, set[str]] = defaultdict(set)
    for (subject, _, target), held in edges.items():
        spans[subject].update(held)
        spans[target].update(held)
    return {thing: len(held) for thing, held in spans.items()}


def _ranked(focus: str, edges: Mapping[Key, Collection[str]]) -> list[str]:
    weights = _weights(edges)
    ranked = sorted((thing for thing in {end for key in edges for end in (key[0], key[2])} if thing != focus), key=lambda thing: (-weights[thing], thing))
    if kind_of(focus) == INDICATOR:
        return ranked
    # a place with hundreds of indicators would show nothing else
    indicators = [thing for thing in ranked if kind_of(thing) == INDICATOR]
    kept = {*indicators[:MOST_INDICATORS]}
    return [thing for thing in ranked if kind_of(thing) != INDICATOR or thing in kept] + indicators[MOST_INDICATORS:]


def _share(focuses: Sequence[str], lists: Sequence[Sequence[str]], most: int) -> tuple[str, ...]:
    """The first of each list in turn, as many as there is room for.

    >>> _share(["a", "b"], [["c", "d"], ["c", "e"]], 4)
    ('a', 'b', 'c', 'd')
    """
    taken = dict.fromkeys(focuses)
    for turn in range(max(map(len, lists), default=0)):
        for ranked in lists:
            if turn < len(ranked) and len(taken) < most:
                taken.setdefault(ranked[turn])
    return tuple(taken)


def _among(graph: Graph, things: Sequence[str], edges: Mapping[Key, tuple[str, ...]]) -> dict[Key, tuple[str, ...]]:
    """The edges between things: those given and what the graph has, without steps that a chain of places makes anyway."""
    held = {*things}
    listed = " ".join(f"<{thing}>" for thing in things)
    found = {key: spans for key, spans in edges.items() if key[0] in held and key[2] in held}
    if listed:
        for s, p, o in _texts(graph.ask(_BETWEEN.format(things=listed))):
            if o in held and s != o and p in _RELATIONS:
                found.setdefault((s, p, o), ())
        why: dict[Key, set[str]] = defaultdict(set)
        for s, p, o, evidence in _texts(graph.ask(_WHY.format(things=listed, most=MOST_WHY))):
            why[s, p, o].add(evidence)
        found = {key: spans or tuple(sorted(why.get(key, ()))) for key, spans in found.items()}
    parents: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, target in found:
        if predicate == _WITHIN:
            parents[subject].add(target)
    return {
        key: spans for key, spans in sorted(found.items()) if key[1] != _WITHIN or spans or not any(key[2] in parents[between] for between in parents[key[0]])
    }


def _texts(answer: object) -> Iterable[list[str]]:
    assert isinstance(answer, Rows)
    return ([value.text if value else "" for value in row] for row in answer)
