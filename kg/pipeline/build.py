"""From paths to a build: every text that they stand for is read, what cannot be read is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kg import model
from kg.ingest import Entry, entries, extent
from kg.model import Source, Unread
from kg.pipeline import crew, overrides
from kg.pipeline.cluster import Cluster, Reading, each
from kg.pipeline.crew import Failed
from kg.pipeline.keeping.identity import key_of, state_of_reader
from kg.pipeline.keeping.shelf import CORRECTED, Kept, Shelf
from kg.pipeline.keeping.shelved import Shelved
from kg.pipeline.limits import limited
from kg.pipeline.merge import Build
from kg.pipeline.work import Desk, Task, desk, kept
from kg.vocab.vocabulary import Vocabulary

# so many seconds a text may take to be read
PATIENCE = 60.0
# readings are settled on the shelf after so many, so that a program that is killed loses no more
_OFTEN = 64


@dataclass(slots=True)
class Progress:
    """How far a build has come: documents that were read and those found unread, kept readings used again, bytes of files taken."""

    done: int = 0
    reused: int = 0
    bytes: int = 0
    name: str = ""


Watcher = Callable[[Progress], None]
Readers = Callable[[Iterator[Task]], Iterator[tuple[Task, Kept | Failed]]]


@dataclass(frozen=True)
class Outcome:
    """What came of some paths: the build on its shelf, what was found but could not be read, and what came of each correction by hand.

    `reused` counts the texts that an earlier build had read and that have not changed.
    """

    build: Build
    unread: tuple[Unread, ...]
    vocabulary: Vocabulary
    corrections: tuple[overrides.Applied, ...] = ()
    shelf: Shelf = field(default_factory=Shelf)
    reused: int = 0


def build(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None,
    ontology: Sequence[Path] = (),
    corrections: Sequence[Path] = (),
    watch: Watcher | None = None,
    shelf: Shelf | None = None,
    jobs: int = 0,
    patience: float = PATIENCE,
    cluster: Cluster | None = None,
) -> Outcome:
    """Reads everything that the paths stand for with the ontology and the `ontology` folders after it.

    Equal files give an equal outcome, in whatever order they are found and by however many processes they are read. `columns` names
    columns of corpora as `kg.ingest.read` takes them; `corrections` are files that `kg.pipeline.overrides` reads. What stands on the `shelf` and has
    not changed is not read again. `jobs` processes read, or this one alone where it is 0; a text that takes more than `patience`
    seconds is set aside, as is, with processes, one that makes its process fall. The machines of a `cluster` read instead where one is given.

    Raises:
        OntologyError: the ontology, or a folder given with it, cannot be used.
        OverrideError: a file of corrections cannot be used.
        StoreError: the shelf cannot be written.
        ClusterError: the cluster cannot be used.
    """
    given = overrides.read(corrections)
    # an empty one counts as false
    shelf = Shelf() if shelf is None else shelf
    state = state_of_reader(ontology)
    reader = desk(tuple(ontology), state)
    work = _Work(shelf, reader, state, watch or (lambda progress: None))
    work.take(entries(paths, stdin, columns or {}, work.count), work.crew(jobs, patience) if cluster is None else work.machines(cluster, patience))
    shelf.arrange(state)
    unread = tuple(sorted((*shelf.unread(), *work.aside), key=lambda one: (one.name, one.reason)))
    if not given:
        shelf.alone(CORRECTED)
        return Outcome(Shelved(shelf), unread, reader.vocabulary, (), shelf, work.progress.reused)
    corrected = shelf.beside(CORRECTED)

    def put(reading: model.Reading) -> None:
        corrected.put(kept(reading.document.source.name, reading, reader.vocabulary))

    applied = overrides.apply(Shelved(shelf), given, reader.vocabulary, put)
    corrected.arrange(state)
    return Outcome(Shelved(corrected), unread, reader.vocabulary, applied, corrected, work.progress.reused)


def size(paths: Sequence[str | Path]) -> int:
    """The bytes of the files that some paths stand for: what `Progress.bytes` comes to in the end."""
    return extent(paths)


@dataclass
class _Work:
    """Fills a shelf."""

    shelf: Shelf
    desk: Desk
    state: str
    watch: Watcher
    progress: Progress = field(default_factory=Progress)
    aside: list[Unread] = field(default_factory=list)

    def count(self, taken: int) -> None:
        self.progress.bytes += taken

    def crew(self, jobs: int, patience: float) -> Readers:
        """Processes of this machine, or this process alone where there are to be none."""
        if not jobs:
            return lambda tasks: ((task, self._alone(task, patience)) for task in tasks)
        # before it is copied, so that each copy has the dictionaries
        self.desk.reader  # noqa: B018
        return lambda tasks: crew.each(tasks, self.desk, jobs, patience, lambda task: task.size)

    def _alone(self, task: Task, patience: float) -> Kept | Failed:
        # before the clock runs: the dictionaries are no text's fault
        self.desk.reader  # noqa: B018
        return limited(self.desk, patience, task)

    def machines(self, cluster: Cluster, patience: float) -> Readers:
        """The machines of a cluster."""
        return lambda tasks: each(tasks, Reading(self.desk.ontology, self.state, patience), cluster)

    def take(self, found: Iterator[Entry | Source | Unread], readers: Readers) -> None:
        self.shelf.begin()
        for task, result in readers(self._new(found)):
            if isinstance(result, Failed):
                self.aside.append(_aside(task.item.name, result))
            else:
                self.shelf.put(result)
            self._step(task.item.name)
        self.shelf.settle()

    def _new(self, found: Iterator[Entry | Source | Unread]) -> Iterator[Task]:
        """What has to be read; what stands on the shelf is taken from there."""
        asked: set[str] = set()
        for item in found:
            if isinstance(item, Unread):
                self.aside.append(item)
                self._step(item.name)
                continue
            key = key_of(item, self.state)
            if key in asked:
                continue
            if self.shelf.take(key):
                self.progress.reused += 1
                self._step(item.name)
            else:
                asked.add(key)
                yield Task(key, item)

    def _step(self, name: str) -> None:
        progress = self.progress
        progress.done += 1
        progress.name = name
        if progress.done % _OFTEN == 0:
            self.shelf.settle()
        self.watch(progress)


def _aside(name: str, failed: Failed) -> Unread:
    if failed.too_slow:
        return Unread(name, "too-slow", f"reading it was given up: {failed.message}.", "Split it into smaller documents, or give more time with --patience.")
    return Unread(name, "failed", f"the program fell over it: {failed.message}.", "The other documents are not touched; report the document.")
