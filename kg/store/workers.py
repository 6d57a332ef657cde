"""Several processes that answer queries, so that none waits for another's: a query that runs away is ended with its process."""

from __future__ import annotations

import time
import weakref
from pathlib import Path
from threading import Condition
from typing import Any

from kg.store.process import Busy, Process, Quotas, Reply


class Workers:
    """Processes over one database, started when they are needed. Safe to use from many threads."""

    def __init__(self, path: Path, quotas: Quotas | None = None) -> None:
        self.quotas = quotas or Quotas()
        self._path = path
        self._state = Condition()
        self._idle: list[Process] = []
        self._quick = self._slow = self._waiting = 0
        self._all: set[Process] = set()
        weakref.finalize(self, _end, self._all)

    def ask(self, job: dict[str, Any]) -> Reply:
        """What `kg.store.worker.answer` says to a job.

        Raises:
            Busy: no process became free, or too many slow queries run already.
            OutOfTime: it took too long.
            Fell: its process broke down.
            StoreError: no process can be started.
        """
        worker = self._take()
        lane = _Lane(self)
        answered = False
        try:
            reply = worker.ask(job, self.quotas, lane.slow_down)
            answered = True
        finally:
            # the priority of one that was slow cannot be raised again
            if answered and not lane.is_slow:
                self._give_back(worker)
            else:
                self._drop(worker)
                lane.leave()
        return reply

    def warm(self) -> None:
        """Starts the processes that stand ready, so that the first query does not wait for it."""
        taken = [self._take() for _ in range(self.quotas.quick)]
        for worker in taken:
            self._give_back(worker)

    def close(self) -> None:
        """Ends all processes; queries that run break off."""
        with self._state:
            idle, self._idle = self._idle, []
            self._quick -= len(idle)
            self._all.difference_update(idle)
            for busy in self._all:
                # who asked it closes it
                busy.kill()
        for worker in idle:
            worker.end()

    def _take(self) -> Process:
        until = time.monotonic() + self.quotas.wait
        with self._state:
            if self._waiting >= self.quotas.queue:
                raise Busy("too many queries are waiting already")
            self._waiting += 1
            try:
                while not self._idle and self._quick >= self.quotas.quick:
                    if not self._state.wait(until - time.monotonic()):
                        raise Busy(f"no query came to its end within {self.quotas.wait:g} seconds")
            finally:
                self._waiting -= 1
            if self._idle:
                return self._idle.pop()
            self._quick += 1
        return self._start()

    def _start(self) -> Process:
        worker = None
        try:
            worker = Process(self._path, self.quotas)
        finally:
            if worker is None:
                self.lose(quick=True)
        with self._state:
            self._all.add(worker)
        return worker

    def _give_back(self, worker: Process) -> None:
        with self._state:
            self._idle.append(worker)
            self._state.notify()

    def _drop(self, worker: Process) -> None:
        worker.end()
        with self._state:
            self._all.discard(worker)

    def lose(self, quick: bool) -> None:
        """One process less among the quick or the slow."""
        with self._state:
            self._quick -= quick
            self._slow -= not quick
            self._state.notify()

    def move(self) -> bool:
        """One process more among the slow and less among the quick; False where there are too many slow ones."""
        with self._state:
            if self._slow >= self.quotas.slow:
                return False
            self._slow += 1
            self._quick -= 1
            self._state.notify()
            return True


class _Lane:
    """Where one query runs: among the quick, then perhaps among the slow."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.is_slow = False

    def slow_down(self) -> None:
        if not self._workers.move():
            raise Busy(f"{self._workers.quotas.slow} long queries run already")
        self.is_slow = True

    def leave(self) -> None:
        self._workers.lose(quick=not self.is_slow)


def _end(workers: set[Process]) -> None:
    while workers:
        workers.pop().end()
