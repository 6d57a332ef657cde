"""A build's graph as a database on disk, which several processes can read at once; it is made once for each state of the build."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.state import GRAPHS, state_of

# what is kept beside a build and can be made again
KEPT = ".work"
# bytes that are loaded at once
_PORTION = 32 << 20
# changes with the layout of the database
_LAYOUT = "1"
# the database of the build before stays for the servers that still read it
_STAY = 2
# a database that is being made; after so many seconds without a change its maker is gone
_PART, _ABANDONED = ".store-", 3600.0


def database(folder: Path) -> Path:
    """The database of a build: all triples in the default graph, and again in the graph of their document.

    It lies in `FOLDER/.work/store-…`, named by the contents of the graph, or where the folder cannot be written in a
    folder for temporary files. Databases of earlier states of the build are removed.

    Raises:
        StoreError: there is no graph, or it cannot be read.
    """
    name = f"store-{_sum(folder)}"
    for place in (folder / KEPT, Path(tempfile.gettempdir()) / f"kg-{os.getuid() if hasattr(os, 'getuid') else 0}"):
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if hasattr(os, "getuid") and place.stat().st_uid != os.getuid():
                # somebody else could have put another database there
                continue
            if (place / name / "CURRENT").is_file():
                return place / name
            _clear(place)
            part = Path(tempfile.mkdtemp(prefix=_PART, suffix=".part", dir=place))
        except OSError:
            # not writable: the other place
            continue
        try:
            _fill(part, folder)
            return _put(part, place / name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    raise StoreError(f"{folder / KEPT}: cannot be written, nor can the folder for temporary files; make one of them writable")


def _clear(place: Path) -> None:
    """Removes what programs that were stopped had begun to make."""
    now = time.time()
    for part in place.glob(f"{_PART}*"):
        newest = max((path.stat().st_mtime for path in (part, *part.glob("*")) if path.exists()), default=now)
        if now - newest > _ABANDONED:
            shutil.rmtree(part, ignore_errors=True)


def opened(folder: Path) -> ox.Store:
    """The database of a build, to be read; one that is damaged is made anew.

    Raises:
        StoreError: there is no graph, or it cannot be read.
    """
    path = database(folder)
    try:
        return ox.Store.read_only(str(path))
    except (OSError, RuntimeError):
        # RocksDB calls what is damaged a runtime error
        shutil.rmtree(path, ignore_errors=True)
    try:
        return ox.Store.read_only(str(database(folder)))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: the database cannot be read ({error}); remove it and try again") from error


def _fill(part: Path, folder: Path) -> None:
    try:
        store = ox.Store(str(part))
        has_turtle = (folder / "graph.ttl").is_file()
        if has_turtle:
            store.bulk_load(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE)
        if (folder / "graph.nq").is_file():
            with (folder / "graph.nq").open("rb") as quads:
                _load(store, quads, has_default=has_turtle)
        store.optimize()
        store.flush()
    except SyntaxError as error:
        raise StoreError(f"{folder}: {error}; build again") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder}: the graph cannot be read or its database not written ({error}); build again") from error


def _load(store: ox.Store, quads: BinaryIO, has_default: bool) -> None:
    """Loads N-Quads in portions, for RocksDB holds what it is given at once; the triples of all graphs go to the default graph too."""
    while lines := quads.readlines(_PORTION):
        store.bulk_load(input=b"".join(lines), format=ox.RdfFormat.N_QUADS)
        if not has_default:
            store.bulk_load(input=b"".join(map(without_graph, lines)), format=ox.RdfFormat.N_TRIPLES)


def without_graph(line: bytes) -> bytes:
    """A line of N-Quads as one of N-Triples; the graph is the last IRI, in which no space can stand.

    >>> without_graph(b'<urn:s> <urn:p> "a <b> ." <urn:g> .\\n')
    b'<urn:s> <urn:p> "a <b> ." .\\n'
    """
    return line[: line.rindex(b" <")] + b" .\n"


def _put(part: Path, target: Path) -> Path:
    others = sorted((other for other in target.parent.glob("store-*") if other != target), key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[_STAY - 1 :]:
        shutil.rmtree(other, ignore_errors=True)
    try:
        os.rename(part, target)
    except OSError as error:
        # another process was faster
        if not (target / "CURRENT").is_file():
            raise StoreError(f"{target}: cannot be written ({error.strerror})") from error
    return target


def _sum(folder: Path) -> str:
    if not any((folder / name).is_file() for name in GRAPHS):
        raise StoreError(f"{folder}: no graph there; make one with: kg build seeds -o {folder}")
    return state_of(folder, f"store {_LAYOUT} {ox.__version__}")
