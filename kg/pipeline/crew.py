"""Work done by several processes: what makes one of them fall, or takes too long, is set aside and takes nothing else along."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Any], Any]
# a batch grows to so many items: a small job is spread evenly, a large one wastes no time on handing over
LARGEST_BATCH = 32
# how often the clock is looked at, in seconds
_LOOK = 0.5
# how often an idle process looks whether anybody is left to work for
_PULSE = 2.0
# what a process may take of the machine's memory, in bytes
MEMORY = 4 << 30


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an item gave nothing: `too_slow` where it took more than the limit of time."""

    message: str
    too_slow: bool = False

    @classmethod
    def slow(cls, seconds: float) -> Failed:
        """It took longer than it may."""
        return cls(f"it took more than {seconds:g} seconds", too_slow=True)


@dataclass(eq=False)
class _Hand(Generic[Item]):
    """A process at work."""

    process: Any
    pipe: Connection
    batch: list[Item] = field(default_factory=list)
    since: float = 0.0

    def give(self, batch: list[Item]) -> None:
        self.batch, self.since = batch, time.monotonic()
        self.pipe.send(batch)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def each(items: Iterable[Item], work: Work, jobs: int, seconds: float, size: Callable[[Item], int]) -> Iterator[tuple[Item, Any]]:
    """Every item with what `work` gives for it, or with a `Failed`, in the order in which they are done.

    `work` is called in `jobs` processes, none of which sees another's; no item may take more than `seconds`. `size` says how
    large an item is: what is large is handed over alone. Items that failed in a batch are tried once more, one by one.
    """
    waiting, again = _batches(items, size), deque[Item]()
    crew = [_hire(work) for _ in range(max(1, jobs))]
    done = 0
    try:
        more = True
        while True:
            for hand in [hand for hand in crew if not hand.batch]:
                batch = [again.popleft()] if again else (waiting(done) if more else [])
                more = more and (bool(batch) or bool(again))
                if batch:
                    hand.give(batch)
            busy = {hand.pipe: hand for hand in crew if hand.batch}
            if not busy:
                return
            for pipe in wait(list(busy), _LOOK):
                hand = busy[pipe]  # type: ignore[index]  # only connections were waited for
                results = _received(hand)
                batch, hand.batch = hand.batch, []
                if isinstance(results, list):
                    done += len(batch)
                    yield from zip(batch, results, strict=True)
                else:
                    crew[crew.index(hand)] = _replace(hand, work)
                    yield from _failed(batch, results, again)
            for hand in [hand for hand in crew if hand.batch and time.monotonic() - hand.since > seconds]:
                batch = hand.batch
                crew[crew.index(hand)] = _replace(hand, work)
                yield from _failed(batch, Failed.slow(seconds), again)
    finally:
        for hand in crew:
            hand.end()


def _failed(batch: Sequence[Item], why: Failed, again: deque[Item]) -> Iterator[tuple[Item, Failed]]:
    if len(batch) == 1:
        yield batch[0], why
    else:
        again.extend(batch)


def _batches(items: Iterable[Item], size: Callable[[Item], int]) -> Callable[[int], list[Item]]:
    """Gives the next batch, larger the more was done already; an empty one at the end."""
    source = iter(items)
    enough = 256 << 10

    def batch(done: int) -> list[Item]:
        taken: list[Item] = []
        weight = 0
        for item in source:
            taken.append(item)
            weight += size(item)
            if weight >= enough or len(taken) >= min(LARGEST_BATCH, 1 + done // 16):
                break
        return taken

    return batch


def _received(hand: _Hand[Item]) -> list[Any] | Failed:
    try:
        told = hand.pipe.recv()
    except (EOFError, OSError):
        hand.process.join(_LOOK)
        return Failed(f"the process that read it ended ({_how(hand.process.exitcode)})")
    return told if isinstance(told, list) else Failed(str(told))


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"code {code}"


def _replace(hand: _Hand[Item], work: Work) -> _Hand[Item]:
    hand.end()
    return _hire(work)


def _hire(work: Work) -> _Hand[Any]:
    # a copy of this process has the dictionaries already; where it cannot be copied, `work` makes them there
    context: Any = multiprocessing.get_context("fork" if can_copy() else "spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    return _Hand(process, ours)


def can_copy() -> bool:
    """Whether a process can be copied: not on Windows and macOS, and a copy of one with several threads has locks that nobody opens."""
    return sys.platform == "linux" and threading.active_count() == 1


class _Telling:
    """Says what an exception was, and ends the process."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            return
        with suppress(OSError):
            self._pipe.send(f"{kind.__name__}: {str(error)[:200]}")
        os._exit(1)


def _work(pipe: Connection, work: Work) -> None:
    """What a process does until its pipe is closed."""
    _limit_memory()
    parent = os.getppid()
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError, ConnectionResetError):
        while True:
            # a copy of this process holds the other end too, so that its closing is not heard here
            while not pipe.poll(_PULSE):
                if os.getppid() != parent:
                    return
            batch = pipe.recv()
            with _Telling(pipe):
                results = [work(item) for item in batch]
            pipe.send(results)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard), hard))
