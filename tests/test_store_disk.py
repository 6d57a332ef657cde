"""The database of a build: made once, alone or beside others, and anew where it is damaged."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import made_builds
import made_sites
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.store import Graph, load
from kg.store.disk import database, opened, without_graph

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made_sites.written(made_builds.build(2), tmp_path / "built")


def size(store: ox.Store) -> int:
    return len(Graph(store))


def test_a_build_without_turtle_has_the_same_database(folder: Path) -> None:
    whole = size(opened(folder))
    (folder / "graph.ttl").unlink()
    assert size(opened(folder)) == whole == len(load(folder))


@given(st.text(), st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1))
def test_only_the_graph_goes_from_a_line(words: str, name: str) -> None:
    words = words.encode("utf-8", "replace").decode("utf-8")
    quad = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(words), ox.NamedNode(f"urn:{name}"))
    line = f"{quad} .\n".encode()
    (triple,) = ox.parse(without_graph(line), format=ox.RdfFormat.N_TRIPLES)
    assert triple.triple == quad.triple


@pytest.mark.parametrize("harm", ["CURRENT", "MANIFEST", "tables"])
def test_a_damaged_database_is_made_anew(folder: Path, harm: str) -> None:
    whole = size(opened(folder))
    path = database(folder)
    victims = [file for file in path.iterdir() if (harm == "tables" and file.suffix == ".sst") or file.name.startswith(harm)]
    assert victims
    for victim in victims:
        victim.write_bytes(b"") if harm != "tables" else victim.unlink()
    assert size(opened(folder)) == whole


def test_what_a_killed_program_had_begun_is_removed_after_a_while(folder: Path) -> None:
    database(folder)
    begun, old = folder / ".work" / ".store-young.part", folder / ".work" / ".store-old.part"
    for path in (begun, old):
        path.mkdir()
    os.utime(old, (0, 0))
    shutil.rmtree(database(folder))
    database(folder)
    assert begun.is_dir() and not old.exists()


def test_the_database_of_the_build_before_stays_for_who_still_reads_it(folder: Path) -> None:
    made = []
    for count in (2, 3, 4):
        made_sites.written(made_builds.build(count), folder)
        made.append(database(folder))
        os.utime(made[-1], (count, count))
    assert [path.exists() for path in made] == [False, True, True]


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph there"):
        opened(tmp_path)
