"""Whether a graph satisfies the ontology's shapes. pyshacl decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.errors import OntologyError, StoreError
from kg.rdf.rdflib_graph import rdflib_graph
from kg.vocab.iri import short

SH = Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result of a validation: what does not fit (`focus`), where (`path`), and what is wrong with it."""

    severity: str
    focus: str
    path: str
    value: str
    message: str
    shape: str

    def __str__(self) -> str:
        """One line for a person, with prefixes instead of addresses.

        >>> print(Finding("violation", "https://w3id.org/minzheng/id/region/1", "https://w3id.org/minzheng/ontology#level", "", "no level", ""))
        violation: region:1 mz:level: no level
        """
        value = f" {short(self.value)}" if self.value else ""
        return f"{self.severity}: {short(self.focus)} {short(self.path)}{value}: {self.message}"


def check(graph: Path | Iterable[ox.Quad], shapes: Path) -> list[Finding]:
    """What in a Turtle file, or in quads that were just made, does not satisfy the shapes; sorted, empty where all is well.

    Raises:
        StoreError: the graph cannot be read.
        OntologyError: the shapes cannot be read.
    """
    try:
        asked = Graph().parse(shapes, format="turtle")
    except (OSError, BadSyntax) as error:
        raise OntologyError(f"{shapes}: {error}; mend the Turtle or reinstall the package") from error
    try:
        # pyoxigraph reads twenty times as fast as rdflib
        data = rdflib_graph(ox.parse(path=str(graph), format=ox.RdfFormat.TURTLE) if isinstance(graph, Path) else graph)
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{graph}: {error}; build again") from error
    _, report, _ = validate(data, shacl_graph=asked, inference="none", advanced=True, allow_infos=True, allow_warnings=True)
    return sorted({_finding(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)})


def _finding(report: Graph, result: Node) -> Finding:
    def one(predicate: URIRef) -> str:
        held = sorted(str(term) for term in report.objects(result, predicate))
        return held[0] if held else ""

    severity = one(SH.resultSeverity).removeprefix(SH).lower()
    # a message in English where there are several
    messages = sorted(report.objects(result, SH.resultMessage), key=lambda term: (getattr(term, "language", None) != "en", str(term)))
    message = str(messages[0]) if messages else one(SH.sourceConstraintComponent).removeprefix(SH)
    return Finding(severity, one(SH.focusNode), one(SH.resultPath), one(SH.value), message, one(SH.sourceShape))
