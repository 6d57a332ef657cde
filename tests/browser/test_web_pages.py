"""The pages of things and of documents, the audit and the report in a real Chromium: silent, accessible, by keyboard, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import made_papers
import pytest
from browsing import PHONE, WIDE, Visitor, need, silent, violations
from playwright import sync_api
from serving import serving

from kg.views.web.files import VENDOR

THINGS = [
    "/id/region/131000", "/id/region/130000", "/concept/program/dibao", "/concept/indicator/urban-dibao-standard", "/id/agency/131000-民政局",
    "/id/policy/131000-廊坊市养老机构管理办法", "/id/region/130100", "/id/region/650000", "/audit", "/report",
]  # fmt: skip


# the first paint in milliseconds, whenever it comes; waiting with a string of code would break the policy of the page
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const first = list.getEntriesByName("first-contentful-paint")[0];
  if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))"""
# each page in both languages, on a wide screen by day and on a phone by night
VIEWS = [("zh", WIDE, "light"), ("en", PHONE, "dark")]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the invented documents."""
    with serving(made_papers.written(tmp_path_factory.mktemp("papers"))) as address:
        yield address


@pytest.fixture
def read(browser: sync_api.Browser, papers: str) -> Iterator[Visitor]:
    """Opens pages of the invented documents; at the end of the test nothing may have been heard."""
    with silent(Visitor(browser, papers)) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def documents(papers: str) -> dict[str, str]:
    """The address of each document by the name of its file."""
    with urlopen(papers + "/report") as answer:
        page = answer.read().decode("utf-8")
    return {name: link for link, name in re.findall(r'<a href="(/doc/[0-9a-f]{16})">.*?<span class="quiet"><bdi>(.*?)</bdi>', page)}


@pytest.mark.parametrize(("language", "size", "scheme"), VIEWS, ids=["zh-1280", "en-390"])
@pytest.mark.parametrize("address", THINGS)
def test_a_page_is_accessible_and_fits_the_screen(read: Visitor, address: str, language: str, size: sync_api.ViewportSize, scheme: str) -> None:
    page = read(f"{address}?lang={language}", size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert violations(page) == []


@pytest.mark.parametrize(("language", "size", "scheme"), VIEWS, ids=["zh-1280", "en-390"])
@pytest.mark.parametrize("file", ["a.txt", "b.txt", "c &lt;b&gt;.txt"])
@pytest.mark.parametrize("at", ["", "&at=60-90"])
def test_a_document_is_accessible_and_fits_the_screen(
    read: Visitor, documents: dict[str, str], file: str, at: str, language: str, size: sync_api.ViewportSize, scheme: str
) -> None:
    page = read(f"{documents[file]}?lang={language}{at}", size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert violations(page) == []
    assert page.evaluate("window.hacked") is None


def test_the_pages_of_the_seeds_are_accessible_and_fit_a_phone(visit: Visitor) -> None:
    for address in ("/id/region/130000", "/concept/program/dibao", "/audit", "/report"):
        page = visit(address, PHONE)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("a[href^='/doc/']").first.click()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert violations(page) == []


def test_lines_over_time_are_drawn_and_the_table_holds_the_same(read: Visitor) -> None:
    need(VENDOR / "echarts.min.js", "run make web")
    page = read("/id/region/131000")
    page.wait_for_selector("html[data-ready='charts']", state="attached")
    assert page.locator(".chart canvas").count() == page.locator(".chart").count() >= 2
    assert page.locator("figcaption").count() == 1
    assert page.locator("td.number a", has_text="19,500").count() == 1


def test_one_click_leads_from_a_number_to_its_sentence(read: Visitor) -> None:
    page = read("/id/region/131000")
    page.locator("td.number a", has_text="693").click()
    page.wait_for_url("**/doc/*at=*")
    mark = page.locator("#at")
    assert mark.text_content() == "每人每月693元"
    sync_api.expect(mark).to_be_in_viewport()


def test_choosing_a_name_shows_its_facts_and_choosing_a_fact_its_characters_in_place(read: Visitor, documents: dict[str, str]) -> None:
    page = read(documents["a.txt"])
    page.evaluate("window.kept = true")
    page.locator("#text a", has_text="《").first.click()
    page.wait_for_url("**at=*")
    facts = page.locator("#facts")
    sync_api.expect(facts).to_contain_text("廊坊市民政局")
    sync_api.expect(facts).not_to_contain_text("养老床位数")
    facts.locator("a", has_text="原文位置").first.click()
    sync_api.expect(page.locator("#at")).to_have_text("市民政局印发了《廊坊市养老机构管理办法》，服务对象为老年人。")
    assert page.evaluate("document.activeElement.id") == "at"
    assert violations(page) == []
    page.go_back()
    sync_api.expect(page.locator("#at")).not_to_contain_text("老年人")
    page.go_back()
    sync_api.expect(page.locator("#at")).to_have_count(0)
    assert page.evaluate("window.kept") is True, "the page was not left"


def test_the_keyboard_alone_goes_from_a_number_to_its_facts_and_back(read: Visitor, documents: dict[str, str]) -> None:
    page = read(documents["b.txt"])
    page.locator("#text a", has_text="656%").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**at=*")
    sync_api.expect(page.locator("#facts .doubt")).to_contain_text("65.6%")
    assert page.evaluate("document.activeElement.id") == "facts-heading"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.to") == "text":
            break
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#at")).to_be_focused()


def test_a_stretch_in_the_fragment_of_an_address_is_marked_too(read: Visitor, documents: dict[str, str]) -> None:
    page = read(documents["a.txt"] + "#span-0-3")
    page.wait_for_url("**at=0-3*")
    assert page.locator("#at").text_content() == "廊坊市"


def test_without_scripts_every_link_of_a_text_still_works(read: Visitor, documents: dict[str, str]) -> None:
    page = read(documents["a.txt"], java_script_enabled=False)
    page.locator("#text a", has_text="18000张").click()
    page.wait_for_url("**at=*")
    assert page.locator("#at").text_content() == "18000张"
    assert "养老床位数" in (page.locator("#facts").text_content() or "")
    page.locator("#facts a", has_text="显示全部事实").click()
    page.wait_for_url("**part=1")
    assert page.locator("#facts li").count() > 6


def test_the_facts_stay_in_sight_on_a_phone_while_a_stretch_is_chosen(read: Visitor, documents: dict[str, str]) -> None:
    page = read(documents["a.txt"] + "?at=60-90#at", PHONE)
    sync_api.expect(page.locator("#at")).to_be_in_viewport()
    sync_api.expect(page.locator("#facts-heading")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["/id/region/131000", "/audit", "/report"])
def test_the_first_paint_comes_quickly(visit: Visitor, address: str) -> None:
    page = visit(address)
    # 0.1 to 0.3 s on a quiet machine; the bound leaves room for a busy one
    assert page.evaluate(PAINTED) < 2000


def test_a_file_that_the_page_offers_is_shown_as_text(read: Visitor, papers: str, tmp_path: Path) -> None:
    with urlopen(f"{papers}/id/region/131000.ttl") as answer:
        assert answer.headers["content-type"].startswith("text/turtle")
        assert answer.read().decode("utf-8").startswith("@prefix")
