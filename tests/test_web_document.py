"""The page of a document: every character of the text, names and numbers marked, each fact leading to its characters and back."""

from __future__ import annotations

import csv
import html
import io
import re
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import made_builds
import made_papers
import made_sites
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.model import Source
from kg.pipeline.keeping.shelf import FILE, Shelf
from kg.store import load
from kg.views import texts
from kg.views.web.document import WINDOW
from kg.views.web.document_facts import Facts, Naming, Stretch, facts_of, known_text, stretch_of
from kg.views.web.document_pieces import UNKNOWN, pieces, shown

Where = dict[str, str]


@pytest.fixture(scope="module")
def where(ask: TestClient) -> Where:
    """The address of each document by the name of its file."""
    return {
        html.unescape(file): link
        for link, file in re.findall(r'<a href="(/doc/[0-9a-f]{16})">.*?<span class="quiet"><bdi>(.*?)</bdi>', ask.get("/report").text)
    }


def body(page: str) -> str:
    """The text of the document as a reader sees it."""
    return html.unescape(re.sub(r"<[^>]*>", "", page.split('id="text"')[1].split(">", 1)[1].split("</div>")[0]))


def marked(page: str) -> str:
    return body(f'id="text">{page.split("<mark", 1)[1].split(">", 1)[1].split("</mark>")[0]}</div>') if "<mark" in page else ""


def test_the_page_shows_every_character_of_the_text(ask: TestClient, where: Where) -> None:
    assert body(ask.get(where["a.txt"]).text) == made_papers.FIRST
    assert body(ask.get(where["b.txt"]).text) == made_papers.SECOND


def test_characters_that_hide_or_turn_others_are_shown_as_signs_and_markup_as_text(ask: TestClient, where: Where) -> None:
    page = ask.get(where["c <b>.txt"]).text
    assert body(page) == made_papers.HOSTILE.replace("\r\n", "\n").replace("\x01", "␁").replace("\u202e", "\ufffd")
    assert "<script>window" not in page and "<img" not in page


def test_the_text_itself_is_served_as_it_was_read(ask: TestClient, where: Where) -> None:
    answer = ask.get(where["c <b>.txt"] + ".txt")
    assert answer.content.decode("utf-8") == made_papers.HOSTILE
    assert answer.headers["content-type"] == "text/plain; charset=utf-8" and answer.headers["x-content-type-options"] == "nosniff"


def test_names_are_marked_by_class_and_figures_underlined(ask: TestClient, where: Where) -> None:
    page = ask.get(where["b.txt"]).text
    assert re.search(r'<a class="named kind-region" [^>]*>廊坊市</a>', page)
    assert re.search(r'<a class=" counted" [^>]*>19500张</a>', page)
    assert re.search(r'<a class=" counted doubtful" [^>]*>656%</a>', page)


def test_choosing_a_stretch_marks_it_and_shows_its_facts_without_scripts(ask: TestClient, where: Where) -> None:
    start = made_papers.FIRST.index("每人每月660元")
    page = ask.get(f"{where['a.txt']}?at={start}-{start + len('每人每月660元')}").text
    assert marked(page) == "每人每月660元"
    facts = page.split('id="facts"')[1]
    assert "城市低保平均保障标准" in facts and "<b><bdi>660</bdi></b>" in facts and "养老床位数" not in facts


def test_choosing_a_name_shows_the_facts_of_that_name_only(ask: TestClient, where: Where) -> None:
    start = made_papers.FIRST.index("《廊坊市养老机构管理办法》")
    facts = ask.get(f"{where['a.txt']}?at={start}-{start + 13}").text.split('id="facts"')[1]
    assert "发布者" in facts and "廊坊市民政局" in facts and "养老机构数" not in facts


def test_every_fact_of_the_list_leads_to_characters_that_are_marked(ask: TestClient, where: Where) -> None:
    links = set(re.findall(r'data-to="text" href="(\?at=\d+-\d+)#at"', ask.get(where["a.txt"]).text))
    assert len(links) > 6
    for link in links:
        start, end = map(int, link[4:].split("-"))
        page = ask.get(where["a.txt"] + link).text
        assert marked(page) == made_papers.FIRST[start:end]
        assert "没有由这些文字得出的事实" not in page


@pytest.mark.parametrize("at", ["9-3", "3-3", "0-99999999", "-1-4", "a-b", "3", "", "99999999999999999-999999999999999999"])
def test_a_stretch_that_is_none_is_passed_over(ask: TestClient, where: Where, at: str) -> None:
    answer = ask.get(where["a.txt"], params={"at": at})
    assert answer.status_code == 200 and "<mark" not in answer.text


@pytest.mark.parametrize("address", ["/doc/", "/doc/0123456789abcdef", "/doc/a..b", "/doc/0123456789abcdef.ttl", "/doc/x?at=1-2", "/doc/%00"])
def test_an_unknown_document_is_told_as_such(ask: TestClient, address: str) -> None:
    assert ask.get(address).status_code == 404


def test_the_files_of_a_document_hold_its_named_graph_and_a_row_for_each_fact(ask: TestClient, where: Where) -> None:
    assert "mz:SourceDocument" in ask.get(where["a.txt"] + ".ttl").text
    assert ask.get(where["a.txt"], headers={"accept": "application/ld+json"}).json()["@graph"]
    rows = list(csv.DictReader(io.StringIO(ask.get(where["a.txt"] + ".csv").content.decode("utf-8-sig"))))
    assert all(made_papers.FIRST[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)
    assert {row["fact"] for row in rows} == {"edge", "figure"}


def sources(exports: Path) -> list[Source]:
    """What was read for a build, from its shelf."""
    with closing(Shelf(exports / FILE, read_only=True)) as shelf:
        found = [reading.document.source for reading in shelf.readings()]
    assert found
    return found


def test_where_the_text_is_not_at_hand_the_page_shows_what_the_graph_quotes(exports: Path) -> None:
    graph = load(exports)
    iri = "https://w3id.org/minzheng/id/document/"
    for source in sources(exports):
        raw = source.raw
        known = known_text(graph, iri + source.key, UNKNOWN)
        assert len(known) <= len(raw) and all(one in (UNKNOWN, other) for one, other in zip(known, raw, strict=False))
        assert len(known) - known.count(UNKNOWN) > 50


def test_a_page_of_a_hostile_build_executes_nothing_and_a_name_of_a_hundred_thousand_characters_stays_short(tmp_path: Path) -> None:
    ask = made_sites.client(made_sites.site(made_sites.written(made_sites.hostile(), tmp_path / "built")))
    report = ask.get("/report").text
    document = re.findall(r'href="(/doc/[0-9a-f]{16})"', report)[0]
    pages = [report, ask.get(document).text, ask.get("/audit").text, ask.get("/id/region/000001").text]
    for page in pages:
        assert "<script>window" not in page and "<img src=x" not in page and 'href="javascript' not in page and "{{" not in page.replace("{{ 7*7 }}", "")
    assert len(pages[3]) < 60_000


def test_a_long_text_comes_in_parts_and_the_part_of_a_fact_is_found(tmp_path: Path) -> None:
    build = made_builds.build(1, 2400)
    folder = made_sites.written(build, tmp_path / "built")
    source = build.readings[0].document.source
    kept = folder / texts.LAYERS
    kept.mkdir(parents=True)
    (kept / f"{source.key}.txt").write_bytes(source.raw.encode())
    ask = made_sites.client(made_sites.site(folder))
    assert len(source.raw) > WINDOW
    first = ask.get(f"/doc/{source.key}").text
    second = ask.get(f"/doc/{source.key}?part=2").text
    assert (body(first) + body(second))[: 2 * WINDOW] == source.raw[: 2 * WINDOW]
    assert marked(ask.get(f"/doc/{source.key}?at={WINDOW + 5}-{WINDOW + 9}").text) == source.raw[WINDOW + 5 : WINDOW + 9]
    across = ask.get(f"/doc/{source.key}?at={WINDOW - 2}-{WINDOW + 2}").text
    assert marked(across) == source.raw[WINDOW - 2 : WINDOW]
    assert ask.get(f"/doc/{source.key}?part=99").status_code == 200


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, list[Stretch], Stretch | None]:
    raw = draw(st.text(min_size=1, max_size=40))
    place = st.tuples(st.integers(0, len(raw)), st.integers(0, len(raw))).filter(lambda pair: pair[0] < pair[1])
    return raw, draw(st.lists(place, max_size=8)), draw(st.none() | place)


@given(stretches())
def test_the_pieces_of_a_text_hold_all_of_it_and_link_to_the_smallest_name(given: tuple[str, list[Stretch], Stretch | None]) -> None:
    raw, places, at = given
    facts = Facts(tuple(Naming(place, f"https://w3id.org/minzheng/id/region/{number}") for number, place in enumerate(sorted(places))), (), ())
    made = pieces(raw, (0, len(raw)), facts, at)
    edges = sorted({0, len(raw), *(edge for place in places for edge in place), *(at or ())})
    assert [one.text for one in made] == [shown(raw[start:end]) for start, end in pairwise(edges)]
    for one, (start, end) in zip(made, pairwise(edges), strict=True):
        over = [place for place in places if place[0] <= start and end <= place[1]]
        assert (one.link is None) == (not over)
        assert not over or (one.link in over and one.link[1] - one.link[0] == min(high - low for low, high in over))
    assert sum(one.opens for one in made) == sum(one.closes for one in made) == (at is not None)


@pytest.mark.parametrize("name", ["", "a", "x/0123456789abcdef-9-3", "x/0123456789abcdef-a-b", "x/0123456789abcdef-1-99999999999999"])
def test_the_name_of_no_stretch_gives_none(name: str) -> None:
    assert stretch_of(name) is None


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../a.txt", "a\x00b", "x" * 2000, "c/../../a.txt"])
def test_only_files_beside_the_exports_are_looked_at(tmp_path: Path, name: str) -> None:
    (tmp_path / "exports").mkdir()
    assert texts.find(tmp_path / "exports", "0" * 64, name) is None


def test_an_original_whose_bytes_have_changed_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "a.txt").write_text(made_papers.FIRST, "utf-8")
    assert texts.find(tmp_path / "exports", "0" * 64, "a.txt") is None


def test_the_facts_of_a_document_are_its_own(exports: Path) -> None:
    graph = load(exports)
    for source in sources(exports):
        facts = facts_of(graph, f"https://w3id.org/minzheng/id/document/{source.key}")
        assert all(place[1] <= len(source.raw) for place in facts.stretches)
        assert facts.figures
