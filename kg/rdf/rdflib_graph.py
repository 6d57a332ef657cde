"""Quads as a graph of rdflib, which is what pyshacl validates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from kg.vocab import terms

_STRING = terms.STANDARD["xsd"] + "string"


def rdflib_graph(quads: Iterable[ox.Quad]) -> Graph:
    """The triples as a graph of rdflib.

    Raises:
        ValueError: there is a blank node; the ontology names everything.
    """
    graph = Graph(bind_namespaces="none")
    for triple in triples(quads):
        graph.add(triple)
    return graph


def triples(quads: Iterable[ox.Quad]) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Each triple once, in the order of its spelling."""
    nodes: dict[str, URIRef] = {}

    def node(iri: str) -> URIRef:
        held = nodes.get(iri)
        if held is None:
            held = nodes[iri] = URIRef(iri)
        return held

    for subject, predicate, object in sorted({_terms(quad) for quad in quads}, key=str):
        yield node(subject), node(predicate), node(object.value) if isinstance(object, ox.NamedNode) else _literal(object)


def _terms(quad: ox.Quad) -> tuple[str, str, ox.NamedNode | ox.Literal]:
    if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode | ox.Literal):
        raise ValueError(f"only IRIs and literals are written, never a blank node: {quad}")
    return (quad.subject.value, quad.predicate.value, quad.object)


def _literal(literal: ox.Literal) -> Literal:
    if literal.language:
        return Literal(literal.value, lang=literal.language)
    datatype = literal.datatype.value
    return Literal(literal.value, datatype=None if datatype == _STRING else datatype, normalize=False)
