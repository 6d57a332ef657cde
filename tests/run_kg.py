"""Runs the program as a user does: a process of its own, with its own environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str


def kg(
    *arguments: str | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    before: Callable[[], None] | None = None,
) -> Ran:
    """Runs `kg` with some arguments; `before` is called in the new process, to set limits."""
    command = [sys.executable, "-c", "from kg.views.cli import main; main()", *map(str, arguments)]
    ran = subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, **(env or {})}, cwd=cwd, preexec_fn=before, timeout=120, check=False)
    return Ran(ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8", "replace"))


def files(folder: Path) -> dict[str, bytes]:
    """The files of a build by their path in it, without what serving keeps in `.work`."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and ".work" not in path.parts}
