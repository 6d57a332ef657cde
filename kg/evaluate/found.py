"""What a built graph says, as the comparison needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kg.store import Graph, Rows
from kg.vocab import terms

CLASSES = {
    "Region": "region", "Agency": "agency", "PolicyDocument": "policy", "Program": "program",
    "BeneficiaryGroup": "group", "InformationSystem": "system", "Organization": "organization",
}  # fmt: skip

_LABELS = "SELECT ?x ?l { ?x skos:prefLabel|skos:altLabel|dct:title ?l }"
_SPANS = "SELECT ?d ?b ?e ?x { ?s a mz:TextSpan ; oa:hasSource ?d ; mz:start ?b ; mz:end ?e ; oa:exact ?x }"
_NAMES = 'SELECT ?x ?l { ?x skos:prefLabel ?l FILTER (LANG(?l) = "zh") }'
_MENTIONED = "SELECT DISTINCT ?d ?x ?b ?e { ?s mz:mentions ?x ; oa:hasSource ?d ; mz:start ?b ; mz:end ?e }"
_RELATIONS = """SELECT DISTINCT ?d ?s ?p ?o ?b ?e {
  ?t a mz:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; mz:evidence ?span . ?span oa:hasSource ?d ; mz:start ?b ; mz:end ?e
}"""
_FIGURES = """SELECT ?d ?o ?b ?e ?v ?unit ?indicator ?region ?from ?to ?basis ?kind ?modifier ?group ?area ?baseline {
  ?o a mz:Observation ; prov:wasDerivedFrom ?d ; mz:mention ?m ; mz:value ?v . ?d a mz:SourceDocument . ?m mz:start ?b ; mz:end ?e .
  OPTIONAL { ?o mz:unit/skos:notation ?unit } OPTIONAL { ?o mz:indicator ?indicator } OPTIONAL { ?o mz:region ?region }
  OPTIONAL { ?o mz:periodStart ?from } OPTIONAL { ?o mz:periodEnd ?to } OPTIONAL { ?o mz:periodBasis ?basis } OPTIONAL { ?o mz:kind ?kind }
  OPTIONAL { ?o mz:modifier ?modifier } OPTIONAL { ?o mz:group ?group } OPTIONAL { ?o mz:area ?area } OPTIONAL { ?o mz:baseline ?baseline }
} ORDER BY ?o"""
_ABOUT = "SELECT ?d ?what ?x { VALUES ?what { mz:about mz:published } ?d ?what ?x }"


@dataclass(frozen=True)
class Figure:
    """An observation; `values` holds each property's values, more than one where the graph has several readings."""

    start: int
    end: int
    value: Decimal
    values: Mapping[str, frozenset[str]]

    def all(self, name: str) -> frozenset[str]:
        """Every value of a property."""
        return self.values.get(name, frozenset())

    def one(self, name: str) -> str | None:
        """The value of a property, the first where there are several, None where there is none."""
        return min(self.all(name), default=None)

    def word(self, name: str) -> str | None:
        """The last part of the IRI that a property has for a value.

        >>> Figure(0, 1, Decimal(1), {"kind": frozenset({"https://example.org/kind/level"})}).word("kind")
        'level'
        """
        value = self.one(name)
        return value.replace("#", "/").rsplit("/", 1)[-1] if value else None


# subject, local name of the property, object
Link = tuple[str, str, str]
# half-open raw offsets
Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class FoundDocument:
    """What was found in one document: where each thing is named, and each relation's evidence, sorted."""

    mentioned: Mapping[str, Stretches] = field(default_factory=dict)
    spans: tuple[tuple[int, int, str], ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: Mapping[Link, Stretches] = field(default_factory=dict)
    about: frozenset[str] = frozenset()
    published: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """A graph: documents by the SHA-256 of their bytes; all labels, the preferred one, class and division code by IRI."""

    documents: Mapping[str, FoundDocument]
    labels: Mapping[str, frozenset[str]]
    codes: Mapping[str, str]
    kinds: Mapping[str, str]
    preferred: Mapping[str, str] = field(default_factory=dict)

    def names(self, iris: frozenset[str]) -> list[str]:
        """The labels of some things, sorted."""
        return sorted({label for iri in iris for label in self.labels.get(iri, ())})

    def name(self, iri: str) -> str:
        """The preferred label of a thing, else its IRI."""
        return self.preferred.get(iri, iri)


def found(graph: Graph) -> Found:
    """All that the comparison needs, read from a graph once."""
    labels: dict[str, set[str]] = defaultdict(set)
    for thing, label in _ask(graph, _LABELS):
        labels[thing].add(label)
    kinds: dict[str, str] = {}
    for name, kind in CLASSES.items():
        for (thing,) in _ask(graph, f"SELECT ?x {{ ?x a mz:{name} }}"):
            kinds.setdefault(thing, kind)
    return Found(
        documents=_documents(graph),
        labels={thing: frozenset(held) for thing, held in labels.items()},
        preferred=dict(sorted(((thing, label) for thing, label in _ask(graph, _NAMES)), reverse=True)),
        codes=dict(sorted((thing, code) for thing, code in _ask(graph, "SELECT ?x ?c { ?x mz:divisionCode ?c }"))),
        kinds=kinds,
    )


def _documents(graph: Graph) -> dict[str, FoundDocument]:
    mentioned: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for document, thing, start, end in _ask(graph, _MENTIONED):
        mentioned[document][thing].append((int(start), int(end)))
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for document, start, end, exact in _ask(graph, _SPANS):
        spans[document].append((int(start), int(end), exact))
    relations: dict[str, dict[Link, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for document, subject, predicate, target, start, end in _ask(graph, _RELATIONS):
        relations[document][subject, predicate.removeprefix(terms.MZ), target].append((int(start), int(end)))
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document, what, value in _ask(graph, _ABOUT):
        said[document, what.removeprefix(terms.MZ)].add(value)
    figures = _figures(graph)
    return {
        sha256: FoundDocument(
            {thing: tuple(sorted(held)) for thing, held in mentioned[document].items()}, tuple(sorted(spans[document])), tuple(figures[document]),
            {link: tuple(sorted(held)) for link, held in relations[document].items()},
            frozenset(said[document, "about"]), frozenset(said[document, "published"]),
        )
        for document, sha256 in _ask(graph, "SELECT ?d ?h { ?d a mz:SourceDocument ; mz:sha256 ?h }")
    }  # fmt: skip


def _figures(graph: Graph) -> dict[str, list[Figure]]:
    answer = graph.ask(_FIGURES)
    assert isinstance(answer, Rows)
    held: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in answer:
        cells = {name: value.text for name, value in zip(answer.columns, row, strict=True) if value}
        for name, text in cells.items():
            held[cells["d"], cells["o"]][name].add(text)
    figures: dict[str, list[Figure]] = defaultdict(list)
    for (document, _), values in held.items():
        start, end, value = (min(values[name]) for name in "bev")
        figures[document].append(Figure(int(start), int(end), Decimal(value), {name: frozenset(texts) for name, texts in values.items()}))
    return figures


def _ask(graph: Graph, query: str) -> Iterator[list[str]]:
    answer = graph.ask(query)
    assert isinstance(answer, Rows)
    return ([value.text if value else "" for value in row] for row in answer)
