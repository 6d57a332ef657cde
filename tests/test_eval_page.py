"""The page of `kg eval`: every document with what was found, missed and wrong in its text, for everybody, silent in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import made_score
import pytest
from browsing import PHONE, WIDE, Reader, silent, violations
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from playwright import sync_api

from kg.views.evaluation import render
from kg.views.marking import legible, pieces

SEEDS = Path(__file__).parent / "gold" / "seeds"


def _text(page: str) -> str:
    """What the block of the text holds, without its marks."""
    (block,) = re.findall(r'<div class="text[^>]*>(.*?)</div>', page, re.DOTALL)
    return unescape(re.sub(r"<[^<>]*>", "", block))


@given(st.text(max_size=30), st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=3), max_size=4))
def test_the_pieces_of_a_text_are_the_text_and_each_lies_wholly_in_or_out(raw: str, given_stretches: list[list[tuple[int, int]]]) -> None:
    stretches = [[(start, min(len(raw), start + length)) for start, length in held if start < len(raw)] for held in given_stretches]
    made = pieces(raw, stretches)
    assert "".join(piece.text for piece in made) == legible(raw)
    at = 0
    for piece in made:
        for offset in range(at, at + len(piece.text)):
            assert piece.covers == tuple(number for number, held in enumerate(stretches) if any(start <= offset < end for start, end in held))
        at += len(piece.text)
    assert [sum(number in piece.begins for piece in made) for number in range(len(stretches))] == [bool(held) for held in stretches]


def test_the_text_stands_whole_in_the_page_with_the_worst_verdict_on_each_piece() -> None:
    score = made_score.a_score()
    page = render(score)
    assert _text(page) == made_score.READING.document.source.raw
    marks = re.findall(r'class="mark ([a-z ]+)"[^>]*>([^<]*)', page)
    assert ("found", "每人每月693元") in marks and ("wrong", "50%") in marks and ("missed", "全部") in marks
    assert ("found optional", "乙县") in marks


def test_each_list_entry_says_what_was_wanted_and_what_was_got() -> None:
    page = render(made_score.a_score())
    (wrong,) = [entry for entry in re.findall(r'<li id="d0-[0-9]+" class="item wrong".*?</li>', page, re.DOTALL) if ">50%<" in entry]
    amiss = re.sub(r"<[^<>]+>", " ", re.findall(r'<tr class="amiss-row">.*?</tr>', wrong, re.DOTALL)[0])
    assert "change" in amiss and "growth" in amiss
    assert "比上年增长50%" in wrong


def test_every_verdict_has_one_entry_and_every_link_leads_to_something() -> None:
    score = made_score.a_score()
    page = render(score)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert sum(name.startswith("d0-") and not name.endswith(("-at", "-name")) for name in ids) == len(score.documents[0].verdicts)
    assert {link for link in re.findall(r' href="#([^"]+)"', page)} <= set(ids)


def test_the_page_is_the_same_for_the_same_score_and_asks_for_nothing() -> None:
    page = render(made_score.a_score())
    assert page == render(made_score.a_score())
    assert set(re.findall(r' (?:href|src)="(?!#)([^"]*)"', page)) == {"data:,"}
    assert "default-src 'none'" in unescape(page)


def test_a_text_that_the_graph_lacks_is_told() -> None:
    from kg.evaluate import score
    from kg.store import hold

    assert "a.txt" in render(score(hold([]), [made_score.gold()]))


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    from kg.views.cli.evaluate import evaluate

    file = tmp_path / "new" / "eval.html"
    graph = tmp_path / "empty.nq"
    graph.write_bytes(b"")
    texts = Path(__file__).parent.parent / "seeds"
    answer = CliRunner().invoke(evaluate, [str(SEEDS), "--texts", str(texts), "-g", str(graph), "--html", str(file), "--json"], standalone_mode=False)
    assert answer.return_value == 3, answer.output
    assert file.read_text("utf-8").count("<article") == 5


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, score in (("made", made_score.a_score()), ("hostile", made_score.hostile())):
        (folder / f"{name}.html").write_text(render(score), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in ("made", "hostile")}


@pytest.fixture
def open_page(browser: sync_api.Browser, files: dict[str, Path]) -> Iterator[Reader]:
    with silent(Reader(browser, files)) as reader:
        yield reader


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_accessibility_violation_and_fits_the_screen(open_page: Reader, size: sync_api.ViewportSize, scheme: str) -> None:
    page = open_page("made", size, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert violations(page) == []
    page.keyboard.press("n")
    assert page.locator("#panel").is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_keyboard_goes_from_one_difference_to_the_next_and_opens_its_details(open_page: Reader) -> None:
    page = open_page("made")
    page.keyboard.press("n")
    first = page.locator("#shown").inner_text()
    assert page.locator("a.mark.current").count() > 0
    page.keyboard.press("n")
    assert page.locator("#shown").inner_text() != first
    page.keyboard.press("p")
    assert page.locator("#shown").inner_text() == first
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.classList.contains('mark')")
    page.keyboard.press("Enter")
    assert page.locator("#shown").inner_text() == first


def test_a_click_shows_what_was_wanted_and_got(open_page: Reader) -> None:
    page = open_page("made", locale="en-GB")
    page.locator("a.mark.wrong", has_text="50%").click()
    assert "change" in page.locator("#shown tr.amiss-row").first.inner_text()
    assert "wrong" in page.locator("#shown .how").inner_text()
    page.click("#ui-zh")
    assert "有误" in page.locator("#shown .how").inner_text()


def test_an_entry_of_the_list_shows_its_place_in_the_text(open_page: Reader) -> None:
    page = open_page("made")
    page.locator("article summary").last.click()
    page.locator("main .item a", has_text="cooperatesWith").click()
    assert page.locator("[data-on].current").count() > 0


def test_filters_take_marks_and_entries_away(open_page: Reader) -> None:
    page = open_page("made")
    page.uncheck("input[value=missed]")
    assert page.locator("a.mark.missed").count() == 0 and not page.locator("main .item.missed").first.is_visible()
    page.uncheck("input[value=figure]")
    assert page.locator("a.mark.off", has_text="50%").count() == 1
    page.check("input[value=missed]")
    assert page.locator("a.mark.missed").count() > 0


def test_without_scripts_the_text_is_marked_and_links_lead_to_the_list_and_back(open_page: Reader) -> None:
    page = open_page("made", java_script_enabled=False)
    assert not page.locator(".tools").is_visible() and not page.locator("#panel").is_visible()
    page.locator("a.mark.wrong", has_text="50%").click()
    assert page.locator(".item:target").is_visible()
    page.locator(".item:target a").click()
    assert "50%" in page.locator("span:target + a").inner_text()


def test_hostile_text_executes_nothing(open_page: Reader) -> None:
    page = open_page("hostile")
    page.keyboard.press("n")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, iframe, main script").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()
