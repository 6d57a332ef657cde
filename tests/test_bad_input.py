"""Whatever is handed in: each bad file gets its clear line, the good ones are built, no earlier export is lost."""

from __future__ import annotations

import ctypes
import json
import os
import resource
from pathlib import Path

import pytest
from run_kg import files, kg

TEXT = "甲省乙县民政局2019年6月6日通报：截至2018年底，全县低保平均保障标准为每人每月693元，比2017年增加43元。\n"
OLD_TEXT = TEXT * 3
TRADITIONAL = "乙縣民政局通報，全縣低保平均保障標準為每人每月693元，比上年增加43元。\n" * 3
MEGABYTE = 1024 * 1024
# of linux/prctl.h and linux/capability.h
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2

# name of a file -> its bytes -> the reason that the report gives
UNREAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(5000), "binary"),
    "english.txt": (b"The county pays 693 yuan a month.\n", "no-chinese"),
    "broken.pdf": (b"%PDF-1.7\nnot a PDF", "damaged"),
    "broken.zip": (b"PK\x03\x04not a zip", "damaged"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
}
# name of a file -> its bytes -> what the report says of its encoding
READ: dict[str, tuple[bytes, str]] = {
    "gb18030.txt": (OLD_TEXT.encode("gb18030"), "gb"),
    "big5.txt": (TRADITIONAL.encode("big5"), "big5"),
    "utf16.txt": (TEXT.encode("utf-16"), "utf-16"),
    "utf16-bare.txt": (OLD_TEXT.encode("utf-16-le"), "utf-16"),
    "utf8-mark.txt": (TEXT.encode("utf-8-sig"), "utf-8"),
    "mixed.txt": (OLD_TEXT.encode() + b"\xff\xfe" + OLD_TEXT.encode(), "lost"),
    "cut.txt": (OLD_TEXT.encode()[:-2], "lost"),
    "name with  spaces.txt": ("名".encode() + TEXT.encode(), "utf-8"),
    "two..dots.. .txt": ("点".encode() + TEXT.encode(), "utf-8"),
    "a\nb\u202e.txt": ("行".encode() + TEXT.encode(), "utf-8"),
    "中文名《通报》.txt": ("书".encode() + TEXT.encode(), "utf-8"),
}


def report(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The report of a build."""
    read: dict[str, list[dict[str, str]]] = json.loads((folder / "report.json").read_text("utf-8"))
    return read


def built(texts: Path, folder: Path) -> tuple[Path, dict[str, bytes]]:
    """A build, and the bytes of its files."""
    out = folder / "out"
    assert kg("build", texts, "-o", out).code == 0
    return out, files(out)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A folder with one good file."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_every_file_that_cannot_be_read_has_its_line_and_the_others_are_built(good: Path, tmp_path: Path) -> None:
    for name, (data, _) in UNREAD.items():
        (good / name).write_bytes(data)
    ran = kg("build", good, "-o", tmp_path / "out")
    assert ran.code == 3 and "Traceback" not in ran.err
    told = report(tmp_path / "out")
    assert {line["file"]: line["reason"] for line in told["unread"]} == {name: reason for name, (_, reason) in UNREAD.items()}
    assert [row["file"] for row in told["documents"]] == ["good.txt"]
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    for line in told["unread"]:
        assert line["message"] and line["advice"]
        assert f"not read: {line['file']}: {line['message']} {line['advice']}" in ran.err
        assert line["file"] in page


def test_where_nothing_can_be_built_earlier_exports_stay(good: Path, tmp_path: Path) -> None:
    out, before = built(good, tmp_path)
    (tmp_path / "bad").mkdir()
    for name, (data, _) in UNREAD.items():
        (tmp_path / "bad" / name).write_bytes(data)
    for given in (tmp_path / "bad", tmp_path / "bad" / "empty.txt", tmp_path / "no-such-file"):
        ran = kg("build", given, "-o", out)
        assert ran.code == 1 and "not read: " in ran.err and "nothing was written" in ran.err
        assert files(out) == before


def test_every_encoding_and_every_name_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (data, _) in READ.items():
        (folder / name).write_bytes(data)
    ran = kg("build", folder, "-o", tmp_path / "out")
    told = report(tmp_path / "out")
    assert (ran.code, told["unread"]) == (0, [])
    encodings = {row["file"]: row["encoding"] for row in told["documents"]} | {row["file"]: "" for row in told["repeated"]}
    assert len(encodings) == len(READ)
    for name, (_, said) in READ.items():
        shown = name.replace("\n", "_").replace("\u202e", "_")
        assert said in encodings[shown], (name, encodings[shown])
    values = (tmp_path / "out" / "observations.csv").read_text("utf-8-sig")
    assert values.count(",693,") >= len(READ)


def test_a_text_of_50_megabytes_is_refused_before_it_is_read(good: Path, tmp_path: Path) -> None:
    with (good / "huge.txt").open("wb") as stream:
        stream.truncate(51 * MEGABYTE)
    ran = kg("build", good, "-o", tmp_path / "out", "--json")
    [line] = json.loads(ran.out)["unread"]
    assert ran.code == 3 and line["reason"] == "too-large" and "51 MB" in line["message"]


def test_a_name_may_lead_up_and_down_again(good: Path, tmp_path: Path) -> None:
    ran = kg("build", good / ".." / "in" / "good.txt", "-o", tmp_path / "a" / ".." / "out dir")
    assert ran.code == 0 and report(tmp_path / "out dir")["documents"][0]["file"] == "good.txt"


def as_a_plain_user() -> None:
    """Takes the right to read everything from a process of root's."""
    if os.geteuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            assert ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability) == 0


def test_a_file_without_the_right_to_read_it_is_told(good: Path, tmp_path: Path) -> None:
    (good / "secret.txt").write_text(TEXT + "密", encoding="utf-8")
    (good / "secret.txt").chmod(0)
    ran = kg("build", good, "-o", tmp_path / "out", before=as_a_plain_user)
    assert ran.code == 3, ran
    [line] = report(tmp_path / "out")["unread"]
    assert (line["file"], line["reason"]) == ("secret.txt", "unreadable")


def test_a_folder_without_the_right_to_write_is_told(good: Path, tmp_path: Path) -> None:
    out, before = built(good, tmp_path)
    out.chmod(0o555)
    (good / "second.txt").write_text("新" + TEXT, encoding="utf-8")
    ran = kg("build", good, "-o", out, before=as_a_plain_user)
    assert ran.code == 1 and "choose a folder that you may write to" in ran.err
    assert files(out) == before


@pytest.mark.parametrize("given", ["no-such-folder", "nothing-*.txt", "a/../b.txt"])
def test_a_missing_path_is_told(given: str, good: Path, tmp_path: Path) -> None:
    assert kg("build", tmp_path / given, "-o", tmp_path / "out").code == 1
    assert not (tmp_path / "out").exists()
    ran = kg("build", tmp_path / given, good, "-o", tmp_path / "out")
    assert ran.code == 3 and report(tmp_path / "out")["unread"][0]["reason"] == "missing"


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ran = kg("build", tmp_path / "in", "-o", tmp_path / "out")
    assert ran.code == 1 and "holds no files" in ran.err


@pytest.mark.parametrize("short", [0.0, 0.3, 0.999])
def test_a_full_disk_leaves_earlier_exports_whole(short: float, good: Path, tmp_path: Path) -> None:
    out, before = built(good, tmp_path)
    limit = int(max(map(len, before.values())) * short)
    (good / "second.txt").write_text("新" + TEXT, encoding="utf-8")

    def fill() -> None:
        # no file may grow beyond this, which a program sees as it sees a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    ran = kg("build", good, "-o", out, before=fill)
    assert ran.code == 1 and "untouched" in ran.err and "Traceback" not in ran.err
    assert files(out) == before


def test_a_file_in_the_place_of_the_folder_is_told(good: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    ran = kg("build", good, "-o", tmp_path / "out")
    assert ran.code == 2 and (tmp_path / "out").read_text("utf-8") == "mine"
