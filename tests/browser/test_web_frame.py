"""The first page, search and errors in a real Chromium: silent, accessible, by keyboard, in both languages, without scripts."""

from __future__ import annotations

import pytest
from browsing import PHONE, WIDE, Visitor, violations
from playwright import sync_api

PAGES = [("/", 200), ("/search?q=低保", 200), ("/search?q=lf&kind=region", 200), ("/search?q=zzzz", 200), ("/about", 200), ("/nowhere", 404)]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("address", "status"), PAGES, ids=[address for address, _ in PAGES])
def test_a_page_is_accessible_and_fits_the_screen(visit: Visitor, address: str, status: int, language: str, size: sync_api.ViewportSize) -> None:
    page = visit(f"{address}{'&' if '?' in address else '?'}lang={language}", size, status)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert violations(page) == []


def test_a_page_is_accessible_in_the_dark(visit: Visitor) -> None:
    assert violations(visit("/search?q=低保", color_scheme="dark")) == []


def test_the_keyboard_alone_finds_a_thing_by_its_pinyin_and_opens_it(visit: Visitor) -> None:
    page = visit("/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("langfang")
    sync_api.expect(page.locator("[role=option]").first).to_contain_text("廊坊市")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    assert page.locator("#q").get_attribute("aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=langfang")
    assert page.locator(".results li").first.locator("a").text_content() == "廊坊市"


def test_a_choice_narrows_and_can_be_taken_back(visit: Visitor) -> None:
    page = visit("/search?q=低保")
    before = page.locator(".state").text_content()
    page.locator("#narrow a", has_text="指标").click()
    page.wait_for_url("**kind=indicator**")
    assert page.locator(".state").text_content() != before
    page.locator("#narrow a[aria-current]").click()
    page.wait_for_url(lambda url: "kind" not in url)
    assert page.locator(".state").text_content() == before
    assert page.locator("#narrow .none").count() > 0


def test_without_scripts_the_form_still_finds(visit: Visitor) -> None:
    page = visit("/", java_script_enabled=False)
    page.fill("#q", "低保")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".results li").count() > 3


def test_the_language_stays_chosen(visit: Visitor) -> None:
    page = visit("/?lang=en")
    page.locator("header nav a", has_text="About").click()
    page.wait_for_url("**/about")
    assert page.locator("html").get_attribute("lang") == "en"
