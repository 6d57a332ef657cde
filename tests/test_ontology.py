"""The ontology is whole: every term labelled, defined and aligned, every file sound."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from read_ontology import declared, full, languages, objects, statements, triples

from kg.errors import OntologyError
from kg.vocab import terms
from kg.vocab.ontology import ontology_folder, parse

SUB_CLASS, SUB_PROPERTY = terms.RDFS + "subClassOf", terms.RDFS + "subPropertyOf"
TYPE, FIRST, REST = terms.RDF + "type", terms.RDF + "first", terms.RDF + "rest"

CLASSES = {
    "Region": "schema:AdministrativeArea m8g:AdminUnit",
    "Agency": "org:FormalOrganization m8g:PublicOrganisation",
    "Organization": "org:Organization",
    "Program": "cpsv:PublicService",
    "PolicyDocument": "eli:LegalResource",
    "BeneficiaryGroup": "skos:Concept",
    "InformationSystem": "schema:SoftwareApplication",
    "Indicator": "skos:Concept schema:StatisticalVariable",
    "Observation": "qb:Observation",
    "SourceDocument": "foaf:Document prov:Entity",
    "TextSpan": "oa:SpecificResource",
    "Statement": "rdf:Statement",
    "QualityFlag": "dqv:QualityAnnotation",
}
# each property of the graph -> the standard property that it refines, "" where there is none
PROPERTIES = {
    "divisionCode": "skos:notation", "level": "", "within": "schema:containedInPlace", "validFrom": "", "validUntil": "", "replacedBy": "dct:isReplacedBy",
    "jurisdiction": "", "partOf": "org:subOrganizationOf", "documentType": "", "issuedBy": "eli:passed_by", "documentNumber": "eli:number", "issued": "",
    "implements": "eli:based_on", "field": "", "operatedBy": "m8g:hasCompetentAuthority", "implementedIn": "dct:spatial", "basedOn": "m8g:hasLegalResource",
    "hasPart": "dct:hasPart", "serves": "dct:audience", "recognizedBy": "", "supports": "", "cooperatesWith": "", "indicator": "",
    "region": "sdmx-dimension:refArea", "value": "sdmx-measure:obsValue", "unit": "sdmx-attribute:unitMeasure", "periodStart": "sdmx-dimension:refPeriod",
    "periodEnd": "sdmx-dimension:refPeriod", "periodBasis": "", "kind": "", "modifier": "", "group": "", "program": "", "area": "", "baseline": "",
    "mention": "", "evidence": "", "start": "", "end": "", "mentions": "", "rule": "", "published": "", "about": "", "sha256": "", "textLayer": "",
    "flags": "", "expected": "",
}  # fmt: skip


def test_every_file_is_turtle_without_blank_nodes() -> None:
    assert [path.name for path, triple in triples() if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)] == []


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "mine.ttl"
    broken.write_text("@prefix mz: <https://w3id.org/minzheng/ontology#> .\nmz:a mz:b .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mine\.ttl, line 2"):
        parse(broken)


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_refines_the_standard_class(name: str) -> None:
    assert objects(terms.MZ + name, SUB_CLASS) == full(CLASSES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_each_property_refines_the_standard_property(name: str) -> None:
    assert terms.MZ + name in declared()
    assert objects(terms.MZ + name, SUB_PROPERTY) == full(PROPERTIES[name])


def test_every_term_is_labelled_and_defined_in_chinese_and_english() -> None:
    for term in declared():
        assert languages(term, terms.RDFS + "label") == ["en", "zh"], term
        assert languages(term, terms.SKOS + "definition") == ["en", "zh"], term


def test_every_term_is_a_class_or_a_property() -> None:
    kinds = {terms.STANDARD["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty")}
    assert [term for term in declared() if len(objects(term, TYPE) & kinds) != 1] == []


def test_no_two_terms_share_a_label() -> None:
    labels = [(found.language, found.value) for term in declared() for found in statements()[term][terms.RDFS + "label"] if isinstance(found, ox.Literal)]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_every_term_that_is_used_is_declared() -> None:
    used = {node.value for _, triple in triples() for node in (triple.subject, triple.predicate, triple.object) if isinstance(node, ox.NamedNode)}
    assert {iri for iri in used if iri.startswith(terms.MZ)} - set(declared()) == set()


def test_queries_use_only_declared_terms() -> None:
    for path in sorted((ontology_folder() / "queries").glob("*.rq")):
        used = set(re.findall(r"\bmz:(\w+)", re.sub(r"#.*|<[^>]*>", "", path.read_text(encoding="utf-8"))))
        assert {terms.MZ + name for name in used} - set(declared()) == set(), path.name


def test_lists_in_the_shapes_come_to_an_end() -> None:
    ends = {subject: held[REST][0].value for subject, held in statements().items() if FIRST in held}
    assert {end for end in ends.values() if end not in ends} == {terms.RDF + "nil"}
