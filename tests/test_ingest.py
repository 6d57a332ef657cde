"""Any path gives sources, or says clearly why it does not."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from kg.ingest import read
from kg.ingest.finding import safe_name
from kg.model import Source, Unread

TEXT = "全县共有养老机构12所，护理型床位300张，城乡低保对象2万人。\n各镇均已建成服务中心，老年人表示满意。\n" * 3
TRADITIONAL = "全縣共有養老機構12所，護理型床位300張，城鄉低收入戶2萬人。\n各鎮均已建成服務中心，長者表示滿意。\n" * 3

ENCODINGS = [
    ("utf-8", TEXT, "utf-8"),
    ("utf-8-sig", TEXT, "utf-8"),
    ("utf-16", TEXT, "utf-16"),
    ("utf-16-le", TEXT, "utf-16-le"),
    ("utf-16-be", TEXT, "utf-16-be"),
    ("gb18030", TEXT, "gb18030"),
    ("gbk", TEXT, "gb18030"),
    ("gb18030", TRADITIONAL, "gb18030"),
    ("big5", TRADITIONAL, "big5"),
]


@pytest.mark.parametrize(("written", "text", "stated"), ENCODINGS)
def test_every_chinese_encoding_is_read_and_stated(tmp_path: Path, written: str, text: str, stated: str) -> None:
    data = text.encode(written)
    (tmp_path / "a.txt").write_bytes(data)
    (source,) = read([tmp_path])
    assert isinstance(source, Source)
    assert (source.raw.removeprefix("\ufeff"), source.encoding) == (text, stated)
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_offsets_count_from_a_mark_and_line_breaks_stay(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + "低保\r\n标准\r".encode()
    (tmp_path / "a.txt").write_bytes(data)
    (source,) = read([tmp_path / "a.txt"])
    assert isinstance(source, Source) and source.raw == data.decode("utf-8")


UNREAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n ", "empty"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    ("random.txt", bytes(range(1, 256)) * 20, "binary"),
    ("english.txt", b"No Chinese here.", "no-chinese"),
]


@pytest.mark.parametrize(("name", "data", "reason"), UNREAD)
def test_what_cannot_be_read_says_why_and_the_others_are_read(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")
    bad, good = read([tmp_path])
    assert isinstance(bad, Unread) and (bad.name, bad.reason) == (name, reason) and bad.advice
    assert isinstance(good, Source)


def test_a_few_broken_bytes_are_stated_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode() + b"\xff\xfe" + TEXT.encode())
    (source,) = read([tmp_path])
    assert isinstance(source, Source) and source.encoding == "utf-8, 2 lost" and source.raw.count("\ufffd") == 2


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(51 * 1024 * 1024)
    (found,) = read([tmp_path])
    assert isinstance(found, Unread) and found.reason == "too-large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it_is_stated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    (found,) = read([tmp_path])
    assert isinstance(found, Unread) and found.reason == "unreadable"


def test_missing_paths_and_patterns_are_stated(tmp_path: Path) -> None:
    found = list(read([tmp_path / "none", str(tmp_path / "*.txt"), tmp_path / "gone" / "x.txt"]))
    assert [each.reason for each in found if isinstance(each, Unread)] == ["missing"] * 3


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "c 空 格.txt", ".hidden/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    assert [each.name for each in read([tmp_path])] == ["a/1.txt", "b/2.txt", "c 空 格.txt"]


def test_standard_input_is_a_source() -> None:
    (source,) = read(["-"], io.BytesIO(TEXT.encode()))
    assert isinstance(source, Source) and (source.name, source.raw) == ("stdin", TEXT)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/a/../b.txt", "a/b.txt"),
        ("a\\..\\b.txt", "a/b.txt"),
        ("a\nb\u202etxt", "a_b_txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_hostile_names_are_harmless(given: str, safe: str) -> None:
    assert safe_name(given) == safe
