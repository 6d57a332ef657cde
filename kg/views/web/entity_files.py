"""A thing as a file for machines: Turtle, JSON-LD, and a table of its edges and figures."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.store import Triples
from kg.store.answers import as_turtle
from kg.views.web.addresses import batches, is_iri
from kg.views.web.entity_facts import INCOMING, ROLES, Figure, Known, document_names, exact, figures_of, speaking
from kg.views.web.site import Site
from kg.vocab import terms
from kg.vocab.iri import short

# so many triples of each sort at most, so many spans, and so many rows of a table
MOST_TRIPLES, MOST_SPANS, MOST_ROWS = 10_000, 2_000, 5_000
COLUMNS = (
    "fact", "subject", "subject_label", "predicate", "object", "object_label", "value", "unit", "period_start", "period_end", "kind",
    "document", "document_label", "start", "end", "quote", "sentence",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula; full-width signs count where the locale is East Asian.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# a number below nothing is a number
_NEGATIVE = re.compile(r"-[0-9]{1,40}(?:\.[0-9]{1,40})?", re.ASCII)
_MARK = re.compile(r"\b(?:IN|THING|FIGURES)\b")
# what is told of a thing: itself, who points to it, why, its figures, and the names of what is beside it
_PARTS = (
    "CONSTRUCT { THING ?p ?o } WHERE { THING ?p ?o }",
    "CONSTRUCT { ?s ?p THING } WHERE { VALUES ?p { IN } ?s ?p THING }",
    "CONSTRUCT { ?st ?p ?o } WHERE { { ?st rdf:subject THING } UNION { ?st rdf:object THING } ?st ?p ?o }",
    "CONSTRUCT { ?span mz:mentions THING } WHERE { ?span mz:mentions THING } LIMIT 500",
    "CONSTRUCT { ?x skos:prefLabel ?label } WHERE { THING ?p ?x . ?x skos:prefLabel ?label }",
    "CONSTRUCT { ?x skos:prefLabel ?label } WHERE { VALUES ?p { IN } ?x ?p THING . ?x skos:prefLabel ?label }",
)
_OF_FIGURES = "CONSTRUCT { ?figure ?p ?o } WHERE { { FIGURES LIMIT 500 } ?figure ?p ?o }"
# and the words that all this rests on
_SPANS = "CONSTRUCT {{ ?span ?p ?o }} WHERE {{ VALUES ?span {{ {spans} }} ?span ?p ?o }}"
_RESTS = frozenset({terms.MZ + "evidence", terms.MZ + "mention"})


def triples(site: Site, thing: Known, kind: str) -> Triples:
    """The triples that tell of a thing, sorted; each sort of them is cut after MOST_TRIPLES."""
    iri = thing.iri
    assert is_iri(iri)
    found: set[ox.Triple] = set()
    role = ROLES.get(kind)
    marks = {"IN": " ".join(INCOMING), "THING": f"<{iri}>", "FIGURES": speaking(iri, role) if role else ""}
    for part in (*_PARTS, *((_OF_FIGURES,) if role else ())):
        found.update(_made(site, _MARK.sub(lambda mark: marks[mark[0]], part)))
    rests = {triple.object.value for triple in found if triple.predicate.value in _RESTS and isinstance(triple.object, ox.NamedNode)}
    rests |= {triple.subject.value for triple in found if triple.predicate.value == terms.MZ + "mentions" and isinstance(triple.subject, ox.NamedNode)}
    for spans in batches(sorted(rests)[:MOST_SPANS]):
        found.update(_made(site, _SPANS.format(spans=spans)))
    if not found:
        # of a thing that the lists have and no document names, its names are known
        found = {ox.Triple(ox.NamedNode(iri), ox.NamedNode(prop), ox.Literal(text, language=tongue)) for prop, text, tongue in thing.literals}
    return Triples(tuple(sorted(found, key=str)))


def _made(site: Site, query: str) -> tuple[ox.Triple, ...]:
    answer = site.graph.ask(query if "LIMIT" in query else f"{query} LIMIT {MOST_TRIPLES}")
    assert isinstance(answer, Triples)
    return answer.triples


def document_triples(site: Site, iri: str) -> Triples:
    """All that one document gave: its named graph."""
    assert is_iri(iri)
    answer = site.graph.ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
    assert isinstance(answer, Triples)
    return answer


def turtle(found: Triples) -> bytes:
    """Turtle with the project's prefixes."""
    return as_turtle(found).encode("utf-8", "replace")


def json_ld(found: Triples) -> bytes:
    """JSON-LD with the project's prefixes as its context; no context is fetched."""
    nodes: dict[str, dict[str, list[object]]] = {}
    used: set[str] = set()

    def name(iri: str) -> str:
        compact = short(iri)
        used.add(compact.split(":", 1)[0])
        return compact

    for triple in found.triples:
        node = nodes.setdefault(name(str(triple.subject.value)) if isinstance(triple.subject, ox.NamedNode) else str(triple.subject), {})
        prop = triple.predicate.value
        if prop == terms.RDF + "type" and isinstance(triple.object, ox.NamedNode):
            node.setdefault("@type", []).append(name(triple.object.value))
        else:
            node.setdefault(name(prop), []).append(_value(triple.object, name))
    graph = [{"@id": iri, **{prop: values[0] if len(values) == 1 else values for prop, values in sorted(held.items())}} for iri, held in sorted(nodes.items())]
    context = {prefix: namespace for prefix, namespace in sorted(terms.prefixes().items()) if prefix in used}
    return (json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _value(term: object, name: object) -> object:
    assert callable(name)
    if isinstance(term, ox.NamedNode):
        return {"@id": name(term.value)}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"@value": term.value, "@language": term.language}
        typed = term.datatype.value
        return term.value if typed == terms.STANDARD["xsd"] + "string" else {"@value": term.value, "@type": name(typed)}
    return {"@id": str(term)}


def table(site: Site, thing: Known, kind: str, language: str) -> bytes:
    """One row for each edge and stretch of text that states it, one for each figure; labels in a language beside the IRIs."""
    role = ROLES.get(kind)
    held = figures_of(site.graph, thing.iri, role, most=MOST_ROWS) if role else []
    return as_csv(site, _edges(thing), held, language)


def as_csv(site: Site, edges: Iterable[tuple[str, str, str, str]], held: list[Figure], language: str) -> bytes:
    """Edges (subject, predicate, object, span) and figures as one table, UTF-8 with a byte order mark."""
    rows = list(edges)
    things = {iri for row in rows for iri in (row[0], row[2])} | {part for figure in held for part in _parts(figure)}
    labels = site.labels.of(things, language)
    spans = {row[3] for row in rows if row[3]} | {span for figure in held for span in (figure.part("mention"), figure.part("evidence")) if span}
    quotes = exact(site.graph, spans)
    names = document_names(site.graph, {document_of(span) for span in spans})
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for subject, predicate, target, span in rows:
        where = [*_where(span, names), quotes.get(span, ""), ""]
        writer.writerow(_safe(["edge", subject, labels[subject], predicate, target, labels[target], "", "", "", "", "", *where]))
    for figure in held:
        writer.writerow(_safe(_row(figure, labels, quotes, names)))
    return stream.getvalue().encode("utf-8-sig", "replace")


def document_of(span: str) -> str:
    """The document of a span, which its IRI names."""
    return f"{terms.ID}document/{span.rsplit('/', 1)[-1].split('-', 1)[0]}"


def _edges(thing: Known) -> Iterator[tuple[str, str, str, str]]:
    for edge in thing.edges:
        ends = (thing.iri, edge.predicate, edge.other) if edge.outgoing else (edge.other, edge.predicate, thing.iri)
        for span in edge.evidence or ("",):
            yield (*ends, span)


def _parts(figure: Figure) -> list[str]:
    return [part for name in ("indicator", "region", "unit", "kind") if (part := figure.part(name))]


def _row(figure: Figure, labels: dict[str, str], quotes: dict[str, str], names: dict[str, str]) -> list[str]:
    region, indicator = figure.part("region") or "", figure.part("indicator") or ""
    mention, evidence = figure.part("mention") or "", figure.part("evidence") or ""
    measured = [format(figure.value, "f"), labels.get(figure.part("unit") or "", ""), figure.part("periodStart") or "", figure.part("periodEnd") or ""]
    head = ["figure", region, labels.get(region, ""), "", indicator, labels.get(indicator, ""), *measured, labels.get(figure.part("kind") or "", "")]
    return [*head, *_where(mention, names), quotes.get(mention, ""), quotes.get(evidence, "")]


def _where(span: str, names: dict[str, str]) -> list[str]:
    if not span:
        return ["", "", "", ""]
    document = document_of(span)
    return [document, names.get(document, ""), *span.rsplit("-", 2)[1:]]


def _safe(row: list[str]) -> list[str]:
    """Cells that no spreadsheet computes; a number stays one."""
    return [f"'{cell}" if cell.startswith(_FORMULA) and not _NEGATIVE.fullmatch(cell) else cell for cell in row]
