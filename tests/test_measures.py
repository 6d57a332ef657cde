"""What a label made of a text's own words is recognised as."""

from __future__ import annotations

import pytest

from kg.vocab import terms
from kg.vocab.measures import Measures, read_measures
from kg.vocab.ontology import Concept, ontology_folder, parse, read_concepts, turtle_files


@pytest.fixture(scope="module")
def concepts() -> list[Concept]:
    return list(read_concepts(triple for path in turtle_files([ontology_folder()]) for triple in parse(path)).values())


@pytest.fixture(scope="module")
def measures(concepts: list[Concept]) -> Measures:
    scheme = {name: [held for held in concepts if held.scheme == name] for name in ("indicator", "unit", "cue")}
    return read_measures(scheme["indicator"], scheme["unit"], scheme["cue"])


NAMED = [
    # label, unit of the figure, indicator
    ("低保标准", "yuan-per-person-month", "dibao-standard"),
    ("城乡居民最低生活保障月人均标准", "yuan-per-person-month", "dibao-standard"),
    ("低保标准", "yuan", "dibao-standard"),
    ("农村低保", "yuan-per-person-year", "rural-dibao-standard"),
    ("农村居民最低生活保障对象", "person", "rural-dibao-recipients"),
    ("低保", "household", "dibao-households"),
    ("发放低保金", "yuan", "dibao-expenditure"),
    ("新增城乡低保对象", "person", "dibao-new-entrants"),
    ("困难残疾人生活补贴", "yuan-per-person-month", "living-subsidy-standard"),
    ("困难残疾人生活补贴", "yuan", "living-subsidy-paid"),
    ("千名老人床位", "bed", "care-beds-per-thousand"),
    ("养老服务机构", "institution", "care-institutions"),
    ("护理型养老床位占养老床位总数的比例", "percent", "nursing-bed-share"),
    ("结婚登记", "couple", "marriages"),
    ("离婚率", "per-mille", "divorce-rate"),
    ("每万人拥有社会组织", "item", "social-organizations-per-ten-thousand"),
    ("临时救助困难群众", "person-time", "temporary-assistance-times"),
]


@pytest.mark.parametrize(("label", "unit", "indicator"), NAMED)
def test_a_label_names_the_indicator_that_its_unit_can_measure(measures: Measures, label: str, unit: str, indicator: str) -> None:
    found = measures.find(label, terms.concept("unit", unit))
    assert found is not None and found.notation == indicator


UNNAMED = [("低保标准", "person"), ("养老床位", "percent"), ("福利彩票销量", "yuan-per-person-month"), ("风筝", "item"), ("", "item")]


@pytest.mark.parametrize(("label", "unit"), UNNAMED)
def test_a_label_with_a_unit_that_does_not_fit_names_nothing(measures: Measures, label: str, unit: str) -> None:
    assert measures.find(label, terms.concept("unit", unit)) is None


def test_every_preferred_label_names_its_own_indicator(measures: Measures, concepts: list[Concept]) -> None:
    wrong = [held.label for held in concepts if held.scheme == "indicator" and measures.find(held.label, held.value("unit")) != held]
    assert wrong == []


def test_no_form_names_two_indicators(concepts: list[Concept]) -> None:
    owners: dict[str, set[str]] = {}
    for held in concepts:
        if held.scheme == "indicator":
            for form in held.forms:
                owners.setdefault(form, set()).add(held.notation)
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


def test_every_indicator_points_to_concepts_that_exist(concepts: list[Concept]) -> None:
    known = {held.iri for held in concepts}
    dangling = [
        (held.notation, name, iri)
        for held in concepts
        if held.scheme == "indicator"
        for name in ("unit", "usualKind", "field", "group", "program", "area")
        for iri in held.values.get(name, ())
        if iri not in known
    ]
    assert dangling == []


def test_plausible_bounds_are_in_order(concepts: list[Concept]) -> None:
    for held in concepts:
        least, most = held.value("plausibleMin"), held.value("plausibleMax")
        assert least is None or most is None or float(least) < float(most), held.notation


def test_the_order_of_concepts_does_not_matter(concepts: list[Concept], measures: Measures) -> None:
    again = read_measures(*([held for held in reversed(concepts) if held.scheme == name] for name in ("indicator", "unit", "cue")))
    assert again.exact == measures.exact
    assert again.keyed == measures.keyed
