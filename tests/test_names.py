"""Names of programs, groups, systems and organizations: one table of cases for each kind of phenomenon."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import made_resolutions
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.alternation import alternation
from kg.mentions.finder import Finder
from kg.mentions.stretches import Stretches
from kg.model import Document, Mention, Source
from kg.resolve.resolver import Resolver
from kg.text import clean
from kg.vocab.vocabulary import Vocabulary, load

FOLDER = Path(__file__).parent / "cases"
KINDS = ("programs", "groups", "systems", "organizations")
CASES = [(kind[:-1], case) for kind in KINDS for case in tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))["case"]]
LETTERS = "市县区民政局养老院低保特困人员、和“”《》的补贴工程制度开展12345平台"


@cache
def vocabulary() -> Vocabulary:
    return load()


@cache
def finder() -> Finder:
    return Finder(vocabulary())


@cache
def resolver() -> Resolver:
    return Resolver(vocabulary())


def document_of(text: str) -> Document:
    return clean(Source("case", "0" * 64, text), vocabulary())


def labels(kind: str, text: str) -> list[str]:
    """The labels of the entities of a kind that a text names, each once, in the order of the text."""
    document = document_of(text)
    resolution = resolver().resolve(document, finder().find(document))
    keys = (key for named in resolution.named for key in named.entities if key[0] == kind)
    return list(dict.fromkeys(resolution.entities[key].label for key in keys))


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[f"{kind}: {case['name']}" for kind, case in CASES])
def test_a_text_names_just_what_its_case_lists(kind: str, case: dict[str, object]) -> None:
    assert labels(kind, str(case["text"])) == case["found"]


def test_every_case_has_a_name_of_its_own() -> None:
    names = [(kind, case["name"]) for kind, case in CASES]
    assert len(names) == len(set(names))


def test_the_parts_of_a_composed_group_are_its_other_names() -> None:
    document = document_of("为经济困难的高龄、重残老人上门服务。")
    group = next(mention for mention in finder().find(document) if mention.kind == "group")
    assert (group.text, group.also) == ("经济困难的高龄、重残老人", ("经济困难的高龄老人", "重残老人"))


@given(st.text(LETTERS, max_size=60))
def test_names_quote_the_text_and_programs_do_not_overlap(text: str) -> None:
    """Whatever the text: a mention is what stands at its offsets, and no two of one kind share a character (groups, programs, systems)."""
    document = document_of(text)
    found = finder().find(document)
    assert all(document.text[mention.start : mention.end] == mention.text for mention in found)
    for kind in ("program", "group", "system", "organization"):
        spans = [(mention.start, mention.end) for mention in found if mention.kind == kind]
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(st.lists(st.text("市县区", min_size=1, max_size=4), max_size=12), st.text("市县区乡", max_size=12))
def test_an_alternation_agrees_with_a_plain_list_of_words_longest_first(words: list[str], text: str) -> None:
    slow = re.compile("|".join(sorted(set(words), key=lambda word: (-len(word), word))) or "(?!)")
    fast = re.compile(alternation(words))
    assert [match.span() for match in fast.finditer(text)] == [match.span() for match in slow.finditer(text)]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12))
def test_taken_stretches_agree_with_comparing_every_pair(pairs: list[tuple[int, int]]) -> None:
    mentions = [Mention("program", start, start + length, "x" * length) for start, length in pairs]
    slow: list[Mention] = []
    for mention in mentions:
        if not any(mention.start < other.end and other.start < mention.end for other in slow):
            slow.append(mention)
    assert Stretches(40).choose(mentions) == slow


def test_a_local_program_belongs_to_the_place_that_runs_it() -> None:
    text = "沈阳市实施品质养老民生工程。辽宁省民政厅予以肯定，辽宁省推广品质养老民生工程。"
    document = document_of(text)
    resolution = resolver().resolve(document, finder().find(document))
    programs = {resolution.entities[key].place for named in resolution.named for key in named.entities if key[0] == "program"}
    assert resolution.about == ("region", "210000")
    assert programs == {"210100", "210000"}


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("长沙市雨花区居民下载“国家居民安全”APP。", "system", "000000"),
        ("长沙市雨花区居民下载“雨花居民安全”APP。", "system", "430111"),
        # what is done in a month of the whole nation is held there
        ("长沙市雨花区实施“全国睦邻月”关爱工程。", "program", "430111"),
    ],
)
def test_what_is_called_the_nations_is_the_nations(text: str, kind: str, place: str) -> None:
    ((_, found),) = made_resolutions.named(text, kind)
    assert found.place == place
