"""The measure itself: what counts as found, missed and wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg.errors import GoldError
from kg.evaluate import entities, figures, gold, relations
from kg.evaluate.found import Figure, Found, FoundDocument
from kg.evaluate.plain import bare, plain
from kg.evaluate.tally import Tally

RAW = "甲縣(xiàn)民政局\n發放 補貼100元，惠及20人。"
KIND = "https://w3id.org/minzheng/concept/kind/"
PLACE, BODY, OTHER = "urn:place", "urn:body", "urn:other"
GRAPH = Found(
    documents={},
    labels={PLACE: frozenset({"甲县"}), BODY: frozenset({"甲县民政局"}), OTHER: frozenset({"乙局"}), "urn:paid": frozenset({"发放补贴金额"})},
    codes={PLACE: "910121"},
    kinds={PLACE: "region", BODY: "agency", OTHER: "agency"},
)
ROW: dict[str, Any] = {
    "quote": "发放补贴100元", "number": "100元", "value": 100, "unit": "元", "region": "910121", "from": None, "to": None,
    "indicator": ["补贴|津贴", "金额"], "kind": "flow", "modifier": None,
}  # fmt: skip


def a_figure(**changes: Any) -> Figure:
    """The figure that ROW asks for, with some of its values changed."""
    at = RAW.index("100元")
    values = {"unit": "元", "region": PLACE, "indicator": "urn:paid", "kind": KIND + "flow", **changes.pop("values", {})}
    held = {name: frozenset([text]) for name, text in values.items() if text}
    return Figure(**{"start": at, "end": at + 4, "value": Decimal(100), "values": held, **changes})


def a_gold(observations: list[Mapping[str, Any]] | None = None, **parts: Any) -> gold.Gold:
    return gold.Gold("a.txt", RAW, "0", {}, tuple(parts.get("entities", ())), tuple(observations or ()), tuple(parts.get("relations", ())))


def test_gold_quotes_lead_back_to_the_raw_text() -> None:
    text = plain(RAW)
    assert text.text == "甲县民政局发放补贴100元,惠及20人。".replace(",", "，")
    at = text.find("发放补贴100元", "100元")
    assert at and RAW[at[0] : at[1]] == "100元"
    assert text.find("没有", "没") is None


def test_names_are_compared_without_marks_and_width() -> None:
    assert bare("“甲（乙）”　ＡＢ") == bare("甲乙ab")


def test_a_tally_of_nothing_is_nothing() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)
    assert Tally.sum([Tally(1, 2, 3), Tally(4, 5, 6)]) == Tally(5, 7, 9)


def test_entities_match_by_code_or_by_any_name() -> None:
    rows = [
        {"type": "region", "name": "甲县（旧）", "code": "910121"},
        {"type": "agency", "name": "民政局", "aliases": ["甲县民政局"]},
        {"type": "agency", "name": "丙局"},
        {"type": "agency", "name": "丁局", "borderline": True},
    ]
    matched = entities.compare(a_gold(entities=rows), FoundDocument(mentioned=dict.fromkeys((PLACE, BODY, OTHER), ((0, 2),))), GRAPH)
    assert matched.tallies["region"] == Tally(1, 0, 0) and matched.tallies["agency"] == Tally(1, 1, 1)
    assert [str(each) for each in matched.differences] == ["a.txt | extra agency | 乙局", "a.txt | missed agency | 丙局"]


def test_a_second_name_for_the_same_thing_counts_apart() -> None:
    graph = Found({}, {BODY: frozenset({"甲"}), OTHER: frozenset({"甲局"})}, {}, {BODY: "agency", OTHER: "agency"})
    rows = [{"type": "agency", "name": "甲", "aliases": ["甲局"]}]
    matched = entities.compare(a_gold(entities=rows), FoundDocument(mentioned=dict.fromkeys((BODY, OTHER), ((0, 2),))), graph)
    assert matched.tallies["agency"] == Tally(1, 0, 0) and matched.tallies["duplicate entities"].extra == 1


WRONG = [
    ("unit", {"unit": "人"}), ("region", {"region": OTHER}), ("indicator", {"indicator": OTHER}), ("kind", {"kind": KIND + "level"}),
    ("modifier", {"modifier": "urn:x/ge"}), ("period", {"from": "2018", "to": "2018", "basis": "urn:x/stated"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "values"), WRONG, ids=[row[0] for row in WRONG])
def test_a_figure_with_one_thing_wrong_is_found_but_not_whole(what: str, values: dict[str, str]) -> None:
    compared = figures.compare(a_gold([ROW]), FoundDocument(figures=(a_figure(values=values),)), GRAPH)
    assert compared.tallies["figure value"] == Tally(1, 0, 0)
    assert compared.tallies[f"· {what}"] == Tally(0, 1, 1)
    assert compared.tallies["fact whole"] == (Tally(1, 0, 0) if what == "modifier" else Tally(0, 1, 1))


def test_further_readings_are_right_too() -> None:
    row = {**ROW, "unit_alt": ["户"], "kind_alt": ["level"], "value_alt": [90], "from": "2018", "to": "2018", "time_alt": ["2019", ["2017", "2018"]]}
    values = {"unit": "户", "kind": KIND + "level", "from": "2017", "to": "2018"}
    compared = figures.compare(a_gold([row]), FoundDocument(figures=(a_figure(value=Decimal(90), values=values),)), GRAPH)
    assert compared.tallies["fact whole"] == Tally(1, 0, 0)


def test_counters_that_mean_the_same_are_the_same() -> None:
    row = {**ROW, "unit": "家"}
    compared = figures.compare(a_gold([row]), FoundDocument(figures=(a_figure(values={"unit": "所"}),)), GRAPH)
    assert compared.tallies["· unit"] == Tally(1, 0, 0)


def test_a_wrong_value_is_extra_and_missed_and_a_stray_one_extra() -> None:
    stray = a_figure(start=RAW.index("20人"), end=RAW.index("20人") + 3, value=Decimal(20))
    compared = figures.compare(a_gold([ROW]), FoundDocument(figures=(a_figure(value=Decimal(1)), stray)), GRAPH)
    assert compared.tallies["figure value"] == Tally(0, 2, 1)


def test_a_borderline_figure_is_neither_demanded_nor_punished() -> None:
    row = {**ROW, "borderline": True}
    for found in ((), (a_figure(),)):
        assert figures.compare(a_gold([row]), FoundDocument(figures=found), GRAPH).tallies["figure value"] == Tally()


def test_relations_match_in_the_direction_of_their_property() -> None:
    rows = [
        {"s": "甲局", "p": "issued", "o": "办法"}, {"s": "甲县", "p": "cooperatesWith", "o": "乙县"}, {"s": "办法", "p": "serves", "o": "老人"},
    ]  # fmt: skip
    names = {"urn:1": frozenset({"甲局"}), "urn:2": frozenset({"办法"}), "urn:3": frozenset({"甲县"}), "urn:4": frozenset({"乙县"})}
    links = [("urn:2", "issuedBy", "urn:1"), ("urn:4", "cooperatesWith", "urn:3"), ("urn:2", "within", "urn:1")]
    tallies = relations.compare(a_gold(relations=rows), FoundDocument(relations=dict.fromkeys(links, ((0, 2),))), GRAPH, names).tallies
    assert tallies["relation issued"] == Tally(1, 0, 0) and tallies["relation cooperatesWith"] == Tally(1, 0, 0)
    assert tallies["relation serves"] == Tally(0, 0, 1) and tallies["relation within"] == Tally(0, 1, 0)


@pytest.mark.parametrize(("content", "said"), [("{", "JSON"), ("[]", "lacks doc"), ('{"doc": "a.txt"}', "lacks meta")])
def test_what_is_no_gold_is_told(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=said):
        gold.read(tmp_path, tmp_path)


def test_a_text_that_is_missing_is_told(tmp_path: Path) -> None:
    whole = {"doc": "a.txt", "meta": {}, "entities": [], "observations": [], "relations": []}
    (tmp_path / "a.json").write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(GoldError, match="--texts"):
        gold.read(tmp_path, tmp_path / "nowhere")
