"""Reading on many machines: tasks of a Dask cluster, each of which writes one shard of readings into a folder that all machines see.

Work is map-only. A shard is a small shelf under a name that its texts give it, written under another name and then renamed: it is complete
or absent, and a task that is done twice, because a machine was lost, writes the same. What the program that drives the cluster does
with the shards is to put them on its own shelf, which sorts them.
"""

from __future__ import annotations

import hashlib
import os
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from kg.errors import ClusterError
from kg.pipeline.crew import Failed
from kg.pipeline.keeping.database import remove
from kg.pipeline.keeping.identity import state_of_reader
from kg.pipeline.keeping.shelf import Kept, Shelf
from kg.pipeline.limits import limited
from kg.pipeline.work import Task, desk

# distributed is loaded only where it is used, and says no types
Client = Any
Future = Any

Work = Callable[[Task], Kept | Failed]
# where a shard stands, and the texts of its task that are not in it, by their keys
Shard = tuple[Path, dict[str, Failed]]
# what one task reads at most: documents, and bytes of them
DOCUMENTS, BYTES = 256, 2 << 20
# tasks that wait at one time, for each thread of the cluster
_AHEAD = 3
# seconds until a scheduler must have answered, and until it must have a worker
PATIENCE = 10.0
# how often a task is tried where its worker was lost
_TRIES = 3
# seconds before a text is tried again alone, for each time that it was
_REST = 0.5


@dataclass(frozen=True)
class Cluster:
    """A cluster: the address of its scheduler, and a folder that its workers and this machine see under one path."""

    address: str
    shards: Path


@dataclass(frozen=True)
class Reading:
    """The work of a worker: it has to be the same program with the same ontology as the one that drives the cluster."""

    ontology: tuple[Path, ...]
    state: str
    patience: float

    def __call__(self, task: Task) -> Kept | Failed:
        """What came of a task, which may take `patience` seconds.

        Raises:
            ClusterError: another version of the program, or another ontology, is installed here.
        """
        reader = desk(self.ontology, self._checked())
        # the dictionaries are no text's fault
        reader.reader  # noqa: B018
        return limited(reader, self.patience, task)

    def _checked(self) -> str:
        if state_of_reader(self.ontology) != self.state:
            raise ClusterError(f"{socket.gethostname()} has another version of the program, its libraries or the ontology; install the same on all machines")
        return self.state


def each(tasks: Iterable[Task], work: Work, cluster: Cluster) -> Iterator[tuple[Task, Kept | Failed]]:
    """Every task with what came of it, in the order in which they are done.

    A task whose worker is lost is done by another one. What fails again and again is divided, until the one text that makes it fail is set aside.

    Raises:
        ClusterError: no scheduler answers, it has no workers, or its workers do not see the folder of the shards.
    """
    cluster.shards.mkdir(parents=True, exist_ok=True)
    with _client(cluster.address) as client:
        run = _Run(client, work, cluster.shards)
        waiting = _batches(tasks)
        more = True
        while True:
            while more and len(run.open) < run.most:
                batch = next(waiting, [])
                more = bool(batch)
                if batch:
                    run.give(batch)
            if not run.open and not run.give_suspect():
                return
            yield from run.next()


@dataclass
class _Run:
    client: Client
    work: Work
    shards: Path
    open: dict[Future, list[Task]] = field(default_factory=dict)
    suspects: list[Task] = field(default_factory=list)
    # a task that is given again has another key: the scheduler may still hold what came of it before
    numbers: Iterator[int] = field(default_factory=count)
    # how often each was given alone
    alone: Counter[str] = field(default_factory=Counter)

    @property
    def most(self) -> int:
        threads: int = sum(self.client.nthreads().values())
        return _AHEAD * max(1, threads)

    def give(self, batch: list[Task]) -> None:
        name = hashlib.sha256("".join(task.key for task in batch).encode()).hexdigest()[:32]
        key = f"kg-{name}-{os.getpid()}-{next(self.numbers)}"
        future = self.client.submit(write_shard, self.work, batch, self.shards / f"{name}.db", key=key, pure=False, retries=0)
        self.open[future] = batch

    def give_suspect(self) -> bool:
        """Gives a text whose worker was lost once more, with no other at work that could be to blame; False where there is none."""
        if not self.suspects:
            return False
        task = self.suspects.pop()
        self.alone[task.key] += 1
        # those that were lost before may still be starting anew, and some that are lost not be missed yet
        time.sleep(_REST * self.alone[task.key])
        self.client.wait_for_workers(1, timeout=PATIENCE)
        self.give([task])
        return True

    def next(self) -> Iterator[tuple[Task, Kept | Failed]]:
        """Waits for the first that is done."""
        import distributed

        for future in _untyped(distributed).wait(list(self.open), return_when="FIRST_COMPLETED").done:
            if future.status == "pending":
                # what came of it was lost with a worker; it is done again
                continue
            batch = self.open.pop(future)
            if future.status == "finished":
                yield from self._taken(batch, *future.result())
            else:
                yield from self._failed(batch, future.exception())
            future.release()

    def _taken(self, batch: list[Task], path: Path, failed: Mapping[str, Failed]) -> Iterator[tuple[Task, Kept | Failed]]:
        if not path.is_file():
            raise ClusterError(f"{path}: a worker wrote it, and this machine does not see it; name a folder that all machines share with --shards")
        tasks = {task.key: task for task in batch}
        yield from ((tasks[key], why) for key, why in failed.items())
        with closing(Shelf(path, read_only=True)) as shard:
            yield from ((tasks[one.key], one) for one in shard.all())
        remove(path)

    def _failed(self, batch: list[Task], error: Any) -> Iterator[tuple[Task, Failed]]:
        if isinstance(error, ClusterError | OSError):
            raise ClusterError(f"a worker could not do its part: {error}") from error
        if len(batch) == 1 and _is_of_the_engine(error) and self.alone[batch[0].key] < _TRIES:
            self.suspects += batch
        elif len(batch) == 1:
            yield batch[0], Failed(f"{type(error).__name__}: {str(error)[:200]}")
        else:
            middle = len(batch) // 2
            self.give(batch[:middle])
            self.give(batch[middle:])


def write_shard(work: Work, batch: list[Task], path: Path) -> Shard:
    """Done by a worker: the readings of some texts as one shard."""
    if not path.parent.is_dir():
        raise ClusterError(f"{socket.gethostname()} does not see {path.parent}; name a folder that all machines share with --shards")
    results = {task.key: work(task) for task in batch}
    part = path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}")
    remove(part)
    with closing(Shelf(part)) as shard:
        for result in results.values():
            if isinstance(result, Kept):
                shard.put(result)
        shard.settle()
    os.replace(part, path)
    return path, {key: result for key, result in results.items() if isinstance(result, Failed)}


def _is_of_the_engine(error: Any) -> bool:
    """Whether a task failed because a worker was lost, and not in what it did; nothing is said of one that was dropped with its worker."""
    return error is None or type(error).__module__.partition(".")[0] in ("distributed", "asyncio", "concurrent")


def _untyped(module: Any) -> Any:
    return module


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        import dask
        import distributed
    except ModuleNotFoundError as error:
        raise ClusterError(f"{error.name} is not installed, which --cluster needs; install it with: pip install 'minzheng-kg[cluster]'") from error
    with dask.config.set({"distributed.comm.timeouts.connect": PATIENCE, "distributed.scheduler.allowed-failures": _TRIES}):
        try:
            client: Any = _untyped(distributed).Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(f"{address}: no scheduler answers there ({error}); start one with: dask scheduler") from error
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
            with client.as_current():
                yield client
        except TimeoutError as error:
            raise ClusterError(f"{address}: the scheduler has no workers; start some with: dask worker {address}") from error
        finally:
            client.close(timeout=PATIENCE)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    weight = 0
    for task in tasks:
        batch.append(task)
        weight += task.size
        if len(batch) >= DOCUMENTS or weight >= BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
