"""Comparing: what is converted, what is held against what, what the tiles show, and what the files hold."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import made_comparisons
import made_sites
import pytest
from starlette.testclient import TestClient

from kg.views.web.compare_map import positions
from kg.views.web.compare_units import families
from kg.views.web.site import Site
from kg.vocab import terms

ABOUT = f"/compare?indicator={quote(made_comparisons.STANDARD, safe='')}"
FILE = ABOUT.replace("/compare", "/compare.csv")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made_sites.site(made_sites.written(made_comparisons.build(), tmp_path_factory.mktemp("built")))


@pytest.fixture
def ask(site: Site) -> TestClient:
    return made_sites.client(site)


def rows(ask: TestClient, more: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ask.get(FILE + more).content.decode("utf-8-sig"))))


def line(page: str, place: str) -> str:
    """The text of a place's row in the table."""
    found = re.search(rf'<tr id="place-{place}">(.*?)</tr>', page, re.DOTALL)
    assert found, place
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


def test_a_yearly_amount_is_converted_and_the_page_says_what_the_text_prints(ask: TestClient) -> None:
    page = ask.get(ABOUT).text
    assert "693" in line(page, "130000") and "原文：8,316 元/人/年" in line(page, "130000")
    assert "以 元/人/月 显示。 其中 2 个由其他单位换算" in page


def test_what_agrees_after_conversion_is_no_contradiction_and_what_does_not_stands_side_by_side(ask: TestClient) -> None:
    page = ask.get(ABOUT).text
    assert "来源不一致" not in line(page, "130000")
    shanxi = line(page, "140000")
    assert "500" in shanxi and "560" in shanxi and shanxi.count("来源不一致") == 2
    assert "1 处来源不一致" in page


def test_two_values_of_one_document_are_told_apart_from_two_sources(ask: TestClient) -> None:
    assert "同一文件写有几个数值" in line(ask.get(ABOUT).text, "420000")


def test_figures_of_town_and_country_or_without_a_time_do_not_contradict_each_other(ask: TestClient) -> None:
    contradicted = {row["place_code"] for row in rows(ask) if row["contradicted"] == "yes"}
    assert contradicted == {"140000"}


def test_an_amount_that_leaves_out_per_person_is_taken_so_and_marked(ask: TestClient) -> None:
    (henan,) = [row for row in rows(ask) if row["place_code"] == "410000"]
    assert (henan["value"], henan["unit"], henan["taken_as_per_person"]) == ("416.67", "元/人/月", "yes")
    assert "原文未写每人" in line(ask.get(ABOUT).text, "410000")


def test_growth_is_another_question(ask: TestClient) -> None:
    assert all(row["kind"] != "增长率" and row["printed_unit"] != "%" for row in rows(ask))
    assert [row["printed_value"] for row in rows(ask, "&measure=growth.share")] == ["12"]
    assert "measure=growth.share" in ask.get(ABOUT).text


def test_every_number_links_to_its_sentence(ask: TestClient) -> None:
    page = ask.get(ABOUT).text
    links = re.findall(r'<a class="value" href="([^"]+)"', page)
    assert len(links) == len(made_comparisons.FIGURES) - 1
    for link in links:
        assert ask.get(link.split("#")[0]).status_code == 200


CHOICES = [
    ("&place=130000&place=140000", {"130000", "140000"}),
    ("&year=2017", {"130000"}),
    ("&year=none", {"131000"}),
    ("&within=140000", {"140000", "140100"}),
    ("&level=prefecture", {"131000", "140100"}),
    ("&place=" + quote(terms.ID + "region/130000", safe=""), {"130000"}),
    ("&place=999999", set()),
]


@pytest.mark.parametrize(("more", "places"), CHOICES)
def test_places_and_years_narrow_the_table_and_the_file_alike(ask: TestClient, more: str, places: set[str]) -> None:
    assert {row["place_code"] for row in rows(ask, more)} == places
    page = ask.get(ABOUT + more)
    assert page.status_code == 200 and set(re.findall(r'<tr id="place-(\w+)"', page.text)) == places


def test_a_choice_without_figures_is_told(ask: TestClient) -> None:
    page = ask.get(ABOUT + "&place=999999&year=1900").text
    assert "这里没有以下选择的数据：999999, 1900" in page and "没有符合条件的数据" in page


def test_the_tiles_show_one_value_and_never_choose_among_several(ask: TestClient) -> None:
    page = ask.get(ABOUT).text
    assert re.search(r'href="#place-130000" aria-label="河北 693: 河北省：693 元/人/月"', page)
    assert re.search(r'href="#place-140000" aria-label="山西 2 个数值: 山西省：500 / 560 元/人/月，来源不一致"', page)
    assert page.count('class="tile none"') == 34 - 4


def test_every_province_has_a_tile_of_its_own(site: Site) -> None:
    assert len(positions()) == 34 == len({(column, row) for column, row, _ in positions().values()})
    for code in positions():
        place = site.vocabulary.gazetteer.by_code(code)
        assert place and place.level == "province"


def test_every_unit_of_a_family_is_one_of_the_ontology(site: Site) -> None:
    units = {unit for family in families() for unit in (*family.amounts, *family.unsaid)}
    assert units <= set(site.vocabulary.concepts)


def test_the_file_for_a_spreadsheet_has_a_mark_and_no_formula(ask: TestClient) -> None:
    plain, excel = ask.get(FILE), ask.get(FILE + "&for=excel")
    assert not plain.content.startswith(b"\xef\xbb\xbf") and excel.content.startswith(b"\xef\xbb\xbf")
    assert excel.headers["content-disposition"].endswith('-excel.csv"')
    cells = [cell for row in csv.reader(io.StringIO(excel.content.decode("utf-8-sig"))) for cell in row]
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


@pytest.mark.parametrize("address", ["/compare?indicator=x", "/compare?indicator=https://example.org/none", "/compare.csv", "/compare?indicator=a:b>"])
def test_an_unknown_indicator_is_not_found(ask: TestClient, address: str) -> None:
    assert ask.get(address).status_code == 404


def test_without_an_indicator_there_is_a_choice_of_them(ask: TestClient) -> None:
    assert ABOUT in ask.get("/compare").text.replace("%2F", "%2F")
    assert ABOUT in ask.get("/compare?q=低保").text
    assert "没有找到这样的指标" in ask.get("/compare?q=zzzz").text


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    ask = made_sites.client(made_sites.site(made_sites.written(made_sites.hostile(), tmp_path)))
    page = ask.get("/compare")
    assert page.status_code == 200 and "<script>window" not in page.text
    for link in re.findall(r'href="(/compare\?indicator=[^"]+)"', page.text):
        answer = ask.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200
        assert "<script>window" not in answer.text and "<img" not in answer.text and "\u202e" not in answer.text
