"""Readings made by hand, for the tests of what comes after the reader."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Document, Entity, Flag, Metadata, Naming, Observation, Reading, Relation, Sentence, Source, Span
from kg.vocab import terms
from kg.vocab.areas import Area
from kg.vocab.ontology import Concept

TEXT = "甲市民政局印发《养老办法》。2018年底,甲市低保标准为每人每月693元,比上年增长50%。\n甲市与乙县合作,=SUM(A1)护理补贴覆盖全部重度残疾人。"
CITY, COUNTY, AGENCY = ("region", "910100"), ("region", "910121"), ("agency", "910100-民政局")
POLICY, BENEFIT, GROUP, MEASURE = ("policy", "910100-养老办法"), ("program", "nursing"), ("group", "disabled"), ("indicator", "standard")
SEVERE, MONTHLY, PERCENT = terms.concept("group", "severely-disabled"), terms.concept("unit", "yuan-month"), terms.concept("unit", "percent")


@dataclass(frozen=True)
class Place:
    """A place as the gazetteer gives it."""

    code: str
    name: str
    level: str
    parent: str | None
    since: str | None = None
    until: str | None = None
    replaced_by: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


PLACES = {
    place.code: place
    for place in (
        Place("000000", "共和国", "nation", None),
        Place("910000", "天省", "province", "000000"),
        Place("910100", "甲市", "prefecture", "910000"),
        Place("910121", "乙县", "county", "910100", "1983", "2016", ("910105",)),
        Place("910105", "乙区", "county", "910100", "2016"),
    )
}


@dataclass(frozen=True)
class Vocabulary:
    """The little ontology of these tests."""

    concepts: dict[str, Concept]
    gazetteer: Vocabulary | None = None
    areas: tuple[Area, ...] = ()

    def by_code(self, code: str) -> Place | None:
        """The place of a code."""
        return PLACES.get(code)


def concept(scheme: str, notation: str, label: str, english: str, broader: Sequence[str] = (), **values: str) -> Concept:
    """A concept with one label in each language."""
    above = tuple(terms.concept(scheme, name) for name in broader)
    return Concept(terms.concept(scheme, notation), scheme, notation, label, english, (), (), above, {name: (value,) for name, value in values.items()})


def vocabulary() -> Vocabulary:
    """Two groups, a program, an indicator, units and the codes that observations use."""
    held = [
        concept("group", "disabled", "残疾人", "disabled people"),
        concept("group", "severely-disabled", "重度残疾人", "severely disabled people", ("disabled",)),
        concept("program", "nursing", "护理补贴", "nursing subsidy", serves=SEVERE, field=terms.concept("field", "disability")),
        concept("field", "disability", "残疾人福利", "disability welfare"),
        concept("indicator", "standard", "低保标准", "minimum living standard", unit=terms.concept("unit", "yuan-month")),
        concept("unit", "yuan-month", "元/人/月", "yuan per person and month"),
        concept("unit", "percent", "%", "percent"),
        *(concept("kind", name, name, name) for name in ("level", "growth")),
        *(concept("level", name, name, name) for name in ("nation", "province", "prefecture", "county", "area")),
        concept("basis", "stated", "文中写明", "stated"),
    ]
    inner = Vocabulary({}, None, (Area("two-places", "甲乙", "Jia-Yi", members=("910100", "910105"), within="910000"),))
    return Vocabulary({one.iri: one for one in held}, inner)


def span(words: str) -> Span:
    """Where words stand in TEXT."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def document(name: str = "a.txt", text: str = TEXT) -> Document:
    """A document whose clean text is its raw text."""
    source = Source(name, hashlib.sha256(text.encode()).hexdigest(), text)
    spots = tuple(range(len(text)))
    return Document(source, text, spots, tuple(spot + 1 for spot in spots), (Sentence(0, len(text)),), Metadata("养老在甲市", "甲市日报", "2019-06"))


def reading(name: str = "a.txt", text: str = TEXT) -> Reading:
    """A reading with a bit of everything."""
    nursing, disabled = terms.concept("program", "nursing"), SEVERE
    entities = (
        Entity("agency", AGENCY[1], "甲市民政局", ("市民政局",), place="910100"),
        Entity("group", "severely-disabled", "重度残疾人", concept=disabled),
        Entity("indicator", "standard", "低保标准", concept=terms.concept("indicator", "standard")),
        Entity("policy", POLICY[1], "养老办法", place="910100", properties=(("issued", "2018"), ("documentNumber", "甲政〔2018〕1号"))),
        Entity("program", "nursing", "=SUM(A1)护理补贴", concept=nursing),
        Entity("region", "910100", "甲市", ("甲",)),
        Entity("region", "910121", "乙县"),
    )
    sentence = span("2018年底,甲市低保标准为每人每月693元,比上年增长50%。")
    observations = (
        Observation(span("每人每月693元"), sentence, MEASURE, CITY, Decimal("693"), MONTHLY, "level", "2018-12", "2018-12", "stated"),
        Observation(span("50%"), sentence, MEASURE, CITY, Decimal("50"), PERCENT, "growth", "2018", "2018", "stated", "ge", baseline="2017"),
    )
    relations = (
        Relation(POLICY, "issuedBy", AGENCY, (span("甲市民政局印发《养老办法》。"),), "issue-verb"),
        Relation(BENEFIT, "serves", ("group", "severely-disabled"), (span("=SUM(A1)护理补贴覆盖全部重度残疾人。"),), "cover-verb"),
        Relation(CITY, "cooperatesWith", COUNTY, (span("甲市与乙县合作"),), "with"),
    )
    namings = (
        Naming(span("甲市"), CITY), Naming(span("乙县"), COUNTY), Naming(span("甲市民政局"), AGENCY), Naming(span("《养老办法》"), POLICY),
        Naming(span("=SUM(A1)护理补贴"), BENEFIT), Naming(span("重度残疾人"), ("group", "severely-disabled")),
    )  # fmt: skip
    flags = (Flag(span("50%"), "growth", Decimal("5.25"), "由660元到693元是5%", "from 660 to 693 is 5%"),)
    return Reading(document(name, text), CITY, entities, namings, relations, observations, flags, {"no-region": 2})
