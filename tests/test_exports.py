"""Exports are tidy, harmless in a spreadsheet, the same every time, and written whole or not at all."""

from __future__ import annotations

import csv
import errno
import io
import resource
from collections.abc import Iterator
from pathlib import Path

import made_readings as made
import networkx as nx
import pytest

from kg.errors import ExportError
from kg.pipeline.merge import Build, merge
from kg.store import staging
from kg.views import exports, graphml, tables

NAMES = {"graph.ttl", "graph.nq", "observations.csv", "entities.csv", "relations.csv", "graph.graphml"}


@pytest.fixture
def build() -> Build:
    return merge([made.reading(), made.reading("b.txt", made.TEXT + "乙")], made.vocabulary())


def rows(table: bytes) -> list[dict[str, str]]:
    """The rows of a table as Excel would read them."""
    assert table.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_every_row_quotes_the_characters_that_it_rests_on(build: Build) -> None:
    for table in (tables.observations(build, made.vocabulary()), tables.entities(build), tables.relations(build)):
        for row in rows(table):
            if row["start"]:
                assert row["quote"].removeprefix("'") == made.TEXT[int(row["start"]) : int(row["end"])]
            assert row["file"] in ("a.txt", "b.txt")


def test_observations_have_labels_beside_iris_and_numbers_as_numbers(build: Build) -> None:
    row = rows(tables.observations(build, made.vocabulary()))[0]
    columns = ("indicator_label", "region_label", "value", "unit_label", "period_end")
    assert [row[column] for column in columns] == ["低保标准", "甲市", "693", "元/人/月", "2018-12"]
    assert row["region"] == "https://w3id.org/minzheng/id/region/910100"
    assert rows(tables.observations(build, made.vocabulary()))[1]["flags"] == "growth"


def test_relations_name_both_ends(build: Build) -> None:
    row = rows(tables.relations(build))[0]
    assert (row["subject_label"], row["predicate_name"], row["object_label"], row["rule"]) == ("养老办法", "issuedBy", "甲市民政局", "issue-verb")


CELLS = [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@A1", "'@A1"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"),
    ("＝1", "'＝1"), ("1-1", "1-1"), (-5, "-5"), (None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_no_spreadsheet_computes_a_cell_of_text(cell: str | int | None, written: str) -> None:
    assert tables._cell(cell) == written


def test_graphml_is_read_back_with_its_edges(build: Build) -> None:
    graph = nx.read_graphml(io.BytesIO(graphml.graphml(build)), force_multigraph=True)
    assert graph.number_of_nodes() == len(build.entities)
    stated = {(data["property"], data["stated"]) for _, _, data in graph.edges(data=True)}
    assert ("issuedBy", 2) in stated and ("jurisdiction", 0) in stated


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert graphml._words("甲\x00\x08乙\ufffe\ud800丙") == "甲乙丙"


def test_all_files_are_written_the_same_twice(build: Build, tmp_path: Path) -> None:
    paths = exports.write(build, tmp_path / "new folder", made.vocabulary(), {"texts/a.txt": b"x"})
    assert {path.relative_to(tmp_path / "new folder").as_posix() for path in paths} == NAMES | {"texts/a.txt"}
    first = {path: path.read_bytes() for path in paths}
    assert {path: path.read_bytes() for path in exports.write(build, tmp_path / "new folder", made.vocabulary(), {"texts/a.txt": b"x"})} == first
    assert not list(tmp_path.rglob("*.part"))


@pytest.fixture
def little_disk() -> Iterator[None]:
    """Files may not grow beyond 1000 bytes, as on a disk that is nearly full."""
    import signal

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_leaves_the_previous_exports_alone(build: Build, tmp_path: Path, little_disk: None) -> None:
    exports.write_files(tmp_path, {"a.txt": b"before", "b.txt": b"before"})
    with pytest.raises(ExportError, match="untouched"):
        exports.write_files(tmp_path, {"a.txt": b"after", "b.txt": b"x" * 5000})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"before"


@pytest.mark.parametrize("name", ["../a.txt", "/tmp/a.txt", "texts/../../a.txt", "."])
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="relative"):
        exports.write_files(tmp_path / "exports", {name: b"x"})


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("I am a file")
    with pytest.raises(ExportError, match="exports"):
        exports.write_files(tmp_path / "exports", {"a.txt": b"x"})
    (tmp_path / "out" / "a.txt").mkdir(parents=True)
    with pytest.raises(ExportError, match="is a folder"):
        exports.write_files(tmp_path / "out", {"a.txt": b"x"})


def test_every_reason_with_advice_is_an_error_number() -> None:
    assert all(number in errno.errorcode for number in staging._ADVICE)
