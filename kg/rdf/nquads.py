"""Quads as N-Quads, for loading into any store."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """One line a quad, each once, sorted; equal quads give equal bytes.

    >>> nquads([ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("丙"), ox.NamedNode("urn:g"))]).decode()
    '<urn:a> <urn:b> "丙" <urn:g> .\\n'
    """
    return "".join(f"{line} .\n" for line in sorted({str(quad) for quad in quads})).encode("utf-8")
