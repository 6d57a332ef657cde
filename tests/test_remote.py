"""A build in Virtuoso or Oxigraph answers as the same build does in memory, page by page and question by question."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import made_sites
import pytest
from httpx2 import Response
from run_kg import kg
from serving import serving
from stores import MOST_ROWS, STORES, Running, free_port, oxigraph
from test_store import ASKED

from kg.errors import QueryError, StoreError
from kg.store import Graph, Rows, Triples, Value, load
from kg.store.remote import Connection, RemoteGraph, open_remote
from kg.views.web.settings import Settings
from kg.views.web.site import open_site
from kg.vocab import terms

TANGSHAN = f"{terms.ID}region/131000"


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, seeds_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A store that `kg load` has filled with the build of the seeds."""
    with STORES[request.param](tmp_path_factory.mktemp(request.param)) as running:
        ran = kg("load", seeds_build, "--endpoint", running.endpoint, "--json", env=running.writer)
        assert ran.code == 0, ran.err
        assert json.loads(ran.out) | {"endpoint": "", "triples": 0} == {"endpoint": "", "sent": 5, "unchanged": 0, "triples": 0, "stale": 0, "removed": 0}
        yield running


@pytest.fixture(scope="module")
def far(store: Running) -> RemoteGraph:
    return open_remote(store.endpoint)


@pytest.fixture(scope="module")
def here(seeds_build: Path) -> Graph:
    return load(seeds_build)


def counted(answer: object) -> Counter[tuple[object, ...]]:
    """The rows of an answer, how often each is there; numbers by what they are worth, however they are written."""
    assert isinstance(answer, Rows)
    return Counter(tuple(told(value) for value in row) for row in answer)


def told(value: Value | None) -> object:
    if value is None:
        return None
    return Decimal(value.python) if isinstance(value.python, int | Decimal) and not isinstance(value.python, bool) else value


@pytest.mark.parametrize("name", ASKED)
def test_every_named_question_has_the_same_answer(far: RemoteGraph, here: Graph, name: str) -> None:
    expected, found = here.ask(ASKED[name].sparql), far.ask(ASKED[name].sparql)
    assert isinstance(expected, Rows) and isinstance(found, Rows) and len(expected) > 0
    assert found.columns == expected.columns
    assert counted(found) == counted(expected)


QUERIES = [
    "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p",
    "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?label ?flag WHERE { ?x a mz:Region ; skos:prefLabel ?label . OPTIONAL { ?x mz:nothing ?flag } }",
    "SELECT ?value WHERE { ?figure mz:value ?value FILTER (?value > 1000000) } # not ?s # 'SERVICE",
    "PREFIX mz: <https://w3id.org/minzheng/ontology#> SELECT DISTINCT ?c WHERE { ?s a ?c FILTER (STRSTARTS(STR(?c), STR(mz:))) }",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_counts_what_two_documents_say_once(far: RemoteGraph, here: Graph, query: str) -> None:
    assert counted(far.ask(query)) == counted(here.ask(query))


def test_a_document_is_a_graph_of_its_own(far: RemoteGraph, here: Graph) -> None:
    documents = here.ask("SELECT ?x ?n { ?x a mz:SourceDocument . BIND (STRAFTER(STR(?x), 'document/') AS ?n) }")
    assert isinstance(documents, Rows)
    for document, name in documents:
        assert document and name
        for query in (f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{document.text}> {{ ?s ?p ?o }} }}", f"ASK {{ GRAPH document:{name.text} {{ ?s ?p ?o }} }}"):
            assert far.ask(query) == here.ask(query)
        counting = f"SELECT (COUNT(*) AS ?n) FROM <{document.text}> WHERE {{ ?s ?p ?o }}"
        assert counted(far.ask(counting)) == counted(here.ask(counting))
    assert far.ask("ASK { GRAPH <urn:nothing> { ?s ?p ?o } }") is False


def test_given_things_stand_in_the_place_of_variables(far: RemoteGraph, here: Graph) -> None:
    query = "SELECT ?thing ?p ?o WHERE { ?thing ?p ?o . FILTER (STR(?o) != '?thing') }"
    assert counted(far.ask(query, {"thing": TANGSHAN})) == counted(here.ask(query, {"thing": TANGSHAN}))
    assert far.ask(f"CONSTRUCT {{ <{TANGSHAN}> ?p ?o }} WHERE {{ <{TANGSHAN}> ?p ?o }}") == here.ask(f"DESCRIBE <{TANGSHAN}>")
    with pytest.raises(QueryError, match="not an IRI"):
        far.ask(query, {"thing": "urn:a> } DROP ALL #"})


REFUSED = [
    ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT"),
    ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ("SELECT * { ?s ?p", "not valid"),
    ("PREFIX bif: <bif:> SELECT (bif:now() AS ?now) {}", "refused"),
    ("PREFIX b: <bi\\u0066:> SELECT (b:now() AS ?now) {}", "refused"),
    ("SELECT (<SQL:user>() AS ?x) {}", "refused"),
]


@pytest.mark.parametrize(("query", "words"), REFUSED)
def test_a_query_that_does_more_than_read_is_not_sent(query: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        # where nothing listens: what is sent there is another error
        RemoteGraph(f"http://127.0.0.1:{free_port()}/", Connection()).ask(query)


def test_an_answer_that_virtuoso_cuts_is_an_error(store: Running, far: RemoteGraph, here: Graph) -> None:
    assert len(here) > MOST_ROWS
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"):
        if store.endpoint.endswith("/query"):
            found = far.ask(query)
            assert isinstance(found, Rows | Triples)
            continue
        with pytest.raises(StoreError, match=f"no more than {MOST_ROWS} rows.*LIMIT"):
            far.ask(query)


def test_the_command_asks_the_store(store: Running, seeds_build: Path) -> None:
    for form in ("csv", "json"):
        there, at_home = (kg("query", "cooperation", "-f", form, *where) for where in (["--endpoint", store.endpoint], ["-g", seeds_build]))
        assert (there.code, there.out) == (0, at_home.out), there.err
    ran = kg("query", "cooperation", "--endpoint", store.endpoint, "-g", seeds_build)
    assert ran.code == 2 and "--endpoint" in ran.err


PAGES = [
    "/",
    "/search?q=低保",
    "/search?kind=sentence",
    "/id/region/131000",
    "/id/region/131000.ttl",
    "/id/region/131000.csv",
    "/compare",
    f"/graph.json?focus={TANGSHAN}",
    "/graph.json?" + urlencode({"query": "SELECT ?x ?y { ?x mz:within ?y }"}),
    "/graph",
    "/audit",
    "/report",
    "/sparql?" + urlencode({"query": "SELECT ?x { ?x a mz:SourceDocument } ORDER BY ?x"}),
    "/sparql?" + urlencode({"query": "ASK { ?x a mz:SourceDocument }", "format": "xml"}),
    "/sparql?" + urlencode({"query": "CONSTRUCT WHERE { ?x a mz:SourceDocument }", "format": "turtle"}),
]


def plain(answer: Response) -> str:
    """The text of a page without the number that is used once."""
    return re.sub(r'nonce="[^"]+"', "", answer.text)


def test_pages_are_the_same(store: Running, here: Graph, seeds_build: Path) -> None:
    documents = here.ask("SELECT ?x { ?x a mz:SourceDocument } ORDER BY ?x")
    assert isinstance(documents, Rows)
    names = [document.text.rsplit("/", 1)[-1] for (document,) in documents if document]
    settings = Settings.of(seeds_build, "127.0.0.1", 8000)
    sites = [open_site(settings), open_site(replace(settings, endpoint=store.endpoint))]
    try:
        at_home, away = map(made_sites.client, sites)
        for path in [*PAGES, *(f"/doc/{name}" for name in names), f"/doc/{names[0]}.ttl", f"/doc/{names[0]}.txt"]:
            expected, found = at_home.get(path), away.get(path)
            assert expected.status_code == found.status_code == 200 and plain(expected) == plain(found), path
    finally:
        for site in sites:
            site.endpoint.close()


def test_the_server_answers_from_the_store_by_its_own_rules(store: Running, seeds_build: Path, tmp_path: Path) -> None:
    with serving(seeds_build, "--endpoint", store.endpoint) as address:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        asked = "SELECT ?x { ?x a mz:SourceDocument }"
        rows = json.loads(opener.open(f"{address}/sparql?{urlencode({'query': asked, 'format': 'json'})}", timeout=30).read())
        assert len(rows["results"]["bindings"]) == 5
        within = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": rows["results"]["bindings"][0]["x"]["value"], "format": "csv"}
        assert 100 < int(opener.open(f"{address}/sparql?{urlencode(within)}", timeout=30).read().split()[1]) < 10_000
        for query, _ in REFUSED:
            with pytest.raises(urllib.error.HTTPError) as refused:
                opener.open(f"{address}/sparql?{urlencode({'query': query})}", timeout=30)
            assert refused.value.code == 400
            refused.value.close()


def test_the_server_refuses_a_store_that_holds_another_build(store: Running, exports: Path) -> None:
    ran = kg("serve", exports, "--port", "0", "--endpoint", store.endpoint)
    assert ran.code == 1 and "other documents" in ran.err and "kg load" in ran.err and ran.err.count("\n") == 1


def test_a_store_without_a_build_says_so(store: Running, tmp_path: Path) -> None:
    with oxigraph(tmp_path) as empty:
        ran = kg("query", "cooperation", "--endpoint", empty.endpoint, "-f", "csv")
    assert (ran.code, ran.out) == (0, "oneLabel,otherLabel,quote,file\r\n") and f"{empty.endpoint}: kg load has brought nothing there" in ran.err
    assert kg("query", "cooperation", "--endpoint", store.endpoint).err == "8 rows\n"


def test_a_server_of_our_own_is_a_store_to_ask(seeds_build: Path, here: Graph) -> None:
    with serving(seeds_build) as address:
        graph = open_remote(f"{address}/sparql")
        assert len(graph) == len(here)
        for name in ("cooperation", "figures", "documents"):
            assert counted(graph.ask(ASKED[name].sparql)) == counted(here.ask(ASKED[name].sparql))
