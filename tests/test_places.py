"""Places: the table of cases, and what holds for any text."""

from __future__ import annotations

from typing import Any

import made_resolutions
import pytest
from hypothesis import given
from hypothesis import strategies as st

CASES = made_resolutions.cases("places")
LETTERS = "鼓楼朝阳清河合水白河市县区镇村社区街道省冀鲁豫京津、和在南京徐州，。"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_places_of_a_text_are_these_and_no_others(case: dict[str, Any]) -> None:
    assert [[text, place.key] for text, place in made_resolutions.named(case["text"], "region")] == case["found"], case["name"]


@given(st.text(LETTERS, max_size=40))
def test_a_place_is_quoted_as_it_stands_and_lies_where_its_parent_says(text: str) -> None:
    resolution = made_resolutions.resolution_of(text)
    clean = made_resolutions.document_of(text).text
    for found in resolution.named:
        assert clean[found.mention.start : found.mention.end] == found.mention.text
        for key in found.entities:
            assert key in resolution.entities


def test_the_same_text_gives_the_same_places_whatever_was_read_before() -> None:
    text = CASES[0]["text"]
    first = made_resolutions.resolution_of.__wrapped__(text)
    made_resolutions.resolution_of.__wrapped__(CASES[1]["text"])
    assert made_resolutions.resolution_of.__wrapped__(text) == first
