"""Search: names, sentences, pinyin, choices with their counts, and where the index is kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import made_builds
import made_sites
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.store import load
from kg.views.web.finding import Wish
from kg.views.web.finding.contents import FACETS
from kg.views.web.finding.keeping import key, open_index
from kg.views.web.finding.tokens import question
from kg.views.web.settings import Settings
from kg.views.web.site import Site, open_site


@pytest.fixture(scope="module")
def seeds(seeds_build: Path) -> Site:
    return open_site(Settings.of(seeds_build, "127.0.0.1", 8000))


@pytest.fixture(scope="module")
def ask(seeds: Site) -> TestClient:
    return made_sites.client(seeds)


# what is typed, what comes first, and of which class
FIRST = [
    ("廊坊", "廊坊市", "region"),
    ("廊坊市", "廊坊市", "region"),
    ("langfang", "廊坊市", "region"),
    ("LangFang", "廊坊市", "region"),
    ("ｌａｎｇｆａｎｇ", "廊坊市", "region"),
    ("lfs", "廊坊市", "region"),
    ("langfang shi", "廊坊市", "region"),
    ("低保", "最低生活保障", "program"),
    ("低保對象", "低保对象", "group"),
    ("minimum living guarantee", "最低生活保障", "program"),
    ("dibao", "最低生活保障", "program"),
    ("河北省民政厅", "河北省民政厅", "agency"),
    ("hbsmzt", "河北省民政厅", "agency"),
]


@pytest.mark.parametrize(("typed", "name", "kind"), FIRST)
def test_a_name_another_name_or_its_pinyin_finds_a_thing_first(seeds: Site, typed: str, name: str, kind: str) -> None:
    found = seeds.index.find(Wish(typed))
    assert (found.hits[0].zh, found.hits[0].kind) == (name, kind)
    assert not found.loose


@pytest.mark.parametrize("typed", ["7456", "低保对象人数逐步增加", "农村低保专项治理"])
def test_words_of_a_sentence_find_it_also_where_it_is_printed_in_traditional_signs_with_glosses(seeds: Site, typed: str) -> None:
    found = seeds.index.find(Wish(typed))
    assert any(hit.kind == "sentence" and typed in hit.said for hit in found.hits)


def test_a_question_finds_what_holds_some_of_its_words_and_says_so(seeds: Site, ask: TestClient) -> None:
    found = seeds.index.find(Wish("廊坊的低保标准是多少"))
    assert found.loose and {hit.zh for hit in found.hits[:2]} == {"廊坊市", "低保平均保障标准"}
    assert "没有包含全部词语的结果" in ask.get("/search?q=廊坊的低保标准是多少").text


def test_a_count_is_what_the_choice_then_leaves(seeds: Site) -> None:
    for typed in ("", "低保", "养老"):
        found = seeds.index.find(Wish(typed), values=50)
        for name in FACETS:
            for choice in found.facets[name][:6]:
                assert seeds.index.find(Wish(typed, {name: choice.value})).total == choice.count, (typed, name, choice)


def test_counts_of_a_facet_hold_under_the_choices_of_the_others(seeds: Site) -> None:
    chosen = {"kind": "indicator"}
    found = seeds.index.find(Wish("", chosen), values=50)
    assert next(choice for choice in found.facets["kind"] if choice.chosen).value == "indicator"
    assert len([choice for choice in found.facets["kind"] if choice.count]) > 5, "another class can be chosen instead"
    for choice in found.facets["year"]:
        assert seeds.index.find(Wish("", {**chosen, "year": choice.value})).total == choice.count


def test_a_province_holds_what_its_places_hold(seeds: Site) -> None:
    start = "https://w3id.org/minzheng/id/region/"
    inside = {hit.iri for hit in seeds.index.find(Wish("", {"place": start + "131000"}), count=500).hits}
    around = {hit.iri for hit in seeds.index.find(Wish("", {"place": start + "130000"}), count=500).hits}
    assert inside and inside < around


def test_a_choice_that_would_leave_nothing_is_shown_and_cannot_be_made(ask: TestClient) -> None:
    page = ask.get("/search?q=低保&kind=sentence&lang=en").text
    assert '<span class="none"><bdi>funerals</bdi></span> <span class="count">0</span>' in page


def test_results_turn_their_pages_without_repeating(ask: TestClient) -> None:
    hits = [[hit["iri"] for hit in ask.get(f"/search?q=市&page={number}&format=json").json()["hits"]] for number in (1, 2, 3)]
    flat = [iri for page in hits for iri in page]
    assert len(flat) == len(set(flat)) and len(hits[0]) == 20
    assert 'rel="next"' in ask.get("/search?q=市").text and 'rel="prev"' in ask.get("/search?q=市&page=2").text


ODD = [
    "page=0", "page=-1", "page=99999999", "page=x", "kind=nothing", "place=%3E%3C", "field=../..", "year=%00",
    "q=%22%27)(*:^", "q=AND+OR+NOT+NEAR", "q=" + "a" * 5000, "q=%F0%9F%92%A9", "q=%ff",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_are_answered(ask: TestClient, query: str) -> None:
    assert ask.get(f"/search?{query}").status_code == 200
    assert ask.get(f"/suggest?{query}").status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_any_text_makes_a_query_that_the_index_takes(seeds: Site, typed: str) -> None:
    assert seeds.index.find(Wish(typed)).total >= 0


@given(typed=st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_a_query_has_no_more_parts_than_are_read(typed: str) -> None:
    assert question(typed).strict.count(") AND ({") < 12 * 2


def test_a_machine_gets_json_and_the_suggestions_have_addresses(ask: TestClient) -> None:
    told = ask.get("/search?q=廊坊", headers={"accept": "application/json"}).json()
    assert told["hits"][0] == {"kind": "region", "iri": "https://w3id.org/minzheng/id/region/131000", "address": "/id/region/131000", "label": "廊坊市"}
    assert {"value": "131000", "label": "廊坊市"}.items() <= next(one for one in told["facets"]["place"] if one["value"] == "131000").items()
    assert ask.get("/suggest?q=lf&lang=en").json()[0]["kindLabel"] == "region"
    assert ask.get("/suggest?q=").json() == []


def test_the_index_is_kept_beside_the_build_and_made_anew_for_another_graph(tmp_path: Path) -> None:
    folder = made_sites.written(made_builds.build(1), tmp_path / "built")
    first = open_index(folder, load(folder))
    name = folder / ".work" / f"search-{key(folder)}.sqlite"
    held = name.stat().st_mtime_ns
    open_index(folder, load(folder))
    assert name.stat().st_mtime_ns == held, "the same graph is not indexed twice"
    made_sites.written(made_builds.build(3), folder)
    second = open_index(folder, load(folder))
    assert [path.name for path in (folder / ".work").iterdir()] == [f"search-{key(folder)}.sqlite"]
    assert first.find(Wish("")).total < second.find(Wish("")).total, "who still serves the earlier graph finds in it"


def test_a_broken_index_is_made_anew(tmp_path: Path) -> None:
    folder = made_sites.written(made_builds.build(1), tmp_path / "built")
    path = folder / ".work" / f"search-{key(folder)}.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"no database at all" * 1000)
    assert open_index(folder, load(folder)).find(Wish("甲市")).total > 0
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT COUNT(*) FROM item").fetchone()[0] > 0
    database.close()


def test_where_the_folder_cannot_be_written_to_the_index_is_kept_in_memory(tmp_path: Path) -> None:
    folder = made_sites.written(made_builds.build(1), tmp_path / "built")
    (folder / ".work").write_text("a file where the folder would be")
    assert open_index(folder, load(folder)).find(Wish("甲市")).hits[0].zh == "甲市"


def test_hostile_names_and_sentences_are_shown_as_text(tmp_path: Path) -> None:
    ask = made_sites.client(made_sites.site(made_sites.written(made_sites.hostile(), tmp_path / "built")))
    for address in ("/", "/search?q=script", "/search?q=onerror", "/search?q=javascript", "/search", '/search?q="><script>alert(1)</script>'):
        page = ask.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "<img" not in page.text and 'href="javascript' not in page.text
        assert "\u202e" not in page.text
        assert len(page.text) < 300_000
