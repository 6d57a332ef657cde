"""A large build as files: written stretch by stretch, by several processes, and put together at the end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.model import Reading
from kg.pipeline.build import Outcome
from kg.pipeline.crew import Failed, each
from kg.pipeline.graph import Lines
from kg.pipeline.keeping.database import MEMORY
from kg.pipeline.keeping.shelf import Shelf
from kg.pipeline.keeping.shelved import Shelved
from kg.pipeline.merge import Build
from kg.store.staging import Staging, open_whole
from kg.views import report, tables
from kg.vocab.lookup import Lookup

# documents of one stretch
STRETCH = 256
# seconds that a stretch may take
_PATIENCE = 600.0
_BUFFER = 1 << 20

Step = Callable[[str], None]


def pieces(build: Build, reading: Reading, vocabulary: Lookup, lines: Lines) -> dict[str, bytes]:
    """What one document adds to each file."""
    return {
        "graph.nq": lines.of(build, reading),
        "observations.csv": tables.observation_rows(build, reading, vocabulary),
        "entities.csv": tables.entity_rows(build, reading),
        "relations.csv": tables.relation_rows(build, reading),
        "documents.jsonl": _line(report.document_row(build, reading, vocabulary)),
        "flags.jsonl": b"".join(_line(row) for row in report.flag_rows(build, reading, vocabulary)),
    }


ROWS = ("documents.jsonl", "flags.jsonl")
FILES = ("graph.nq", "observations.csv", "entities.csv", "relations.csv")


@dataclass(frozen=True)
class Writer:
    """Writes stretches of a build, each from one place on the shelf to another, into a folder; `shelf` is one in memory, or the path of one."""

    shelf: Shelf | Path
    vocabulary: Lookup
    into: Path

    @cached_property
    def _shelf(self) -> Shelf:
        # a connection must not be carried into another process
        return self.shelf if isinstance(self.shelf, Shelf) else Shelf(self.shelf, read_only=True)

    @cached_property
    def _whole(self) -> Shelved:
        return Shelved(self._shelf)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.vocabulary)

    def __call__(self, stretch: tuple[int, int]) -> None:
        """Writes one stretch."""
        with ExitStack() as stack:
            streams = {name: stack.enter_context(open(self.into / part(name, stretch[0]), "wb")) for name in (*FILES, *ROWS)}
            for reading in self._shelf.readings(*stretch):
                for name, piece in pieces(self._whole, reading, self.vocabulary, self._lines).items():
                    streams[name].write(piece)


def part(name: str, start: int) -> str:
    """The name of the stretch of a file that begins with a document."""
    return f"{start:09}.{name}"


def write(outcome: Outcome, stage: Staging, jobs: int, step: Step) -> None:
    """Writes the graph, the tables and the report of a build with any number of documents.

    Raises:
        ExportError: a stretch could not be written.
    """
    path = outcome.shelf.path
    into = stage.scratch("stretches")
    into.mkdir(parents=True)
    outcome.shelf.settle()
    count = len(outcome.shelf)
    stretches = [(start, min(start + STRETCH, count)) for start in range(0, count, STRETCH)]
    writer = Writer(outcome.shelf if path == MEMORY else Path(path), outcome.vocabulary, into)
    for done, _ in enumerate(_written(writer, stretches, jobs), 1):
        step(f"writing {min(done * STRETCH, count):,} of {count:,} documents")
    starts = [start for start, _ in stretches]
    for name in FILES:
        with open_whole(stage.path(name)) as stream:
            stream.write(tables.HEADS.get(name, b""))
            for start in starts:
                with (into / part(name, start)).open("rb") as piece:
                    shutil.copyfileobj(piece, stream, _BUFFER)
                (into / part(name, start)).unlink()
    _report(outcome, stage, into, starts)


def _written(writer: Writer, stretches: list[tuple[int, int]], jobs: int) -> Iterator[None]:
    if jobs < 2 or isinstance(writer.shelf, Shelf):
        for stretch in stretches:
            writer(stretch)
            yield
        return
    for stretch, result in each(stretches, writer, jobs, _PATIENCE, lambda stretch: 1 << 30):
        if isinstance(result, Failed):
            raise ExportError(f"documents {stretch[0]} to {stretch[1]} could not be written: {result.message}; what was there before is untouched")
        yield


def _report(outcome: Outcome, stage: Staging, into: Path, starts: list[int]) -> None:
    head = report.head(outcome.build, outcome.unread, outcome.corrections)
    documents, flags = (_rows(into, name, starts) for name in ROWS)
    stage.write("report.json", (chunk.encode("utf-8") for chunk in report.json_chunks(head, documents, flags)))
    documents, flags = (_rows(into, name, starts) for name in ROWS)
    outputs = [name for name in report.OUTPUTS if name in (*FILES, "report.json")]
    stage.write("report.html", [report.page(head, documents, flags, outcome.vocabulary, outputs).encode("utf-8")])


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=True).encode("ascii") + b"\n"


def _rows(into: Path, name: str, starts: list[int]) -> Iterator[dict[str, Any]]:
    for start in starts:
        with (into / part(name, start)).open("rb") as lines:
            for line in lines:
                yield json.loads(line)
