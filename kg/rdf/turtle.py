"""Triples as Turtle: prefixed, sorted, byte-identical for equal input, written by rdflib.

rdflib's serialiser is kept; some of its answers are given by tables instead. It indexes every triple three times and asks
its namespace manager about every term, which is most of its time; it drops the exact form of a decimal (70 becomes 70.0, which is
another term than the 70 of the N-Quads); and it orders subjects by how often they are pointed to, so that one more
edge would move whole blocks of a file that is kept under version control.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from kg.vocab import terms

# local = letter or digit, then letters, digits, inner hyphens     the part of PN_LOCAL that needs no escape
_LOCAL = re.compile(r"[^\W_](?:[\w-]{0,240}[^\W_])?")
_INTEGER = re.compile(r"-?[0-9]{1,40}", re.ASCII)
_DECIMAL = re.compile(r"-?[0-9]{1,40}\.[0-9]{1,40}", re.ASCII)
_XSD = terms.STANDARD["xsd"]
_BARE = {_XSD + "integer": _INTEGER, _XSD + "decimal": _DECIMAL}
_CONTROLS = {code: f"\\u{code:04X}" for code in (*range(32), 127)}
_ESCAPES = str.maketrans({**_CONTROLS, ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"})


def turtle(quads: Iterable[ox.Quad]) -> bytes:
    """One Turtle document of all the triples, whichever graph they stand in.

    >>> region = ox.NamedNode("https://w3id.org/minzheng/id/region/131000")
    >>> print(turtle([ox.Quad(region, ox.NamedNode("https://w3id.org/minzheng/ontology#divisionCode"), ox.Literal("131000"))]).decode())
    @prefix mz: <https://w3id.org/minzheng/ontology#> .
    @prefix region: <https://w3id.org/minzheng/id/region/> .
    <BLANKLINE>
    region:131000 mz:divisionCode "131000" .
    <BLANKLINE>
    <BLANKLINE>
    """
    held: dict[URIRef, dict[URIRef, list[Node]]] = {}
    for subject, predicate, object in _triples(quads):
        held.setdefault(subject, {}).setdefault(predicate, []).append(object)
    stream = io.BytesIO()
    _Serializer(held).serialize(stream, encoding="utf-8")
    return stream.getvalue()


def rdflib_graph(quads: Iterable[ox.Quad]) -> Graph:
    """The triples as a graph of rdflib.

    Raises:
        ValueError: there is a blank node; the ontology names everything.
    """
    graph = Graph(bind_namespaces="none")
    for triple in _triples(quads):
        graph.add(triple)
    return graph


def _triples(quads: Iterable[ox.Quad]) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
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
    return Literal(literal.value, datatype=None if datatype == _XSD + "string" else datatype, normalize=False)


class _Serializer(TurtleSerializer):
    """rdflib's layout over plain dictionaries, with our own prefixes and spelling of terms."""

    def __init__(self, held: Mapping[URIRef, Mapping[URIRef, list[Node]]]) -> None:
        super().__init__(Graph(bind_namespaces="none"))
        self._held = held
        self._prefixes = {namespace: prefix for prefix, namespace in terms.prefixes().items()}
        self._names: dict[Node, str | None] = {}

    def preprocess(self) -> None:
        """Finds the prefixes that are needed; how often a term is pointed to matters for blank nodes only."""
        for subject, properties in self._held.items():
            for term in (subject, *properties, *(object for objects in properties.values() for object in objects)):
                self.get_pname((term.datatype or term) if isinstance(term, Literal) else term)

    def orderSubjects(self) -> list[Any]:
        return sorted(self._held, key=str)

    def buildPredicateHash(self, subject: Any) -> Mapping[Any, list[Node]]:
        return self._held[subject]

    def get_pname(self, uri: Node, gen_prefix: bool = True) -> str | None:
        if uri not in self._names:
            self._names[uri] = self._short(str(uri)) if isinstance(uri, URIRef) else None
        return self._names[uri]

    def _short(self, iri: str) -> str | None:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        if prefix is None or not _LOCAL.fullmatch(iri, cut):
            return None
        self.addNamespace(prefix, URIRef(iri[:cut]))
        return f"{prefix}:{iri[cut:]}"

    def label(self, node: Node, position: int) -> str:
        if not isinstance(node, Literal):
            return super().label(node, position)
        bare = _BARE.get(str(node.datatype))
        if bare and bare.fullmatch(node):
            return str(node)
        quoted = f'"{node.translate(_ESCAPES)}"'
        if node.language:
            return f"{quoted}@{node.language}"
        return f"{quoted}^^{self.get_pname(node.datatype) or node.datatype.n3()}" if node.datatype else quoted

    def sortProperties(self, properties: Mapping[Any, list[Any]]) -> list[Any]:
        for objects in properties.values():
            objects.sort(key=lambda term: (str(term), getattr(term, "language", None) or "", str(getattr(term, "datatype", ""))))
        return sorted(properties, key=lambda predicate: (predicate not in self.keywords, str(predicate)))
