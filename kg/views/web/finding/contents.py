"""What of a graph can be found: its entities, documents and sentences, with the choices that lead to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.pipeline.segmenting import readable
from kg.store import Graph, Rows
from kg.views.viz.words import CLASSES
from kg.vocab import terms

FACETS = ("kind", "field", "place", "year")
DOCUMENT, SENTENCE = "document", "sentence"
KINDS = (*CLASSES, DOCUMENT, SENTENCE)
_KIND_OF = {terms.MZ + name: kind for kind, name in CLASSES.items()}

_CLASSES = " ".join(f"mz:{name}" for name in CLASSES.values())
# Named things and how often texts name them.
NAMES = f"SELECT ?x ?class ?p ?name {{ VALUES ?class {{ {_CLASSES} }} ?x a ?class ; ?p ?name . VALUES ?p {{ skos:prefLabel skos:altLabel }} }}"
COUNTS = "SELECT ?x (COUNT(*) AS ?n) { ?span mz:mentions ?x } GROUP BY ?x"
FIGURES = "SELECT ?x (COUNT(*) AS ?n) { VALUES ?p { mz:indicator mz:region mz:program mz:group } ?o a mz:Observation ; ?p ?x } GROUP BY ?x"
DOCUMENTS = "SELECT ?x ?title ?publisher ?file { ?x a mz:SourceDocument ; skos:prefLabel ?title ; dct:source ?file . OPTIONAL { ?x dct:publisher ?publisher } }"
SENTENCES = "SELECT DISTINCT ?x ?text ?document { ?fact mz:evidence ?x . ?x oa:exact ?text ; oa:hasSource ?document }"
ABOVE = "SELECT ?x ?y { VALUES ?p { mz:within skos:broader } ?x ?p ?y }"

# Which choices lead to a thing: each query gives things and values.
PLACES = (
    "SELECT ?x ?y { ?x a mz:Region . BIND (?x AS ?y) }",
    "SELECT ?x ?y { VALUES ?p { mz:jurisdiction mz:implementedIn mz:about } ?x ?p ?y }",
    "SELECT DISTINCT ?x ?y { ?o mz:region ?y . VALUES ?p { mz:indicator mz:program mz:group mz:evidence } ?o ?p ?x }",
    "SELECT DISTINCT ?x ?y { ?s a mz:Statement ; mz:evidence ?x ; rdf:subject ?a . ?a mz:jurisdiction|mz:implementedIn ?y }",
    "SELECT DISTINCT ?x ?y { ?s a mz:Statement ; mz:evidence ?x ; rdf:subject|rdf:object ?y . ?y a mz:Region }",
)
FIELDS = (
    "SELECT DISTINCT ?x ?y { ?x mz:field ?y }",
    "SELECT DISTINCT ?x ?y { ?p a mz:Program ; mz:field ?y ; mz:operatedBy|mz:serves|mz:basedOn|mz:implementedIn|mz:recognizedBy ?x }",
    "SELECT DISTINCT ?x ?y { ?x mz:supports|mz:program ?p . ?p mz:field ?y }",
    "SELECT DISTINCT ?x ?y { ?o mz:program|mz:indicator ?p . ?p mz:field ?y . VALUES ?q { mz:region mz:group mz:indicator mz:evidence } ?o ?q ?x }",
    "SELECT DISTINCT ?x ?y { ?s a mz:Statement ; mz:evidence ?x ; rdf:subject|rdf:object ?p . ?p mz:field ?y }",
)
YEARS = (
    "SELECT DISTINCT ?x ?y { VALUES ?p { mz:issued mz:published } ?x ?p ?y }",
    "SELECT DISTINCT ?x ?y { ?o mz:periodStart|mz:periodEnd ?y . VALUES ?p { mz:indicator mz:region mz:program mz:group mz:evidence } ?o ?p ?x }",
)
# a sentence is said at the time of its document, in the place that this speaks of
INHERITED = "SELECT ?x ?y { ?x a mz:SourceDocument . VALUES ?p { mz:about mz:published } ?x ?p ?y }"


@dataclass(slots=True)
class Item:
    """Something to find. `kind` is a class of entities, "document" or "sentence"; `weight` how much is said of it."""

    iri: str
    kind: str
    zh: str = ""
    en: str = ""
    others: list[str] = field(default_factory=list)
    said: str = ""
    about: str = ""
    weight: int = 0
    choices: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def names(self) -> list[str]:
        """Everything that it is called."""
        return [name for name in (self.zh, *self.others, self.en) if name]


def items(graph: Graph) -> list[Item]:
    """All there is to find in the order of importance: things by how much is said of them, then documents, then sentences."""
    found = _entities(graph)
    for query in (COUNTS, FIGURES):
        for iri, count in _pairs(graph, query):
            if iri in found:
                found[iri].weight += int(count)
    documents = _documents(graph)
    found |= documents
    found |= _sentences(graph)
    _add_choices(graph, found)
    ranks = {kind: max(0, KINDS.index(kind) - len(CLASSES) + 1) for kind in KINDS}
    return sorted(found.values(), key=lambda item: (ranks[item.kind], -item.weight, len(item.zh), item.iri))


def _entities(graph: Graph) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for row in _rows(graph, NAMES):
        iri, kind, prop, name = (value.text if value else "" for value in row)
        item = found.setdefault(iri, Item(iri, _KIND_OF[kind]))
        language = row[3].language if row[3] else None
        if prop.endswith("altLabel"):
            item.others.append(name)
        elif language == "en":
            item.en = name
        else:
            item.zh = name
    for item in found.values():
        item.others.sort()
    return found


def _documents(graph: Graph) -> dict[str, Item]:
    found = {}
    for iri, title, publisher, file in _texts(graph, DOCUMENTS):
        found[iri] = Item(iri, DOCUMENT, zh=title, others=[file] if file != title else [], about=publisher)
    return found


def _sentences(graph: Graph) -> dict[str, Item]:
    return {iri: Item(iri, SENTENCE, said=readable(text) or text, about=document) for iri, text, document in _texts(graph, SENTENCES)}


def _add_choices(graph: Graph, found: Mapping[str, Item]) -> None:
    above = _Above(graph)
    for facet, queries in (("place", PLACES), ("field", FIELDS), ("year", YEARS)):
        for query in queries:
            for iri, value in _pairs(graph, query):
                item = found.get(iri)
                if item:
                    item.choices[facet] |= {value[:4]} if facet == "year" else {value, *above(value)}
    inherited: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for document, value in _pairs(graph, INHERITED):
        inherited[document].append(("place", value) if value.startswith(terms.ID) else ("year", value[:4]))
    for item in found.values():
        item.choices["kind"] = {item.kind}
        if item.kind == SENTENCE:
            for facet, value in inherited[item.about]:
                if not item.choices[facet]:
                    item.choices[facet] |= {value, *above(value)} if facet == "place" else {value}


class _Above:
    """Everything above a place or a concept, at any distance."""

    def __init__(self, graph: Graph) -> None:
        self._next: dict[str, list[str]] = defaultdict(list)
        for low, high in _pairs(graph, ABOVE):
            self._next[low].append(high)
        self._known: dict[str, frozenset[str]] = {}

    def __call__(self, iri: str) -> frozenset[str]:
        if iri not in self._known:
            reached: set[str] = set()
            waiting = [iri]
            while waiting:
                new = [high for high in self._next.get(waiting.pop(), ()) if high not in reached]
                reached.update(new)
                waiting += new
            self._known[iri] = frozenset(reached)
        return self._known[iri]


def _rows(graph: Graph, query: str) -> Rows:
    answer = graph.ask(query)
    assert isinstance(answer, Rows)
    return answer


def _texts(graph: Graph, query: str) -> Iterator[list[str]]:
    for row in _rows(graph, query):
        yield [value.text if value else "" for value in row]


def _pairs(graph: Graph, query: str) -> Iterable[tuple[str, str]]:
    return ((left, right) for left, right in _texts(graph, query))
