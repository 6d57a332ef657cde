"""Policy documents: one table of cases."""

from __future__ import annotations

from typing import Any

import made_resolutions
import pytest

CASES = made_resolutions.cases("policies")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_documents_of_a_text_are_these_and_no_others(case: dict[str, Any]) -> None:
    found = made_resolutions.named(case["text"], "policy")
    assert [[text, entity.label, entity.place] for text, entity in found] == case["found"], case["name"]


@pytest.mark.parametrize("case", [case for case in CASES if "number" in case], ids=lambda case: case["name"])
def test_a_number_in_brackets_belongs_to_the_title_before_it(case: dict[str, Any]) -> None:
    _, first = made_resolutions.named(case["text"], "policy")[0]
    assert ("documentNumber", case["number"]) in first.properties
