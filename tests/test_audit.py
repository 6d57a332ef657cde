"""The audit: a table of texts with their doubts, and what holds for every flag."""

from __future__ import annotations

import hashlib
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.audit.contradictions import is_misprint
from kg.facts.audit.doubts import is_point_lost, plain, rounded
from kg.facts.audit.interval import Interval, interval_of, step_of
from kg.model import Quantity, Reading, Source
from kg.pipeline.reader import Reader
from kg.vocab.vocabulary import Vocabulary, load

FOLDER = Path(__file__).resolve().parent
CASES = tomllib.loads((FOLDER / "cases" / "audit.toml").read_text(encoding="utf-8"))["case"]
MANUAL = FOLDER.parent / "docs" / "audit.md"
DECIMALS = st.decimals(min_value=-1000, max_value=1000, places=2)


@cache
def vocabulary() -> Vocabulary:
    return load()


@cache
def reader() -> Reader:
    return Reader(vocabulary())


@cache
def read(text: str) -> Reading:
    return reader().read(Source("case", hashlib.sha256(text.encode()).hexdigest(), text))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_raises_the_doubts_of_its_case(case: dict[str, object]) -> None:
    reading = read(str(case["text"]))
    found = [[flag.rule, reading.document.exact(flag.mention), "" if flag.expected is None else plain(flag.expected)] for flag in reading.flags]
    assert found == case["flags"]


def test_every_rule_has_a_case_and_a_place_in_the_manual() -> None:
    rules = {concept.notation for concept in vocabulary().scheme("rule")} - {"lost-point", "override"}
    assert rules - {flag[0] for case in CASES for flag in case["flags"]} == {"sibling-growth"}
    manual = MANUAL.read_text(encoding="utf-8")
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in manual] == []


def test_every_rule_has_a_comment_in_both_languages() -> None:
    assert [concept.notation for concept in vocabulary().scheme("rule") if sorted(concept.notes) != ["en", "zh"]] == []


def test_every_flag_points_to_an_observation_and_rests_on_evidence() -> None:
    for case in CASES:
        reading = read(case["text"])
        figures = {observation.mention for observation in reading.observations}
        assert all(flag.mention in figures and flag.mention in flag.evidence for flag in reading.flags)


def test_a_flag_leaves_the_printed_value_alone() -> None:
    reading = read("全市养老机构从2015年的400家增加到目前的526家，增幅达315%。")
    assert Decimal(315) in [observation.value for observation in reading.observations]
    assert reading.flags[0].comment_zh == "由400家到526家，增减幅度应为31.5%，文中为315%。可能丢失了小数点。"
    assert reading.flags[0].comment_en == "From 400家 to 526家 is a change of 31.5%; the text prints 315%. A decimal point may be lost."


def test_a_growth_far_above_its_sibling_is_doubted() -> None:
    text = "全市城市低保标准达到每人每月690元，较2012年增长12%；农村低保标准达到每人每月500元，较2012年增长135%。"
    assert [(flag.rule, flag.expected) for flag in read(text).flags] == [("sibling-growth", Decimal("13.5"))]


@given(DECIMALS, DECIMALS, DECIMALS, DECIMALS)
def test_sums_and_differences_hold_every_sum_and_difference(one: Decimal, two: Decimal, three: Decimal, four: Decimal) -> None:
    first, second = Interval(min(one, two), max(one, two)), Interval(min(three, four), max(three, four))
    assert (first + second).low <= one + three <= (first + second).high
    assert (first - second).low <= two - four <= (first - second).high


@given(DECIMALS, DECIMALS)
def test_agreement_goes_both_ways(one: Decimal, two: Decimal) -> None:
    first, second = Interval(one, one + 1), Interval(two, two + 1)
    assert first.agrees(second) == second.agrees(first)
    assert first.agrees(first)


@pytest.mark.parametrize(
    ("text", "value", "modifier", "is_counted", "low", "high"),
    [
        ("4.4万张", 44000, None, True, 43500, 44500),
        ("526家", 526, None, True, 526, 526),
        ("65.6%", "65.6", None, False, "65.55", "65.65"),
        ("1000余张", 1000, "ge", True, "999.5", 2000),
        ("480余万人次", 4800000, "ge", True, 4795000, 5760000),
        ("80%左右", 80, "approx", False, 72, 88),
        ("30天", 30, "le", False, 20, "30.5"),
    ],
)
def test_a_printed_number_stands_for_the_values_that_round_to_it(
    text: str, value: str | int, modifier: str | None, is_counted: bool, low: str | int, high: str | int
) -> None:
    quantity = Quantity(Decimal(value), modifier=modifier)  # type: ignore[arg-type]
    assert interval_of(text, quantity, is_counted) == Interval(Decimal(low), Decimal(high))


def test_the_last_digit_is_worth_what_the_multiplier_makes_it() -> None:
    assert [plain(step_of(text, Decimal(value))) for text, value in (("14.1亿元", 1410000000), ("0.45吨", "0.45"), ("两家", 2))] == ["10000000", "0.01", "1"]


@given(st.integers(min_value=1, max_value=10**9))
def test_a_whole_number_is_not_rounded(value: int) -> None:
    assert rounded(Decimal(value)) == value


@pytest.mark.parametrize(
    ("printed", "expected", "is_lost"),
    [(656, "65.57", True), (34, "3.4", True), (66, "65.6", False), (5, "0.5", False), (700, "65.6", False)],
)
def test_a_lost_point_leaves_the_digits(printed: int, expected: str, is_lost: bool) -> None:
    assert is_point_lost(Decimal(printed), Decimal(expected)) is is_lost


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [("12345张", "12354张", True), ("12345张", "1234.5张", True), ("4210张", "4310张", True), ("421张", "431张", False), ("120家", "340家", False)],
)
def test_a_misprint_shares_the_digits_of_the_right_number(one: str, other: str, is_slip: bool) -> None:
    assert is_misprint(one, other) is is_slip
