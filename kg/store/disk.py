"""A build's graph as a database on disk, which several processes can read at once; it is made once for each state of the build."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.state import state_of

# what is kept beside a build and can be made again
KEPT = ".work"
_FILES = (("graph.ttl", ox.RdfFormat.TURTLE), ("graph.nq", ox.RdfFormat.N_QUADS))
# changes with the layout of the database
_LAYOUT = "1"
# the database of the build before stays for the servers that still read it
_STAY = 2


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
            part = Path(tempfile.mkdtemp(prefix=".store-", suffix=".part", dir=place))
        except OSError:
            # not writable: the other place
            continue
        try:
            _fill(part, folder)
            return _put(part, place / name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    raise StoreError(f"{folder / KEPT}: cannot be written, nor can the folder for temporary files; make one of them writable")


def _fill(part: Path, folder: Path) -> None:
    try:
        store = ox.Store(str(part))
        for name, form in _FILES:
            file = folder / name
            if file.is_file():
                store.bulk_load(path=str(file), format=form)
        if not (folder / "graph.ttl").is_file():
            _load_default(store, folder / "graph.nq", part.with_name(f"{part.name}.nt"))
        store.optimize()
        store.flush()
    except SyntaxError as error:
        raise StoreError(f"{folder}: {error}; build again") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder}: the graph cannot be read or its database not written ({error}); build again") from error


def _load_default(store: ox.Store, quads: Path, scratch: Path) -> None:
    """Puts the triples of all graphs into the default graph: a store takes them faster as lines than as values."""
    try:
        with quads.open("rb") as lines, scratch.open("wb") as triples:
            triples.writelines(without_graph(line) for line in lines)
        store.bulk_load(path=str(scratch), format=ox.RdfFormat.N_TRIPLES)
    finally:
        scratch.unlink(missing_ok=True)


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
    if not any((folder / name).is_file() for name, _ in _FILES):
        raise StoreError(f"{folder}: no graph there; make one with: kg build seeds -o {folder}")
    return state_of(folder, f"store {_LAYOUT} {ox.__version__}")
