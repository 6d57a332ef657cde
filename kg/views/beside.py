"""Work that goes on beside the caller's, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from kg.errors import KgError

Made = TypeVar("Made")


def beside(work: Callable[[], Made]) -> Callable[[], Made]:
    """Begins the work on another core, if there is one, and gives a function that waits for what came of it.

    The other process is a copy of this one, so nothing is handed over but the answer. Where a process cannot be copied (Windows,
    macOS) or where it fell, the work is done here, when it is asked for.

    >>> answer = beside(lambda: b"done")
    >>> answer()
    b'done'
    """
    if not _can_copy():
        return work
    copies = multiprocessing.get_context("fork")
    ours, theirs = copies.Pipe(duplex=False)
    process = copies.Process(target=_send, args=(work, theirs), daemon=True)
    try:
        process.start()
    except OSError:
        return work
    finally:
        theirs.close()

    def answer() -> Made:
        try:
            made: Made | KgError = ours.recv()
        except EOFError:
            return work()
        finally:
            ours.close()
            process.join()
        if isinstance(made, KgError):
            raise made
        return made

    return answer


def _can_copy() -> bool:
    # a copy of a process with several threads has locks that nobody opens
    return sys.platform == "linux" and threading.active_count() == 1 and (os.cpu_count() or 1) > 1


def _send(work: Callable[[], object], answer: Any) -> None:
    try:
        made = work()
    except KgError as error:
        made = error
    answer.send(made)
