"""graph.html: what is drawn, and that the page asks for nothing and trusts no text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import made_builds
import pytest

from kg.model import Entity, Reading, Relation, Span
from kg.views.page import asset, embed, interface, security_policy, visible, web_address
from kg.views.viz import render
from kg.views.viz.network import SHAPES, islands, network
from kg.views.viz.page import compose, vis_network
from kg.views.viz.picture import draw
from kg.views.viz.words import CLASSES, Words, from_vocabulary

HERE = Path(__file__).parent


class Page(HTMLParser):
    """The tags, attributes and script texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = dict(attrs).get("id") or "" if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data[self._inside] = self.data.get(self._inside, "") + data


@pytest.fixture(scope="module")
def page() -> str:
    return render(made_builds.build(), made_builds.Bare())


def test_the_page_names_no_address_that_a_browser_would_fetch(page: str) -> None:
    fetching = [(tag, given) for tag, given in Page(page).tags if given.get("src") or (tag == "link" and given.get("href") != "data:,")]
    assert fetching == []
    assert "sourceMappingURL" not in page
    assert "cdn" not in page.replace(vis_network(), "").lower()


def test_nothing_of_the_page_of_pyvis_reaches_the_reader(page: str) -> None:
    own = page.replace(vis_network(), "").lower()
    assert [word for word in ("bootstrap", "tom-select", "mynetwork", "cdnjs", "jsdelivr", "loadingbar") if word in own] == []


def test_no_tag_carries_a_handler_or_a_style(page: str) -> None:
    given = [name for _, attributes in Page(page).tags for name in attributes]
    assert [name for name in given if name.startswith("on") or name == "style"] == []


def test_the_same_build_gives_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import hashlib, made_builds; from kg.views.viz import render; from kg.views.report import report_html; "
        "built, bare = made_builds.build(), made_builds.Bare(); "
        "print(hashlib.sha256((render(built, bare) + report_html(built, [], bare)).encode()).hexdigest())"
    )
    given = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent}", "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(given) == 1


def test_text_that_looks_like_markup_stays_text() -> None:
    text = render(made_builds.hostile(), made_builds.Bare())
    page = Page(text)
    assert [tag for tag, _ in page.tags if tag in ("img", "iframe", "object", "embed", "base", "form")] == []
    assert len([tag for tag, _ in page.tags if tag == "script"]) == 6
    assert [given["href"] for tag, given in page.tags if tag == "a" and (given["href"] or "").startswith("javascript")] == []
    known = json.loads(page.data["known"])
    assert known["entities"] and max(len(entity["label"]) for entity in known["entities"]) <= 400
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text.replace(vis_network(), ""))


def test_every_figure_and_link_of_the_picture_leads_to_its_characters(page: str) -> None:
    built = made_builds.build()
    known = json.loads(Page(page).data["known"])
    texts = {reading.document.source.name: reading.document.source.raw for reading in built.readings}
    for quote in known["quotes"]:
        assert texts[known["documents"][quote["document"]]["name"]][quote["start"] : quote["end"]] == quote["text"]
    assert len(known["figures"]) == sum(len(reading.observations) for reading in built.readings)
    for figure in known["figures"]:
        assert figure["number"] in known["quotes"][figure["quote"]]["text"]


def test_every_relation_is_in_the_table_without_a_script(page: str) -> None:
    built = made_builds.build()
    rows = re.findall(r"<tr data-link=", page)
    assert len(rows) >= len({(relation.subject, relation.predicate, relation.object) for reading in built.readings for relation in reading.relations})
    assert len(re.findall(r"<tr data-entity=", page)) == len(built.entities)


def test_an_empty_build_still_gives_a_page() -> None:
    assert "</html>" in render(made_builds.build(0), made_builds.Bare())


def test_beyond_the_limit_the_least_central_entities_are_left_to_the_tables() -> None:
    built = made_builds.build(3, 40)
    whole, part = draw(built.readings, built.entities, Words()), draw(built.readings, built.entities, Words(), most=20)
    assert [node.entity.id for node in part.nodes] == [node.entity.id for node in whole.nodes][:20]
    assert part.total == len(whole.nodes)
    assert str(part.total - 20) in compose(part, Words())


def test_regions_without_a_stated_relation_hang_on_the_nearest_region_above() -> None:
    county = Reading(made_builds.document("a.txt", "丙县"), None, (Entity("region", "919999", "丙县"), Entity("region", "910000", "天省")))
    picture = draw([county], county.entities, Words(ancestors=lambda code: ("919900", "910000")))
    assert [(picture.nodes[link.source].entity.label, link.predicate, link.quotes) for link in picture.links] == [("丙县", "within", ())]


def test_what_a_text_states_is_not_drawn_a_second_time_as_implied() -> None:
    entities = (Entity("region", "919999", "丙县", place="910000"), Entity("region", "910000", "天省"))
    stated = Relation(("region", "919999"), "within", ("region", "910000"), (Span(0, 2),), "made")
    picture = draw([Reading(made_builds.document("a.txt", "丙县"), None, entities, (), (stated,))], entities, Words())
    assert [len(link.quotes) for link in picture.links] == [1]


def test_many_documents_are_gathered_into_islands_by_province() -> None:
    built = made_builds.build(12, 4)
    of_document, named = islands(draw(built.readings, built.entities, Words()), Words(ancestors=lambda code: ("910000", "000000")))
    assert set(of_document) == {0} and named == [None]


def test_pyvis_holds_every_node_once_with_a_shape_of_its_class() -> None:
    built = made_builds.build(2, 20)
    picture = draw(built.readings, built.entities, Words())
    net = network(picture, Words())
    assert [node["id"] for node in net.nodes] == list(range(len(built.entities)))
    assert {node["shape"] for node in net.nodes} <= set(SHAPES.values())
    assert net.options["physics"] == {"enabled": False}


def test_every_kind_has_a_class_a_shape_and_a_colour() -> None:
    assert set(CLASSES) == set(SHAPES)
    assert [kind for kind in CLASSES if f"--kind-{kind}:" not in asset("page.css") or f".kind-{kind} " not in asset("page.css")] == []


def test_the_ontology_names_every_class_and_relation_in_both_languages() -> None:
    words = from_vocabulary(made_builds.Bare())
    relations = "issuedBy within operatedBy implementedIn serves basedOn implements cooperatesWith recognizedBy hasPart jurisdiction region program group"
    assert [name for name in (*CLASSES.values(), *relations.split()) if words.term(name) == (name, name)] == []


def _pairs(value: object) -> list[object]:
    return [inner for held in value.values() for inner in _pairs(held)] if isinstance(value, dict) else [value]


def test_the_interface_says_everything_in_two_languages() -> None:
    assert [pair for pair in _pairs(interface()) if not (isinstance(pair, list) and len(pair) == 2 and all(pair))] == []


def test_the_policy_lets_nothing_in_but_the_pages_own_scripts() -> None:
    policy = security_policy(["a"], ["b"])
    assert "unsafe" not in policy and "http" not in policy and policy.startswith("default-src 'none'")


ADDRESSES = [
    ("https://example.org/a?b=c", True),
    ("http://例.cn/", True),
    ("javascript:alert(1)", False),
    ("data:text/html,x", False),
    ("//example.org/x", False),
    ("https://a b", False),
    (None, False),
]


@pytest.mark.parametrize(("address", "is_kept"), ADDRESSES)
def test_only_addresses_of_the_web_become_links(address: str | None, is_kept: bool) -> None:
    assert (web_address(address) is not None) == is_kept


def test_what_is_shown_is_short_and_has_no_invisible_characters() -> None:
    assert visible("a\u202e\u0000b\udcff") == "a b"
    assert len(visible("字" * 100_000)) == 400
    assert "<" not in embed(made_builds.HOSTILE)
