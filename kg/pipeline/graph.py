"""A build as one graph, in the two notations that are written."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.model import Reading
from kg.pipeline.merge import Build
from kg.rdf import QuadWriter, quads
from kg.vocab.lookup import Lookup


def graph_of(build: Build, vocabulary: Lookup) -> list[ox.Quad]:
    """The quads of all documents, each in its document's named graph."""
    return [quad for reading in build.readings for quad in quads(reading, vocabulary, build.labels)]


def as_turtle(graph: list[ox.Quad]) -> bytes:
    """`graph.ttl`: all triples, whichever document they come from."""
    # rdflib takes a fifth of a second to import
    from kg.rdf.turtle import turtle

    return turtle(graph)


def as_nquads(build: Build, vocabulary: Lookup) -> Iterator[bytes]:
    """`graph.nq` piece by piece: the same with one named graph for each document, one document after the other."""
    lines = Lines(vocabulary)
    return (lines.of(build, reading) for reading in build.readings)


class Lines:
    """What each document adds to `graph.nq`; made once for a vocabulary."""

    def __init__(self, vocabulary: Lookup) -> None:
        self._writer = QuadWriter(vocabulary)

    def of(self, build: Build, reading: Reading) -> bytes:
        """The lines of one document."""
        return "".join(self._writer.lines(reading, build.labels)).encode("utf-8")
