"""The page of queries in a real Chromium: its editor, its answers, its chart, by keyboard, in both languages, without scripts."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from browsing import PHONE, WIDE, Visitor, violations
from playwright import sync_api

COUNTS = """
SELECT ?label (COUNT(?f) AS ?n) { ?f mz:region ?r . ?r skos:prefLabel ?label FILTER(LANG(?label) = "zh") }
GROUP BY ?label ORDER BY DESC(?n) ?label LIMIT 8
"""
HOSTILE = """
SELECT ("<script>window.hacked=1</script>" AS ?a) ("javascript:window.hacked=1" AS ?b) (<javascript:window.hacked> AS ?c) {}
#</textarea><script>window.hacked=1</script>
"""
PAGES = [
    ("/sparql", 200),
    ("/sparql?name=dibao-standards", 200),
    (f"/sparql?query={quote(COUNTS)}&chart-kind=line&chart-label=label", 200),
    ("/sparql?query=ASK%20%7B%7D", 200),
    (f"/sparql?query={quote('CONSTRUCT WHERE { ?s a mz:Region }')}", 200),
    (f"/sparql?query={quote('SELECT * { ?s zz:p ?o }')}", 400),
    (f"/sparql?query={quote(HOSTILE)}", 200),
]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("address", "status"), PAGES, ids=["empty", "named", "chart", "truth", "triples", "mistake", "hostile"])
def test_the_page_is_accessible_silent_and_fits_the_screen(visit: Visitor, address: str, status: int, language: str, size: sync_api.ViewportSize) -> None:
    page = visit(f"{address}{'&' if '?' in address else '?'}lang={language}", size, status)
    sync_api.expect(page.locator(".CodeMirror")).to_be_visible()
    for details in page.locator("details:visible").all():
        if details.get_attribute("open") is None:
            details.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert violations(page) == []
    assert page.evaluate("window.hacked") is None


def test_the_page_is_accessible_in_the_dark(visit: Visitor) -> None:
    assert violations(visit("/sparql?name=figures", color_scheme="dark")) == []


def test_the_keyboard_alone_writes_completes_and_asks_a_query(visit: Visitor) -> None:
    page = visit("/sparql")
    page.locator("#editor").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("SELECT (COUNT(*) AS ?n) { ?s a 机关")
    page.keyboard.press("Control+Space")
    sync_api.expect(page.locator(".CodeMirror-hint").first).to_contain_text("mz:Agency")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" }")
    assert page.locator("#query").input_value() == "SELECT (COUNT(*) AS ?n) { ?s a mz:Agency }"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sparql?query=SELECT*")
    assert int(page.locator("#rows td").first.inner_text()) > 3


def test_the_editor_lets_the_keyboard_go(visit: Visitor) -> None:
    page = visit("/sparql")
    page.locator("#editor").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "运行"


def test_a_mistake_is_marked_at_its_place(visit: Visitor) -> None:
    page = visit(f"/sparql?lang=en&query={quote('SELECT *' + chr(10) + '{ ?s zz:p ?o }')}", status=400)
    sync_api.expect(page.locator("[role=alert]")).to_contain_text("line 2, column 6")
    assert page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor().line") == 1


def test_a_chart_is_shared_by_its_address(visit: Visitor) -> None:
    page = visit(f"/sparql?query={quote(COUNTS)}")
    page.locator("#chart summary").click()
    sync_api.expect(page.locator("#chart-place svg")).to_be_visible()
    page.locator("#chart-kind").select_option("line")
    again = visit(page.url.removeprefix(visit.server))
    assert again.locator("#chart-kind").input_value() == "line"
    sync_api.expect(again.locator("#chart-place svg")).to_be_visible()


def test_without_scripts_the_form_asks_and_the_table_answers(visit: Visitor) -> None:
    page = visit("/sparql", java_script_enabled=False)
    page.fill("#query", "SELECT ?s { ?s a mz:Region } ORDER BY ?s LIMIT 2")
    page.locator("#ask button").click()
    page.wait_for_url("**/sparql?query=*")
    assert page.locator("#rows tbody tr").count() == 2
    page.locator("#rows a").first.click()
    page.wait_for_url("**/id/region/*")
