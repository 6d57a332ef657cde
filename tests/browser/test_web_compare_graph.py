"""Comparing and the graph in a real Chromium: silent, accessible, by keyboard, in both languages, without scripts, with hostile names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import made_comparisons
import made_sites
import pytest
from browsing import PHONE, WIDE, Visitor, need, silent, violations
from playwright import sync_api
from serving import serving

from kg.views.web.files import VENDOR
from kg.vocab import terms

ABOUT = f"/compare?indicator={quote(made_comparisons.STANDARD, safe='')}"
AROUND = "/graph?focus=region/131000"
QUERY = "/graph?query=" + quote("SELECT ?program ?group WHERE { ?program mz:serves ?group }")
PAGES = [ABOUT, "/compare", "/compare?q=低保", AROUND, "/graph", QUERY]


def ready(page: sync_api.Page, what: str) -> sync_api.Page:
    """The page once its script has done its work."""
    page.locator(f"html[data-ready='{what}']").wait_for(state="attached")
    return page


@pytest.fixture(scope="module")
def comparisons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the build made for comparing."""
    with serving(made_sites.written(made_comparisons.build(), tmp_path_factory.mktemp("comparisons"))) as address:
        yield address


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the hostile build."""
    with serving(made_sites.written(made_sites.hostile(), tmp_path_factory.mktemp("hostile"))) as address:
        yield address


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", PAGES, ids=["compare", "indicators", "found", "graph", "things", "query"])
def test_a_page_is_accessible_and_fits_the_screen(visit: Visitor, address: str, language: str, size: sync_api.ViewportSize) -> None:
    page = visit(f"{address}{'&' if '?' in address else '?'}lang={language}", size)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tiles_of_every_shade_are_accessible(browser: sync_api.Browser, comparisons: str, scheme: str) -> None:
    with silent(Visitor(browser, comparisons)) as visitor:
        page = visitor(ABOUT + "&year=2018", color_scheme=scheme)
        assert page.locator(".tile.several").count() > 0 and page.locator(".tile.shade-0").count() > 0
        assert violations(page) == []


def test_the_keyboard_alone_compares_two_places(browser: sync_api.Browser, comparisons: str) -> None:
    with silent(Visitor(browser, comparisons)) as visitor:
        page = visitor(ABOUT)
        page.locator(".filters summary").focus()
        page.keyboard.press("Enter")
        for name, value in (("place", "130000"), ("place", "140000")):
            page.locator(f"input[name={name}][value='{value}']").focus()
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**place=130000&place=140000**")
        assert page.locator("tr[id^=place-]").count() == 2
        page.locator("#place-130000 a.value").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/doc/**")
        assert page.locator("#at").count() == 1


def test_the_chart_is_drawn_over_the_years(browser: sync_api.Browser, comparisons: str) -> None:
    need(VENDOR / "echarts.min.js", "run make web")
    with silent(Visitor(browser, comparisons)) as visitor:
        page = ready(visitor(ABOUT), "chart")
        assert page.locator("#chart canvas").count() > 0


def test_without_scripts_the_table_and_the_tiles_are_there(browser: sync_api.Browser, comparisons: str) -> None:
    visitor = Visitor(browser, comparisons)
    page = visitor(ABOUT, java_script_enabled=False)
    assert page.locator(".compared a.value").count() == len(made_comparisons.FIGURES) - 1
    assert page.locator("svg .tile rect").count() >= 34 and not page.locator(".chart").is_visible()
    visitor.close()


def test_a_node_is_expanded_in_place_and_the_address_says_so(visit: Visitor) -> None:
    page = ready(visit(AROUND), "graph")
    before = page.locator("#thing-rows tr").count()
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#details h2").wait_for()
    chosen = page.locator("#details h2").text_content()
    page.locator("#neighbours").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.count("focus=") == 2)
    assert page.locator("#thing-rows tr").count() >= before
    assert violations(page) == []
    page.reload()
    ready(page, "graph")
    assert chosen and page.locator(".ways").get_by_text(chosen).count() >= 1


def test_classes_and_relations_are_filtered_in_picture_table_and_address(visit: Visitor) -> None:
    page = ready(visit(AROUND), "graph")
    shown = page.locator("#thing-rows tr:visible").count()
    page.locator("input[name=kind][value=program]").uncheck()
    assert page.locator("#thing-rows tr:visible").count() < shown
    page.wait_for_url("**hide=program**")
    page.locator("input[name=predicate]").first.uncheck()
    assert "without=" in page.url
    page.reload()
    ready(page, "graph")
    assert not page.locator("input[name=kind][value=program]").is_checked()
    assert not page.locator("input[name=predicate]").first.is_checked()


def test_a_pinned_node_stands_where_it_stood_when_the_address_is_opened_again(visit: Visitor) -> None:
    page = ready(visit(AROUND), "graph")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    page.wait_for_url("**pin=**")
    kept = page.url
    page.goto(kept)
    ready(page, "graph")
    assert page.url.split("#")[0] == kept.split("#")[0]


def test_an_edge_shows_its_sentence_and_leads_to_it(visit: Visitor) -> None:
    page = ready(visit(AROUND), "graph")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    link = page.locator("#details blockquote a").first
    link.wait_for()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/doc/**")
    assert page.locator("#at").count() == 1


def test_without_scripts_the_neighbours_are_lists_with_links(visit: Visitor) -> None:
    page = visit(AROUND, java_script_enabled=False)
    assert not page.locator("#canvas").is_visible()
    assert page.locator("#thing-rows a").count() > 5 and page.locator("#link-rows a.place").count() > 3


@pytest.mark.parametrize("address", [f"/graph?focus={terms.ID}region/000001", "/graph", "/compare"])
def test_hostile_names_do_nothing(browser: sync_api.Browser, hostile: str, address: str) -> None:
    with silent(Visitor(browser, hostile)) as visitor:
        page = visitor(address)
        if "focus" in address:
            ready(page, "graph")
            page.locator("#canvas").focus()
            for key in ("ArrowRight", "Enter"):
                page.keyboard.press(key)
        assert page.evaluate("window.hacked") is None
