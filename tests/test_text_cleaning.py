"""Clean characters lead back to the raw ones, whatever the text."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_cleaning import slowly_cleaned

from kg.text.characters import cleaned
from kg.text.lookalikes import RADICALS
from kg.text.simplified import simplify

CASES = tomllib.loads((Path(__file__).parent / "cases" / "text-cleaning.toml").read_text(encoding="utf-8"))["case"]
# Texts that are likely to meet the rules: glosses, spaces, digits, both scripts, marks, line breaks.
ALPHABET = "低保標準書(shū)（xiě）０１２3 4,;:!?。\u3000\u00a0\u200b\r\n\t⺠門０，%％“”《》#*-<!O二〇年\U00020000\ufe0f\u0304"
TROUBLE = st.text(st.sampled_from(ALPHABET), max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_raw_text_gives_its_clean_text(case: dict[str, str]) -> None:
    assert cleaned(case["raw"]).text == case["clean"]


@given(st.one_of(st.text(max_size=80), TROUBLE))
def test_every_clean_character_stands_for_a_raw_stretch_in_order(raw: str) -> None:
    found = cleaned(raw)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert all(before < after for before, after in zip(found.starts, found.starts[1:], strict=False))
    assert all(start < end <= len(raw) for start, end in zip(found.starts, found.ends, strict=True))
    assert all(end <= start for end, start in zip(found.ends, found.starts[1:], strict=False))
    assert "\n" not in found.text and "\x00" not in found.text
    assert all(0 <= position <= len(found.text) for position in found.breaks)


LINES = ["甲 乙", "1", " 2 ", "- 3 -", "第4页", "\u30005\r", "2 0 1 9 年", "a b  c", "书（shū）", "**粗**", ""]
PAGES = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)


@given(st.one_of(st.text(max_size=80), TROUBLE, PAGES))
def test_the_fast_way_agrees_with_the_slow_one(raw: str) -> None:
    fast, slow = cleaned(raw), slowly_cleaned(raw)
    assert (fast.text, fast.starts, fast.ends, fast.breaks) == (slow.text, slow.starts, slow.ends, slow.breaks)
    edges = [0, *fast.breaks, len(fast.text)]
    for start, end in pairwise(edges):
        assert fast.spaced(start, end) == slow.spaced(start, end)


@given(TROUBLE)
def test_what_is_clean_stays_as_it_is(raw: str) -> None:
    once = cleaned(raw).text
    spaces = once.replace(" ", "")
    assert cleaned(spaces).text.replace(" ", "") == cleaned(cleaned(spaces).text).text.replace(" ", "")


@given(st.text(max_size=60))
def test_simplified_text_is_as_long_as_before(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_every_look_alike_is_a_radical_and_every_meaning_is_none() -> None:
    assert all("\u2e80" <= radical <= "\u2eff" for radical in RADICALS)
    assert all("\u3400" <= char <= "\u9fff" for char in RADICALS.values())
