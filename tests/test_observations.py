"""What figures become: each case is a short invented sentence and the facts that a careful reader takes from it."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.model import Observation, Reading, Source
from kg.pipeline.reader import Reader
from kg.vocab.vocabulary import Vocabulary, load

CASES = tomllib.loads((Path(__file__).parent / "cases" / "observations.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load()


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Reader:
    return Reader(vocabulary)


def read(reader: Reader, text: str) -> Reading:
    raw = f"{CASES['page']}{text}\n"
    return reader.read(Source("case.txt", hashlib.sha256(raw.encode()).hexdigest(), raw))


def row(reading: Reading, seen: Observation, vocabulary: Vocabulary) -> dict[str, Any]:
    labels = {entity.id: entity.label for entity in reading.entities}
    unit = vocabulary.concepts[seen.unit]
    found = {
        "number": reading.document.exact(seen.mention),
        "value": str(seen.value),
        "unit": unit.symbol or unit.label,
        "indicator": labels[seen.indicator],
        "region": labels[seen.region],
        "from": seen.period_start,
        "to": seen.period_end,
        "kind": seen.kind,
        "modifier": seen.modifier,
        "group": labels[seen.group] if seen.group else None,
        "area": seen.area,
        "baseline": seen.baseline,
    }
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize(("phenomenon", "case"), [(name, case) for name, cases in CASES["cases"].items() for case in cases])
def test_a_sentence_gives_exactly_its_figures(phenomenon: str, case: dict[str, Any], reader: Reader, vocabulary: Vocabulary) -> None:
    reading = read(reader, case["text"])
    defaults = {"region": CASES["region"], "kind": "level"}
    assert [row(reading, seen, vocabulary) for seen in reading.observations] == [defaults | fact for fact in case.get("facts", [])], phenomenon


def test_every_observation_quotes_its_number_and_lies_in_its_evidence(reader: Reader) -> None:
    for cases in CASES["cases"].values():
        for case in cases:
            reading = read(reader, case["text"])
            for seen in reading.observations:
                assert seen.evidence.covers(seen.mention)
                assert reading.document.exact(seen.mention) in case["text"]


def test_a_month_without_a_year_leaves_a_figure_the_plan_that_it_stands_in(reader: Reader) -> None:
    raw = "长沙市残疾人工作情况\n“十三五”期间，截至今年9月，我市共培训盲人1860名。\n"
    (seen,) = reader.read(Source("case.txt", hashlib.sha256(raw.encode()).hexdigest(), raw)).observations
    assert (seen.period_start, seen.period_end) == ("2016", "2020")
