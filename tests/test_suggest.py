"""What a corpus repeats and the ontology lacks is suggested; what a person has reviewed is found by the next build."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from run_kg import kg

from kg.errors import OntologyError
from kg.pipeline import additions
from kg.pipeline.build import build
from kg.pipeline.suggest import Suggestion, suggest
from kg.pipeline.suggest.drafts import turtle
from kg.pipeline.suggest.notation import notation

TEXTS = [
    "廊坊市民政局简报\n今年以来，廊坊市向银龄看护对象发放银龄看护补贴120万元。各社区为银龄看护对象上门服务，家属表示满意。\n",
    "广阳区民政局调查了银龄看护对象的需求；不少银龄看护对象表示满意。领取银龄看护补贴要到社区登记。\n",
    "依托康养一键通平台，银龄看护补贴按月发放。使用康养一键通平台的人不断增加，康养一键通平台全天值守。\n全市开展“邻里守望”敲门行动，"
    "“邻里守望”敲门行动惠及老年人。志愿者参加“邻里守望”敲门行动。\n",
    "全市银龄看护对象满意率达到98%，街道的银龄看护对象满意率为97%，银龄看护对象满意率最高达99%。低保对象、低保对象和低保对象都有补贴。\n",
    "市文创促进局召开会议，更换门窗12樘。市文创促进局印发通知：维修门窗30樘、50樘。会后，市文创促进局到场查看。\n",
]
EXPECTED = {"银龄看护对象": "group", "银龄看护补贴": "program", "康养一键通平台": "system", "“邻里守望”敲门行动": "program",
    "银龄看护对象满意率": "indicator", "文创促进局": "function", "樘": "unit"}  # fmt: skip


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def found(texts: Path, fewest: int = 3) -> dict[str, Suggestion]:
    return {one.term: one for one in suggest([texts], fewest=fewest).terms}


def test_terms_are_found_with_their_class(texts: Path) -> None:
    terms = found(texts)
    assert {term: terms[term].scheme for term in EXPECTED if term in terms} == EXPECTED


def test_what_the_ontology_has_is_not_suggested(texts: Path) -> None:
    assert not {"低保对象", "老年人", "补贴", "平台"} & found(texts).keys()


def test_a_piece_of_a_term_and_a_verb_before_it_are_no_terms(texts: Path) -> None:
    terms = found(texts)
    assert not {"看护补贴", "看护对象", "一键通平台", "敲门行动", "发放银龄看护补贴", "使用康养一键通平台"} & terms.keys()


def test_counts_texts_and_contexts_speak_for_a_term(texts: Path) -> None:
    term = found(texts)["银龄看护补贴"]
    assert (term.count, term.documents, term.head) == (3, 3, "补贴")
    assert len(term.contexts) == 3 and all("银龄看护补贴" in context for context in term.contexts)
    assert min(term.left, term.right) > 1


def test_fewer_places_than_asked_for_are_not_enough(texts: Path) -> None:
    assert "银龄看护补贴" not in found(texts, fewest=4)


def test_the_drafts_are_turtle_with_a_concept_a_term(texts: Path) -> None:
    suggested = suggest([texts])
    triples = list(ox.parse(turtle(suggested.terms, suggested.vocabulary).encode(), format=ox.RdfFormat.TURTLE))
    labels = {quad.object.value for quad in triples if quad.predicate.value.endswith("prefLabel") and isinstance(quad.object, ox.Literal)}
    assert labels >= EXPECTED.keys() - {"文创促进局"} | {"文创促进"}  # a function is called without 局
    assert len({quad.subject for quad in triples}) == len(suggested.terms)


def test_the_same_texts_give_the_same_drafts_in_any_order(texts: Path) -> None:
    files = sorted(texts.iterdir())
    first, second = suggest(files), suggest(files[::-1])
    assert first.terms == second.terms


def test_a_reviewed_draft_is_found_by_the_next_build_and_suggested_no_more(texts: Path, tmp_path: Path) -> None:
    drafts, mine = tmp_path / "drafts.ttl", tmp_path / "mine"
    assert kg("suggest", texts, "-o", drafts).code == 0
    mine.mkdir()
    heads, *concepts = drafts.read_text("utf-8").split("\nc-")
    chosen = next(concept for concept in concepts if '"银龄看护补贴"@zh' in concept)
    reviewed = f"{heads}\nc-{chosen}".replace('mz:status "draft"', 'skos:altLabel "银龄补贴"@zh')
    (mine / "mine.ttl").write_text(reviewed, encoding="utf-8")
    outcome = build([texts], ontology=[mine])
    entities = {entity.label: entity for entity in outcome.build.entities}
    assert entities["银龄看护补贴"].concept == f"https://w3id.org/minzheng/concept/program/{notation('银龄看护补贴')}"
    again = {one.term for one in suggest([texts], ontology=[mine]).terms}
    assert "银龄看护补贴" not in again and "银龄看护对象" in again


PREFIXES = """@prefix c-group: <https://w3id.org/minzheng/concept/group/> .
@prefix mz: <https://w3id.org/minzheng/ontology#> .
@prefix mzc: <https://w3id.org/minzheng/concept/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
HEAD = 'c-group:new-people a skos:Concept, mz:BeneficiaryGroup ; skos:inScheme mzc:group ; skos:notation "new-people" ;\n'
# what is wrong -> (the Turtle, words of the message); the concept begins on line 6
FAULTS = {
    "a draft": (HEAD + '    skos:prefLabel "新对象"@zh ;\n    mz:status "draft" .\n', "still a draft"),
    "no Chinese label": (HEAD + '    skos:prefLabel "new people"@en .\n', "exactly one Chinese label"),
    "two Chinese labels": (HEAD + '    skos:prefLabel "新对象"@zh, "新人员"@zh .\n', "exactly one Chinese label"),
    "an empty label": (HEAD + '    skos:prefLabel " "@zh .\n', "exactly one Chinese label"),
    "two schemes": (HEAD.replace("mzc:group", "mzc:group, mzc:unit") + '    skos:prefLabel "新对象"@zh .\n', "one scheme"),
    "another scheme": (HEAD.replace("mzc:group", "mzc:program") + '    skos:prefLabel "新对象"@zh .\n', "inScheme mzc:program"),
    "two notations": (HEAD + '    skos:prefLabel "新对象"@zh ; skos:notation "newer" .\n', "one skos:notation"),
    "a broader concept in words": (HEAD + '    skos:prefLabel "新对象"@zh ; skos:broader "老年人" .\n', "leads to a concept"),
    "a broader concept that is none": (HEAD + '    skos:prefLabel "新对象"@zh ; skos:broader c-group:nobody .\n', "c-group:nobody, which no file has"),
    "a form of another concept": (
        HEAD + '    skos:prefLabel "新对象"@zh ; skos:altLabel "低保对象"@zh .\n',
        '"低保对象" is a form of c-group:dibao-recipients',
    ),
    "an address in Chinese": (HEAD.replace("c-group:new-people", "c-group:新对象") + '    skos:prefLabel "新对象"@zh .\n', "short lowercase name"),
    "another label for a concept of the ontology": (
        HEAD.replace("new-people", "dibao-recipients") + '    skos:prefLabel "新对象"@zh .\n',
        'has this concept as "低保对象"',
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_folder_that_cannot_be_used_is_refused_by_file_line_and_term(name: str, tmp_path: Path) -> None:
    text, words = FAULTS[name]
    (tmp_path / "mine.ttl").write_text(PREFIXES + text, encoding="utf-8")
    faults = additions.faults([tmp_path])
    assert {(fault.file, fault.line, fault.term.split(":")[0]) for fault in faults} == {(str(tmp_path / "mine.ttl"), 6, "c-group")}
    assert any(words in fault.message for fault in faults)


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(PREFIXES + "c-group:x a nothing:at-all .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mine\.ttl, line 6"):
        additions.load([tmp_path])


def test_a_sound_folder_is_read_and_may_add_forms_to_a_concept_of_the_ontology(tmp_path: Path) -> None:
    more = 'c-group:dibao-recipients skos:hiddenLabel "低保受惠人"@zh .\n'
    (tmp_path / "mine.ttl").write_text(PREFIXES + HEAD + '    skos:prefLabel "新看护人群"@zh ; skos:broader c-group:older-people .\n' + more, encoding="utf-8")
    assert additions.faults([tmp_path]) == []
    lexicon = additions.load([tmp_path]).lexicon("group")
    assert lexicon["新看护人群"] == ("https://w3id.org/minzheng/concept/group/new-people",)
    assert lexicon["低保受惠人"] == ("https://w3id.org/minzheng/concept/group/dibao-recipients",)


def test_check_lists_every_fault_of_a_folder(seeds_build: Path, tmp_path: Path) -> None:
    second = HEAD.replace("new-people", "newer-people") + '    skos:prefLabel "较新对象"@zh ; mz:status "draft" .\n'
    (tmp_path / "mine.ttl").write_text(PREFIXES + FAULTS["a draft"][0] + second, encoding="utf-8")
    ran = kg("check", seeds_build, "--ontology", tmp_path, "--json")
    assert ran.code == 3
    told = [violation["focus"] for violation in json.loads(ran.out)["violations"]]
    assert [focus.rsplit("mine.ttl:", 1)[1] for focus in told if "mine.ttl" in focus] == ["6 c-group:new-people", "9 c-group:newer-people"]


def test_a_build_with_a_faulty_folder_says_so_in_one_line_and_writes_nothing(texts: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "mine.ttl").write_text(PREFIXES + FAULTS["a draft"][0], encoding="utf-8")
    ran = kg("build", texts, "-o", tmp_path / "out", "--ontology", mine)
    assert ran.code == 1 and not (tmp_path / "out").exists()
    assert ran.err.startswith("kg: ") and ran.err.count("\n") == 1 and "line 6: c-group:new-people: it is still a draft" in ran.err


def test_a_question_of_a_folder_is_asked_by_its_name(seeds_build: Path, tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.rq").write_text("# zh: 有图吗？\n# en: Is there a graph?\nASK { ?s ?p ?o }\n", encoding="utf-8")
    ran = kg("query", "mine", "--graph", seeds_build, "--ontology", tmp_path)
    assert (ran.code, ran.out) == (0, "yes\n")


def test_the_terms_can_be_had_as_json(texts: Path) -> None:
    ran = kg("suggest", texts, "--json", "--only", "system")
    assert ran.code == 0
    (term,) = json.loads(ran.out)
    assert (term["term"], term["scheme"], term["count"], term["texts"]) == ("康养一键通平台", "system", 3, 1)
