"""Relations: the table of cases, and laws that hold for every text of it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from kg.model import Reading, Source
from kg.pipeline.reader import Reader
from kg.vocab import vocabulary

CASES = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text(encoding="utf-8"))["case"]
TEXTS = [case["text"] for case in CASES]
NAMES = [case["name"] for case in CASES]


@cache
def reader() -> Reader:
    return Reader(vocabulary.load())


@cache
def read(text: str) -> Reading:
    return reader().read(Source("case", "0" * 64, text))


def triples(reading: Reading) -> set[tuple[str, str, str]]:
    labels = {entity.id: entity.label.strip("《》“”") for entity in reading.entities}
    return {(labels[relation.subject], relation.predicate, labels[relation.object]) for relation in reading.relations}


def either_way(triple: list[str]) -> set[tuple[str, str, str]]:
    """The triple; working together also the other way round."""
    subject, predicate, item = triple
    return {(subject, predicate, item), (item, predicate, subject)} if predicate == "cooperatesWith" else {(subject, predicate, item)}


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_text_states_what_the_table_says(case: dict[str, list[list[str]] | str]) -> None:
    stated = triples(read(str(case["text"])))
    missing = [triple for triple in case.get("found", []) if not either_way(list(triple)) & stated]
    wrong = [triple for triple in case.get("not_found", []) if either_way(list(triple)) & stated]
    assert (missing, wrong) == ([], []), sorted(stated)


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_every_relation_has_evidence_that_quotes_the_text_and_ends_that_differ(text: str) -> None:
    reading = read(text)
    for relation in reading.relations:
        assert relation.subject != relation.object
        assert relation.rule
        assert relation.evidence
        assert all(text[span.start : span.end] for span in relation.evidence)


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_each_edge_stands_once_and_in_order(text: str) -> None:
    edges = [(relation.subject, relation.predicate, relation.object) for relation in read(text).relations]
    assert edges == sorted(set(edges))


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_the_ends_of_a_relation_are_entities_of_the_document(text: str) -> None:
    reading = read(text)
    known = {entity.id for entity in reading.entities}
    assert all({relation.subject, relation.object} <= known for relation in reading.relations)


def test_an_edge_that_two_sentences_state_has_both_as_evidence() -> None:
    text = "邯郸市开展“暖冬行动”。邯郸市继续开展“暖冬行动”。"
    found = [relation for relation in read(text).relations if relation.predicate == "implementedIn"]
    assert [len(relation.evidence) for relation in found] == [2]
