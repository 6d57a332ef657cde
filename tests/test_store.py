"""A loaded build answers questions, and does nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import made_readings as made
import pytest
from rdflib import Graph as RdflibGraph

from kg.errors import OntologyError, QueryError, StoreError
from kg.pipeline.graph import graph_of
from kg.pipeline.merge import merge
from kg.rdf.turtle import turtle
from kg.store import Graph, Rows, Triples, hold, load, questions
from kg.store.answers import as_csv, as_json, as_turtle
from kg.views import exports

QUERIES = Path(__file__).parent.parent / "ontology" / "queries"
ASKED = questions.read([QUERIES])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports")
    build = merge([made.reading(), made.reading("b.txt", made.TEXT + "乙")], made.vocabulary())
    exports.write(build, path, made.vocabulary())
    return path


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return load(folder)


def test_a_triple_of_two_documents_counts_once(graph: Graph, folder: Path) -> None:
    rows = graph.ask("SELECT ?label { region:910100 skos:prefLabel ?label }")
    assert isinstance(rows, Rows) and len(rows) == 1
    assert len(graph) == len(load(folder / "graph.nq")) == len(load(folder / "graph.ttl"))


def test_a_document_is_a_graph_of_its_own(graph: Graph) -> None:
    rows = graph.ask("SELECT DISTINCT ?g { GRAPH ?g { ?o a mz:Observation } }")
    assert isinstance(rows, Rows) and len(rows) == 2


def test_values_have_pythons_types(graph: Graph) -> None:
    rows = graph.ask("SELECT ?value ?start ?region ?missing { ?o mz:value ?value ; mz:region ?region ; mz:mention/mz:start ?start } ORDER BY ?value LIMIT 1")
    assert isinstance(rows, Rows)
    value, start, region, missing = rows.rows[0]
    assert value and value.python == Decimal(50) and isinstance(start and start.python, int) and region and region.is_iri and missing is None


def test_answers_are_written_as_csv_json_and_turtle(graph: Graph) -> None:
    rows = graph.ask("SELECT ?label { region:910121 skos:prefLabel ?label }")
    triples = graph.ask("CONSTRUCT { ?s a ?c } { ?s a mz:QualityFlag, ?c }")
    assert isinstance(rows, Rows) and isinstance(triples, Triples)
    assert as_csv(rows) == "label\r\n乙县\r\n"
    assert '"xml:lang": "zh"' in as_json(rows) and as_json(True) == '{"head": {}, "boolean": true}'
    assert "a mz:QualityFlag ." in as_turtle(triples)


REFUSED = [
    ("another server", "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE"),
    ("another server, silently", "select * { service silent <http://localhost/> { ?s ?p ?o } }", "SERVICE"),
    ("a keyword in escapes", "SELECT * { \\u0053ERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE"),
    ("a keyword after a comment and a string", "SELECT ('#' AS ?a) { # it's\n SERVICE <http://localhost/> {} }", "SERVICE"),
    ("a keyword after a less-than sign", "SELECT * { ?s ?p ?o FILTER (?o < 3) SERVICE <http://localhost/> {} FILTER (?o > 3) }", "SERVICE"),
    ("a file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ("a named file", "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
    ("a file under a prefix", "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }", "FROM"),
    ("a prefix that is declared anew", "PREFIX document: <file:///etc/> SELECT * FROM document:passwd { ?s ?p ?o }", "FROM"),
    ("an insertion", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT"),
    ("a deletion after a prefix", "PREFIX a: <urn:a> DELETE WHERE { ?s ?p ?o }", "DELETE"),
    ("a load", "LOAD <file:///etc/passwd>", "LOAD"),
    ("no SPARQL", "谁印发了文件", "not valid"),
    ("nothing", "", "not valid"),
    ("too much", "SELECT * { } #" + "x" * 200_000, "characters"),
]


@pytest.mark.parametrize(("what", "query", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_query_that_does_more_than_read_is_refused(graph: Graph, what: str, query: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        graph.ask(query)


ALLOWED = [
    "SELECT ?service { ?service a <urn:SERVICE> } # SERVICE <http://localhost/>",
    "SELECT * { ?s skos:prefLabel 'SERVICE <x> INSERT FROM <file:///>' }",
    'SELECT * { ?s ?p """INSERT "SERVICE" """ }',
    "PREFIX service: <urn:s:> SELECT * { ?s a service:from }",
    "SELECT * FROM <https://w3id.org/minzheng/id/document/0123456789abcdef> { ?s ?p ?o }",
    "SELECT * FROM NAMED <https://w3id.org/minzheng/id/document/0123456789abcdef> { GRAPH ?g { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", ALLOWED)
def test_a_query_that_only_reads_is_answered(graph: Graph, query: str) -> None:
    assert isinstance(graph.ask(query), Rows)


def test_a_missing_or_broken_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        load(tmp_path / "nothing")
    with pytest.raises(StoreError, match="kg build"):
        load(tmp_path)
    broken = tmp_path / "graph.ttl"
    broken.write_text("<urn:a> <urn:b>\n<urn:c", "utf-8")
    with pytest.raises(StoreError, match="line"):
        load(broken)
    with pytest.raises(StoreError, match="ending"):
        load(Path(__file__))


def test_there_are_at_least_twenty_questions_in_two_languages() -> None:
    assert len(ASKED) >= 20
    assert all(question.zh.endswith(("？", "。")) and question.en.endswith(("?", ".")) for question in ASKED.values())
    with pytest.raises(OntologyError, match="lacks its question"):
        questions.parse("a", "# zh: 谁？\nASK {}")


@pytest.mark.parametrize("name", ASKED)
def test_a_question_has_the_same_answer_in_rdflib_and_in_ours(name: str) -> None:
    quads = graph_of(merge([made.reading(), made.reading("b.txt", made.TEXT + "乙")], made.vocabulary()), made.vocabulary())
    peer = RdflibGraph().parse(data=turtle(quads), format="turtle")
    mine = hold(quads).ask(ASKED[name].sparql)
    assert isinstance(mine, Rows)
    theirs = [tuple(str(term) if term is not None else None for term in row) for row in peer.query(ASKED[name].sparql)]
    assert sorted(map(repr, theirs)) == sorted(repr(tuple(value.text if value else None for value in row)) for row in mine)


@pytest.mark.parametrize("name", ASKED)
def test_a_question_is_ordered_by_every_column(name: str) -> None:
    order = ASKED[name].sparql.rsplit("ORDER BY", 1)[1]
    rows = hold([]).ask(ASKED[name].sparql)
    assert isinstance(rows, Rows) and {f"?{column}" for column in rows.columns} <= set(order.replace("(", " ").replace(")", " ").split())
