"""A page is parted into title, headings, body and furniture, and says who published it and when."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Metadata, Source
from kg.text import clean
from kg.text.sentences import split
from kg.vocab.ontology import ontology_folder, parse, read_concepts

HERE = Path(__file__).parent
SENTENCES = tomllib.loads((HERE / "cases" / "text-sentences.toml").read_text(encoding="utf-8"))["case"]
PAGES = tomllib.loads((HERE / "cases" / "text-pages.toml").read_text(encoding="utf-8"))["case"]


class Furniture:
    """The cue words of ontology/furniture.ttl, and those of tables, which a title may stand in."""

    def __init__(self) -> None:
        files = ("furniture.ttl", "cues-tables.ttl")
        concepts = [concept for file in files for concept in read_concepts(parse(ontology_folder() / file)).values()]
        self.held = {concept.notation: tuple(sorted((*concept.aliases, *concept.hidden), key=lambda form: (-len(form), form))) for concept in concepts}

    def words(self, cue: str) -> tuple[str, ...]:
        return self.held[cue]


WORDS = Furniture()


NOTHING = Metadata()


def document(raw: str, hints: Metadata = NOTHING) -> Document:
    return clean(Source(name="page.txt", sha256=hashlib.sha256(raw.encode()).hexdigest(), raw=raw, hints=hints), WORDS)


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["why"])
def test_a_line_is_split_into_sentences(case: dict[str, Any]) -> None:
    line, ends = case["line"], split(case["line"])
    assert [line[start:end] for start, end in zip([0, *ends], ends, strict=False)] == case["sentences"]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["why"])
def test_a_page_is_parted(case: dict[str, Any]) -> None:
    page = document(case["raw"])
    said = page.metadata
    assert (said.title, said.publisher, said.published, said.number) == tuple(case.get(key) for key in ("title", "publisher", "published", "number"))
    for role in ("body", "heading", "furniture"):
        assert [page.text[each.start : each.end] for each in page.sentences if each.role == role] == case.get(role, []), role


def test_what_the_format_says_goes_before_what_the_text_says() -> None:
    page = document("甲县养老服务\n来源：乙报\n全县床位100张。", Metadata(publisher="甲县民政局", published="2021-05"))
    assert (page.metadata.title, page.metadata.publisher, page.metadata.published) == ("甲县养老服务", "甲县民政局", "2021-05")


@given(st.text(st.sampled_from(list("全市低保。；！？“”《》（）\n 123，、：打印本页来源时间2020-01-02>|原标题记者")), max_size=120))
def test_sentences_cover_the_clean_text_without_gap_or_overlap(raw: str) -> None:
    page = document(raw)
    position = 0
    for sentence in page.sentences:
        assert sentence.start == position and sentence.end > sentence.start
        position = sentence.end
    assert position == len(page.text)


@given(st.text(max_size=80))
def test_a_span_quotes_the_raw_text(raw: str) -> None:
    page = document(raw)
    for sentence in page.sentences:
        span = page.span(sentence.start, sentence.end)
        assert page.exact(span) == raw[span.start : span.end]
