"""The slow, obvious twin of `kg.rdf.turtle`: rdflib's own serialiser, with exact decimals and subjects in the order of their IRIs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node

from kg.rdf.rdflib_graph import triples
from kg.vocab import terms

# local = letter or digit, then letters, digits, inner hyphens     the part of PN_LOCAL that needs no escape
_LOCAL = re.compile(r"[^\W_](?:[\w-]{0,240}[^\W_])?")
_INTEGER = re.compile(r"-?[0-9]{1,40}", re.ASCII)
_DECIMAL = re.compile(r"-?[0-9]{1,40}\.[0-9]{1,40}", re.ASCII)
_XSD = terms.STANDARD["xsd"]
_BARE = {_XSD + "integer": _INTEGER, _XSD + "decimal": _DECIMAL}
_CONTROLS = {code: f"\\u{code:04X}" for code in (*range(32), 127)}
_ESCAPES = str.maketrans({**_CONTROLS, ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"})


def slow_turtle(quads: Iterable[ox.Quad]) -> bytes:
    """What rdflib writes."""
    held: dict[URIRef, dict[URIRef, list[Node]]] = {}
    for subject, predicate, object in triples(quads):
        held.setdefault(subject, {}).setdefault(predicate, []).append(object)
    stream = io.BytesIO()
    _Serializer(held).serialize(stream, encoding="utf-8")
    return stream.getvalue()


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
