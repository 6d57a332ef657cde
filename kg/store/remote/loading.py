"""Bringing a build to a store, document by document, so that a load that was interrupted goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.remote.graph import RemoteGraph
from kg.store.remote.marks import MARKS, SHA256, WHOLE
from kg.store.remote.pieces import Piece
from kg.store.remote.reading import Found
from kg.store.remote.writing import Writer

# so many marks are asked for at a time: stores limit the rows of an answer
_AT_ONCE = 5000
# in the place of a hash: the graph is being taken away
GOING = "going"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, in documents, and in triples for those sent; `stale` are graphs of the store that the build lacks, `removed` those taken away."""

    sent: int
    unchanged: int
    triples: int
    stale: int
    removed: int


def load(pieces: Iterable[Piece], graph: RemoteGraph, writer: Writer, prune: bool, watch: Callable[[int, int], None]) -> Loaded:
    """Brings the documents to the store that are not there yet, or were otherwise; `watch` is told how many of how many are done.

    Each document becomes a graph, and its triples join the graph of all. A document is marked when it is complete, and the whole
    when all are; what stands in the store without a mark is sent again.

    Raises:
        StoreError: the store is not reached or refuses; what is marked stays, and the next load goes on from there.
    """
    wanted = {piece.graph: piece for piece in pieces}
    if not wanted:
        raise StoreError("the build has no documents, so there is nothing to load; build again")
    marks = marked(graph)
    stale = sorted(marks.keys() - wanted.keys() - {WHOLE})
    missing = [piece for piece in wanted.values() if marks.get(piece.graph) != piece.sha256]
    removed = stale if prune else []
    all_marks = {**{piece.graph: piece.sha256 for piece in wanted.values()}, **({} if prune else {name: marks[name] for name in stale})}
    total = _sum(all_marks)
    if marks.get(WHOLE) == total and not missing and not removed:
        return Loaded(0, len(wanted), 0, len(stale), 0)
    if WHOLE in marks:
        writer.unmark(WHOLE)
    is_fresh = not marks and not _is_there(graph, WHOLE)
    for number, name in enumerate(removed):
        watch(number, len(removed) + len(missing))
        _take_away(name, writer)
    for number, piece in enumerate(missing, len(removed)):
        watch(number, len(removed) + len(missing))
        _send(piece, graph, writer, is_marked=piece.graph in marks, is_fresh=is_fresh)
    writer.mark(WHOLE, total)
    return Loaded(len(missing), len(wanted) - len(missing), sum(piece.triples for piece in missing), len(stale) - len(removed), len(removed))


def marked(graph: RemoteGraph) -> dict[str, str]:
    """The graphs that are complete in the store, and the hash of each."""
    found: dict[str, str] = {}
    last = ""
    while True:
        # GOING comes after every hash
        query = f"""SELECT ?g (MAX(STR(?each)) AS ?sum) {{ GRAPH <{MARKS}> {{ ?g <{SHA256}> ?each }} FILTER (STR(?g) > "{last}") }}
          GROUP BY ?g ORDER BY STR(?g) LIMIT {_AT_ONCE}"""
        answer = graph.fetch(query, "rows", [])
        assert isinstance(answer, Found)
        rows = [(name.value, sum_.value) for name, sum_ in answer.rows if isinstance(name, ox.NamedNode) and isinstance(sum_, ox.Literal)]
        if not rows:
            return found
        found.update(rows)
        last = max(name for name, _ in rows)
        if len(rows) < _AT_ONCE:
            return found


def _send(piece: Piece, graph: RemoteGraph, writer: Writer, is_marked: bool, is_fresh: bool) -> None:
    # an interrupted load may have left a part of the document, as it is or as it was
    if is_marked or (not is_fresh and _is_there(graph, piece.graph)):
        _take_away(piece.graph, writer)
    for triples in piece.batches(writer.batch):
        writer.add(piece.graph, triples)
        writer.add(WHOLE, triples)
    writer.mark(piece.graph, piece.sha256)


def _take_away(name: str, writer: Writer) -> None:
    """Empties a graph; until that is done it is known as one that is neither there nor gone."""
    writer.mark(name, GOING)
    writer.empty(name)
    writer.unmark(name)


def _is_there(graph: RemoteGraph, name: str) -> bool:
    return graph.fetch(f"ASK {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", "truth", []) is True


def _sum(marks: Mapping[str, str]) -> str:
    return hashlib.sha256("".join(f"{name} {marks[name]}\n" for name in sorted(marks)).encode("ascii")).hexdigest()
