"""The schemes of concepts are whole: labelled, defined, linked, each form in one place."""

from __future__ import annotations

import re
from itertools import groupby

import pyoxigraph as ox
import pytest
from read_ontology import concepts, cycles, languages, objects, scheme, triples

from kg.vocab import terms

TYPE, SCHEME, IN_SCHEME, NOTATION = terms.RDF + "type", terms.SKOS + "ConceptScheme", terms.SKOS + "inScheme", terms.SKOS + "notation"

CLOSED = {
    "level": {"nation", "province", "prefecture", "county", "township", "village", "area"},
    "kind": {"level", "flow", "change", "growth", "target"},
    "modifier": {"ge", "approx", "le"},
    "basis": {"stated", "relative", "document"},
    "area": {"urban", "rural"},
}
FIELDS = ["社会救助", "养老服务", "儿童福利", "残疾人福利", "社区治理", "社会组织", "慈善社工", "殡葬", "婚姻收养", "区划地名", "民政综合"]
UNITS = [
    "元",
    "元/人/月",
    "元/人/年",
    "元/月",
    "元/年",
    "元/人",
    "%",
    "‰",
    "个百分点",
    "倍",
    "人",
    "人次",
    "户",
    "张",
    "个",
    "家",
    "所",
    "项",
    "件",
    "条",
    "处",
    "平方米",
    "公里",
    "年",
    "个月",
    "天",
    "岁",
    "位",
]
DIMENSIONS = set(
    [
        "money",
        "person",
        "count",
        "ratio",
        "multiple",
        "duration",
        "area",
        "length",
        "mass",
        "rank",
        "event",
        "score",
        "volume",
        "power",
        "energy",
        "temperature",
    ]
)
# forms that truly name two concepts of one scheme: (scheme, form)
AMBIGUOUS: set[tuple[str, str]] = set()


def test_every_scheme_is_declared_labelled_and_defined() -> None:
    for name in {concept.scheme for concept in concepts().values()} | set(terms.SCHEMES):
        iri = terms.CONCEPT + name
        assert name in terms.SCHEMES and SCHEME in objects(iri, TYPE), name
        assert languages(iri, terms.SKOS + "prefLabel") == languages(iri, terms.SKOS + "definition") == ["en", "zh"], name


def test_every_concept_is_in_the_scheme_of_its_address() -> None:
    for iri, concept in concepts().items():
        assert objects(iri, IN_SCHEME) == {terms.CONCEPT + concept.scheme}, iri
        assert terms.SKOS + "Concept" in objects(iri, TYPE), iri
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.notation), iri
        assert len(objects(iri, NOTATION)) == 1, iri
        assert concept.symbol is None or concept.scheme == "unit", iri


def test_every_concept_is_labelled_once_in_each_language() -> None:
    wrong = [iri for iri in concepts() if languages(iri, terms.SKOS + "prefLabel") != ["en", "zh"]]
    assert wrong == []


def test_every_concept_but_a_class_of_words_is_defined_in_each_language() -> None:
    wrong = [iri for iri, held in concepts().items() if held.scheme != "cue" and languages(iri, terms.SKOS + "definition") != ["en", "zh"]]
    assert wrong == []


def test_every_concept_that_is_pointed_to_exists() -> None:
    pointed = {triple.object.value for _, triple in triples() if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(terms.CONCEPT)}
    held = set(concepts()) | {terms.CONCEPT + name for name in terms.SCHEMES}
    assert pointed - held == set()


def test_broader_stays_in_the_scheme_and_comes_to_an_end() -> None:
    links = {iri: concept.broader for iri, concept in concepts().items() if concept.broader}
    assert [iri for iri, above in links.items() if any(terms.scheme_of(iri) != terms.scheme_of(name) for name in above)] == []
    assert list(cycles(links)) == []


@pytest.mark.parametrize("name", [name for name in terms.SCHEMES if name != "cue"])
def test_a_form_names_one_concept_of_a_scheme(name: str) -> None:
    forms = sorted((form, concept.notation) for concept in scheme(name) for form in set(concept.forms))
    shared = {form: [notation for _, notation in held] for form, group in groupby(forms, key=lambda pair: pair[0]) if len(held := list(group)) > 1}
    assert {form: held for form, held in shared.items() if (name, form) not in AMBIGUOUS} == {}


def test_a_form_is_written_once_for_a_concept() -> None:
    assert [(iri, form) for iri, concept in concepts().items() for form in concept.forms if concept.forms.count(form) > 1] == []


def test_forms_have_no_spaces_around_them_and_are_composed_text() -> None:
    assert [(iri, form) for iri, concept in concepts().items() for form in concept.forms if not form or form != form.strip() or "\n" in form] == []


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_set_has_exactly_its_members(name: str) -> None:
    assert {concept.notation for concept in scheme(name)} == CLOSED[name]


def test_the_fields_are_those_of_the_guidelines() -> None:
    assert sorted(concept.label for concept in scheme("field")) == sorted(FIELDS)


def test_every_unit_has_a_dimension_and_a_notation_of_its_own() -> None:
    symbols = [concept.symbol for concept in scheme("unit")]
    assert None not in symbols and len(set(symbols)) == len(symbols)
    assert {value for concept in scheme("unit") for value in concept.values["dimension"]} <= DIMENSIONS
    assert set(UNITS) <= set(symbols)


def test_every_compound_unit_of_money_names_its_base_and_accepts_its_own_notation() -> None:
    for concept in scheme("unit"):
        if concept.symbol and concept.symbol.startswith("元/"):
            assert concept.value("base") == terms.concept("unit", "yuan") and concept.value("currency") == "CNY", concept.iri
            assert concept.symbol in concept.forms, concept.iri


def test_multiples_of_ten_thousand_are_no_units() -> None:
    assert [form for concept in scheme("unit") for form in concept.forms if re.match(r"[十百千万亿]", form) and concept.value("dimension") == "money"] == []


def test_every_bound_of_an_indicator_lies_below_the_other() -> None:
    for concept in scheme("indicator"):
        low, high = concept.value("plausibleMin"), concept.value("plausibleMax")
        assert low is None or high is None or float(low) < float(high), concept.iri


def test_every_period_begins_before_it_ends() -> None:
    for concept in scheme("period"):
        start, end = concept.value("periodStart"), concept.value("periodEnd")
        assert start is not None, concept.iri
        assert end is None or start[: len(end)] <= end[: len(start)], concept.iri


@pytest.mark.parametrize(
    ("notation", "start", "end", "form"),
    [("plan-13", "2016", "2020", "“十三五”期间"), ("plan-14", "2021", "2025", "十四五时期"), ("since-congress-18", "2012-11", None, "党的十八大以来")],
)
def test_a_named_period_is_found_by_its_form(notation: str, start: str, end: str | None, form: str) -> None:
    concept = concepts()[terms.concept("period", notation)]
    assert (concept.value("periodStart"), concept.value("periodEnd")) == (start, end) and form in concept.forms


def test_every_document_type_says_whether_it_is_a_policy() -> None:
    assert [concept.iri for concept in scheme("doctype") if concept.value("isPolicy") not in ("true", "false")] == []


def test_every_national_body_belongs_to_the_nation() -> None:
    assert {value for concept in scheme("agency") for value in concept.values["jurisdiction"]} == {terms.ID + "region/000000"}


@pytest.mark.parametrize(
    ("form", "label"),
    [
        ("党中央", "中共中央"),
        ("人社部", "人力资源和社会保障部"),
        ("国家卫健委", "国家卫生健康委员会"),
        ("全国妇联", "中华全国妇女联合会"),
        ("国务院扶贫办", "国务院扶贫开发领导小组办公室"),
    ],
)
def test_a_national_body_is_found_by_its_short_name(form: str, label: str) -> None:
    assert [concept.label for concept in scheme("agency") if form in concept.forms] == [label]


def test_a_body_that_ended_leads_to_what_followed_without_a_circle() -> None:
    links = {concept.iri: concept.values["replacedBy"] for concept in scheme("agency") if "replacedBy" in concept.values}
    assert all(concepts()[iri].value("validUntil") for iri in links) and list(cycles(links)) == []
