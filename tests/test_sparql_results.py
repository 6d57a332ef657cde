"""Answers are written as the standards say: read again by another's reader, they are what they were."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import made_builds
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.results import Limits, write_rows, write_triples, write_truth

FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
RDF = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
WHOLE = Limits()
# a space at the end of a text is lost on the XML reader that is compared with
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff\x7f"), max_size=30).map(
    lambda text: f"<{text}>"
)
TERMS = st.one_of(
    st.none(),
    TEXT.map(ox.Literal),
    TEXT.map(lambda text: ox.Literal(f"x{text}\t\r\n\"'\\{text}x")),
    TEXT.map(lambda text: ox.Literal(text, language="zh-hans")),
    st.integers().map(ox.Literal),
    st.sampled_from(["urn:a", "https://w3id.org/minzheng/id/region/131000", "http://a/民政?q=&x#y"]).map(ox.NamedNode),
    st.sampled_from(["b1", "b2"]).map(ox.BlankNode),
)


@pytest.mark.parametrize("form", FORMATS)
@given(rows=st.lists(st.tuples(TERMS, TERMS), max_size=6))
def test_rows_come_back_as_they_were(form: str, rows: list[tuple[ox.Literal | None, ...]]) -> None:
    data = write_rows(("a", "b"), rows, form, WHOLE).data
    read = ox.parse_query_results(data, format=FORMATS[form])
    assert isinstance(read, ox.QuerySolutions)
    assert [(solution["a"], solution["b"]) for solution in read] == rows


@given(rows=st.lists(st.tuples(TERMS, TERMS), min_size=1, max_size=6))
def test_csv_has_the_values_without_their_types(rows: list[tuple[ox.Literal | None, ...]]) -> None:
    text = write_rows(("a", "b"), rows, "csv", WHOLE).data.decode()
    cells = list(csv.reader(io.StringIO(text, newline="")))
    assert cells[0] == ["a", "b"]
    assert cells[1:] == [[str(term) if isinstance(term, ox.BlankNode) else term.value if term else "" for term in row] for row in rows]


@pytest.mark.parametrize("text", made_builds.HOSTILE, ids=lambda text: ascii(text[:12]))
def test_what_xml_cannot_hold_does_not_break_it(text: str) -> None:
    row = (ox.Literal(text), ox.NamedNode("urn:a"))
    root = ElementTree.fromstring(write_rows(("a", "b"), [row], "xml", WHOLE).data)
    assert len(root[1]) == 1
    rdf = write_triples([ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b/c"), row[0])], "rdfxml", WHOLE).data
    assert ElementTree.fromstring(rdf) is not None
    assert json.loads(write_rows(("a", "b"), [row], "json", WHOLE).data)["results"]["bindings"][0]["a"]["value"] == text


def test_a_truth_is_written_in_all_formats() -> None:
    assert json.loads(write_truth(True, "json").data) == {"head": {}, "boolean": True}
    for form, format in FORMATS.items():
        if form != "tsv":
            assert bool(ox.parse_query_results(write_truth(False, form).data, format=format)) is False
    assert write_truth(True, "csv").data == b"true\r\n" and write_truth(True, "tsv").data == b"true\n"


@pytest.mark.parametrize("form", RDF)
def test_triples_come_once_and_sorted(form: str) -> None:
    a, b, label = ox.NamedNode("urn:a"), ox.NamedNode("https://w3id.org/minzheng/id/region/1"), ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    triples = [ox.Triple(b, label, ox.Literal("乙", language="zh")), ox.Triple(a, label, ox.Literal("甲"))]
    written = write_triples([*triples, *triples], form, WHOLE)
    assert written.count == 2 and not written.cut
    assert {quad.triple for quad in ox.parse(written.data, format=RDF[form])} == set(triples)
    assert write_triples(reversed(triples), form, WHOLE).data == written.data


def test_a_triple_may_be_a_value() -> None:
    inner = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    for form in ("json", "xml"):
        read = ox.parse_query_results(write_rows(("a",), [(inner,)], form, WHOLE).data, format=FORMATS[form])
        assert isinstance(read, ox.QuerySolutions) and [solution["a"] for solution in read] == [inner]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_an_answer_stops_at_its_limits(form: str) -> None:
    rows = [(ox.Literal("x" * 100),)] * 50
    assert write_rows(("a",), rows, form, Limits(rows=50)).cut is False
    by_rows = write_rows(("a",), rows, form, Limits(rows=10, mark="http://here/#limits"))
    by_size = write_rows(("a",), rows, form, Limits(size=1000))
    assert (by_rows.count, by_rows.cut) == (10, True) and by_size.cut and 5 <= by_size.count <= 11
    assert (b"http://here/#limits" in by_rows.data) == (form in ("json", "xml"))
