"""graph.html and report.html in a real Chromium: silent, reachable by keyboard, accessible, immune to hostile text.

Needs /usr/bin/chromium and axe-core (`npm ci --prefix tests/browser`); without them the tests are skipped
by name, except where CI=true says that they must run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made_builds
import pytest
from browsing import PHONE, WIDE, Reader, silent, violations
from playwright import sync_api

from kg.model import Unread
from kg.views.report import report_html
from kg.views.viz import render

Open = Callable[..., sync_api.Page]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, seeds_build: Path) -> dict[str, Path]:
    """The pages under test, written once."""
    folder = tmp_path_factory.mktemp("pages")
    bare = made_builds.Bare()
    unread = [Unread("坏.bin", "binary", "the bytes are no text.", "Convert it to UTF-8.")]
    texts = {
        "graph": render(made_builds.build(), bare),
        "hostile": render(made_builds.hostile(), bare),
        "empty": render(made_builds.build(0), bare),
        "large": render(made_builds.build(14, 60), bare),
        "report": report_html(made_builds.build(), unread, bare),
        "hostile-report": report_html(made_builds.hostile(), unread, bare),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    seeds = {"seeds": seeds_build / "graph.html", "seeds-report": seeds_build / "report.html"}
    return {name: folder / f"{name}.html" for name in texts} | seeds


@pytest.fixture
def open_page(browser: sync_api.Browser, pages: dict[str, Path]) -> Iterator[Open]:
    """Opens a page; the picture is waited for where there is one."""
    with silent(Reader(browser, pages)) as reader:

        def opened(name: str, *further: Any, **options: Any) -> sync_api.Page:
            page = reader(name, *further, **options)
            if "report" not in name and options.get("java_script_enabled", True):
                page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
            return page

        yield opened


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["graph", "report", "empty", "seeds", "seeds-report"])
def test_a_page_has_no_accessibility_violation(open_page: Open, name: str, size: sync_api.ViewportSize, scheme: str) -> None:
    assert violations(open_page(name, size, color_scheme=scheme)) == []


def test_an_opened_entity_the_results_and_the_tables_have_no_accessibility_violation(open_page: Open) -> None:
    page = open_page("graph")
    page.fill("#search", "市")
    assert violations(page) == []
    page.keyboard.press("Enter")
    assert page.locator("#details blockquote").count() > 0
    assert violations(page) == []
    page.click("#view-tables")
    assert violations(page) == []


@pytest.mark.parametrize("name", ["graph", "report", "hostile", "hostile-report", "large"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
def test_a_page_is_never_wider_than_the_screen(open_page: Open, name: str, size: sync_api.ViewportSize) -> None:
    page = open_page(name, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_first_hundred_are_shown_and_the_rest_on_demand(open_page: Open) -> None:
    page = open_page("graph")
    shown = page.locator("#showing")
    everything = page.evaluate("JSON.parse(document.getElementById('known').textContent).entities.filter((one) => one.kind !== 'indicator').length")
    assert shown.text_content() == f"显示 {min(100, everything)} / {everything} 个实体"
    if page.locator("#show-all").is_enabled():
        page.click("#show-all")
    assert shown.text_content() == f"显示 {everything} / {everything} 个实体"
    page.uncheck("input[value=program]")
    assert shown.text_content() != f"显示 {everything} / {everything} 个实体"


def test_the_keyboard_alone_finds_opens_filters_and_reads_the_tables(open_page: Open) -> None:
    page = open_page("graph")
    page.focus("#search")
    page.keyboard.type("甲市")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#details h2").text_content() == "甲市"
    assert page.evaluate("document.activeElement.textContent") == "甲市"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "canvas"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.locator("#said").text_content()
    page.keyboard.press("Enter")
    assert (page.locator("#details h2").text_content() or "?") in (page.locator("#said").text_content() or "")
    page.focus("input[value=group]")
    before = page.locator("#showing").text_content()
    page.keyboard.press("Space")
    assert page.locator("#showing").text_content() != before
    page.focus("#view-tables")
    page.keyboard.press("Enter")
    assert page.locator("#t-relations").is_visible()


def test_tab_reaches_every_control_and_the_focus_can_be_seen(open_page: Open) -> None:
    page = open_page("graph")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate("(() => { const e = document.activeElement; return [e.id || e.value || e.tagName, getComputedStyle(e).outlineStyle]; })()")
        if where[0] != "BODY":
            assert where[1] != "none", where
        reached.add(where[0])
    assert {"search", "view-picture", "view-tables", "ui-zh", "ui-en", "canvas", "zoom-in", "fit", "region", "indicator"} <= reached


def test_a_click_on_an_entity_or_a_line_shows_its_sentence_and_where_it_stands(open_page: Open) -> None:
    page = open_page("graph")
    page.fill("#search", "甲市")
    page.keyboard.press("Enter")
    source = page.locator("#details cite").first
    assert "000.txt" in (source.text_content() or "") and "字符" in (source.text_content() or "")
    page.click("#view-tables")
    page.locator("tr[data-link] button").first.click()
    assert page.locator("#details blockquote").count() > 0


def test_the_mouse_opens_entities_and_lines_on_the_canvas(open_page: Open) -> None:
    page = open_page("graph")
    opened = set()
    spots = [(x, y) for y in range(300, 560, 20) for x in range(420, 720, 9)]
    for x, y in spots:
        page.mouse.click(x, y)
        opened.add(page.evaluate("(document.querySelector('#details header .badge') || {className: ''}).className.split(' ').pop()"))
        if "quiet" in opened and any(name.startswith("kind-") for name in opened):
            return
    pytest.fail(f"clicks on the canvas opened only {sorted(opened)}")


def test_on_a_phone_what_is_selected_stays_above_the_details(open_page: Open) -> None:
    page = open_page("graph", PHONE)
    page.fill("#search", "甲市")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    top = page.locator("#details").bounding_box()
    assert top and 250 < top["y"] < PHONE["height"]


def test_an_address_with_a_fragment_opens_its_entity(open_page: Open) -> None:
    assert open_page("graph", fragment="#region%2F910100").locator("#details h2").text_content() == "乙市"
    assert open_page("graph", fragment="#%E0%A4%A").locator("#details h2").text_content() == "概览"


def test_the_interface_speaks_both_languages(open_page: Open) -> None:
    page = open_page("graph", locale="en-GB")
    sync_api.expect(page.locator("#showing")).to_contain_text("Showing ")
    assert page.locator("html").get_attribute("lang") == "en"
    page.click("#ui-zh")
    sync_api.expect(page.locator("#showing")).to_contain_text("显示")
    assert page.locator("#fit").get_attribute("aria-label") == "适合窗口"


def test_without_scripts_the_tables_say_it_all(open_page: Open) -> None:
    page = open_page("graph", java_script_enabled=False)
    assert page.locator("#t-entities").is_visible() and page.locator("#t-relations").is_visible() and page.locator("#t-figures").is_visible()
    assert not page.locator("#stage").is_visible()


def test_hostile_text_executes_nothing(open_page: Open) -> None:
    page = open_page("hostile")
    page.check("input[value=indicator]")
    for text in ("script", "onerror", "javascript", "甲", "proto", "7*7"):
        page.fill("#search", text)
        page.keyboard.press("Enter")
        assert page.locator("#details h2").is_visible()
    page.click("#view-tables")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, object, a[href^='javascript']").count() == 0
    assert open_page("hostile-report").evaluate("window.hacked") is None


def test_the_first_picture_is_there_quickly(open_page: Open) -> None:
    page = open_page("large")
    spent = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    # 0.2 to 0.4 s on a quiet machine; the bound leaves room for a busy one
    assert spent < 3000, spent
