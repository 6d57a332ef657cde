"""The shapes accept a graph that is right, and name what is wrong with one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import BNode, Graph

from kg.rdf.shacl import check
from kg.vocab import terms
from kg.vocab.ontology import ontology_folder

SHAPES = ontology_folder() / "shapes.ttl"
RIGHT = Path(__file__).parent / "cases" / "graph.ttl"

# what is changed in the right graph -> (what it becomes, the end of the finding's focus or value, words of the message or path)
BROKEN = {
    "a value that is no decimal": ("mz:value 90.0", 'mz:value "90"', "observation/0123456789abcdef-13-20", "value"),
    "a value that stands twice": ("mz:value 90.0", "mz:value 90.0, 91.0", "observation/0123456789abcdef-13-20", "exactly one value"),
    "no unit": (
        "mz:unit c-unit:yuan-per-person-month ; mz:indicator indicator",
        "mz:indicator indicator",
        "observation/0123456789abcdef-13-20",
        "exactly one unit",
    ),
    "a unit that is printed instead of linked": (
        "mz:value 90.0 ; mz:unit c-unit:yuan-per-person-month",
        'mz:value 90.0 ; mz:unit "元"',
        "-13-20",
        "exactly one unit",
    ),
    "no indicator": ("mz:indicator indicator:照护补贴标准 ;", "", "-13-20", "exactly one indicator"),
    "two regions of one figure": ("mz:region region:910000 ;", "mz:region region:910000, region:000000 ;", "-13-20", "exactly one region"),
    "an unknown kind": ("mz:kind c-kind:level", "mz:kind c-kind:stock", "-13-20", "exactly one kind"),
    "no evidence of a figure": ("mz:evidence span:0123456789abcdef-10-21 ; prov", "prov", "-13-20", "exactly one evidence"),
    "no source document": ("; prov:wasDerivedFrom document:0123456789abcdef .", ".", "-13-20", "exactly one source document"),
    "a modifier in words": ("mz:modifier c-modifier:ge", 'mz:modifier "ge"', "-13-20", "modifier"),
    "a period without its basis": ("mz:periodBasis c-basis:stated ;", "", "-13-20", "how it was found"),
    "a period that ends before it begins": ('mz:periodEnd "2018-12"', 'mz:periodEnd "2017-12"', "-13-20", "begin after its end"),
    "a year that is only a string": ('mz:periodStart "2018"^^xsd:gYear', 'mz:periodStart "2018"', "-13-20", "periodStart"),
    "a month that is typed as a date": ('"2018-12"^^xsd:gYearMonth', '"2018-12"^^xsd:date', "-13-20", "periodEnd"),
    "a mention outside its evidence": ("mz:mention span:0123456789abcdef-13-20", "mz:mention span:0123456789abcdef-30-35", "-13-20", "inside its evidence"),
    "a span that ends where it starts": ("mz:start 30 ; mz:end 35", "mz:start 35 ; mz:end 35", "span/0123456789abcdef-30-35", "less than its end"),
    "a span that starts before the text": ("mz:start 30 ; mz:end 35", "mz:start -1 ; mz:end 35", "span/0123456789abcdef-30-35", "not negative"),
    "a span whose text has another length": ('oa:exact "甲省民政厅"', 'oa:exact "民政厅"', "span/0123456789abcdef-30-35", "number of its characters"),
    "a hash that is cut short": ('cdef0123456789abcdef" .', '" .', "document/0123456789abcdef", "64 hexadecimal"),
    "a date of publication with a slash": ('"2019-07-11"^^xsd:date', '"2019/07/11"', "document/0123456789abcdef", "published"),
    "two Chinese labels of one thing": ('"甲养老院"@zh', '"甲养老院"@zh, "甲敬老院"@zh', "organization/甲养老院", "preferred label"),
    "no Chinese label": ('skos:prefLabel "独居老年人"@zh', 'skos:prefLabel "elderly living alone"@en', "group/独居老年人", "preferred label"),
    "a label in a third language": ('"Jia"@en', '"Jia"@fr', "region/910000", "preferred label"),
    "a region that lies nowhere": ("mz:within region:000000 ;", "", "region/910000", "lies within another"),
    "a region within itself": ("mz:within region:000000 ;", "mz:within region:910000 ;", "region/910000", "within itself"),
    "a division code with letters": ('mz:divisionCode "910000"', 'mz:divisionCode "91A000"', "region/910000", "divisionCode"),
    "an agency without a jurisdiction": ("; mz:jurisdiction region:910000 .", ".", "agency/910000-民政厅", "has a jurisdiction"),
    "an agency that is an organization too": ("a mz:Organization ", "a mz:Organization, mz:Agency ", "organization/甲养老院", ""),
    "a policy without a title": ('dct:title "甲省照护办法" ; mz:doc', "mz:doc", "policy/910000-照护办法", "title"),
    "a policy that a group issued": (
        "mz:issuedBy agency:910000-民政厅 ; mz:issued",
        "mz:issuedBy group:独居老年人 ; mz:issued",
        "policy/910000-照护办法",
        "issuedBy",
    ),
    "a program that serves a region": ("mz:serves group:独居老年人", "mz:serves region:910000", "program/910000-照护补贴", "serves"),
    "a statement without evidence": ("mz:evidence span:0123456789abcdef-30-35 ; mz:rule", "mz:rule", "00112233445566ff", "has evidence"),
    "a statement of an unknown relation": ("rdf:predicate mz:issuedBy", "rdf:predicate mz:likes", "00112233445566ff", "predicate"),
    "a statement whose relation is not asserted": ("; \n    mz:issuedBy agency:910000-民政厅", "", "00112233445566ff", "also asserted"),
    "a flag in one language": (', "does not agree with the growth"@en', "", "flag/0123456789abcdef-13-20-growth", "explained"),
    "a flag that flags a document": ("mz:flags observation:0123456789abcdef-13-20", "mz:flags document:0123456789abcdef", "growth", "flags"),
    "a unit without its notation": ('skos:notation "元/人/月" ; ', "", "unit/yuan-per-person-month", "notation"),
    "a thing with an address of another kind": ("span:0123456789abcdef-30-35", "span:first", "span/first", ""),
}


def graph(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """The right graph with every `old` in it replaced."""
    text = RIGHT.read_text(encoding="utf-8").replace("measures ;\n", "measures ; \n")
    assert old in text, f"the right graph has no {old!r} any more"
    path = tmp_path / "graph.ttl"
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return path


def test_the_right_graph_has_no_finding(tmp_path: Path) -> None:
    assert check(graph(tmp_path), SHAPES) == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named(name: str, tmp_path: Path) -> None:
    old, new, where, words = BROKEN[name]
    findings = check(graph(tmp_path, old, new), SHAPES)
    assert any((f.focus.endswith(where) or f.value.endswith(where)) and words in f.message + f.path for f in findings), [str(f) for f in findings]


def test_the_graph_is_right_together_with_the_ontology(tmp_path: Path) -> None:
    files = [path for path in (graph(tmp_path), *sorted(ontology_folder().glob("*.ttl"))) if path.name != "shapes.ttl"]
    triples = {quad.triple for path in files for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
    assert [str(finding) for finding in check([ox.Quad(*triple) for triple in triples | places(triples)], SHAPES)] == []


def places(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """What the gazetteer would say of the divisions that named areas are made of."""
    region, label = ox.NamedNode(terms.MZ + "Region"), ox.NamedNode(terms.SKOS + "prefLabel")
    known = {triple.subject for triple in triples if triple.object == region}
    pointed = {triple.object for triple in triples if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(terms.ID + "region/")}
    stubs = pointed - known
    return {ox.Triple(place, ox.NamedNode(terms.RDF + "type"), region) for place in stubs} | {
        ox.Triple(place, label, ox.Literal("某地", language="zh")) for place in stubs
    }


def test_the_shapes_are_shacl_themselves() -> None:
    conforms, _, text = validate(Graph(), shacl_graph=Graph().parse(SHAPES), meta_shacl=True)
    assert conforms, text


def test_a_blank_node_in_a_graph_is_named(tmp_path: Path) -> None:
    data = Graph().parse(graph(tmp_path, "mz:within region:000000 ;", "mz:within region:000000 ; rdfs:seeAlso [] ;"))
    conforms, _, text = validate(data, shacl_graph=Graph().parse(SHAPES))
    assert not conforms and "The graph has no blank node" in text


def test_shapes_have_no_blank_nodes() -> None:
    assert not [triple for triple in Graph().parse(SHAPES) if any(isinstance(term, BNode) for term in triple)]
