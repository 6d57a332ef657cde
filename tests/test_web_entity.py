"""The pages of things: made for their class, in every format, each figure and edge leading to its characters; the audit and the report."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import made_sites
import pyoxigraph as ox
import pytest
import rdflib
from starlette.testclient import TestClient

from kg.views.web import document as document_pages
from kg.views.web.agreement import agree
from kg.views.web.routes import ENTRIES
from kg.vocab import terms
from kg.vocab.ontology import ontology_folder

LANGFANG = "/id/region/131000"


@pytest.fixture(scope="module")
def seeds(seeds_build: Path) -> TestClient:
    return made_sites.client(made_sites.site(seeds_build))


# page of a thing -> what must be on it
PAGES = [
    (
        LANGFANG,
        ["行政区域", "河北省</bdi></a> ›", "131000", "城市低保平均保障标准", "693", "政策文件", "廊坊市养老机构管理办法", "机关", "廊坊市民政局", "历年变化"],
    ),
    ("/id/policy/131000-廊坊市养老机构管理办法", ["政策文件", "发布者", "廊坊市民政局", "见于", "廊坊市2019年民政工作总结"]),
    ("/id/agency/131000-民政局", ["机关", "发布的文件", "廊坊市养老机构管理办法"]),
    ("/concept/program/dibao", ["实施地区", "石家庄市", "服务对象", "残疾人", "地区", "每人每月693元", "minimum living guarantee"]),
    ("/concept/group/people-with-disabilities", ["服务对象群体", "服务于它的项目", "最低生活保障"]),
    ("/concept/indicator/care-beds", ["指标", "18,000", "16,500", "廊坊市", "/compare?indicator="]),
    ("/id/region/130428", ["肥乡县", "现为", "肥乡区"]),
    ("/id/region/130407", ["肥乡区", "前身", "肥乡县"]),
    ("/concept/unit/bed", ["张"]),
]


@pytest.mark.parametrize(("address", "words"), PAGES, ids=[address for address, _ in PAGES])
def test_a_page_is_made_for_the_class_of_its_thing(ask: TestClient, address: str, words: list[str]) -> None:
    answer = ask.get(address)
    assert answer.status_code == 200
    assert [word for word in words if word not in answer.text] == []


def test_every_number_and_every_stated_edge_leads_to_its_characters(ask: TestClient) -> None:
    text = ask.get(LANGFANG).text
    row = next(row for row in re.findall(r"<tr>.*?</tr>", text, re.DOTALL) if ">693</a>" in row)
    match = re.search(r'href="(/doc/[0-9a-f]{16}\?at=\d+-\d+#at)">693</a>', row)
    assert match
    marked = re.search(r'<mark id="at"[^>]*>(.*?)</mark>', ask.get(match[1]).text, re.DOTALL)
    assert marked and re.sub(r"<[^>]*>", "", marked[1]) == "每人每月693元"
    section = text.split('id="in-implementedIn-program"')[1].split("</section>")[0]
    assert re.search(r'class="place" href="/doc/[0-9a-f]{16}\?at=\d+-\d+#at"', section)


ACCEPTS = [
    ("", "text/html"),
    ("*/*", "text/html"),
    ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
    ("text/turtle", "text/turtle"),
    ("application/ld+json", "application/ld+json"),
    ("application/json", "application/ld+json"),
    ("text/csv", "text/csv"),
    ("text/html;q=0.3, text/turtle;q=0.9", "text/turtle"),
    ("text/turtle;q=0, */*", "text/html"),
]


@pytest.mark.parametrize(("accept", "kind"), ACCEPTS)
def test_the_accept_header_chooses_the_format(ask: TestClient, accept: str, kind: str) -> None:
    answer = ask.get(LANGFANG, headers={"accept": accept})
    assert answer.headers["content-type"].split(";")[0] == kind
    assert "Accept" in answer.headers["vary"]


def test_a_format_that_is_not_offered_is_refused_with_the_list_of_those_that_are(ask: TestClient) -> None:
    answer = ask.get(LANGFANG, headers={"accept": "image/png"})
    assert answer.status_code == 406 and "text/turtle" in answer.text


# rdflib warns of its own class
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("address", [LANGFANG, "/concept/program/dibao", "/id/policy/131000-廊坊市养老机构管理办法"])
def test_turtle_and_json_ld_hold_the_same_triples_and_the_words_that_they_rest_on(ask: TestClient, address: str) -> None:
    turtle, linked = ask.get(address + ".ttl"), ask.get(address + ".jsonld")
    one = rdflib.Graph().parse(data=turtle.text, format="turtle")
    other = rdflib.Graph().parse(data=linked.text, format="json-ld")
    spelt = [{(str(s), str(p), str(o)) for s, p, o in graph} for graph in (one, other)]
    assert spelt[0] == spelt[1] and len(one) > 20
    assert not [node for triple in one for node in triple if isinstance(node, rdflib.BNode)]
    thing = "https://w3id.org/minzheng" + address
    assert any(str(s) == thing for s, _, _ in one) and "oa:exact" in turtle.text
    assert set(json.loads(linked.text)) == {"@context", "@graph"}


def test_the_table_has_a_row_for_each_figure_and_edge_with_its_place(ask: TestClient) -> None:
    answer = ask.get(LANGFANG + ".csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    figures = [row for row in rows if row["fact"] == "figure"]
    assert {"693", "660"} <= {row["value"] for row in figures}
    assert all(int(row["start"]) < int(row["end"]) and row["quote"] in row["sentence"] for row in figures)
    assert any(row["fact"] == "edge" and row["predicate"].endswith("implementedIn") and row["quote"] for row in rows)


def test_the_page_names_its_files_and_they_are_there(ask: TestClient) -> None:
    answer = ask.get("/id/policy/131000-廊坊市养老机构管理办法")
    linked = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', answer.text)
    assert [kind for kind, _ in linked] == ["text/turtle", "application/ld+json", "text/csv"]
    for kind, address in linked:
        assert ask.get(address).headers["content-type"].startswith(kind), unquote(address)
    assert answer.headers["link"].count('rel="alternate"') == 3


ELSEWHERE = [("/id/nothing/x", 404), ("/id/region/999999", 404), ("/concept/", 404), ("/id/", 404), ("/id/region/131000.exe", 404), ("/id/a%22b", 404)]


@pytest.mark.parametrize(("address", "status"), ELSEWHERE)
def test_a_dead_identifier_is_told_as_such(ask: TestClient, address: str, status: int) -> None:
    answer = ask.get(address)
    assert answer.status_code == status and "http://127.0.0.1" not in answer.text


def test_a_place_or_concept_of_the_lists_has_a_page_though_no_document_names_it(ask: TestClient) -> None:
    for address, name in (("/id/region/650000", "新疆维吾尔自治区"), ("/concept/unit/yuan-per-person-day", "元/人/日")):
        answer = ask.get(address)
        assert answer.status_code == 200 and name in answer.text and "本次构建的文件没有提到它" in answer.text


def test_spans_and_documents_lead_to_the_page_of_the_text(ask: TestClient) -> None:
    span = re.search(r"/doc/([0-9a-f]{16})\?at=(\d+)-(\d+)", ask.get(LANGFANG).text)
    assert span
    answer = ask.get(f"/id/span/{span[1]}-{span[2]}-{span[3]}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/doc/{span[1]}?at={span[2]}-{span[3]}#at")
    assert ask.get(f"/id/document/{span[1]}", follow_redirects=False).headers["location"] == f"/doc/{span[1]}"


def test_years_become_lines_and_several_values_of_a_year_stay_apart(ask: TestClient) -> None:
    charts = json.loads(ask.get(LANGFANG).text.split('id="charts">')[1].split("</script>")[0])
    beds = next(chart for chart in charts if chart["unit"] == "张")
    assert [(period, value) for period, value, _ in beds["lines"][0]["points"]] == [("2018", 16500.0), ("2019", 18000.0), ("2020", 19500.0)]
    standard = next(chart for chart in charts if chart["unit"] == "元/人/月")
    assert standard["differing"] and not beds["differing"]
    assert {value for period, value, _ in standard["lines"][0]["points"] if period == "2019"} == {660.0, 693.0}


def test_the_page_of_a_figure_and_of_a_relation_say_what_they_are(ask: TestClient) -> None:
    text = ask.get(LANGFANG + ".ttl").text
    figure = re.search(r"observation:([0-9a-f]{16}-\d+-\d+) a mz:Observation", text)
    statement = re.search(r"statement:([0-9a-f-]+) a mz:Statement", text)
    assert figure and statement
    assert "廊坊市 · " in ask.get(f"/id/observation/{figure[1]}").text
    assert ask.get(f"/id/statement/{statement[1]}").status_code == 200


def test_the_audit_shows_the_arithmetic_and_the_contradiction_with_both_sources(ask: TestClient) -> None:
    # the first visitor may come before the documents are compared
    text = next(text for _ in range(100) if "正在比较" not in (text := ask.get("/audit").text))
    assert "65.6" in text and "938家" in text and "656%" in text
    differing = text.split('id="contradictions"')[1]
    assert differing.count("<article") == 1
    assert re.search(r'<b>693</b></a> 元/人/月 – <a href="/doc/[0-9a-f]{16}"><bdi>廊坊市2020年', differing) and "<b>660</b>" in differing
    assert "growth" not in ask.get("/audit?rule=nothing").text and ask.get("/audit?from=99999").status_code == 200


AGREEMENTS = [
    ("1410000000", None, "1408000000", None, True),
    ("693", None, "720", None, False),
    ("1000", None, "1400", None, False),
    ("70", None, "70.4", None, True),
    ("70", None, "71", None, False),
    ("1400", "ge", "1432", None, True),
    ("1400", "ge", "1300", None, False),
    ("3000", "approx", "2950", None, True),
    ("3000", "le", "2990", None, True),
    ("3000", "le", "3100", None, False),
    ("0", None, "5", None, False),
]


@pytest.mark.parametrize(("one", "sign", "other", "other_sign", "expected"), AGREEMENTS)
def test_two_numbers_agree_where_rounding_or_a_modifier_allows_it(one: str, sign: str | None, other: str, other_sign: str | None, expected: bool) -> None:
    pair = (Decimal(one), sign), (Decimal(other), other_sign)
    assert agree(*pair) is agree(*reversed(pair)) is expected


def test_the_report_tells_what_was_read_and_leads_to_each_text(ask: TestClient) -> None:
    text = ask.get("/report").text
    links = re.findall(r'<a href="(/doc/[0-9a-f]{16})">', text)
    assert len(links) == 3 and all(ask.get(link).status_code == 200 for link in links)
    assert "Build report" in ask.get("/report?lang=en").text


def test_the_seeds_have_pages_for_everything_that_their_pages_link_to(seeds: TestClient) -> None:
    seen, ahead = set[str](), ["/id/region/131000", "/id/region/420000", "/audit", "/report"]
    served = tuple(entry.path.split("{")[0] for entry in ENTRIES if entry.path != "/")
    while ahead and len(seen) < 80:
        address = ahead.pop(0)
        if address not in seen and address.startswith(served):
            seen.add(address)
            answer = seeds.get(address)
            assert answer.status_code == 200, address
            if address.startswith(("/id/", "/concept/", "/doc/")) and "." not in address:
                ahead += sorted({link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*href="(/(?:id|concept|doc)/[^"#]*)', answer.text)})
    assert len(seen) == 80


def test_a_page_of_a_hostile_document_executes_nothing(ask: TestClient, exports: Path) -> None:
    text = ask.get("/id/region/130100").text
    assert "<script>window.hacked" not in text and "<img src=x" not in text and "\u202e" not in text


def test_without_the_kept_texts_the_page_takes_the_original_beside_the_exports(exports: Path, tmp_path: Path) -> None:
    moved = tmp_path / "exports"
    shutil.copytree(exports, moved, ignore=shutil.ignore_patterns(".work"))
    document = re.findall(r'<a href="(/doc/[0-9a-f]{16})">', (ask := made_sites.client(made_sites.site(moved))).get("/report").text)[0]
    assert "手边没有这个文件的完整原文" in ask.get(document).text and ask.get(document + ".txt").status_code == 404
    shutil.copytree(exports.parent / "texts", tmp_path / "somewhere")
    again = made_sites.client(made_sites.site(moved))
    document_pages._read.cache_clear()
    assert "手边没有这个文件的完整原文" not in again.get(document).text and again.get(document + ".txt").status_code == 200


def test_the_names_of_more_things_than_one_query_holds_are_found() -> None:
    from kg.views.web.addresses import batches

    iris = [f"https://w3id.org/minzheng/id/indicator/{'长' * 400}{number}" for number in range(700)]
    made = list(batches(iris))
    assert all(len(each) < 90_000 for each in made)
    assert sorted(iri for each in made for iri in each.split()) == sorted(f"<{iri}>" for iri in iris)


@pytest.mark.parametrize("role", ["region", "indicator"])
def test_only_figures_have_a_region_and_an_indicator(role: str) -> None:
    store = ox.Store()
    for file in sorted(ontology_folder().glob("**/*.ttl")):
        store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    prop = ox.NamedNode(terms.MZ + role)
    assert [quad.object for quad in store.quads_for_pattern(prop, ox.NamedNode(terms.RDFS + "domain"), None)] == [ox.NamedNode(terms.MZ + "Observation")]
    assert not list(store.quads_for_pattern(None, prop, None))
