"""An assistant: a process that is made before there is work for it, and makes itself ready on another core meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from kg.errors import KgError

Asked = TypeVar("Asked")
Made = TypeVar("Made")
# how often an idle assistant looks whether anybody is left to work for, in seconds
_PULSE = 2.0


class Assistant(Generic[Asked, Made]):
    """Does one piece of work beside the caller's.

    `ready` imports what the work needs and gives the work, or None where it cannot be done there. The work may give None, too,
    where the caller had better do it. Where a process cannot be copied (Windows, macOS, one core) there is none.

    >>> assistant = Assistant(lambda: str.upper)
    >>> assistant.ask("done", otherwise=lambda: "DONE")()
    'DONE'
    """

    def __init__(self, ready: Callable[[], Callable[[Asked], Made | None] | None]) -> None:
        self._process: Any = None
        if not _can_copy():
            return
        copies = multiprocessing.get_context("fork")
        self._pipe, theirs = copies.Pipe()
        process = copies.Process(target=_assist, args=(ready, theirs, self._pipe), daemon=True)
        with suppress(OSError):
            process.start()
            self._process = process
        theirs.close()

    def ask(self, asked: Asked, otherwise: Callable[[], Made]) -> Callable[[], Made]:
        """Begins the work, and gives a function that waits for what came of it.

        Whatever keeps the assistant from it, `otherwise` does it here, when it is asked for.
        """
        if self._process is None:
            return otherwise
        try:
            self._pipe.send(asked)
        except OSError:
            return otherwise

        def answer() -> Made:
            try:
                made: Made | KgError | None = self._pipe.recv()
            except (EOFError, OSError):
                made = None
            self.dismiss()
            if isinstance(made, KgError):
                raise made
            return otherwise() if made is None else made

        return answer

    def dismiss(self) -> None:
        """Lets the assistant go, whether it had work or not."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None


def _can_copy() -> bool:
    # a copy of a process with several threads has locks that nobody opens
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _assist(ready: Callable[[], Callable[[Any], object] | None], pipe: Any, callers: Any) -> None:
    """What the assistant does until it has answered or nobody is there any more."""
    caller = os.getppid()
    # a copy of the caller's end: with it, nobody would ever seem to have gone
    callers.close()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        work = ready()
        if work is None:
            return
        # further copies of the caller hold its end of the pipe too, so that its end is not heard here
        while not pipe.poll(_PULSE):
            if os.getppid() != caller:
                return
        try:
            made = work(pipe.recv())
        except KgError as error:
            pipe.send(error)
        else:
            pipe.send(made)
