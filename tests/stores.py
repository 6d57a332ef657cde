"""Stores that people run, started for a test on addresses that only this machine reaches: OpenLink Virtuoso and Oxigraph."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from needing import missing, program

# VIRTUOSO gives no more rows than this, as Debian sets it up
MOST_ROWS = 10_000
_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Running:
    """A store that runs: its endpoint, what the environment has to say to write there, and its process."""

    endpoint: str
    process: subprocess.Popen[bytes]
    writer: Mapping[str, str] = field(default_factory=dict)


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """Debian's Virtuoso over an empty database in a folder; its user dba has the password that a new database gives it."""
    command = program("virtuoso-t")
    http = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), http=http, rows=MOST_ROWS), "utf-8")
    process = subprocess.Popen([command, "+foreground", "+configfile", "virtuoso.ini"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    endpoint = f"http://127.0.0.1:{http}/sparql"
    yield from _running(Running(endpoint, process, {"KG_ENDPOINT_USER": "dba", "KG_ENDPOINT_PASSWORD": "dba"}))


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """Oxigraph's server, whose default graph is none of its named graphs; the extra dev brings it."""
    command = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if command is None:
        missing("oxigraph", "install the package with the extra dev to run this test")
        raise AssertionError  # missing() ends the test
    port = free_port()
    process = subprocess.Popen(
        [command, "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield from _running(Running(f"http://127.0.0.1:{port}/query", process))


STORES = {"virtuoso": virtuoso, "oxigraph": oxigraph}


def _running(store: Running) -> Iterator[Running]:
    try:
        _wait(store)
        yield store
    finally:
        store.process.kill()
        store.process.wait()


def _wait(store: Running) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        try:
            opener.open(f"{store.endpoint}?query=ASK%7B%7D", timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            assert store.process.poll() is None, f"{store.process.args!r} ended with {store.process.returncode}"
            time.sleep(0.1)
    raise AssertionError(f"{store.endpoint} does not answer")
