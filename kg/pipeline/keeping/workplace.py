"""The folder of a build while it is being built: one program at a time writes there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import StoreError
from kg.pipeline.keeping.database import remove
from kg.pipeline.keeping.shelf import FILE, Shelf
from kg.store.staging import clear, unwritable

_LOCK = "lock.db"


@contextmanager
def workplace(folder: Path) -> Iterator[Shelf]:
    """The shelf of a folder of exports, for this program alone; a folder into which nothing was written is not left behind.

    Raises:
        ExportError: the folder cannot be written.
        StoreError: another program builds there, or the shelf cannot be written.
    """
    place = (folder / FILE).parent
    made = [path for path in (place, folder, *folder.parents) if not path.exists()]
    try:
        place.mkdir(parents=True, exist_ok=True)
        clear(folder)
    except OSError as error:
        raise unwritable(folder, error) from error
    lock = _lock(place)
    is_empty = False
    try:
        shelf = Shelf(folder / FILE)
        try:
            yield shelf
        except sqlite3.OperationalError as error:
            raise StoreError(f"{folder}: {_unkept(error)}") from error
        except sqlite3.DatabaseError as error:
            shelf.close()
            remove(folder / FILE)
            raise StoreError(f"{folder / FILE}: what earlier builds had read was damaged ({error}) and is removed; build again") from error
        finally:
            with suppress(sqlite3.Error):
                is_empty = shelf.is_empty
            shelf.close()
    finally:
        lock.close()
        if is_empty and made and not any(path.name != place.name for path in folder.iterdir()):
            _leave(place, made)


def _lock(place: Path) -> sqlite3.Connection:
    """A lock that goes with the program, however it ends, on every system."""
    lock = sqlite3.connect(place / _LOCK, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise StoreError(f"{place.parent}: another kg build is writing there; wait for it, or choose another folder with -o") from error
        raise StoreError(f"{place.parent}: {_unkept(error)}") from error
    return lock


def _unkept(error: sqlite3.OperationalError) -> str:
    return f"what is read cannot be kept there ({error}); free some space or choose another folder with -o. What was there before is untouched."


def _leave(place: Path, made: list[Path]) -> None:
    for path in place.iterdir():
        with suppress(OSError):
            path.unlink()
    for path in made:
        with suppress(OSError):
            path.rmdir()
