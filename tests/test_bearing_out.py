"""Which place a local program is written with: one table of cases."""

from __future__ import annotations

from typing import Any

import made_resolutions
import pytest

CASES = made_resolutions.cases("bearing-out")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_local_program_has_the_place_that_its_text_bears_out(case: dict[str, Any]) -> None:
    found = [[entity.label, entity.place or ""] for _, entity in made_resolutions.named(case["text"], "program")]
    assert found == case["found"], case["name"]
