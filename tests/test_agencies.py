"""Agencies: one table of cases."""

from __future__ import annotations

from typing import Any

import made_resolutions
import pytest

CASES = made_resolutions.cases("agencies")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_agencies_of_a_text_are_these_and_no_others(case: dict[str, Any]) -> None:
    found = made_resolutions.named(case["text"], "agency")
    assert [[text, entity.label, entity.place] for text, entity in found] == case["found"], case["name"]


def test_a_short_and_a_long_name_of_a_body_are_one_thing() -> None:
    short, long = (made_resolutions.named(text, "agency")[0][1].key for text in ("山东省卫健委发文。", "山东省卫生健康委员会发文。"))
    assert short == long


def test_an_office_is_part_of_its_agency() -> None:
    (_, department), (_, office) = made_resolutions.named("河南省民政厅儿童福利处开展培训。", "agency")
    assert ("partOf", department.id) in office.properties
