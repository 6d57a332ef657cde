"""One process that answers queries, as seen from outside: started, asked, listened to for so long, ended."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError

# where the package lies, for the process to find it
ROOT = Path(__file__).resolve().parent.parent.parent
_CHUNK = 1 << 16
# the priority of what may wait
LOWEST = 19


class Busy(StoreError):
    """All processes are at work, and were for a while."""


class OutOfTime(StoreError):
    """The query took longer than it may."""


class Fell(StoreError):
    """The process ended in the middle: the query needs more memory than it may use, or nests too deep."""


@dataclass(frozen=True, slots=True)
class Quotas:
    """What queries may use.

    `quick` processes stand ready. A query that takes longer than `patience` seconds gives its place among them to another
    process, goes on at the lowest priority among at most `slow` such, and is ended after `seconds`. `memory` is in bytes.
    A query waits `wait` seconds for a place, and no more than `queue` wait.
    """

    quick: int = 2
    slow: int = 3
    patience: float = 1.0
    seconds: float = 10.0
    memory: int = 1 << 30
    wait: float = 5.0
    queue: int = 64


@dataclass(frozen=True, slots=True)
class Reply:
    """What a process told of a query, and the bytes of the answer."""

    told: dict[str, Any]
    data: bytes


class Process:
    """One process over a database."""

    def __init__(self, path: Path, quotas: Quotas) -> None:
        given = [str(path), str(quotas.seconds), str(quotas.memory)]
        # a session of its own: Ctrl-C is for the server, which ends its processes
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.store.worker", *given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        try:
            told, _ = self._hear(_Wait(30.0))
        except StoreError as error:
            self.end()
            raise StoreError("the process that answers queries did not start") from error
        if "ready" not in told:
            self.end()
            raise StoreError(f"{path}: the database cannot be opened ({told.get('failed')}); start the server again")

    def ask(self, job: dict[str, Any], quotas: Quotas, slow_down: Callable[[], None]) -> Reply:
        """What it says to a job; `slow_down` is called where that takes long, and may raise."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(job).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise Fell("the process that answers queries is gone; ask again") from error
        wait = _Wait(quotas.seconds, min(quotas.patience, quotas.seconds), lambda: self._slow_down(slow_down))
        told, data = self._hear(wait)
        return Reply(told, data)

    def kill(self) -> None:
        """Stops it whatever it does; whoever listens hears the end."""
        self._process.kill()

    def end(self) -> None:
        """Stops it and lets go of it."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            try:
                stream.close()
            except OSError:
                # what was not sent yet is not wanted any more
                continue
        self._process.wait()

    def _slow_down(self, slow_down: Callable[[], None]) -> None:
        slow_down()
        step_back(self._process.pid)

    def _hear(self, wait: _Wait) -> tuple[dict[str, Any], bytes]:
        assert self._process.stdout is not None
        number = self._process.stdout.fileno()
        heard = bytearray()
        told: dict[str, Any] | None = None
        with selectors.DefaultSelector() as selector:
            selector.register(number, selectors.EVENT_READ)
            while told is None or len(heard) < told.get("size", 0):
                wait.until_ready(selector)
                part = os.read(number, _CHUNK)
                if not part:
                    raise Fell("the query needs more memory than it may use, or nests too deep; ask for less")
                heard += part
                if told is None and b"\n" in heard:
                    line, _, rest = heard.partition(b"\n")
                    told, heard = json.loads(line), rest
        return told, bytes(heard)


def step_back(process: int) -> None:
    """Gives a process the lowest priority, for good.

    Linux shares the processors among sessions first (sched(7), autogroup): a process in a session of its own gives
    way to others only where its session does.
    """
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process, LOWEST)
    with suppress(OSError):
        Path(f"/proc/{process}/autogroup").write_text(str(LOWEST), encoding="ascii")


class _Wait:
    """So many seconds, of which after some something happens once."""

    def __init__(self, seconds: float, patience: float | None = None, happen: Callable[[], None] | None = None) -> None:
        self._seconds = seconds
        self._began = time.monotonic()
        self._patience = patience
        self._happen = happen

    def until_ready(self, selector: selectors.BaseSelector) -> None:
        """Waits for something to read.

        Raises:
            OutOfTime: the seconds are over.
        """
        if self._happen and self._patience is not None:
            if selector.select(max(0.0, self._began + self._patience - time.monotonic())):
                return
            happen, self._happen = self._happen, None
            happen()
        if not selector.select(max(0.0, self._began + self._seconds - time.monotonic())):
            raise OutOfTime(f"the query took longer than {self._seconds:g} seconds and was ended; ask for less, or add a LIMIT")
