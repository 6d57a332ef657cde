"""A build as one graph, in the two notations that are written."""

from __future__ import annotations

import pyoxigraph as ox

from kg.pipeline.merge import Build
from kg.rdf import nquads, quads
from kg.vocab.lookup import Lookup


def graph_of(build: Build, vocabulary: Lookup) -> list[ox.Quad]:
    """The quads of all documents, each in its document's named graph."""
    return [quad for reading in build.readings for quad in quads(reading, vocabulary, build.labels)]


def as_turtle(graph: list[ox.Quad]) -> bytes:
    """`graph.ttl`: all triples, whichever document they come from."""
    # rdflib takes a fifth of a second to import
    from kg.rdf.turtle import turtle

    return turtle(graph)


def as_nquads(graph: list[ox.Quad]) -> bytes:
    """`graph.nq`: the same with one named graph for each document."""
    return nquads(graph)
