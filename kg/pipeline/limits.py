"""A limit of time for work in a thread of this process: of a cluster's worker, or of a build that starts no processes."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kg.pipeline.crew import Failed

Item = TypeVar("Item")
Result = TypeVar("Result")


class TooSlow(BaseException):
    """The time is over. It is no `Exception`, so that no code that expects errors of its own takes it for one."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done in this context is stopped after so many seconds.

    It is stopped between two steps of Python code: a single step that takes long, such as the search of a regular expression, ends first.

    Raises:
        TooSlow: the time is over.
    """
    watch = _Watch(threading.get_ident())
    timer = threading.Timer(seconds, watch.stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        watch.end()
        timer.cancel()
        timer.join()


class _Watch:
    """Stops a thread, but not after it has ended its work."""

    def __init__(self, thread: int) -> None:
        self._thread = ctypes.c_ulong(thread)
        self._lock = threading.Lock()
        self._over = self._stopped = False

    def stop(self) -> None:
        with self._lock:
            if not self._over:
                self._stopped = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(TooSlow))

    def end(self) -> None:
        with self._lock:
            self._over = True
            if self._stopped:
                # what was not raised yet is not raised any more
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)


def limited(work: Callable[[Item], Result], seconds: float, item: Item) -> Result | Failed:
    """What the work gives for an item, unless that takes too long.

    >>> limited(len, 60.0, "four")
    4
    """
    try:
        with within(seconds):
            return work(item)
    except TooSlow:
        return Failed.slow(seconds)
