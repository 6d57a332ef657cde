"""Programs that people have ask the running server, and get what the graph holds.

Comunica needs `npm ci --prefix tests/clients`, which `make test` runs; without it its tests are skipped by name,
except where CI=true says that they must run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from needing import library, missing, program
from serving import serving

from kg.store import Rows, load
from kg.views.web.sparql_code import snippets

COMUNICA = Path(__file__).parent / "clients"
REGIONS = """
PREFIX mz: <https://w3id.org/minzheng/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?region ?label WHERE { ?region a mz:Region ; skos:prefLabel ?label . FILTER (LANG(?label) = "zh") } ORDER BY ?region ?label
"""
TYPES = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"


@pytest.fixture(scope="module")
def endpoint(seeds_build: Path) -> Iterator[str]:
    with serving(seeds_build) as address:
        yield f"{address}/sparql"


@pytest.fixture(scope="module")
def expected(seeds_build: Path) -> list[tuple[str, str]]:
    rows = load(seeds_build).ask(REGIONS)
    assert isinstance(rows, Rows) and len(rows) > 3
    return [(str(region and region.text), str(label and label.text)) for region, label in rows]


@pytest.mark.parametrize("how", [["--get"], [], ["--header", "Content-Type: application/x-www-form-urlencoded; charset=UTF-8"]])
def test_curl(endpoint: str, expected: list[tuple[str, str]], how: list[str]) -> None:
    command = [program("curl"), "--silent", "--fail", *how, "--header", "Accept: text/csv", "--data-urlencode", f"query={REGIONS}", endpoint]
    text = subprocess.run(command, capture_output=True, check=True, timeout=30).stdout.decode()
    assert text == "region,label\r\n" + "".join(f"{region},{label}\r\n" for region, label in expected)


def test_curl_with_the_query_as_the_body(endpoint: str) -> None:
    command = [program("curl"), "--silent", "--fail", "--header", "Content-Type: application/sparql-query", "--data-binary", "ASK {}", endpoint]
    assert json.loads(subprocess.run(command, capture_output=True, check=True, timeout=30).stdout)["boolean"] is True


def test_sparqlwrapper(endpoint: str, expected: list[tuple[str, str]]) -> None:
    wrapper = library("SPARQLWrapper")
    for form, method in ((wrapper.JSON, wrapper.GET), (wrapper.JSON, wrapper.POST)):
        asked = wrapper.SPARQLWrapper(endpoint, returnFormat=form)
        asked.setQuery(REGIONS)
        asked.setMethod(method)
        rows = asked.query().convert()["results"]["bindings"]
        assert [(row["region"]["value"], row["label"]["value"]) for row in rows] == expected
    asked = wrapper.SPARQLWrapper(endpoint, returnFormat=wrapper.XML)
    asked.setRequestMethod(wrapper.POSTDIRECTLY)
    asked.setMethod(wrapper.POST)
    asked.setQuery(REGIONS)
    assert len(asked.query().convert().getElementsByTagName("result")) == len(expected)
    asked = wrapper.SPARQLWrapper(endpoint)
    asked.setQuery("SELECT * { ?s ?p")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="line 1"):
        asked.query()


def test_rdflib_as_a_store(endpoint: str, expected: list[tuple[str, str]]) -> None:
    from rdflib import RDF, Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        for form in ("xml", "json", "csv", "tsv"):
            graph = Graph(SPARQLStore(endpoint, method=method, returnFormat=form))
            assert [(str(region), str(label)) for region, label in graph.query(REGIONS)] == expected
    graph = Graph(SPARQLStore(endpoint))
    assert len(set(graph.subjects(RDF.type, URIRef("https://w3id.org/minzheng/ontology#Region")))) > 3
    assert len(graph.query(TYPES)) > 100


def test_pandas_reads_an_address(endpoint: str, expected: list[tuple[str, str]]) -> None:
    pandas = library("pandas")
    table = pandas.read_csv(f"{endpoint}?{urlencode({'query': REGIONS, 'format': 'csv'})}")
    assert list(table.itertuples(index=False, name=None)) == expected
    by_type = pandas.read_csv(f"{endpoint}?{urlencode({'query': REGIONS})}", storage_options={"Accept": "text/csv"})
    assert by_type.equals(table)


@pytest.mark.parametrize(("query", "least"), [(REGIONS, 3), (TYPES + " LIMIT 40", 40), ("ASK {}", 1)])
def test_comunica(endpoint: str, expected: list[tuple[str, str]], query: str, least: int) -> None:
    node = program("node")
    if not (COMUNICA / "node_modules" / "@comunica" / "query-sparql").is_dir():
        missing("Comunica", "run npm ci --prefix tests/clients")
    ran = subprocess.run([node, "ask.mjs", endpoint, query], cwd=COMUNICA, capture_output=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    lines = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert len(lines) >= least
    if query == REGIONS:
        assert [(line["region"], line["label"]) for line in lines] == expected


def test_what_the_page_offers_for_other_programs_runs(endpoint: str, expected: list[tuple[str, str]]) -> None:
    offered = dict(snippets(endpoint, REGIONS + '# it\'s "quoted"', triples=False))
    shell = subprocess.run([program("sh"), "-c", offered["curl"] + " --silent"], capture_output=True, check=True, timeout=30).stdout.decode()
    assert shell.count("\r\n") == len(expected) + 1
    ran = subprocess.run([sys.executable, "-c", offered["Python"] + "\nprint(len(table))"], capture_output=True, text=True, check=True, timeout=60)
    assert int(ran.stdout) == len(expected)
