"""Times: the table of cases, how relative ones resolve, and laws for any text."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.period_table import PeriodTable
from kg.mentions.times import times
from kg.model import Document, Mention, Sentence, Source, TimeExpression
from kg.resolve.periods import resolve_time
from kg.vocab.ontology import ontology_folder, parse, read_concepts

CASES = tomllib.loads((Path(__file__).parent / "cases" / "times.toml").read_text(encoding="utf-8"))["case"]
TODAY = "2021-08-16"


@cache
def periods() -> PeriodTable:
    concepts = read_concepts(parse(ontology_folder() / "periods.ttl")).values()
    return PeriodTable(concept for concept in concepts if concept.scheme == "period")


def read(text: str) -> list[Mention]:
    places = range(len(text))
    sentences = (Sentence(0, len(text)),) if text else ()
    return times(Document(Source("case", "0" * 64, text), text, tuple(places), tuple(place + 1 for place in places), sentences), periods())


def time_of(mention: Mention) -> TimeExpression:
    assert mention.time is not None
    return mention.time


def row(mention: Mention) -> list[str]:
    time = time_of(mention)
    return [mention.text, time.start or "", time.end or "", time.relative or "", time.role]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_the_times_of_its_case(case: dict[str, object]) -> None:
    assert [row(mention) for mention in read(str(case["text"]))] == case["found"]


@pytest.mark.parametrize("case", [case for case in CASES if "resolved" in case], ids=lambda case: case["name"])
def test_the_first_time_of_a_case_resolves_with_the_date_of_the_document(case: dict[str, object]) -> None:
    resolved = resolve_time(time_of(read(str(case["text"]))[0]), TODAY)
    assert [resolved.start or "", resolved.end or ""] == case["resolved"]


@pytest.mark.parametrize(
    ("relative", "reference", "start"),
    [
        ("last-year", "2018", "2017"),
        ("year-before-last", "2018", "2016"),
        ("next-year", "2018-03", "2019"),
        ("last-month", "2021-01-15", "2020-12"),
        ("previous-period", "2020", "2019"),
        ("this-month", "2021", None),
        ("recent-years", "2021", None),
    ],
)
def test_a_word_resolves_against_the_year_of_the_figure(relative: str, reference: str, start: str | None) -> None:
    assert resolve_time(TimeExpression(None, None, relative, "compare"), reference).start == start


def test_an_absolute_time_comes_back_as_it_was() -> None:
    time = TimeExpression("2018", "2018")
    assert resolve_time(time, TODAY) == time


@given(st.text(alphabet="0123456789一二三四五六七八九十〇今去明前上下本年月日底末初中季度半至到—-截较比同期以来起内近目现“”党的大。，", max_size=60))
def test_any_text_is_read_without_failing_and_mentions_lie_in_order(text: str) -> None:
    end = 0
    for mention in read(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        resolve_time(time_of(mention), TODAY)
        end = mention.end


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    assert isinstance(read(text), list)
