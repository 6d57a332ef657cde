"""The graph page: who is drawn, in which order, why, and what the address holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import made_builds
import made_sites
import pytest
from starlette.testclient import TestClient

from kg.views.web.graph_data import MOST, around
from kg.views.web.site import Site
from kg.vocab import terms

HOME = terms.ID + "region/910000"
OTHER = terms.ID + "region/910100"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = made_sites.site(made_sites.written(made_builds.build(3, 300), tmp_path_factory.mktemp("built")))
    yield made
    made.endpoint.close()


@pytest.fixture
def ask(site: Site) -> TestClient:
    return made_sites.client(site)


def known(page: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="known">(.*?)</script>', page, re.DOTALL)
    assert found
    made: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return made


def test_the_thing_itself_comes_first_and_the_cap_is_told(ask: TestClient) -> None:
    page = ask.get(f"/graph?focus={HOME}").text
    shown = known(page)
    assert shown["entities"][0]["iri"] == HOME and len(shown["entities"]) == MOST < int(str(shown["total"]))
    assert f"显示 {MOST} 个，共 {shown['total']} 个：按说明关系的句子数排列" in page


def test_several_things_share_the_room(site: Site) -> None:
    sub = around(site.graph, (HOME, OTHER))
    assert sub is not None and len(sub.things) == MOST and sub.things[:2] == (HOME, OTHER)
    linked = [{end for key in sub.edges for end in (key[0], key[2]) if focus in (key[0], key[2])} for focus in (HOME, OTHER)]
    assert min(map(len, linked)) > MOST // 3


def test_those_with_more_sentences_come_first(site: Site) -> None:
    sub = around(site.graph, (HOME,))
    assert sub is not None
    counts = [sub.sentences[thing] for thing in sub.things[1:]]
    assert counts[0] >= counts[-1] and counts[0] > 0


def test_every_edge_that_a_text_states_leads_to_its_sentence(ask: TestClient) -> None:
    shown = known(ask.get(f"/graph?focus={HOME}").text)
    stated = [link for link in shown["links"] if link["quotes"]]
    assert stated
    for link in stated[:5]:
        text, href = link["quotes"][0]  # type: ignore[index]
        assert text and ask.get(str(href).split("#")[0]).status_code == 200


def test_the_tables_hold_what_the_picture_shows(ask: TestClient) -> None:
    page = ask.get(f"/graph?focus={HOME}").text
    shown = known(page)
    assert page.count("<tr data-entity=") == len(shown["entities"]) and page.count("<tr data-link=") == len(shown["links"])


def test_the_script_is_given_the_same_picture(ask: TestClient) -> None:
    told = ask.get(f"/graph.json?focus={HOME}&focus={OTHER}").json()
    assert [entity["iri"] for entity in told["known"]["entities"]][:2] == [HOME, OTHER]
    assert len(told["network"]["nodes"]) == len(told["known"]["entities"]) and all({"x", "y", "shape"} <= set(node) for node in told["network"]["nodes"])


def test_equal_addresses_give_equal_pictures(ask: TestClient) -> None:
    assert ask.get(f"/graph.json?focus={HOME}").content == ask.get(f"/graph.json?focus={HOME}").content


def test_a_short_name_means_the_thing(ask: TestClient) -> None:
    assert known(ask.get("/graph?focus=region/910000").text)["entities"][0]["iri"] == HOME


HIDDEN = [("", {"indicator"}), ("&hide=", set()), ("&hide=region,agency", {"region", "agency"})]


@pytest.mark.parametrize(("more", "hidden"), HIDDEN)
def test_the_address_says_which_classes_are_hidden(ask: TestClient, more: str, hidden: set[str]) -> None:
    page = ask.get(f"/graph?focus={HOME}{more}").text
    boxes = dict(re.findall(r'name="kind" value="(\w+)"( checked)?>', page))
    assert {kind for kind, checked in boxes.items() if not checked} == hidden


def test_a_query_gives_the_things_that_its_answer_names(ask: TestClient) -> None:
    query = f"SELECT ?program WHERE {{ ?program mz:implementedIn <{HOME}> ; mz:serves ?group }}"
    shown = known(ask.get("/graph?query=" + quote(query)).text)
    assert shown["entities"] and {entity["kind"] for entity in shown["entities"]} == {"program"}
    more = known(ask.get(f"/graph?query={quote(query)}&focus={HOME}").text)
    assert len(more["entities"]) > len(shown["entities"])


PROBLEMS = [
    ("/graph?query=SELECT", 400),
    ("/graph?query=" + quote("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 400),
    ("/graph?focus=x", 404),
    ("/graph?focus=" + quote("https://w3id.org/minzheng/id/region/1> ?x <y"), 404),
    (f"/graph?focus={HOME}&focus={terms.ID}region/999999", 404),
    ("/graph.json", 400),
]


@pytest.mark.parametrize(("address", "status"), PROBLEMS)
def test_what_cannot_be_shown_is_told(ask: TestClient, address: str, status: int) -> None:
    answer = ask.get(address, headers={"accept": "text/html"})
    assert answer.status_code == status and "Traceback" not in answer.text


def test_without_a_thing_there_is_a_choice_of_them(ask: TestClient) -> None:
    assert ask.get("/graph").text.count("/graph?focus=") > 10
    assert quote(HOME, safe="") in ask.get("/graph?q=甲市").text
    assert "没有找到这样的名称" in ask.get("/graph?q=zzzz").text


@pytest.mark.parametrize("name", ["vis-network.js", "script.js"])
def test_the_scripts_are_kept_by_browsers(ask: TestClient, name: str) -> None:
    answer = ask.get(f"/graph/{name}")
    assert answer.headers["content-type"].startswith("text/javascript") and "immutable" in answer.headers["cache-control"]


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    ask = made_sites.client(made_sites.site(made_sites.written(made_sites.hostile(), tmp_path)))
    page = ask.get(f"/graph?focus={terms.ID}region/000001")
    assert page.status_code == 200
    assert "<script>window" not in page.text and "<img" not in page.text and "\u202e" not in page.text and len(page.content) < 400_000
