"""What one document gave, fact by fact, and which facts belong to a stretch of its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.store import Graph, Rows
from kg.views.web.entity_facts import Figure, figures
from kg.vocab import terms

Stretch = tuple[int, int]
_NAMED = "SELECT ?document ?span ?thing WHERE { ?span oa:hasSource ?document ; mz:mentions ?thing }"
_FIGURES = "SELECT ?document ?figure WHERE { ?figure prov:wasDerivedFrom ?document }"
# a statement stands in the named graph of its document only there, so the evidence of two documents never mixes
_RELATIONS = """SELECT ?document ?st ?s ?p ?o ?evidence WHERE {
  GRAPH ?document { ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; mz:evidence ?evidence } }"""
_TOLD = "SELECT ?document ?p ?o WHERE { ?document ?p ?o }"
_SPANS = "SELECT ?document ?start ?exact WHERE { ?span oa:hasSource ?document ; mz:start ?start ; oa:exact ?exact }"


@dataclass(frozen=True, slots=True)
class Naming:
    """That a thing is named at a stretch."""

    at: Stretch
    thing: str


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge, with the stretches that state it."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure, with the stretch of its number and that of its sentence."""

    figure: Figure
    at: Stretch
    evidence: Stretch

    @property
    def things(self) -> frozenset[str]:
        """What the figure speaks of."""
        return frozenset(part for name in ("indicator", "region", "group", "program") if (part := self.figure.part(name)))


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a document, in the order of the text."""

    namings: tuple[Naming, ...]
    relations: tuple[Relation, ...]
    figures: tuple[Counted, ...]

    def within(self, window: Stretch) -> Facts:
        """Those that touch a stretch."""
        return Facts(
            tuple(one for one in self.namings if overlap(one.at, window)),
            tuple(one for one in self.relations if any(overlap(place, window) for place in one.evidence)),
            tuple(one for one in self.figures if overlap(one.at, window) or overlap(one.evidence, window)),
        )

    def about(self, at: Stretch) -> Facts:
        """The facts of a chosen stretch: those of the thing named there, those of the number there, those that a whole sentence states."""
        namings = tuple(one for one in self.namings if one.at == at) or tuple(one for one in self.namings if _inside(one.at, at))
        exact = any(one.at == at for one in self.namings)
        things = {one.thing for one in namings}
        numbers = tuple(one for one in self.figures if overlap(one.at, at))
        if exact:
            relations = tuple(one for one in self.relations if things & {one.subject, one.object} and _any(one.evidence, at))
            counted = tuple(one for one in self.figures if one in numbers or (things & one.things and overlap(one.evidence, at)))
            return Facts(namings, relations, counted)
        if numbers and not any(_inside(at, one.at) or at == one.at for one in numbers):
            return Facts(namings, tuple(one for one in self.relations if _any(one.evidence, at)), numbers)
        return Facts(namings, () if numbers else tuple(one for one in self.relations if _any(one.evidence, at)), numbers)

    @property
    def stretches(self) -> list[Stretch]:
        """Every stretch that some fact rests on."""
        found = {one.at for one in self.namings} | {place for one in self.relations for place in one.evidence}
        return sorted(found | {place for one in self.figures for place in (one.at, one.evidence)})


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two half-open stretches share a character.

    >>> overlap((0, 3), (2, 5)), overlap((0, 3), (3, 5))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def _inside(one: Stretch, other: Stretch) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _any(places: Iterable[Stretch], at: Stretch) -> bool:
    return any(overlap(place, at) for place in places)


def stretch_of(span: str) -> Stretch | None:
    """The offsets in the IRI of a span.

    >>> stretch_of("https://w3id.org/minzheng/id/span/0123456789abcdef-3-9")
    (3, 9)
    """
    start, _, end = span.rpartition("/")[2].partition("-")[2].partition("-")
    return (int(start), int(end)) if _is_number(start) and _is_number(end) and int(start) < int(end) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


def facts_of(graph: Graph, document: str) -> Facts:
    """The facts of a document."""
    namings = [Naming(at, thing) for _, span, thing in _rows(graph, _NAMED, document) if (at := stretch_of(span))]
    places: dict[tuple[str, str, str], set[Stretch]] = defaultdict(set)
    for _, _, subject, predicate, target, span in _rows(graph, _RELATIONS, document):
        at = stretch_of(span)
        if at:
            places[subject, predicate, target].add(at)
    relations = [Relation(*key, tuple(sorted(held))) for key, held in places.items()]
    counted = []
    for figure in figures(graph, [row[1] for row in _rows(graph, _FIGURES, document)]):
        at, evidence = stretch_of(figure.part("mention") or ""), stretch_of(figure.part("evidence") or "")
        if at:
            counted.append(Counted(figure, at, evidence or at))
    return Facts(
        tuple(sorted(namings, key=lambda one: (one.at, one.thing))),
        tuple(sorted(relations, key=lambda one: (one.evidence, one.subject, one.predicate, one.object))),
        tuple(sorted(counted, key=lambda one: (one.at, one.figure.iri))),
    )


def told_of(graph: Graph, document: str) -> dict[str, str]:
    """What the graph says of a document itself, by property; empty where there is no such document."""
    found = {prop: value for _, prop, value in _rows(graph, _TOLD, document)}
    return found if terms.MZ + "sha256" in found else {}


def known_text(graph: Graph, document: str, unknown: str) -> str:
    """As much of a text as the graph quotes; `unknown` stands for each character between."""
    quotes = [(int(start), exact) for _, start, exact in _rows(graph, _SPANS, document) if _is_number(start)]
    letters = [unknown] * min(max((start + len(exact) for start, exact in quotes), default=0), 50_000_000)
    for start, exact in quotes:
        letters[start : start + len(exact)] = exact
    return "".join(letters)


def _rows(graph: Graph, query: str, document: str) -> list[Sequence[str]]:
    answer = graph.ask(query, {"document": document})
    assert isinstance(answer, Rows)
    return [[value.text if value else "" for value in row] for row in answer]
