"""A graph that does not satisfy the shapes is told so, by name."""

from __future__ import annotations

from pathlib import Path

import made_readings as made
import pytest

from kg.errors import OntologyError, StoreError
from kg.rdf import quads
from kg.rdf.shacl import check
from kg.rdf.turtle import turtle

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix mz: <https://w3id.org/minzheng/ontology#> . @prefix s: <urn:s:> .
s:R a sh:NodeShape ; sh:targetClass mz:Region ; sh:property s:p .
s:p sh:path mz:validFrom ; sh:minCount 1 ; sh:message "needs a start"@en, "需要起始"@zh ."""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES, "utf-8")
    return path


def test_a_finding_names_what_and_where(shapes: Path) -> None:
    found = check(quads(made.reading(), made.vocabulary()), shapes)
    assert str(found[0]) == "violation: region:000000 mz:validFrom: needs a start"
    assert len(found) == 3 and found == sorted(found)


def test_a_file_is_checked_like_its_quads(shapes: Path, tmp_path: Path) -> None:
    held = quads(made.reading(), made.vocabulary())
    path = tmp_path / "graph.ttl"
    path.write_bytes(turtle(held))
    assert check(path, shapes) == check(held, shapes)


def test_an_unreadable_graph_or_shape_is_named(shapes: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is no turtle", "utf-8")
    with pytest.raises(StoreError, match=r"broken\.ttl"):
        check(broken, shapes)
    with pytest.raises(OntologyError, match=r"broken\.ttl"):
        check([], broken)
