"""`kg diff`: what two builds say differently, with the words of the text behind it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import made_readings as made
import pytest
from click.testing import CliRunner

from kg.evaluate.changes import Change, Changes, compare
from kg.evaluate.contents import Contents
from kg.model import Entity, Naming, Reading
from kg.pipeline.graph import as_turtle, graph_of
from kg.pipeline.merge import merge
from kg.rdf import nquads
from kg.store import hold
from kg.views.cli.diff import diff

READING = made.reading()
PRICE, GROWTH = READING.observations


def contents(*readings: Reading) -> Contents:
    vocabulary = made.vocabulary()
    return Contents.of(hold(graph_of(merge(readings, vocabulary), vocabulary)))


def changes(old: Reading, new: Reading) -> Changes:
    return compare(contents(old), contents(new))


def only(found: Changes) -> Change:
    (change,) = found.changes
    return change


def test_a_build_does_not_differ_from_itself() -> None:
    found = compare(contents(READING), contents(made.reading()))
    assert not found and found.counts == {}
    assert found.as_json() == {"equal": True, "counts": {}, "changes": []}


def test_a_figure_that_says_something_else_is_changed_and_shows_its_sentence() -> None:
    change = only(changes(READING, replace(READING, observations=(replace(PRICE, period_end="2019", region=made.COUNTY), GROWTH))))
    assert (change.section, change.how) == ("figures", "changed")
    assert [(detail.what, detail.old, detail.new) for detail in change.details] == [("periodEnd", ("2018-12",), ("2019",)), ("region", ("甲市",), ("乙县",))]
    (quote,) = change.quotes
    assert (quote.file, quote.text) == ("a.txt", "每人每月693元")
    assert quote.text in quote.sentence
    assert made.TEXT[quote.start : quote.end] == quote.text
    assert change.label == "693 · 元/人/月 · 低保标准 · 乙县 · 2018-12 · level"


def test_a_figure_whose_number_is_cut_otherwise_is_changed_not_lost_and_gained() -> None:
    change = only(changes(READING, replace(READING, observations=(replace(PRICE, mention=made.span("693元")), GROWTH))))
    assert change.how == "changed" and change.was and change.was != change.iri
    assert [(detail.what, detail.old, detail.new) for detail in change.details] == [("number", ("每人每月693元",), ("693元",))]


def test_of_two_facts_at_one_number_each_is_held_against_its_like() -> None:
    both = (replace(PRICE, area="urban"), replace(PRICE, area="rural"), GROWTH)
    fewer = replace(READING, observations=(replace(PRICE, area="rural"), GROWTH))
    found = changes(replace(READING, observations=both), fewer)
    assert found.counts == {"figures": {"gained": 0, "lost": 1, "changed": 0}}


@pytest.mark.parametrize(
    ("spoil", "section", "label"),
    [
        (lambda one: replace(one, relations=one.relations[1:]), "relations", "养老办法 issuedBy 甲市民政局"),
        (lambda one: replace(one, observations=one.observations[:1], flags=()), "figures", "50 · % · 低保标准 · 甲市 · 2018 · growth"),
        (lambda one: replace(one, flags=()), "flags", "growth 5.25"),
        (lambda one: replace(one, namings=one.namings[:2] + one.namings[3:]), "mentions", "甲市民政局"),
        (lambda one: replace(one, namings=one.namings[:2], entities=one.entities[1:], relations=()), "entities", "Agency 甲市民政局"),
    ],
    ids=["relation", "figure", "flag", "mention", "entity"],
)  # fmt: skip
def test_what_is_not_there_any_more_is_lost_and_what_is_new_is_gained(spoil: Callable[[Reading], Reading], section: str, label: str) -> None:
    for found, how in ((changes(READING, spoil(READING)), "lost"), (changes(spoil(READING), READING), "gained")):
        told = [change for change in found.changes if change.section == section]
        assert [change.how for change in told] == [how]
        assert label in told[0].label


def test_a_relation_that_goes_is_not_told_again_as_a_property_of_its_subject() -> None:
    assert only(changes(READING, replace(READING, relations=READING.relations[:2]))).section == "relations"


def test_an_entity_with_another_name_is_changed() -> None:
    renamed = replace(READING.entities[0], label="甲市民政与救助局")
    change = only(changes(READING, replace(READING, entities=(renamed, *READING.entities[1:]))))
    assert (change.section, change.how, change.label) == ("entities", "changed", "Agency 甲市民政与救助局")
    assert {(detail.what, detail.old, detail.new) for detail in change.details} == {("prefLabel", ("甲市民政局",), ("甲市民政与救助局",))}
    assert change.quotes[0].text == "甲市民政局"


def test_two_things_of_one_name_are_told_apart() -> None:
    twin = Entity("region", "910199", "乙县")
    old = replace(READING, entities=(*READING.entities, twin), observations=(replace(PRICE, region=made.COUNTY), GROWTH))
    change = only(changes(old, replace(old, observations=(replace(PRICE, region=twin.id), GROWTH))))
    assert [(detail.old, detail.new) for detail in change.details] == [(("region:910121",), ("region:910199",))]


def test_a_mention_that_names_something_else_is_changed() -> None:
    body = Entity("organization", "甲市民政局", "甲市民政局")
    namings = tuple(Naming(naming.span, body.id) if naming.entity == made.AGENCY else naming for naming in READING.namings)
    found = changes(replace(READING, entities=(*READING.entities, body)), replace(READING, entities=(*READING.entities, body), namings=namings))
    assert only(found).section == "mentions" and only(found).how == "changed"


def test_a_document_that_is_only_in_one_build_is_told() -> None:
    found = compare(contents(READING), contents(READING, made.reading("b.txt", made.TEXT + "完。")))
    assert found.counts["documents"] == {"gained": 1, "lost": 0, "changed": 0}
    assert found.counts["figures"]["gained"] == 2 and found.counts["relations"]["gained"] == 3
    assert {quote.file for change in found.changes if change.section == "figures" for quote in change.quotes} == {"b.txt"}


def test_the_order_of_the_differences_is_that_of_the_text() -> None:
    found = changes(replace(READING, observations=(), flags=()), READING)
    starts = [change.quotes[0].start for change in found.changes if change.section == "figures"]
    assert starts == sorted(starts) and len(starts) == 2


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a build, and another build as N-Quads."""
    vocabulary = made.vocabulary()
    old, new = tmp_path / "old", tmp_path / "new.nq"
    old.mkdir()
    (old / "graph.ttl").write_bytes(as_turtle(graph_of(merge([READING], vocabulary), vocabulary)))
    changed = replace(READING, observations=(replace(PRICE, value=Decimal(694)), GROWTH))
    new.write_bytes(nquads(graph_of(merge([changed], vocabulary), vocabulary)))
    return old, new


def run(*arguments: object) -> tuple[int, str]:
    answer = CliRunner().invoke(diff, [str(argument) for argument in arguments], standalone_mode=False)
    assert answer.exception is None, answer.exception
    return int(answer.return_value), answer.output


def test_the_command_ends_with_0_for_equal_builds_and_3_for_different_ones(builds: tuple[Path, Path]) -> None:
    old, new = builds
    code, said = run(old, old / "graph.ttl")
    assert (code, "say the same" in said) == (0, True)
    code, said = run(old, new)
    assert code == 3
    assert "figures: 1 changed" in said and "value: 693 → 694" in said and "2018年底,甲市低保标准为每人每月693元" in said
    assert "\x1b" not in said


def test_the_command_writes_json_with_every_value(builds: tuple[Path, Path]) -> None:
    code, said = run(*builds, "--json")
    told = json.loads(said)
    assert code == 3 and told["equal"] is False
    assert told["changes"][0]["details"] == [{"what": "value", "old": ["693"], "new": ["694"]}]
    assert told["changes"][0]["quotes"][0]["sentence"].startswith("2018年底")


def test_the_command_shows_the_sections_and_as_many_as_it_is_told_to(builds: tuple[Path, Path], tmp_path: Path) -> None:
    old, _ = builds
    empty = tmp_path / "empty.nq"
    empty.write_bytes(b"")
    code, said = run(old, empty, "--only", "mentions", "--limit", 2)
    assert code == 3
    assert "mentions: 6 lost" in said and "4 more" in said and "figures" not in said


def test_what_a_text_holds_does_not_steer_the_terminal(tmp_path: Path) -> None:
    vocabulary = made.vocabulary()
    hostile = Entity("organization", "x", "甲\x1b[31m\u202e[bold]院")
    file = tmp_path / "a.nq"
    file.write_bytes(nquads(graph_of(merge([replace(READING, entities=(*READING.entities, hostile))], vocabulary), vocabulary)))
    empty = tmp_path / "empty.nq"
    empty.write_bytes(b"")
    _, said = run(empty, file, "--only", "entities")
    assert "\x1b" not in said and "\u202e" not in said and "[bold]院" in said
