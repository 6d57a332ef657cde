"""Quantities: the table of cases, names that take their numbers, and laws for any text."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.numerals import value_of
from kg.mentions.quantities import quantities
from kg.mentions.unit_table import UnitTable
from kg.model import Document, Mention, Sentence, Source
from kg.vocab.ontology import Concept, ontology_folder, parse, read_concepts

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quantities.toml").read_text(encoding="utf-8"))["case"]
FIGURES = ("measure", "range_low", "range_high", "duration")
DIGITS = "零一二三四五六七八九"


def document_of(text: str) -> Document:
    """A document whose clean text is its raw text, as one sentence."""
    places = range(len(text))
    sentences = (Sentence(0, len(text)),) if text else ()
    return Document(Source("case", "0" * 64, text), text, tuple(places), tuple(place + 1 for place in places), sentences)


@cache
def concepts() -> dict[str, Concept]:
    return read_concepts([triple for name in ("units", "cues-quantities") for triple in parse(ontology_folder() / f"{name}.ttl")])


@cache
def units() -> UnitTable:
    held = concepts().values()
    cues = {concept.notation: concept.hidden for concept in held if concept.scheme == "cue"}
    return UnitTable((concept for concept in held if concept.scheme == "unit"), cues.__getitem__)


def read(text: str) -> list[Mention]:
    return quantities(document_of(text), units())


def row(mention: Mention) -> list[str]:
    assert mention.quantity is not None
    concept = concepts().get(mention.quantity.unit or "")
    return [mention.text, str(mention.quantity.value), (concept.symbol or concept.notation) if concept else "", mention.quantity.modifier or ""]


def numeral_of(number: int) -> str:
    """The standard Chinese numeral of a number below 10^13: the slow, obvious way."""
    if number == 0:
        return "零"
    groups = [(number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    printed = ""
    for value, name in groups:
        if value == 0:
            continue
        inner = numeral_of(value) if value >= 10**4 else section_of(value)
        gap = "零" if printed and value < 1000 else ""
        printed += gap + inner + name
    return printed


def section_of(number: int) -> str:
    printed, pending = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit == 0:
            pending = bool(printed)
            continue
        printed += ("零" if pending else "") + DIGITS[digit] + name
        pending = False
    return printed


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_the_figures_of_its_case(case: dict[str, object]) -> None:
    found = [row(mention) for mention in read(str(case["text"])) if mention.quantity and mention.quantity.role in FIGURES]
    assert found == case["found"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("60周岁以上老年人", "age"),
        ("1000平方米以上的社区", "threshold"),
        ("每千名老年人", "base"),
        ("省、市、县三级", "structure"),
        ("一个中心", "article"),
        ("数千万元", "indefinite"),
        ("第三批", "ordinal"),
        ("连续5年", "duration"),
        ("301路", "ordinal"),
        ("2022届毕业生", "ordinal"),
        ("6个月婴幼儿", "age"),
        ("经过15天", "threshold"),
        ("应当配备2名", "threshold"),
        ("亿元以上项目", "threshold"),
        ("每新增1名", "base"),
    ],
)
def test_a_number_that_is_no_figure_says_what_it_is(text: str, role: str) -> None:
    assert [mention.quantity.role for mention in read(text) if mention.quantity] == [role]


def test_a_number_inside_a_name_is_dropped() -> None:
    text = "纳入20项民心工程,建成3家"
    found = quantities(document_of(text), units(), names=[(2, 9)])
    assert [mention.text for mention in found] == ["3家"]


def test_furniture_has_no_quantities() -> None:
    text = "浏览300次"
    places = tuple(range(len(text)))
    document = Document(Source("case", "0" * 64, text), text, places, places, (Sentence(0, len(text), "furniture"),))
    assert quantities(document, units()) == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("千亿", "100000000000"), ("一万四", "14000"), ("二〇二一", "2021"), ("3.5千", "3500"), ("2万亿", "2000000000000")],
)
def test_a_numeral_has_its_value(numeral: str, value: str) -> None:
    assert str(value_of(numeral)) == value


@pytest.mark.parametrize("numeral", ["三四", "十百", "万百亿零零五五", "零万"])
def test_what_is_not_one_number_has_no_value(numeral: str) -> None:
    assert value_of(numeral) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_a_standard_numeral_is_read_as_the_number_it_was_written_for(number: int) -> None:
    assert value_of(numeral_of(number)) == Decimal(number)


@given(st.text(alphabet="0123456789.,，%零一二两三十百千万亿第年月日元人每均/·个家张名户以上下余多近约至—到、。《》“”（）翻番成分之岁", max_size=60))
def test_any_text_is_read_without_failing_and_mentions_lie_in_order(text: str) -> None:
    end = 0
    for mention in read(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        end = mention.end


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    assert isinstance(read(text), list)
