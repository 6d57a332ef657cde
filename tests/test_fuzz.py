"""No input makes a reader or a finder crash, hang or break the law of spans; what once did stays mended."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from fuzz.inputs import words, written
from fuzz.running import SHARES, fuzz
from fuzz.targets import TARGETS, check, reader, source
from hypothesis import given, settings
from hypothesis import strategies as st
from needing import library

from kg.ingest.reading import sources
from kg.mentions.numerals import value_of
from kg.model import Unread

# what takes a processor about a minute; `make fuzz` gives a million
RUNS = 7_000


@pytest.fixture(autouse=True)
def readers() -> None:
    for name in ("trafilatura", "pypdfium2", "docx"):
        library(name)


def test_a_sample_of_guided_inputs_keeps_every_law(tmp_path: Path) -> None:
    library("atheris")
    found = list(fuzz(RUNS, 1, tmp_path))
    assert [(each.target, each.fault) for each in found if each.fault] == []
    # what a run begins with may be more than its share
    assert [each.target for each in found if each.runs < RUNS * SHARES[each.target] // 1000] == []


@pytest.mark.parametrize("target", TARGETS)
def test_a_sample_of_random_inputs_keeps_every_law(target: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=120))
    def holds(data: bytes) -> None:
        check(target, data)

    holds()


@given(st.text(st.characters(codec="utf-8", max_codepoint=0xFFFF), max_size=60))
def test_any_text_is_an_input_of_the_fuzzer(text: str) -> None:
    assert words(written(text)) == text


def test_every_target_has_its_share() -> None:
    assert sorted(SHARES) == sorted(TARGETS) and sum(SHARES.values()) == 1000


# What fuzzing found: why it was wrong -> text. Each raised an exception, or broke the order of mentions.
TEXTS = {
    "a range of nothing to nothing divided by its upper end": "补助0-0万人",
    "a figure at the very end, behind a duration": "历时3年新增5人",
    "two amounts that claim the same word between them": "发放一千元每年五千元以下补助",
    "a fraction of a number that no sum holds exactly": "共亿亿亿亿亿点五人",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_that_once_made_the_reader_fail_is_read(text: str) -> None:
    check("reader", written(text))
    check("quantities", b"\0" + written(text))
    assert reader().read(source(text)).document.text == text


@pytest.mark.parametrize("numeral", ["", "乡", "一3", "3乡", "一点十", "1e9", "9" * 40, "亿" * 5 + "点五", "亿" * 20, "一点"])
def test_what_is_no_numeral_has_no_value_and_raises_nothing(numeral: str) -> None:
    assert value_of(numeral) is None


def packed(*names: str) -> bytes:
    """An archive of small texts under some names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return out.getvalue()


def nameless() -> bytes:
    """An archive whose one entry has no name in the directory of the archive."""
    data = bytearray(packed("a"))
    directory = data.index(b"PK\x01\x02")
    # the length of the name, and that of the field behind it
    data[directory + 28], data[directory + 30] = 0, 1
    return bytes(data)


# What fuzzing found: why it was wrong -> name of a file, its bytes, name and reason of its line. Each gave no line, or one that lied.
FILES = {
    "a spreadsheet of a head alone gave no line": ("a.csv", "标题,正文\n".encode(), "a.csv", "no-text"),
    "a corpus of spaces beyond ASCII gave no line": ("a.jsonl", "\u2003\n\u3000".encode(), "a.jsonl", "empty"),
    "an archive of hidden files gave no line": ("a.zip", packed(".a.txt", "__MACOSX/b.txt"), "a.zip", "empty"),
    "an entry without a name raised an exception": ("a.zip", nameless(), "a.zip", "damaged"),
    "a name inside an archive came with its control codes": ("a.zip", packed("a\x01b\u202e.txt"), "a.zip/a_b_.txt", "empty"),
    "an empty file inside an archive climbed out by its name": ("a.zip", packed("../../a.txt"), "a.zip/a.txt", "empty"),
}


@pytest.mark.parametrize(("name", "data", "shown", "reason"), FILES.values(), ids=FILES)
def test_a_file_that_once_told_nothing_has_its_line(name: str, data: bytes, shown: str, reason: str) -> None:
    assert [(each.name, each.reason) for each in sources(name, data) if isinstance(each, Unread)] == [(shown, reason)]
