"""From paths to a build: every text that they stand for is read, what cannot be read is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.ingest import read
from kg.model import Reading, Source, Unread
from kg.pipeline import additions, overrides
from kg.pipeline.merge import Build, merge
from kg.pipeline.reader import Reader
from kg.vocab.vocabulary import Vocabulary

# told the name of each file before it is read
Watcher = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What came of some paths: the build, what was found but could not be read, and what came of each correction by hand."""

    build: Build
    unread: tuple[Unread, ...]
    vocabulary: Vocabulary
    corrections: tuple[overrides.Applied, ...] = ()

    @property
    def texts(self) -> Mapping[str, bytes]:
        """The text layers of files that are not plain text, by the name that the graph gives them."""
        sources = [reading.document.source for reading in self.build.readings]
        return {source.layer: source.raw.encode("utf-8") for source in sources if source.layer}


def build(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None,
    ontology: Sequence[Path] = (),
    corrections: Sequence[Path] = (),
    watch: Watcher | None = None,
) -> Outcome:
    """Reads everything that the paths stand for with the ontology and the `ontology` folders after it.

    Equal files give an equal outcome, in whatever order they are found. `columns` names columns of corpora as
    `kg.ingest.read` takes them; `corrections` are files that `kg.pipeline.overrides` reads.

    Raises:
        OntologyError: the ontology, or a folder given with it, cannot be used.
        OverrideError: a file of corrections cannot be used.
    """
    given = overrides.read(corrections)
    vocabulary = additions.load(ontology)
    readings, unread = _read_all(read(paths, stdin, columns or {}), Reader(vocabulary), watch)
    readings, applied = overrides.apply(readings, given, vocabulary)
    return Outcome(merge(readings, vocabulary), tuple(sorted(unread, key=lambda one: (one.name, one.reason))), vocabulary, applied)


def _read_all(sources: Iterable[Source | Unread], reader: Reader, watch: Watcher | None) -> tuple[list[Reading], list[Unread]]:
    readings: list[Reading] = []
    unread: list[Unread] = []
    for source in sources:
        if watch:
            watch(source.name)
        if isinstance(source, Unread):
            unread.append(source)
        else:
            readings.append(reader.read(source))
    return readings, unread
