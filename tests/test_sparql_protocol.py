"""The endpoint speaks the SPARQL 1.1 Protocol: what is asked how, what comes back, and which mistake has which status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import made_builds
import made_sites
import pyoxigraph as ox
import pytest
from rdflib import Graph
from starlette.testclient import TestClient

from kg.store.endpoint import Endpoint
from kg.store.process import Quotas
from kg.store.results import Limits
from kg.views.web.site import Site, open_site

ASK, SELECT, CONSTRUCT = "ASK { ?s ?p ?o }", "SELECT ?s { ?s a mz:Region } ORDER BY ?s", "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = made_sites.site(made_sites.written(made_builds.build(3), tmp_path_factory.mktemp("build")))
    yield made
    made.endpoint.close()


@pytest.fixture(scope="module")
def client(site: Site) -> TestClient:
    return made_sites.client(site, "en")


TYPES = [
    (SELECT, "", "application/sparql-results+json"),
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "application/json", "application/json"),
    (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECT, "text/csv", "text/csv; charset=utf-8"),
    (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    (SELECT, "text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    (SELECT, "text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
    (SELECT, "text/turtle, application/sparql-results+json;q=0.2", "application/sparql-results+json"),
    (SELECT, FIREFOX, "text/html; charset=utf-8"),
    (ASK, "text/csv", "text/csv; charset=utf-8"),
    (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
    (CONSTRUCT, "", "text/turtle; charset=utf-8"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
    (CONSTRUCT, "application/ld+json", "application/ld+json"),
    ("DESCRIBE region:910000", "text/turtle", "text/turtle; charset=utf-8"),
]


@pytest.mark.parametrize(("query", "accept", "media_type"), TYPES)
def test_a_client_gets_the_type_that_it_prefers(client: TestClient, query: str, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 200 and answer.headers["content-type"] == media_type
    assert "Accept" in answer.headers["vary"]


def test_all_three_ways_of_asking_give_the_same_answer(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": SELECT}, headers={"accept": "text/csv"})
    by_form = client.post("/sparql", data={"query": SELECT}, headers={"accept": "text/csv"})
    direct = client.post("/sparql", content=SELECT.encode(), headers={"accept": "text/csv", "content-type": f"{DIRECT}; charset=UTF-8"})
    assert by_get.content == by_form.content == direct.content and by_get.content.count(b"\r\n") == 4
    assert by_get.headers["x-result-count"] == "3" and "x-result-cut" not in by_get.headers


def test_a_graph_that_is_named_confines_the_query(client: TestClient) -> None:
    graphs = client.get("/sparql", params={"query": "SELECT ?g { GRAPH ?g {} } ORDER BY ?g", "format": "csv"}).text.split()[1:]
    assert len(graphs) == 3
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def number(**fields: str | list[str]) -> int:
        return int(client.get("/sparql", params={"query": fields.pop("query", count), "format": "csv", **fields}).text.split()[1])

    one, two = (number(**{"default-graph-uri": graph}) for graph in graphs[:2])
    both, everything = number(**{"default-graph-uri": graphs[:2]}), number()
    assert 0 < max(one, two) < both < everything
    assert number(**{"named-graph-uri": graphs[0]}) == 0
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(query=inside, **{"named-graph-uri": graphs[0]}) == one
    assert number(query=inside, **{"default-graph-uri": graphs[0]}) == 0
    # what the request says goes before what the query says
    assert number(query=f"SELECT (COUNT(*) AS ?n) FROM <{graphs[1]}> {{ ?s ?p ?o }}", **{"default-graph-uri": graphs[0]}) == one
    posted = client.post(f"/sparql?default-graph-uri={graphs[0]}", content=count.encode(), headers={"content-type": DIRECT, "accept": "text/csv"})
    assert int(posted.text.split()[1]) == one


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:1/a.ttl", "https://w3id.org/minzheng/id/document/0000000000000000", "no iri", ""])
@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_is_not_of_the_build_is_refused(client: TestClient, field: str, graph: str) -> None:
    answer = client.get("/sparql", params={"query": ASK, field: graph})
    assert answer.status_code == 400 and "graph" in answer.text


MISTAKES = [
    ("no SPARQL", 400, "GET", {"params": {"query": "SELECT * { ?s ?p FILTR"}}, "line 1, column"),
    ("a mistake on the second line", 400, "GET", {"params": {"query": "SELECT *\n{ ?s zz:p ?o }"}}, "line 2, column 6: the prefix zz: is not declared"),
    ("an empty query", 400, "GET", {"params": {"query": ""}}, "line 1"),
    ("two queries", 400, "GET", {"params": {"query": [ASK, ASK]}}, "given 2 times"),
    ("a form without a query", 400, "POST", {"data": {"a": "b"}}, "no query"),
    ("a query in body and address", 400, "POST", {"params": {"query": ASK}, "content": b"ASK {}", "headers": {"content-type": DIRECT}}, "give it once"),
    ("an update in a form", 400, "POST", {"data": {"update": "DROP ALL"}}, "updates are refused"),
    ("an update as a query", 400, "GET", {"params": {"query": "DROP ALL"}}, "DROP is an update"),
    ("another server", 400, "GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:1/> {} }"}}, "SERVICE"),
    ("a file", 400, "GET", {"params": {"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}}, "FROM"),
    ("bytes that are no text", 400, "POST", {"content": b"\xff\xfe", "headers": {"content-type": DIRECT}}, "UTF-8"),
    ("escapes that are no text", 400, "GET", {"url": "/sparql?query=%FF"}, "UTF-8"),
    ("a question nobody has written", 404, "GET", {"url": "/sparql?name=nothing"}, "nothing"),
    ("another method", 405, "DELETE", {}, ""),
    ("a type that tables do not have", 406, "GET", {"params": {"query": SELECT}, "headers": {"accept": "image/png"}}, "JSON"),
    ("a graph's type for rows", 406, "GET", {"params": {"query": SELECT}, "headers": {"accept": "text/turtle"}}, "JSON, XML, CSV"),
    ("a table's type for triples", 406, "GET", {"params": {"query": CONSTRUCT}, "headers": {"accept": "text/csv"}}, "Turtle"),
    ("a format that nobody knows", 406, "GET", {"params": {"query": ASK, "format": "xls"}}, "turtle"),
    ("a description as a picture", 406, "GET", {"headers": {"accept": "image/png"}}, "Turtle"),
    ("a query too long", 413, "POST", {"data": {"query": "ASK {} #" + "x" * 100_000}}, "characters"),
    ("a body too long", 413, "POST", {"content": b"x" * (2 << 20), "headers": {"content-type": DIRECT}}, ""),
    ("a body without a type", 415, "POST", {"content": b"ASK {}"}, "Content-Type"),
    ("a body of another type", 415, "POST", {"content": b"{}", "headers": {"content-type": "application/json"}}, "application/json"),
    ("an update in the body", 415, "POST", {"content": b"DROP ALL", "headers": {"content-type": "application/sparql-update"}}, "updates are refused"),
    ("a query in another encoding", 415, "POST", {"content": b"ASK {}", "headers": {"content-type": f"{DIRECT}; charset=gbk"}}, "gbk"),
]


@pytest.mark.parametrize("accept", ["application/sparql-results+json", FIREFOX, "application/json"])
@pytest.mark.parametrize(("what", "status", "method", "request_", "words"), MISTAKES, ids=[case[0] for case in MISTAKES])
def test_each_mistake_has_its_status_and_says_what_to_do(
    client: TestClient, what: str, status: int, method: str, request_: dict[str, object], words: str, accept: str
) -> None:
    given = dict(request_)
    headers = {"accept": accept, **dict(given.pop("headers", {}))}  # type: ignore[call-overload]
    answer = client.request(method, str(given.pop("url", "/sparql")), headers=headers, **given)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert words in answer.text.replace("&#39;", "'") and "Traceback" not in answer.text
    if status == 405:
        assert {"GET", "POST", "OPTIONS"} <= set(answer.headers["allow"].replace(" ", "").split(","))
    if answer.headers["content-type"] == "application/json" and words.startswith("line 2"):
        assert answer.json()["error"]["line"] == 2 and answer.json()["error"]["column"] == 6


DESCRIBED = {
    "": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("accept", DESCRIBED)
def test_without_a_query_the_service_describes_itself(client: TestClient, accept: str) -> None:
    answer = client.get("/sparql", headers={"accept": accept})
    quads = list(ox.parse(answer.content, format=DESCRIBED[accept]))
    told = {quad.object.value.rpartition("#")[2].rpartition("/")[2] for quad in quads if isinstance(quad.object, ox.NamedNode)}
    assert {"sparql", "SPARQL11Query", "SPARQL_Results_JSON", "SPARQL_Results_CSV", "Turtle", "RDF_XML"} <= told
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_without_a_query_a_browser_gets_the_page(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"accept": FIREFOX})
    assert answer.headers["content-type"].startswith("text/html") and "<textarea" in answer.text


def test_a_head_and_an_options_are_answered(client: TestClient) -> None:
    assert client.head("/sparql", params={"query": ASK}).status_code == 200
    options = client.options("/sparql")
    assert options.status_code == 204 and "POST" in options.headers["allow"] and "access-control-allow-origin" not in options.headers


def test_scripts_of_another_origin_may_ask_only_where_the_server_says_so(site: Site) -> None:
    assert "access-control-allow-origin" not in made_sites.client(site).get("/sparql", params={"query": ASK}).headers
    open_to = replace(site, settings=replace(site.settings, cors="https://example.org"))
    asked = made_sites.client(open_to)
    for answer in (asked.get("/sparql", params={"query": ASK}), asked.get("/sparql", params={"query": "ASK"}), asked.options("/sparql")):
        assert answer.headers["access-control-allow-origin"] == "https://example.org" and answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "POST" in asked.options("/sparql").headers["access-control-allow-methods"]
    assert "access-control-allow-origin" not in asked.get("/about").headers
    open_to.endpoint.close()


def test_an_answer_that_is_cut_says_so_in_every_format(site: Site) -> None:
    small = open_site(site.settings)
    small.__dict__["endpoint"] = Endpoint(site.settings.folder, Quotas(quick=1), Limits(rows=5))
    client = made_sites.client(small, "en")
    for form in ("json", "xml", "csv", "tsv"):
        answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": form})
        assert answer.headers["x-result-cut"] == "true" and answer.headers["x-result-count"] == "5" and "299" in answer.headers["warning"]
        assert ("#limits" in answer.text) == (form in ("json", "xml"))
        assert "x-result-cut" not in client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 5", "format": form}).headers
    triples = client.get("/sparql", params={"query": CONSTRUCT, "format": "turtle"})
    assert triples.headers["x-result-cut"] == "true" and triples.text.startswith("# cut")
    assert len(Graph().parse(data=triples.text, format="turtle")) == 5
    page = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"accept": FIREFOX})
    assert "The answer is cut" in page.text and page.text.count("<tr>") == 6
    small.endpoint.close()


def test_the_page_shows_the_answer_without_any_script(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": SELECT}, headers={"accept": FIREFOX}).text
    assert '<a href="/id/region/910000"' in page and "3 rows" in page
    assert "curl --get" in page and "pandas.read_csv" in page and "read.csv" in page
    truth = client.get("/sparql", params={"query": ASK}, headers={"accept": FIREFOX, "accept-language": "zh"}).text
    assert "是</p>" in truth
    triples = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": FIREFOX}).text
    assert "format=turtle" in triples and "rdflib" in triples


def test_a_page_about_a_mistake_keeps_the_query_and_names_the_place(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT *\n{ ?s zz:p ?o }"}, headers={"accept": FIREFOX})
    assert answer.status_code == 400 and "{ ?s zz:p ?o }</textarea>" in answer.text and 'data-line="2"' in answer.text and 'role="alert"' in answer.text


@pytest.mark.parametrize("text", made_builds.HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_words_stay_words(client: TestClient, text: str) -> None:
    literal = json.dumps(text[:300])
    for query in (text[:20_000], f"SELECT ({literal} AS ?a) {{}}"):
        answer = client.post("/sparql", data={"query": query}, headers={"accept": FIREFOX})
        assert answer.status_code in (200, 400)
        assert "<script>window" not in answer.text and "<img src=x" not in answer.text and "\u202e" not in answer.text.split("<main")[1].split("</form>")[1]
    for form in ("json", "xml", "csv", "tsv"):
        assert client.post("/sparql", data={"query": f"SELECT ({literal} AS ?a) {{}}", "format": form}).status_code == 200


def test_names_for_completion_come_from_the_ontology(client: TestClient) -> None:
    rows = client.get("/sparql/terms").json()
    assert ["mz:Agency", "https://w3id.org/minzheng/ontology#Agency", "机关", "agency"] in rows
    assert not any(row[0].startswith("c-cue:") for row in rows)


def test_every_question_of_the_home_page_is_answered(client: TestClient, site: Site) -> None:
    for name in site.questions:
        assert client.get("/sparql", params={"name": name}, headers={"accept": FIREFOX}).status_code == 200
    assert client.get("/sparql", params={"name": "figures", "format": "csv"}).headers["content-type"].startswith("text/csv")


def test_the_database_is_made_once_for_each_state_of_the_build(tmp_path: Path) -> None:
    from kg.store.disk import database

    folder = made_sites.written(made_builds.build(1), tmp_path)
    first = database(folder)
    assert database(folder) == first and first.parent == folder / ".work"
    made_sites.written(made_builds.build(2), tmp_path)
    second = database(folder)
    assert second != first and second.is_dir() and not list(second.parent.glob(".store-*"))
