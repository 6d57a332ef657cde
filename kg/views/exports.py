"""A build as files in a folder, all of them or none."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from kg.errors import ExportError
from kg.pipeline.graph import as_nquads, as_turtle, graph_of
from kg.pipeline.merge import Build
from kg.views import graphml, tables
from kg.vocab.lookup import Lookup

_ADVICE = {
    errno.ENOSPC: "the disk is full: free some space and build again",
    errno.EDQUOT: "the quota is used up: free some space and build again",
    errno.EACCES: "choose a folder that you may write to with -o",
    errno.EROFS: "the disk is read-only: choose another folder with -o",
}


def contents(build: Build, vocabulary: Lookup) -> dict[str, bytes]:
    """The files of a build by name, without writing any."""
    graph = graph_of(build, vocabulary)
    return {
        "graph.ttl": as_turtle(graph),
        "graph.nq": as_nquads(graph),
        "observations.csv": tables.observations(build, vocabulary),
        "entities.csv": tables.entities(build),
        "relations.csv": tables.relations(build),
        "graph.graphml": graphml.graphml(build),
    }


def write(build: Build, folder: Path, vocabulary: Lookup, further: Mapping[str, bytes] | None = None) -> list[Path]:
    """Writes the exports of a build, and `further` files beside them under their names.

    Raises:
        ExportError: something could not be written; what was in the folder before is untouched.
    """
    return write_files(folder, {**contents(build, vocabulary), **(further or {})})


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes files under names relative to a folder: first all under other names, then all renamed.

    Raises:
        ExportError: a name leads out of the folder, or something could not be written; no file has changed then.
    """
    targets = {name: _target(folder, name) for name in sorted(files)}
    parts = {target: target.with_name(f".{target.name}.{os.getpid()}.part") for target in targets.values()}
    try:
        for name, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(parts[target], files[name])
        for target, part in parts.items():
            os.replace(part, target)
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "see that the folder exists and can be written to")
        raise ExportError(f"{folder}: the exports cannot be written ({error.strerror}); {advice}. What was there before is untouched.") from error
    finally:
        for part in parts.values():
            # where the folder itself could not be made there is nothing to remove
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return list(targets.values())


def _target(folder: Path, name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ExportError(f"{name!r} is no name of a file inside {folder}; give a relative one")
    target = folder.joinpath(*path.parts)
    if target.is_dir():
        raise ExportError(f"{target} is a folder where a file is to be written; move it away or choose another folder with -o")
    return target


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        # a full disk or quota may only show here
        os.fsync(stream.fileno())
