"""report.json and report.html: every file accounted for, every doubt with its arithmetic."""

from __future__ import annotations

import json
import re
from pathlib import Path

import made_builds

from kg.model import Unread
from kg.pipeline.merge import Merged
from kg.views.report import OUTPUTS, report, report_html, report_json

UNREAD = [
    Unread("坏.bin", "binary", "the bytes are no text.", "Convert it to UTF-8."),
    Unread("<b>空.txt", "empty", "the file is empty.", "Remove it."),
]


def test_every_file_that_was_found_is_accounted_for() -> None:
    built = made_builds.build(3)
    twice = Merged(built.readings, built.entities, (("copy.txt", "000.txt"),))
    made = report(twice, UNREAD, made_builds.Bare())
    files = [row["file"] for part in ("documents", "unread", "repeated") for row in made[part]]
    assert sorted(files) == sorted(["000.txt", "001.txt", "002.txt", "copy.txt", "坏.bin", "<b>空.txt"])


def test_a_doubt_says_what_is_printed_what_was_expected_and_why() -> None:
    built = made_builds.build(1)
    (flag,) = report(built, [], made_builds.Bare())["flags"]
    raw = built.readings[0].document.source.raw
    assert flag["expected"] == "7"
    assert flag["comment"] == {"zh": "前后数字不符", "en": "The figures before and after give 7."}
    for quote in [flag["mention"], *flag["evidence"]]:
        assert raw[quote["start"] : quote["end"]] == quote["text"]


def test_the_report_for_machines_is_stable_and_names_no_path_of_this_machine() -> None:
    text = report_json(made_builds.build(2), UNREAD, made_builds.Bare())
    assert text == report_json(made_builds.build(2), list(reversed(UNREAD)), made_builds.Bare())
    assert str(Path.cwd()) not in text and str(Path.home()) not in text
    assert json.loads(text)["counts"]["documents"] == 2


def test_the_report_for_people_needs_no_script_and_asks_for_nothing() -> None:
    text = report_html(made_builds.hostile(), UNREAD, made_builds.Bare())
    assert re.findall(r"<(?:script|img|iframe)|<[a-z][^<>]{0,200}\s(?:src|style|on[a-z]{1,20})=", text) == []
    assert "&lt;b&gt;空.txt" in text
    addresses = re.findall(r' href="([^"]*)"', text)
    assert set(addresses) == {"data:,", *OUTPUTS}


def test_a_build_of_nothing_has_a_report() -> None:
    assert "坏.bin" in report_html(made_builds.build(0), UNREAD, made_builds.Bare())
