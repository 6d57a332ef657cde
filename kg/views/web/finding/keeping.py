"""Where an index is kept: beside its build, under a name that changes with the graph, or else in memory."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from kg.store import Graph
from kg.store.state import state_of
from kg.views.web.finding.contents import Item, items
from kg.views.web.finding.index import Index
from kg.views.web.finding.writing import VERSION, write

CONNECTIONS = 4


def is_kept(folder: Path) -> bool:
    """Whether the index of a build is there, so that it need not be made."""
    return _path(folder).is_file()


def _path(folder: Path) -> Path:
    return folder / ".work" / f"search-{key(folder)}.sqlite"


def open_index(folder: Path, graph: Graph) -> Index:
    """The index of a build: as it was kept, or made now. It is kept in memory where the folder cannot be written to."""
    path = _path(folder)
    held = _opened(path)
    if held is None:
        found = items(graph)
        _make(path, found)
        held = _opened(path) or _in_memory(found)
    return Index(held)


def key(folder: Path) -> str:
    """A name for what the graph of a folder says, and for the form of the index."""
    return state_of(folder, f"search {VERSION}")


def _opened(path: Path) -> list[sqlite3.Connection] | None:
    """Connections to a finished index; None where there is none, or no sound one."""
    if not path.is_file():
        return None
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    opened: list[sqlite3.Connection] = []
    try:
        for _ in range(CONNECTIONS):
            opened.append(sqlite3.connect(address, uri=True, check_same_thread=False))
            # SQLite opens a file when it is first asked
            opened[-1].execute("SELECT COUNT(*) FROM total").fetchone()
    except sqlite3.DatabaseError:
        for connection in opened:
            connection.close()
        return None
    return opened


def _in_memory(found: list[Item]) -> list[sqlite3.Connection]:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    write(database, found)
    return [database]


def _make(path: Path, found: list[Item]) -> None:
    """Writes the index under another name and renames it, so that nobody reads half of one; no file where that fails."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as database:
            # it is thrown away where the machine stops half-way
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            write(database, found)
        os.replace(part, path)
        for old in path.parent.glob("search-*.sqlite"):
            if old != path:
                old.unlink()
    except (OSError, sqlite3.OperationalError):
        # it is kept in memory
        pass
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
