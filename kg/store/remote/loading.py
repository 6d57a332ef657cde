"""Bringing a build to a store, document by document, so that a load that was interrupted goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.remote.graph import RemoteGraph
from kg.store.remote.marks import MARKS, SHA256, WHOLE
from kg.store.remote.pieces import Piece, Pieces
from kg.store.remote.reading import Found
from kg.store.remote.writing import Writer

# so many marks are asked for at a time: stores limit the rows of an answer
_AT_ONCE = 5000
# documents are sent so many at a time, or as many as have so many triples
MOST_DOCUMENTS, MOST_TRIPLES = 200, 20_000
# in the place of a hash, or beside it: the graph is being written or taken away
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

    Each document becomes a graph, and its triples join the graph of all. Documents are marked before they are sent, and
    otherwise when they are complete; so is the whole when all are. What is not marked as complete is sent again.

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
        writer.forget(WHOLE)
    for number, name in enumerate(removed):
        watch(number, len(removed) + len(missing))
        _take_away(name, writer)
    sent = len(removed)
    for batch in _batches(missing):
        watch(sent, len(removed) + len(missing))
        _send(batch, marks, writer)
        sent += len(batch)
    writer.mark({WHOLE: total})
    return Loaded(len(missing), len(wanted) - len(missing), sum(piece.triples for piece in missing), len(stale) - len(removed), len(removed))


def state_of(folder: Path) -> str:
    """The hash by which a store knows the build of a folder, and nothing beside it, once it is there.

    Raises:
        StoreError: there is no build.
    """
    with Pieces(folder) as pieces:
        return _sum({piece.graph: piece.sha256 for piece in pieces})


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


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Some documents at a time, so that one request serves the small ones."""
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == MOST_DOCUMENTS or sum(each.triples for each in held) >= MOST_TRIPLES:
            yield held
            held = []
    if held:
        yield held


def _send(batch: Sequence[Piece], marks: Mapping[str, str], writer: Writer) -> None:
    for piece in batch:
        # as it was before, or a part that an interrupted load has left
        if piece.graph in marks:
            _take_away(piece.graph, writer)
    going = {piece.graph: GOING for piece in batch}
    writer.mark(going)
    for piece in batch:
        for triples in piece.batches(writer.batch):
            writer.add(piece.graph, triples)
    for triples in _together(batch, writer.batch):
        writer.add(WHOLE, triples)
    writer.mark({piece.graph: piece.sha256 for piece in batch})
    writer.unmark(going)


def _together(batch: Iterable[Piece], most: int) -> Iterator[bytes]:
    """The triples of several documents, at most so many at a time."""
    lines = (line for piece in batch for triples in piece.batches(most) for line in triples.splitlines(keepends=True))
    while held := list(islice(lines, most)):
        yield b"".join(held)


def _take_away(name: str, writer: Writer) -> None:
    """Empties a graph; until that is done it is known as one that is neither there nor gone."""
    writer.mark({name: GOING})
    writer.empty(name)
    writer.forget(name)


def _sum(marks: Mapping[str, str]) -> str:
    return hashlib.sha256("".join(f"{name} {marks[name]}\n" for name in sorted(marks)).encode("ascii")).hexdigest()
