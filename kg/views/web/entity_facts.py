"""What the graph says of one thing: its edges, its figures, where it is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from kg.store import Graph, Rows
from kg.views.web.addresses import batches, is_iri
from kg.vocab import terms

# one page holds that many figures and edges; the rest follow on further pages or in the files for machines
MOST_FIGURES, MOST_EDGES, MOST_MENTIONS, MOST_WHY = 100, 1500, 300, 800
# counting stops here: beyond, a page says "more than"
MOST_COUNTED = 5_000
# the part that each class plays in an observation
ROLES: Mapping[str, str] = {"region": "region", "indicator": "indicator", "program": "program", "group": "group", "unit": "unit"}
# those that only observations have, as their domain says
_OF_FIGURES_ALONE = frozenset({"region", "indicator"})
# relations that are followed towards a thing; observations, spans and statements are asked for on their own
INCOMING = (
    "mz:within", "mz:member", "mz:replacedBy", "mz:jurisdiction", "mz:partOf", "mz:issuedBy", "mz:implements", "mz:field", "mz:operatedBy",
    "mz:implementedIn", "mz:basedOn", "mz:hasPart", "mz:serves", "mz:recognizedBy", "mz:supports", "mz:cooperatesWith", "mz:documentType",
    "mz:usualAgency", "mz:level", "mz:about", "skos:broader",
)  # fmt: skip
_FIGURE = terms.ID + "observation/"
_HIDDEN = frozenset({terms.RDF + "type", terms.SKOS + "inScheme"})
# THING stands for the thing: as a variable it would be spelled out in every row
_OUT = "SELECT ?p ?o WHERE { THING ?p ?o }"
_IN = f"SELECT ?p ?s WHERE {{ VALUES ?p {{ {' '.join(INCOMING)} }} ?s ?p THING }} LIMIT {MOST_EDGES}"
_WHY_OUT = f"SELECT ?p ?other ?why WHERE {{ ?st rdf:subject THING ; rdf:predicate ?p ; rdf:object ?other ; mz:evidence ?why }} LIMIT {MOST_WHY}"
_WHY_IN = f"SELECT ?p ?other ?why WHERE {{ ?st rdf:object THING ; rdf:predicate ?p ; rdf:subject ?other ; mz:evidence ?why }} LIMIT {MOST_WHY}"
_NAMED = f"SELECT ?span WHERE {{ ?span mz:mentions THING }} LIMIT {MOST_MENTIONS}"
_PARTS = "SELECT ?figure ?p ?o WHERE {{ VALUES ?figure {{ {figures} }} ?figure ?p ?o }}"
_DOUBTS = "SELECT ?figure ?comment WHERE {{ VALUES ?figure {{ {figures} }} ?flag mz:flags ?figure ; rdfs:comment ?comment }}"
_EXACT = "SELECT ?span ?text WHERE {{ VALUES ?span {{ {spans} }} ?span oa:exact ?text }}"
_FILES = """SELECT ?document ?title ?file WHERE {{ VALUES ?document {{ {documents} }}
  OPTIONAL {{ ?document dct:title ?title }} OPTIONAL {{ ?document dct:source ?file }} }}"""


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of the thing with another one; `evidence` holds the spans that state it, none where it follows from the ontology."""

    predicate: str
    other: str
    outgoing: bool
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation. Everything but `value` is an IRI, a date or None; `doubts` are comments by language."""

    iri: str
    value: Decimal
    parts: Mapping[str, str]
    doubts: tuple[tuple[str, str], ...] = ()

    def part(self, name: str) -> str | None:
        """What stands under a property of the ontology: part("region")."""
        return self.parts.get(terms.MZ + name)

    @property
    def period(self) -> str:
        """When it holds, empty where nothing says it.

        >>> Figure("", Decimal(1), {terms.MZ + "periodStart": "2018", terms.MZ + "periodEnd": "2019"}).period
        '2018–2019'
        """
        start, end = self.part("periodStart"), self.part("periodEnd")
        return start or end or "" if start == end or not (start and end) else f"{start}–{end}"


@dataclass(frozen=True, slots=True)
class Known:
    """All about one thing. `literals` are (property, text, language)."""

    iri: str
    literals: tuple[tuple[str, str, str | None], ...]
    edges: tuple[Edge, ...]
    namings: tuple[str, ...]
    classes: frozenset[str] = frozenset()

    def texts(self, prop: str) -> list[tuple[str, str | None]]:
        """The texts under a property, with their languages."""
        return [(text, language) for name, text, language in self.literals if name == prop]


def known(graph: Graph, iri: str) -> Known | None:
    """What the graph says of a thing; None where it never speaks of it."""
    outgoing = graph.ask(_about(_OUT, iri))
    assert isinstance(outgoing, Rows)
    incoming = [(p, s) for p, s in _all(graph, _about(_IN, iri))]
    if not len(outgoing) and not incoming:
        return None
    why_out, why_in = _evidence(graph, _WHY_OUT, iri), _evidence(graph, _WHY_IN, iri)
    literals, edges, classes = [], [], set()
    for prop, value in outgoing:
        assert prop and value
        if prop.text == terms.RDF + "type":
            classes.add(value.text)
        elif not value.is_iri:
            literals.append((prop.text, value.text, value.language))
        elif prop.text not in _HIDDEN:
            edges.append(Edge(prop.text, value.text, True, why_out.get((prop.text, value.text), ())))
    edges += [Edge(p, s, False, why_in.get((p, s), ())) for p, s in incoming]
    namings = tuple(sorted(row[0] for row in _all(graph, _about(_NAMED, iri))))
    return Known(iri, tuple(sorted(literals, key=str)), tuple(sorted(edges, key=lambda edge: (edge.predicate, edge.other))), namings, frozenset(classes))


def count_figures(graph: Graph, iri: str, role: str) -> int:
    """How many figures speak of a thing; counting stops after MOST_COUNTED."""
    answer = graph.ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {speaking(iri, role)} LIMIT {MOST_COUNTED} }}")
    assert isinstance(answer, Rows)
    return int(answer.rows[0][0].text) if answer.rows and answer.rows[0][0] else 0


def figures_of(graph: Graph, iri: str, role: str, first: int = 0, most: int = MOST_FIGURES) -> list[Figure]:
    """Some of the figures in which a thing plays a role, by indicator, place and time."""
    return figures(graph, [row[0] for row in _all(graph, f"{speaking(iri, role)} OFFSET {first} LIMIT {most}")])


def speaking(iri: str, role: str) -> str:
    """Asks for figures in which a thing plays a role.

    Concepts have some of the same properties; a filter by name keeps them out without reading every figure there is, as their class would.
    It reads the names of all, which takes longest of all, so it stands only where it is needed.
    """
    assert is_iri(iri)
    only = "" if role in _OF_FIGURES_ALONE else f' FILTER(STRSTARTS(STR(?figure), "{_FIGURE}"))'
    return f"SELECT ?figure WHERE {{ ?figure mz:{role} <{iri}>{only} }}"


def figures(graph: Graph, iris: Iterable[str]) -> list[Figure]:
    """Observations by their IRIs, whole; what is no observation is left out."""
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    doubts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for wanted in batches(iris):
        for figure, prop, value in _all(graph, _PARTS.format(figures=wanted)):
            parts[figure][prop] = value
        answer = graph.ask(_DOUBTS.format(figures=wanted))
        assert isinstance(answer, Rows)
        for about, comment in answer:
            assert about and comment
            doubts[about.text].append((comment.language or "", comment.text))
    made = [_figure(iri, held) for iri, held in parts.items()]
    whole = [replace(figure, doubts=tuple(sorted(doubts[figure.iri]))) for figure in made if figure is not None]
    return sorted(whole, key=lambda figure: (figure.part("indicator") or "", figure.part("region") or "", figure.period, figure.iri))


def exact(graph: Graph, spans: Iterable[str]) -> dict[str, str]:
    """The raw characters of some spans."""
    return {row[0]: row[1] for wanted in batches(spans) for row in _all(graph, _EXACT.format(spans=wanted))}


def document_names(graph: Graph, documents: Iterable[str]) -> dict[str, str]:
    """What documents are called: by their title, else their file, else their hash."""
    every = set(documents)
    named = {document: title or file for wanted in batches(every) for document, title, file in _all(graph, _FILES.format(documents=wanted))}
    return {iri: named.get(iri) or iri.rsplit("/", 1)[-1] for iri in every}


def _figure(iri: str, parts: Mapping[str, str]) -> Figure | None:
    try:
        return Figure(iri, Decimal(parts[terms.MZ + "value"]), dict(parts))
    except (KeyError, InvalidOperation):
        return None


def _evidence(graph: Graph, query: str, iri: str) -> dict[tuple[str, str], tuple[str, ...]]:
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for predicate, other, evidence in _all(graph, _about(query, iri)):
        held[predicate, other].append(evidence)
    return {key: tuple(sorted(spans)) for key, spans in held.items()}


def _about(query: str, iri: str) -> str:
    assert is_iri(iri)
    return query.replace("THING", f"<{iri}>")


def _all(graph: Graph, query: str) -> list[Sequence[str]]:
    return _texts(graph.ask(query))


def _texts(answer: object) -> list[Sequence[str]]:
    assert isinstance(answer, Rows)
    return [[value.text if value else "" for value in row] for row in answer]
