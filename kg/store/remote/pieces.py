"""Which lines of a build's graph.nq belong to which document? Found without holding the file in memory."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from kg.errors import StoreError
from kg.vocab import terms

# the last two words of a line: the graph and the dot
_END = re.compile(rb" <(" + re.escape(terms.ID.encode()) + rb"document/[^<>\"{}|^`\\\s]{1,200})> \.\r?\n?\Z")
# a part of a file whose documents are mixed is sorted in memory
_PART = 64 << 20
_MOST_PARTS = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """The triples of one document: how many, their hash, and where their lines stand next to each other."""

    graph: str
    sha256: str
    triples: int
    path: Path
    start: int
    size: int

    def batches(self, most: int) -> Iterator[bytes]:
        """The triples as N-Triples, at most so many at a time."""
        with self.path.open("rb") as stream:
            stream.seek(self.start)
            held: list[bytes] = []
            read = 0
            while read < self.size:
                line = stream.readline()
                read += len(line)
                held.append(_triple(line))
                if len(held) == most:
                    yield b"".join(held)
                    held = []
            if held:
                yield b"".join(held)


class Pieces:
    """The documents of a graph.nq. Where its lines are not ordered by document they are sorted into files that go away at the end."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "graph.nq"
        self._stack = ExitStack()

    def __enter__(self) -> list[Piece]:
        try:
            return self._found()
        except OSError as error:
            self._stack.close()
            raise StoreError(f"{self._path}: cannot be read ({error.strerror}); make a build with: kg build seeds -o {self._path.parent}") from error
        except StoreError:
            self._stack.close()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def _found(self) -> list[Piece]:
        found: dict[str, Piece] = {}
        for piece in _runs(self._path):
            if piece.graph in found:
                return [piece for part in self._sorted() for piece in _runs(part)]
            found[piece.graph] = piece
        return list(found.values())

    def _sorted(self) -> list[Path]:
        """The lines in several files, each ordered by document; the lines of a document keep their order."""
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-load-")))
        count = min(_MOST_PARTS, self._path.stat().st_size // _PART + 1)
        paths = [folder / f"{number}.nq" for number in range(count)]
        with ExitStack() as stack, self._path.open("rb") as stream:
            parts: list[BinaryIO] = [stack.enter_context(path.open("wb")) for path in paths]
            for line in stream:
                match = _END.search(line)
                assert match is not None, "the lines were read before"
                parts[zlib.crc32(match[1]) % count].write(line if line.endswith(b"\n") else line + b"\n")
        for path in paths:
            with path.open("rb") as stream:
                lines = sorted(stream, key=_graph)
            path.write_bytes(b"".join(lines))
        return paths


def _runs(path: Path) -> Iterator[Piece]:
    """The lines of each document that follow one another."""
    graph, digest, triples, start, at = b"", hashlib.sha256(), 0, 0, 0
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            match = _END.search(line)
            if match is None:
                raise StoreError(f"{path}, line {number}: is no statement in the graph of a document; build again")
            if match[1] != graph:
                if graph:
                    yield Piece(graph.decode("ascii"), digest.hexdigest(), triples, path, start, at - start)
                graph, digest, triples, start = match[1], hashlib.sha256(), 0, at
            digest.update(line[: match.start()])
            digest.update(b"\n")
            triples += 1
            at += len(line)
    if graph:
        yield Piece(graph.decode("ascii"), digest.hexdigest(), triples, path, start, at - start)


def _graph(line: bytes) -> bytes:
    match = _END.search(line)
    return match[1] if match else b""


def _triple(line: bytes) -> bytes:
    match = _END.search(line)
    return line[: match.start()] + b" .\n" if match else b""
