"""Corrections by hand: applied to every rebuild, the printed value kept, each one accounted for."""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import made_readings as made
import pytest
from click.testing import CliRunner

from kg.errors import OverrideError
from kg.model import Entity, Naming, Reading, Relation
from kg.pipeline.graph import graph_of
from kg.pipeline.merge import Build, merge
from kg.pipeline.overrides import Applied, apply, read
from kg.pipeline.overrides.corrections import FigureFix
from kg.rdf import nquads
from kg.views.cli.build import build as build_command

CASES = tomllib.loads((Path(__file__).parent / "cases" / "overrides.toml").read_text("utf-8"))["case"]
VOCABULARY: Any = made.vocabulary()


class Towns:
    """A vocabulary whose gazetteer has the places of `made_readings`."""

    concepts = VOCABULARY.concepts
    gazetteer = VOCABULARY


def corrected(tmp_path: Path, toml: str, *readings: Reading) -> tuple[Build, tuple[Applied, ...]]:
    """The build of some readings with the corrections of a file."""
    file = tmp_path / "fix.toml"
    file.write_text(toml, encoding="utf-8")
    vocabulary: Any = Towns()
    changed: list[Reading] = []
    applied = apply(merge(readings or (made.reading(),), vocabulary), read([file]), vocabulary, changed.append)
    return merge(changed, vocabulary), applied


def one(applied: tuple[Applied, ...]) -> Applied:
    (only,) = applied
    return only


def with_twin() -> Reading:
    """A reading in which the agency stands twice: under its name, and under a misprinted one that recognises and issues."""
    reading = made.reading()
    twin = Entity("agency", "910100-民证局", "甲市民证局", ("民证局",), place="910100")
    more = (
        Relation(made.POLICY, "issuedBy", twin.id, (made.span("2018年底"),), "x"),
        Relation(made.AGENCY, "cooperatesWith", twin.id, (made.span("乙县"),), "x"),
    )
    namings = (*reading.namings, Naming(made.span("印发"), twin.id))
    return replace(
        reading, entities=tuple(sorted((*reading.entities, twin), key=lambda entity: entity.id)), relations=reading.relations + more, namings=namings
    )


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case["says"]) for case in CASES])
def test_a_file_that_cannot_be_used_is_told_with_line_key_and_advice(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "fix.toml"
    file.write_text(case["file"], encoding="utf-8")
    with pytest.raises(OverrideError) as caught:
        read([file])
    said = str(caught.value)
    assert "fix.toml" in said and f"line {case['line']}" in said
    assert all(part in said for part in case["says"]), said


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None], ids=["no UTF-8", "missing"])
def test_a_file_that_cannot_be_read_is_told(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "fix.toml").write_bytes(content)
    with pytest.raises(OverrideError, match="UTF-8"):
        read([tmp_path / "fix.toml"])


def test_a_wrong_figure_keeps_its_printed_value_and_is_marked_with_the_right_one(tmp_path: Path) -> None:
    toml = '[[figure]]\ndocument = "a.txt"\nnumber = "50%"\nvalue = 5.0\nbecause = "印错了小数点"\n'
    build, applied = corrected(tmp_path, toml)
    (reading,) = build.readings
    assert [each.value for each in reading.observations] == [Decimal(693), Decimal(50)]
    flag = next(flag for flag in reading.flags if flag.rule == "override")
    assert (flag.mention, flag.expected) == (made.span("50%"), Decimal("5.0"))
    assert "印错了小数点" in flag.comment_zh and "印错了小数点" in flag.comment_en
    assert one(applied).is_applied and one(applied).documents == ("a.txt",)


def test_a_number_that_is_no_figure_is_left_out_with_its_flags_and_its_indicator(tmp_path: Path) -> None:
    toml = "".join(f'[[figure]]\ndocument = "a.txt"\nnumber = "{number}"\ndrop = true\nbecause = "口号"\n' for number in ("50%", "每人每月６９３元"))
    build, applied = corrected(tmp_path, toml)
    assert build.readings[0].observations == () and build.readings[0].flags == ()
    assert "indicator" not in {entity.kind for entity in build.entities}
    assert all(each.is_applied for each in applied)


@pytest.mark.parametrize(
    ("document", "number", "quote", "problem"),
    [
        ("a.txt", "51%", None, "prints 51%"),
        ("b.txt", "50%", None, "no document called b.txt was read"),
        ("a.txt", "50%", "护理补贴", "in a sentence with that quote"),
        ("a.txt", "5", None, None),
        ("a.txt", "50%", "甲市低保标准 为", None),
        ("a.txt", "每人", None, None),
        ("a.txt", "%", None, None),
    ],
)
def test_a_figure_is_known_by_document_number_and_quote(document: str, number: str, quote: str | None, problem: str | None, tmp_path: Path) -> None:
    words = f'quote = "{quote}"\n' if quote else ""
    _, applied = corrected(tmp_path, f'[[figure]]\ndocument = "{document}"\nnumber = "{number}"\n{words}value = 1\nbecause = "x"\n')
    assert one(applied).is_applied == (problem is None)
    assert problem is None or problem in str(one(applied).problem)


def test_a_number_that_stands_twice_needs_a_quote(tmp_path: Path) -> None:
    text = "甲市有5家。乙县也有5家。"
    document = made.document("b.txt", text)
    base = made.reading()
    spans = [made.Span(3, 5), made.Span(10, 12)]
    sentences = [made.Span(0, 6), made.Span(6, 13)]
    figures = tuple(replace(base.observations[0], mention=spans[place], evidence=sentences[place], value=Decimal(5)) for place in (0, 1))
    reading = Reading(document, made.CITY, base.entities, observations=figures)
    toml = '[[figure]]\ndocument = "b.txt"\nnumber = "5家"\n{}value = 6\nbecause = "x"\n'
    assert "2 figures" in str(one(corrected(tmp_path, toml.format(""), reading)[1]).problem)
    build, applied = corrected(tmp_path, toml.format('quote = "乙县也有"\n'), reading)
    assert one(applied).is_applied and build.readings[0].flags[0].mention == spans[1]


def test_two_things_that_are_one_are_merged_with_everything_that_refers_to_them(tmp_path: Path) -> None:
    build, applied = corrected(tmp_path, '[[merge]]\nkeep = "甲市民政局"\ndrop = "甲市民证局"\nbecause = "错字"\n', with_twin())
    (reading,) = build.readings
    (agency,) = [entity for entity in build.entities if entity.kind == "agency"]
    assert (agency.key, agency.label) == (made.AGENCY[1], "甲市民政局") and {"甲市民证局", "民证局"} <= set(agency.aliases)
    assert {naming.entity for naming in reading.namings if naming.span == made.span("印发")} == {made.AGENCY}
    (issued,) = [relation for relation in reading.relations if relation.predicate == "issuedBy"]
    assert issued.object == made.AGENCY and len(issued.evidence) == 2
    # what said that the two work together says nothing now
    assert [relation.subject for relation in reading.relations if relation.predicate == "cooperatesWith"] == [made.CITY]
    assert one(applied).documents == ("a.txt",)


def test_a_thing_of_one_document_becomes_that_of_another(tmp_path: Path) -> None:
    other = made.document("b.txt", "民证局印发。")
    twin = Entity("agency", "910100-民证局", "甲市民证局", place="910100")
    second = Reading(other, made.CITY, (twin, Entity("region", "910100", "甲市")), (Naming(made.Span(0, 3), twin.id),))
    build, applied = corrected(tmp_path, '[[merge]]\nkeep = "agency:910100-民政局"\ndrop = ["甲市民证局"]\nbecause = "错字"\n', made.reading(), second)
    assert one(applied).documents == ("b.txt",)
    assert build.readings[1].namings[0].entity == made.AGENCY
    assert [entity.label for entity in build.entities if entity.kind == "agency"] == ["甲市民政局"]


def test_what_is_merged_into_something_merged_becomes_the_last(tmp_path: Path) -> None:
    bodies = [Entity("organization", name, name) for name in ("子院", "丑院", "寅院")]
    reading = replace(made.reading(), entities=(*made.reading().entities, *bodies))
    toml = "".join(f'[[merge]]\nkeep = "{keep}"\ndrop = "{drop}"\nbecause = "x"\n' for keep, drop in (("丑院", "子院"), ("寅院", "丑院")))
    build, applied = corrected(tmp_path, toml, reading)
    assert [(entity.label, entity.aliases) for entity in build.entities if entity.kind == "organization"] == [("寅院", ("丑院", "子院"))]
    assert all(each.is_applied for each in applied)
    _, applied = corrected(tmp_path, toml + '[[merge]]\nkeep = "子院"\ndrop = "寅院"\nbecause = "x"\n', reading)
    assert "merged into each other" in str(applied[2].problem)


def test_a_name_that_is_none_goes_with_what_rests_on_it(tmp_path: Path) -> None:
    build, applied = corrected(tmp_path, '[[not]]\ntext = "乙县"\nkind = "region"\nbecause = "不是地名"\n')
    (reading,) = build.readings
    assert made.COUNTY not in {entity.id for entity in reading.entities} | {naming.entity for naming in reading.namings}
    assert "cooperatesWith" not in {relation.predicate for relation in reading.relations}
    assert one(applied).is_applied


def test_a_figure_of_a_place_that_is_none_falls_to_the_documents_own(tmp_path: Path) -> None:
    reading = made.reading()
    reading = replace(reading, observations=(replace(reading.observations[0], region=made.COUNTY), reading.observations[1]))
    build, _ = corrected(tmp_path, '[[not]]\ntext = "乙县"\nbecause = "不是地名"\n', reading)
    assert {seen.region for seen in build.readings[0].observations} == {made.CITY}
    build, _ = corrected(tmp_path, '[[not]]\ntext = "甲市"\nbecause = "不是地名"\n')
    assert build.readings[0].about is None and build.readings[0].observations == ()


def test_a_name_is_dropped_only_where_it_is_said(tmp_path: Path) -> None:
    second = made.reading("2019/b.txt", made.TEXT + "完。")
    for document, left in (('document = "b.txt"\n', {"a.txt"}), ("", set()), ('document = "a.txt"\n', {"2019/b.txt"})):
        build, _ = corrected(tmp_path, f'[[not]]\ntext = "乙县"\n{document}because = "不是地名"\n', made.reading(), second)
        assert {reading.document.source.name for reading in build.readings if made.COUNTY in {entity.id for entity in reading.entities}} == left


def test_a_thing_that_other_words_still_name_only_loses_the_words(tmp_path: Path) -> None:
    reading = made.reading()
    reading = replace(reading, namings=(*reading.namings, Naming(made.span("局印发"), made.AGENCY)))
    reading = replace(reading, entities=(replace(reading.entities[0], aliases=("市民政局", "局印发")), *reading.entities[1:]))
    build, _ = corrected(tmp_path, '[[not]]\ntext = "局印发"\nbecause = "断错"\n', reading)
    agency = build.by_id[made.AGENCY]
    assert agency.aliases == ("市民政局",)
    assert [naming.span for naming in build.readings[0].namings if naming.entity == made.AGENCY] == [made.span("甲市民政局")]


def test_a_renamed_thing_has_the_iri_of_its_right_name(tmp_path: Path) -> None:
    build, applied = corrected(tmp_path, '[[rename]]\nname = "市民政局"\nto = "甲市民政和救助局"\nbecause = "改名"\n')
    (agency,) = [entity for entity in build.entities if entity.kind == "agency"]
    assert (agency.key, agency.label) == ("910100-民政和救助局", "甲市民政和救助局")
    assert "甲市民政局" in agency.aliases
    assert {relation.object for relation in build.readings[0].relations if relation.predicate == "issuedBy"} == {agency.id}
    assert one(applied).is_applied


def test_a_thing_moves_to_its_right_region(tmp_path: Path) -> None:
    build, _ = corrected(tmp_path, '[[jurisdiction]]\nname = "甲市民政局"\nregion = "910121"\nbecause = "县里的局"\n')
    (agency,) = [entity for entity in build.entities if entity.kind == "agency"]
    assert (agency.key, agency.label, agency.place) == ("910121-民政局", "乙县民政局", "910121")


def test_a_thing_can_be_renamed_moved_and_merged_at_once_in_any_order(tmp_path: Path) -> None:
    tables = [
        '[[rename]]\nname = "甲市民证局"\nto = "甲市民政局"\nbecause = "错字"\n',
        '[[jurisdiction]]\nname = "甲市民政局"\nregion = "910121"\nbecause = "县里的局"\n',
        '[[merge]]\nkeep = "甲市民政局"\ndrop = "甲市民证局"\nbecause = "同一个局"\n',
        '[[not]]\ntext = "乙县"\nbecause = "不是地名"\n',
        '[[figure]]\ndocument = "a.txt"\nnumber = "50%"\nvalue = 5\nbecause = "错"\n',
    ]
    graphs = set()
    for seed in range(6):
        random.Random(seed).shuffle(tables)
        readings = [with_twin(), made.reading("b.txt", made.TEXT + "完。")]
        random.Random(seed).shuffle(readings)
        build, applied = corrected(tmp_path, "".join(tables), *readings)
        assert all(each.is_applied for each in applied), [each.problem for each in applied]
        graphs.add(nquads(graph_of(build, Towns())))  # type: ignore[arg-type]
        assert [entity.key for entity in build.entities if entity.kind == "agency"] == ["910121-民政局"]
    assert len(graphs) == 1


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ('[[rename]]\nname = "甲市民证局"\nto = "丁局"\n', "did you mean 甲市民政局?"),
        ('[[rename]]\nname = "丙局"\nto = "丁局"\n', "nothing in this build is called 丙局"),
        ('[[rename]]\nname = "甲市"\nto = "丁市"\n', "known to the ontology"),
        ('[[rename]]\nname = "低保标准"\nkind = "agency"\nto = "丁"\n', "of the kind agency"),
        ('[[rename]]\nname = "甲市民政局"\nto = "——"\n', "no letter or digit"),
        ('[[jurisdiction]]\nname = "甲市民政局"\nregion = "999999"\n', "no place has the code 999999"),
        ('[[merge]]\nkeep = "甲市民政局"\ndrop = "市民政局"\n', "are one already"),
        ('[[merge]]\nkeep = "甲市民政局"\ndrop = "乙县"\n', "is called 乙县 and is of the kind agency"),
        ('[[not]]\ntext = "丙县"\n', "matches it any more"),
        ('[[not]]\ntext = "乙县"\ndocument = "c.txt"\n', "no document called c.txt"),
    ],
)
def test_a_correction_that_does_not_apply_changes_nothing_and_says_why(toml: str, problem: str, tmp_path: Path) -> None:
    build, applied = corrected(tmp_path, toml + 'because = "x"\n')
    assert not one(applied).is_applied and problem in str(one(applied).problem)
    plain, _ = corrected(tmp_path, "")
    assert nquads(graph_of(build, Towns())) == nquads(graph_of(plain, Towns()))  # type: ignore[arg-type]


def test_a_name_of_several_things_asks_which_is_meant(tmp_path: Path) -> None:
    twins = [Entity("organization", name, "子院", place=None) for name in ("子院", "子院二")]
    reading = replace(made.reading(), entities=(*made.reading().entities, *twins))
    _, applied = corrected(tmp_path, '[[rename]]\nname = "子院"\nto = "丑院"\nbecause = "x"\n', reading)
    assert "organization:子院, organization:子院二" in str(one(applied).problem)
    _, applied = corrected(tmp_path, '[[rename]]\nname = "organization:子院二"\nto = "丑院"\nbecause = "x"\n', reading)
    assert one(applied).is_applied


def test_a_second_change_of_the_same_thing_is_refused(tmp_path: Path) -> None:
    toml = "".join(f'[[rename]]\nname = "甲市民政局"\nto = "{name}"\nbecause = "x"\n' for name in ("甲市子局", "甲市丑局"))
    build, applied = corrected(tmp_path, toml)
    assert [each.is_applied for each in applied] == [True, False] and "甲市子局" in {entity.label for entity in build.entities}


def kg(tmp_path: Path, toml: str, *options: str) -> tuple[int, str]:
    """Builds a short text with corrections; the exit code and all that was printed."""
    text, fix = tmp_path / "a.txt", tmp_path / "fix.toml"
    text.write_text("甲省乙县民政局2019年6月6日报告\n截至2018年底,全县城市低保标准为每人每月693元。\n全县共有特困人员120人。\n", encoding="utf-8")
    fix.write_text(toml, encoding="utf-8")
    arguments = [str(text), "-o", str(tmp_path / "out"), "--overrides", str(fix), *options]
    answer = CliRunner().invoke(build_command, arguments, standalone_mode=False)
    if answer.exception:
        raise answer.exception
    return int(answer.return_value), answer.output


FIX = '[[figure]]\ndocument = "a.txt"\nnumber = "{}"\nvalue = 639\nbecause = "数位颠倒"\n'


def test_a_build_lists_every_correction_in_its_report_and_marks_it_in_the_graph(tmp_path: Path) -> None:
    code, _ = kg(tmp_path, FIX.format("每人每月693元"))
    assert code == 0
    (row,) = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["overrides"]
    assert (row["applied"], row["documents"], row["file"], row["line"], row["problem"]) == (True, ["a.txt"], "fix.toml", 1, None)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "数位颠倒" in page and "fix.toml:1" in page
    graph = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert "人工更正：数位颠倒" in graph and "639" in graph and "693" in graph


def test_a_correction_that_no_longer_matches_is_told_and_the_build_stands(tmp_path: Path) -> None:
    code, said = kg(tmp_path, FIX.format("每人每月700元"))
    assert code == 3 and "not applied: figure" in said and "fix.toml:1" in said
    assert "not-applied" not in said and "未应用" in (tmp_path / "out" / "report.html").read_text("utf-8")
    code, said = kg(tmp_path, FIX.format("每人每月700元"), "--json")
    assert json.loads(said[said.index("{") :])["overrides"][0]["applied"] is False


def test_a_file_of_corrections_that_cannot_be_used_stops_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(OverrideError, match="line 1"):
        kg(tmp_path, "[[figur]]\n")
    assert not (tmp_path / "out").exists()


def test_numbers_of_corrections_are_exact(tmp_path: Path) -> None:
    file = tmp_path / "fix.toml"
    rows = [f'[[figure]]\ndocument = "a"\nnumber = "1"\nvalue = {value}\nbecause = "x"\n' for value in ("0.1", '"65.60"', "1410000000")]
    file.write_text("\n".join(rows), encoding="utf-8")
    fixes = [each for each in read([file]) if isinstance(each, FigureFix)]
    assert [each.value for each in fixes] == [Decimal("0.1"), Decimal("65.60"), Decimal(1410000000)]
    assert [each.origin.line for each in fixes] == [1, 7, 13]
