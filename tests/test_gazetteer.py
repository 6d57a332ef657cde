"""What the gazetteer promises: codes, names in force and past, hierarchy, areas, speed."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.vocab.gazetteer import NATION, Gazetteer, Place
from kg.vocab.ontology import ontology_folder
from kg.vocab.place import COLUMNS

GAZETTEER = Gazetteer.read()
LINES = (ontology_folder() / "gazetteer.tsv").read_text("utf-8").split("\n")[1:-1]
PLACES = tuple(GAZETTEER.places())


def line_of(place: Place) -> str:
    """A place as the file has it: the slow way back."""
    marks = [f"^{c}" for c in place.contextual]
    marks += [f"~{f.name}@{f.since or ''}-{f.until or ''}" for f in place.former]
    lists = (" ".join(place.replaced_by), " ".join(place.short), " ".join(sorted((*place.aliases, *marks))))
    return "\t".join((place.code, place.name, place.level, place.parent, place.since or "", place.until or "", *lists, place.flags)).rstrip("\t")


def sorted_aliases(line: str) -> str:
    cells = line.split("\t")
    return "\t".join([*cells[:8], " ".join(sorted(cells[8].split(" "))), *cells[9:]]) if len(cells) > 8 else line


def test_no_code_stands_twice_and_the_file_is_sorted() -> None:
    codes = [line.split("\t")[0] for line in LINES]
    assert codes == sorted(set(codes))


def test_every_code_has_six_or_nine_digits_and_a_chinese_name() -> None:
    assert [line for line in LINES if not re.match(r"(\d{6}|\d{9})\t[⺀-鿿㐀-䶿\U00020000-\U0003ffff]{2,20}(\t|$)", line)] == []


def test_every_parent_exists_and_stands_higher() -> None:
    rank = {"nation": 0, "province": 1, "prefecture": 2, "county": 3}
    for place in PLACES:
        if place.code != NATION:
            parent = GAZETTEER.by_code(place.parent)
            assert parent and rank[parent.level] < rank[place.level], place


def test_what_is_in_force_lies_in_what_is_in_force() -> None:
    assert [p for p in PLACES if p.until is None and p.parent and GAZETTEER.by_code(p.parent).until is not None] == []  # type: ignore[union-attr]


def test_every_township_lies_in_a_county_that_exists() -> None:
    assert {line[:6] for line in LINES if line[6] != "\t"} <= {p.code for p in PLACES}


def test_the_counts_are_those_of_the_ministry() -> None:
    counts = Counter(p.level for p in PLACES if p.until is None and not p.is_zone)
    assert counts["province"] == 34
    assert 333 <= counts["prefecture"] <= 341
    assert 2840 <= counts["county"] <= 2860
    assert 38_000 <= sum(line[6] != "\t" for line in LINES) <= 41_000


def test_lines_survive_the_round_trip() -> None:
    assert [line_of(p) for p in PLACES] == [sorted_aliases(line) for line in LINES if line[6] == "\t"]


def test_successors_exist_outlive_and_never_turn_in_a_circle() -> None:
    for place in PLACES:
        for code in place.replaced_by:
            new = GAZETTEER.by_code(code)
            assert place.until and new and new.code != place.code and (new.until is None or new.until >= place.until), place
        assert all(GAZETTEER.by_code(c).until is None for c in GAZETTEER.successors(place.code))  # type: ignore[union-attr]


def test_nine_in_ten_of_the_former_places_are_followed_to_today() -> None:
    former = [p for p in PLACES if p.until]
    assert sum(bool(GAZETTEER.successors(p.code)) for p in former) / len(former) > 0.97


# name -> codes in the order of the readings
NAMED = {
    "河北省": ["130000"],
    "河北": ["130000", "120105"],  # the province before the district of Tianjin
    "廊坊市": ["131000"],  # not also the county-level city of the 1980s
    "廊坊": ["131000"],
    "肥乡县": ["130428"],
    "肥乡区": ["130407"],
    "肥乡": ["130407"],
    "清河区": ["211204", "320802"],
    "清浦区": ["320811"],
    "清江浦区": ["320812"],
    "洪泽县": ["320829"],
    "洪泽区": ["320813"],
    "淮阴市": ["320800"],  # same code, later 淮安市
    "襄樊市": ["420600"],
    "淮安市": ["320800"],
    "重庆市": ["500000"],
    "蔚县": ["130726"],
    "朝阳区": ["110105", "220104"],
    "鼓楼区": ["320106", "320302", "350102", "410204"],
    "恩施州": ["422800"],
    "恩施": ["422800", "422801"],
    "长阳县": ["420528"],
    "延边州": ["222400"],
    "内蒙古": ["150000"],
    "内蒙": ["150000"],
    "燕赵": ["130000"],
    "荆楚": ["420000"],
    "石河子市": ["659001"],
    "神农架": ["429021"],
    "浦东": ["310115"],
    "廊坊经济技术开发区": ["131071"],
    "香港": ["810000"],
    "冀": [],
    "蔚": [],
    "中和": [],
}


@pytest.mark.parametrize(("surface", "codes"), NAMED.items(), ids=NAMED)
def test_a_name_gives_all_its_readings_the_likely_one_first(surface: str, codes: list[str]) -> None:
    assert [p.code for p in GAZETTEER.named(surface)] == codes


SUCCESSORS = {
    "130428": ["130407"],
    "132126": ["130407"],  # through 130428
    "320802": ["320812"],
    "320811": ["320812"],
    "320829": ["320813"],
    "320882": ["320803"],
    "341400": ["340100", "340200", "340500"],
    "371200": ["370116", "370117"],
    "510200": ["500000"],
    "131000": ["131000"],
    "999999": [],
}


@pytest.mark.parametrize(("code", "codes"), SUCCESSORS.items(), ids=SUCCESSORS)
def test_a_former_place_leads_to_what_it_became(code: str, codes: list[str]) -> None:
    assert list(GAZETTEER.successors(code)) == codes


ANCESTORS = {
    "131026": ["131000", "130000", NATION],
    "131026100": ["131026", "131000", "130000", NATION],
    "110105": ["110000", NATION],
    "429021": ["420000", NATION],
    "659001": ["650000", NATION],
    "132126": ["132100", "130000", NATION],
    "320802": ["320800", "320000", NATION],
    NATION: [],
    "999999": [],
}


@pytest.mark.parametrize(("code", "codes"), ANCESTORS.items(), ids=ANCESTORS)
def test_ancestors_run_up_to_the_nation_also_for_former_codes(code: str, codes: list[str]) -> None:
    assert list(GAZETTEER.ancestors(code)) == codes


def test_within_is_reflexive_and_follows_the_ancestors() -> None:
    assert GAZETTEER.within("131026", "130000")
    assert GAZETTEER.within("131026", "131026")
    assert GAZETTEER.within("320802", "320000")
    assert not GAZETTEER.within("130000", "131026")


def test_children_are_what_is_in_force_right_below() -> None:
    assert {"131002", "131003", "131082"} <= set(GAZETTEER.children("131000"))
    assert "130428" not in GAZETTEER.children("130400")
    assert len(GAZETTEER.children(NATION)) == 34
    assert GAZETTEER.children("131026")[0].startswith("131026")


def test_years_of_the_known_changes_are_right() -> None:
    known = {"130428": ("1993", "2016"), "130407": ("2016", None), "320812": ("2016", None), "460000": ("1988", None)}
    assert {code: (p.since, p.until) for code in known if (p := GAZETTEER.by_code(code))} == known


def test_a_former_name_keeps_its_years() -> None:
    place = GAZETTEER.by_code("320800")
    assert place and [(f.name, f.since, f.until) for f in place.former] == [("淮阴市", "1983", "2000")]


SAFE = ["廊坊", "石家庄", "肥乡", "洪泽", "廊坊市", "新华区", "朝阳区", "恩施", "河北", "通武廊", "兵团", "淮阴市", "蔚县"]
UNSAFE = ["和平", "新华", "朝阳", "城关", "东风", "建设", "向阳", "市中区", "城区", "合作", "中和", "新建", "惠民", "平原", "东部"]


@pytest.mark.parametrize("surface", SAFE)
def test_a_name_that_is_no_other_word_is_safe(surface: str) -> None:
    assert GAZETTEER.is_safe(surface)


@pytest.mark.parametrize("surface", UNSAFE)
def test_a_name_that_may_be_another_word_is_not_safe(surface: str) -> None:
    assert not GAZETTEER.is_safe(surface)


def test_provinces_have_names_of_one_character_that_need_company() -> None:
    assert [p.code for c in "京津冀苏鲁豫" if (p := GAZETTEER.contextual(c))] == ["110000", "120000", "130000", "320000", "370000", "410000"]
    assert sum(bool(p.contextual) for p in PLACES if p.level == "province") == 34


def test_townships_are_found_by_full_name_in_every_county_that_has_one() -> None:
    codes = [p.code for p in GAZETTEER.townships_named("城关镇")]
    assert len(codes) > 20
    assert codes == sorted(codes)
    assert GAZETTEER.by_code(codes[0]) == GAZETTEER.townships_named("城关镇")[0]


def test_areas_have_members_in_force_and_names_of_their_own() -> None:
    for area in GAZETTEER.areas:
        assert re.fullmatch(r"[a-z][a-z0-9-]*", area.notation), area
        assert area.name_en
        for code in (*area.members, *filter(None, [area.within])):
            place = GAZETTEER.by_code(code)
            assert place and place.until is None, (area, code)
    names = Counter(name for area in GAZETTEER.areas for name in area.names)
    assert [name for name, count in names.items() if count > 1] == []


AREAS = {
    "京津冀": {"110000", "120000", "130000"},
    "通武廊": {"110112", "120114", "131000"},
    "苏北": {"320300", "320700", "320800", "320900", "321300"},
    "东三省": {"210000", "220000", "230000"},
}


@pytest.mark.parametrize(("name", "members"), AREAS.items(), ids=AREAS)
def test_a_named_area_is_made_of_its_members(name: str, members: set[str]) -> None:
    area = GAZETTEER.area_named(name)
    assert area and set(area.members) == members


def test_surfaces_are_sorted_and_hold_every_name_but_those_of_one_character() -> None:
    surfaces = GAZETTEER.surfaces()
    assert list(surfaces) == sorted(set(surfaces))
    assert {"廊坊", "廊坊市", "肥乡县", "京津冀", "淮阴市"} <= set(surfaces)
    assert min(map(len, surfaces)) == 2


@given(st.text(max_size=6))
def test_any_text_may_be_asked_for(text: str) -> None:
    assert all(text in p.names for p in GAZETTEER.named(text))
    assert GAZETTEER.by_code(text) is None or text.isdigit()


def test_reading_is_fast() -> None:
    times = []
    for _ in range(3):
        start = time.process_time()
        Gazetteer.read()
        times.append(time.process_time() - start)
    assert min(times) < 0.3


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"gazetteer\.tsv"):
        Gazetteer.read(tmp_path)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gazetteer.tsv").write_text("code\tname\n", "utf-8")
    with pytest.raises(OntologyError, match="line 1"):
        Gazetteer.read(tmp_path)


def test_the_header_names_the_columns() -> None:
    assert (ontology_folder() / "gazetteer.tsv").read_text("utf-8").split("\n", 1)[0].split("\t") == list(COLUMNS)
