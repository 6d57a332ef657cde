"""Rows that are taken over as text hold what pyoxigraph itself has: every kind of term, with its type and language."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.store import Rows, Value, hold

XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = (
    "<a:b>", "<a:养老%20>", '"养老"', '"养老"@zh', '"x"@zh-hans', '"x"@en--ltr', '""', '"true"', '"1.5"', '"<a:b>"', '"_:b"', "1", "-3", "1.50", "-0.5",
    "1e6", "true",
    '"+7"^^xsd:integer', '"abc"^^xsd:integer', '"5"^^xsd:int', '"1"^^xsd:boolean', '"NaN"^^xsd:double', '"1.0E5"^^xsd:double', '"2020"^^xsd:gYear',
    '"z"^^<a:type>',
    r'"a\tb\nc\rd\"e\\f\\n"', r'"\u0001\u0008\u000b\u000c\u001f\u007f\u0085\u2028\uFEFF😀"', r'"x\"@en"', r'"\"^^<a>"', "UNDEF",
)  # fmt: skip


def walked(query: str) -> Rows:
    """The same answer, term by term."""
    found = ox.Store().query(query, prefixes={"xsd": XSD})
    assert isinstance(found, ox.QuerySolutions)
    columns = tuple(variable.value for variable in found.variables)
    return Rows(columns, tuple(tuple(value(solution[name]) for name in columns) for solution in found))


def value(term: object) -> Value | None:
    if isinstance(term, ox.Literal):
        return Value(term.value, datatype=term.datatype.value, language=term.language)
    if isinstance(term, ox.NamedNode):
        return Value(term.value, is_iri=True)
    return None if term is None else Value(str(term))


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_read_as_it_is(term: str) -> None:
    query = f"PREFIX xsd: <{XSD}> SELECT ?a ?b {{ VALUES (?a ?b) {{ ({term} {term}) (UNDEF {term}) ({term} UNDEF) }} }}"
    assert hold([]).ask(query) == walked(query)


@pytest.mark.parametrize(
    "query",
    ["SELECT * {}", "SELECT ?x { VALUES ?x {} }", 'SELECT ?x { VALUES ?x { UNDEF "" } }', 'SELECT (TRIPLE(<a:b>, <a:c>, "x"@en) AS ?t) {}'],
    ids=["no column", "no row", "nothing in the only column", "a triple"],
)
def test_an_answer_of_an_odd_shape_is_read_as_it_is(query: str) -> None:
    assert hold([]).ask(query) == walked(query)


def test_a_nameless_thing_keeps_its_mark() -> None:
    answer = hold([]).ask("SELECT (BNODE() AS ?x) {}")
    assert isinstance(answer, Rows) and answer.rows[0][0] is not None
    assert answer.rows[0][0].text.startswith("_:") and not answer.rows[0][0].is_iri
