"""What the endpoint says of itself: SPARQL 1.1 Service Description, without blank nodes."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.formats import GRAPHS, TABLES
from kg.vocab import terms

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
_FORMS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}


def description(address: str, form: str, triples: int) -> bytes:
    """The description of the endpoint at an address, in a format of `formats.GRAPHS`; `triples` is the size of the default graph.

    >>> b"sd:SPARQL11Query" in description("http://localhost/sparql", "turtle", 3)
    True
    """
    service, dataset, default = (ox.NamedNode(address + part) for part in ("#service", "#dataset", "#default-graph"))
    a = ox.NamedNode(terms.RDF + "type")
    found = [
        ox.Triple(service, a, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), ox.NamedNode(address)),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, a, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, a, _sd("Graph")),
        ox.Triple(default, ox.NamedNode(VOID + "triples"), ox.Literal(triples)),
    ]
    found += [ox.Triple(service, _sd("resultFormat"), ox.NamedNode(each.iri)) for each in (*TABLES, *GRAPHS)]
    prefixes = {"sd": SD, "void": VOID, "formats": "http://www.w3.org/ns/formats/"}
    data = ox.serialize(sorted(found, key=str), format=_FORMS[form], prefixes=prefixes if form in ("turtle", "rdfxml") else None)
    assert data is not None, "without an output the text is given back"
    return data


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
