"""A build as files in a folder, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.pipeline.graph import as_nquads, as_turtle, graph_of
from kg.pipeline.merge import Build
from kg.store.staging import staging
from kg.views import graphml, tables
from kg.vocab.lookup import Lookup


def contents(build: Build, vocabulary: Lookup) -> dict[str, bytes]:
    """The files of a small build by name, without writing any."""
    return {**statements(build, vocabulary), "graph.graphml": graphml.graphml(build)}


def statements(build: Build, vocabulary: Lookup) -> dict[str, bytes]:
    """Those of them that say all: the graph in both notations, and the tables."""
    return {
        "graph.ttl": as_turtle(graph_of(build, vocabulary)),
        "graph.nq": b"".join(as_nquads(build, vocabulary)),
        "observations.csv": tables.observations(build, vocabulary),
        "entities.csv": tables.entities(build),
        "relations.csv": tables.relations(build),
    }


def write(build: Build, folder: Path, vocabulary: Lookup, further: Mapping[str, bytes] | None = None) -> list[Path]:
    """Writes the exports of a small build, and `further` files beside them under their names.

    Raises:
        ExportError: something could not be written; what was in the folder before is untouched.
    """
    return write_files(folder, {**contents(build, vocabulary), **(further or {})})


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Writes files under names relative to a folder, all of them or none.

    Raises:
        ExportError: a name leads out of the folder, or something could not be written; no file has changed then.
    """
    with staging(folder) as stage:
        for name in sorted(files):
            stage.write(name, [files[name]])
        return stage.commit()
