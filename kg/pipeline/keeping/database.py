"""The database of a shelf: made, opened, and made anew where it is damaged or of another version."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from kg.errors import StoreError

MEMORY = ":memory:"
# changes with the tables
_VERSION = 1
# A `form` is what a document says of an entity; most forms are held by many. It is `live` where a document of the present build holds it.
# `taken` is what the present build found, by number of `kept`; `place` its documents in their order, each text once.
_TABLES = """
CREATE TABLE IF NOT EXISTS kept (
  number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sha256 TEXT, layer TEXT, counts TEXT, body BLOB NOT NULL, text BLOB);
CREATE TABLE IF NOT EXISTS form (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, live INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, id, body));
CREATE TABLE IF NOT EXISTS held (form INTEGER NOT NULL, kept INTEGER NOT NULL, PRIMARY KEY (form, kept)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held_by ON held (kept);
CREATE TABLE IF NOT EXISTS reader (state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS taken (kept INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS place (number INTEGER PRIMARY KEY, kept INTEGER NOT NULL UNIQUE);
"""


def open_database(path: Path | str, read_only: bool) -> sqlite3.Connection:
    """A connection to a sound file of this version; what is damaged or of another version is made anew."""
    for attempt in (1, 2):
        database = None
        try:
            if path != MEMORY and not _is_whole(Path(path)):
                raise sqlite3.DatabaseError("cut off")
            database = _connect(path, read_only)
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version == _VERSION:
                return database
            if read_only or (version == 0 and not _has_tables(database)):
                return _prepared(database, read_only, path)
        except sqlite3.OperationalError as error:
            if database:
                database.close()
            raise StoreError(
                f"{path}: what is read cannot be kept there ({error}); see that there is space and that you may write there. What was there before is untouched"
            ) from error
        except sqlite3.DatabaseError:
            # damaged: it can be made again
            pass
        if database:
            database.close()
        if read_only or attempt == 2:
            break
        remove(path)
    raise StoreError(f"{path}: it is damaged, or another version of the program wrote it; build again")


def _connect(path: Path | str, read_only: bool) -> sqlite3.Connection:
    if read_only:
        return sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    database = sqlite3.connect(path, timeout=2)
    if path != MEMORY:
        # a program that is killed leaves what it had settled
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
    return database


def _is_whole(path: Path) -> bool:
    """Whether a file is as long as its first page says (SQLite file format, 1.3); pages that are only in the log do not count."""
    try:
        with path.open("rb") as stream:
            head = stream.read(32)
            size = path.stat().st_size
    except OSError:
        return True
    page = int.from_bytes(head[16:18], "big")
    return len(head) < 32 or size >= int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)


def _has_tables(database: sqlite3.Connection) -> bool:
    return database.execute("SELECT 1 FROM sqlite_master").fetchone() is not None


def _prepared(database: sqlite3.Connection, read_only: bool, path: Path | str) -> sqlite3.Connection:
    if read_only:
        database.close()
        raise StoreError(f"{path}: another version of the program wrote it; build again")
    database.executescript(_TABLES)
    database.execute(f"PRAGMA user_version = {_VERSION}")
    database.commit()
    return database


def remove(path: Path | str) -> None:
    """Removes a shelf."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{path}{ending}").unlink(missing_ok=True)
