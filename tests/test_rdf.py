"""The graph says what the ontology's contract says, in the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import made_readings as made
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_turtle import slow_turtle

from kg.model import Entity, Observation, Source, Span
from kg.pipeline.graph import graph_of
from kg.pipeline.merge import merge
from kg.rdf import QuadWriter, descriptions, nquads, quads
from kg.rdf.sheet import Sheet, decimal_form
from kg.rdf.spelled import SpelledSheet
from kg.rdf.turtle import turtle
from kg.store import Rows, hold
from kg.vocab import iri, terms

HERE = Path(__file__).parent
FACTS = tomllib.loads((HERE / "cases" / "graph.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", FACTS, ids=lambda case: case["promise"])
def test_the_graph_keeps_its_promises(case: dict[str, str]) -> None:
    assert hold(quads(made.reading(), made.vocabulary())).ask(f"ASK {{ {case['pattern']} }}") is True


def test_a_thing_has_one_preferred_label_in_each_language_however_documents_call_it() -> None:
    short = replace(made.reading("b.txt", made.TEXT + "乙"), entities=(Entity("agency", made.AGENCY[1], "市民政局"), Entity("region", "910100", "甲")))
    build = merge([made.reading(), short], made.vocabulary())
    graph = hold(graph_of(build, made.vocabulary()))
    assert not graph.ask("SELECT ?x { ?x skos:prefLabel ?a, ?b . FILTER (LANG(?a) = LANG(?b) && STR(?a) < STR(?b)) }")
    assert graph.ask("ASK { agency:910100-民政局 skos:prefLabel '甲市民政局'@zh ; skos:altLabel '市民政局'@zh }") is True


def test_a_named_area_has_its_members() -> None:
    reading = replace(made.reading(), entities=(*made.reading().entities, Entity("region", "two-places", "甲乙两地")))
    graph = hold(quads(reading, made.vocabulary()))
    assert graph.ask("ASK { region:two-places skos:prefLabel '甲乙'@zh, 'Jia-Yi'@en ; skos:altLabel '甲乙两地'@zh }") is True
    assert graph.ask("ASK { region:two-places mz:level c-level:area ; mz:member region:910105 ; mz:within region:910000 }") is True


def test_two_facts_of_one_number_are_two_observations() -> None:
    first = made.reading().observations[0]
    reading = replace(made.reading(), observations=(first, replace(first, group=made.GROUP)))
    rows = hold(quads(reading, made.vocabulary())).ask("SELECT ?o { ?o a mz:Observation }")
    assert isinstance(rows, Rows) and len(rows) == 2


def test_there_is_no_blank_node_and_every_quad_stands_in_its_documents_graph() -> None:
    held = quads(made.reading(), made.vocabulary())
    assert not [quad for quad in held if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)]
    assert {quad.graph_name.value for quad in held} == {iri.document(made.reading().document.source)}


@given(words=st.text(max_size=30), date=st.sampled_from(["2018", "2018-12", "2019-06-06"]), number=st.decimals(allow_nan=False, allow_infinity=False))
def test_a_triple_is_spelled_at_once_as_its_object_would_be(words: str, date: str, number: Decimal) -> None:
    slow, fast = Sheet("urn:g"), SpelledSheet()
    for sheet in (slow, fast):
        sheet.link("urn:a", "urn:b", "urn:丙")
        sheet.text("urn:a", "urn:b", words)
        sheet.text("urn:a", "urn:b", words, "zh")
        sheet.text("urn:a", "urn:b", "".join(map(chr, range(160))))
        sheet.integer("urn:a", "urn:b", 17)
        sheet.decimal("urn:a", "urn:b", number)
        sheet.date("urn:a", "urn:b", date)
    assert sorted(f"{triple} <urn:g>" for triple in fast.triples) == sorted(str(quad) for quad in slow.quads)


def test_what_is_no_iri_is_refused_by_both_sheets() -> None:
    for sheet in (Sheet("urn:g"), SpelledSheet()):
        with pytest.raises(ValueError):
            sheet.link("urn:a", "urn:b", "http://a b")


@pytest.mark.parametrize("most", [descriptions.MOST_LINES, 1])
def test_a_reading_is_written_fast_as_it_is_written_slowly(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptions, "MOST_LINES", most)
    writer = QuadWriter(made.vocabulary())
    for reading in (made.reading(), made.reading("b.txt", made.TEXT + "乙"), made.reading()):
        assert "".join(writer.lines(reading)).encode("utf-8") == nquads(quads(reading, made.vocabulary()))
        held = quads(reading, made.vocabulary())
        assert turtle(held) == slow_turtle(held)


def test_turtle_and_nquads_say_the_same() -> None:
    held = quads(made.reading(), made.vocabulary())
    again = {quad.triple for quad in ox.parse(turtle(held), format=ox.RdfFormat.TURTLE)}
    assert again == {quad.triple for quad in held} == {quad.triple for quad in ox.parse(nquads(held), format=ox.RdfFormat.N_QUADS)}


def test_the_bytes_are_the_same_under_any_hash_seed_and_order() -> None:
    program = (
        "import sys, hashlib, random, made_readings as m; from kg.rdf import quads, nquads; from kg.rdf.turtle import turtle;"
        "held = quads(m.reading(), m.vocabulary()); random.shuffle(held); print(hashlib.sha256(turtle(held) + nquads(held)).hexdigest())"
    )
    paths = os.pathsep.join([str(HERE), str(HERE.parent)])
    found = {
        subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(found) == 1


@given(st.text(max_size=60), st.sampled_from([None, "zh"]))
def test_any_text_survives_turtle_and_nquads(words: str, language: str | None) -> None:
    literal = ox.Literal(words, language=language) if language else ox.Literal(words)
    quad = ox.Quad(ox.NamedNode(iri.thing("organization", words)), ox.NamedNode(terms.SKOS + "prefLabel"), literal, ox.NamedNode("urn:g"))
    assert [again.triple for again in ox.parse(turtle([quad]), format=ox.RdfFormat.TURTLE)] == [quad.triple]
    assert list(ox.parse(nquads([quad]), format=ox.RdfFormat.N_QUADS)) == [quad]


@given(st.text(max_size=200))
def test_any_key_makes_a_local_name_that_needs_no_escape_and_names_itself(key: str) -> None:
    name = iri.local_name(key)
    assert 0 < len(name) <= iri.LONGEST
    assert all(char.isalnum() or char == "-" for char in name)
    assert not set(name) & set('<>"{}|\\^` \u202e\u200b%/#?') and iri.local_name(name) == name


def test_an_iri_breaks_out_of_nothing() -> None:
    assert iri.local_name('甲> . <urn:x> a "b') == "甲urnxab"
    assert iri.local_name("甲\u202e乙\u0000丙") == "甲乙丙"
    long = iri.local_name("长" * 500)
    assert len(long) == iri.LONGEST and long != iri.local_name("长" * 501)


NUMBERS = [("14.1e8", "1410000000"), ("0.50", "0.5"), ("-0.0", "0"), ("70", "70"), ("1E+3", "1000"), ("0.0001", "0.0001")]


@pytest.mark.parametrize(("number", "digits"), NUMBERS)
def test_a_decimal_is_written_exactly(number: str, digits: str) -> None:
    assert decimal_form(Decimal(number)) == digits


def test_observation_and_span_are_named_by_source_and_offsets() -> None:
    source = Source("a.txt", "0123456789abcdef" * 4, "")
    seen = Observation(Span(3, 9), Span(0, 20), made.MEASURE, made.CITY, Decimal(1), made.MONTHLY)
    assert iri.observation(source, seen).endswith("observation/0123456789abcdef-3-9")
    assert iri.observation(source, seen, shared=True) != iri.observation(source, replace(seen, group=made.GROUP), shared=True)


def test_merging_is_independent_of_order_and_keeps_the_same_bytes_once() -> None:
    readings = [made.reading("b.txt"), made.reading("a.txt"), made.reading("c.txt", made.TEXT + "丙")]
    assert merge(readings) == merge(reversed(readings))
    assert merge(readings).repeated == (("b.txt", "a.txt"),)
    assert merge(readings).counts["documents"] == 2 and merge(readings).skipped == {"no-region": 4}
