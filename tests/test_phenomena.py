"""By which phenomena of the language `kg eval` counts, and that it counts them right."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate.gold import Gold
from kg.evaluate.phenomena import Share, count, phenomena, shown_by
from kg.evaluate.verdict import FIGURE, Verdict

CASES = tomllib.loads((Path(__file__).parent / "cases" / "phenomena.toml").read_text("utf-8"))
ROWS = [(of, case) for of, cases in CASES.items() for case in cases]
ON = {"number", "quote", "marked", "sentence", "unit", "name", "traits"}


def gold(text: str, *entities: dict[str, Any]) -> Gold:
    return Gold("a.txt", text, "0" * 64, {"region": "910100"}, entities, (), ())


@pytest.mark.parametrize(("of", "case"), ROWS, ids=[f"{of}-{'-'.join(case['shows'])}" for of, case in ROWS])
def test_a_row_shows_these_phenomena_and_no_other(of: str, case: dict[str, Any]) -> None:
    row = {"region": "910100", **case["row"]} if of == "figure" else case["row"]
    entities = [row, *case.get("others", [])] if of == "entity" else []
    assert [one.key for one in shown_by(gold(case["text"], *entities), row, of)] == case["shows"], "in the order of phenomena.toml"


def test_phenomena_have_a_name_in_both_languages_and_keys_of_their_own() -> None:
    keys = [one.key for one in phenomena()]
    assert len(set(keys)) == len(keys)
    assert all(one.zh and one.en and one.of in CASES and one.on in ON for one in phenomena())


def test_rows_that_are_there_and_rows_that_are_right_are_counted_apart_and_borderline_ones_not_at_all() -> None:
    row = {"quote": "均达100%", "number": "100%", "unit": "%", "kind": "level", "region": "910100", "from": "2018", "to": "2018"}
    found = Verdict(FIGURE, "found", "100%", row=row)
    otherwise = Verdict(FIGURE, "wrong", "100%", amiss=("unit",), row=row)
    other_value = Verdict(FIGURE, "wrong", "100%", amiss=("value",), row=row)
    missed, optional = Verdict(FIGURE, "missed", "100%", row=row), Verdict(FIGURE, "found", "100%", row=row, optional=True)
    extra = Verdict(FIGURE, "wrong", "7", amiss=("extra",))
    counted = {one.key: share for one, share in count([(gold("均达100%。"), [found, otherwise, other_value, missed, optional, extra])])}
    assert counted == {"shared": Share(4, 2, 1), "percent": Share(4, 2, 1)}
