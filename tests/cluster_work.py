"""Work for the workers of a cluster that shows how they fail."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from kg.pipeline.keeping.shelf import Kept
from kg.pipeline.work import Task


def easy(task: Task) -> Kept:
    """Done at once."""
    return Kept(task.key, task.item.name, b"done")


def moody(task: Task) -> Kept:
    """Raises over some names, and is killed over others."""
    if task.item.name.startswith("bad"):
        raise ValueError(f"{task.item.name} is not liked")
    if task.item.name.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    return easy(task)


def slow(task: Task) -> Kept:
    """Takes a moment, and writes down who does it."""
    (Path(task.item.data.decode()) / f"{os.getpid()}.{task.key}").touch()  # type: ignore[union-attr]  # an entry, whose bytes name a folder
    time.sleep(0.05)
    return easy(task)
