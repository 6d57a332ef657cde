"""A build as GraphML, for Gephi and other drawing programs: entities as nodes, relations as edges."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from kg.model import EntityKey
from kg.pipeline.merge import Build
from kg.vocab import iri

# XML 1.0 has no way to write these, not even escaped.
_UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(build: Build) -> bytes:
    """`graph.graphml`: a directed multigraph.

    A node has label, label_en, class, aliases, how often and in how many documents it is named and how many figures are
    about it; an edge has its property, how often it is stated, and the first quote with its file. An edge
    that only follows from a name (an agency's jurisdiction) has `stated` 0.
    """
    # networkx takes a fifth of a second to import
    import networkx as nx  # type: ignore[import-untyped]

    graph = nx.MultiDiGraph()
    for name, attributes in _nodes(build).items():
        graph.add_node(name, **attributes)
    for (subject, predicate, target), attributes in sorted(_edges(build).items()):
        if graph.has_node(subject) and graph.has_node(target):
            graph.add_edge(subject, target, key=predicate, **attributes)
    stream = io.BytesIO()
    writer = _writer()(encoding="utf-8", named_key_ids=True)
    writer.add_graph_element(graph)
    writer.dump(stream)
    return stream.getvalue()


def _writer() -> Any:
    """networkx's writer for plain values: its own would load numpy, where there is one, to know the types of that too."""
    from networkx.readwrite.graphml import GraphMLWriter  # type: ignore[import-untyped]

    class Writer(GraphMLWriter):  # type: ignore[misc]
        def construct_types(self) -> None:
            self.xml_type = {int: "long", str: "string", float: "double", bool: "boolean"}
            self.python_type = {name: kind for kind, name in self.xml_type.items()}

    return Writer


def _nodes(build: Build) -> dict[str, dict[str, str | int]]:
    named: Counter[EntityKey] = Counter()
    documents: Counter[EntityKey] = Counter()
    figures: Counter[EntityKey] = Counter()
    for reading in build.readings:
        named.update(naming.entity for naming in reading.namings)
        documents.update({naming.entity for naming in reading.namings})
        for seen in reading.observations:
            figures.update({key for key in (seen.indicator, seen.region, seen.group, seen.program) if key})
    return {
        iri.entity(entity): {
            "label": _words(entity.label),
            "label_en": _words(entity.label_en or ""),
            "class": entity.kind,
            "aliases": _words(" | ".join(entity.aliases)),
            "mentions": named[entity.id],
            "documents": documents[entity.id],
            "figures": figures[entity.id],
        }
        for entity in build.entities
    }


def _edges(build: Build) -> dict[tuple[str, str, str], dict[str, str | int]]:
    edges: dict[tuple[str, str, str], dict[str, str | int]] = {}
    for entity in build.entities:
        if entity.place and entity.kind in ("agency", "policy", "region"):
            predicate = "within" if entity.kind == "region" else "jurisdiction"
            place = iri.named(("region", entity.place), build.by_id)
            edges[iri.entity(entity), predicate, place] = {"property": predicate, "stated": 0, "quote": "", "file": ""}
    for reading in build.readings:
        for relation in reading.relations:
            key = (iri.named(relation.subject, build.by_id), relation.predicate, iri.named(relation.object, build.by_id))
            quote, file = reading.document.exact(relation.evidence[0]), reading.document.source.name
            first = {"property": relation.predicate, "quote": _words(quote), "file": _words(file)}
            held = edges.get(key, {})
            edges[key] = {**(held if held.get("stated") else first), "stated": int(held.get("stated", 0)) + 1}
    return edges


def _words(words: str) -> str:
    return _UNWRITABLE.sub("", words)
