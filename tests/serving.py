"""The server as a user starts it: a process of its own, asked over the network of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[str]:
    """The address at which `kg serve` serves a folder, without the last slash."""
    command = [sys.executable, "-c", "from kg.views.cli import main; main()", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, text=True)
    assert process.stdout is not None and process.stderr is not None
    told = process.stdout.readline()
    match = re.search(r"(http://\S+)/ ", told)
    if not match:
        process.kill()
        raise AssertionError(f"the server did not start: {told}{process.stderr.read()}")
    try:
        yield match[1]
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert said.replace("stopped\n", "") == "", f"the server complained: {said}"
    assert process.returncode == 0
