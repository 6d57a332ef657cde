"""A limit of time for work in a thread of this process: of a cluster's worker, or of a build that starts no processes."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from kg.pipeline.crew import Failed

# seconds after which a thread that goes on all the same is stopped again
_AGAIN = 0.5
Item = TypeVar("Item")
Result = TypeVar("Result")


class TooSlow(BaseException):
    """The time is over. It is no `Exception`, so that no code that expects errors of its own takes it for one."""


def limited(work: Callable[[Item], Result], seconds: float, item: Item) -> Result | Failed:
    """What the work gives for an item, unless that takes longer than so many seconds.

    It is stopped between two steps of Python code: a single step that takes long, such as the search of a regular expression, ends first.

    >>> limited(len, 60.0, "four")
    4
    """
    watch = _Watch(threading.get_ident(), seconds)
    # no context manager: what stops the work may come in the midst of leaving one
    try:
        try:
            watch.start()
            return work(item)
        finally:
            watch.end()
    except TooSlow:
        watch.end()
        return Failed.slow(seconds)


class _Watch(threading.Thread):
    """Stops a thread when its time is over, but not after it has ended its work."""

    def __init__(self, thread: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self._thread, self._seconds = ctypes.c_ulong(thread), seconds
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def run(self) -> None:
        """Waits, and stops the thread."""
        wait = self._seconds
        while not self._ended.wait(wait):
            with self._lock:
                if self._ended.is_set():
                    return
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(TooSlow))
            # what is raised while Python tidies up (weak references, garbage) is lost
            wait = _AGAIN

    def end(self) -> None:
        """The work is done, or was stopped; to be said again where saying it was stopped."""
        with self._lock:
            self._ended.set()
            # what was not raised yet is not raised any more
            ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)
        if self.is_alive():
            self.join()
