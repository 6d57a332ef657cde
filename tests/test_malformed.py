"""A malformed file of each format gets its clear line, and the rest is built."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import make_documents as make
import pytest
from needing import library
from run_kg import kg

from kg.ingest import read
from kg.ingest.reading import sources
from kg.model import Source, Unread

STORY = make.Story(3)
MEGABYTE = 1024 * 1024
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
ENTITIES = (
    f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY l0 "哈">{LAUGHS}]><w:document {W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>'
)
OUTSIDE = (
    f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
)
# a page whose only child is itself
ENDLESS_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"


def archive(files: dict[str, str | bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def exchanged(data: bytes, part: str, new: str | bytes) -> bytes:
    """A Word document with another content for one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return archive({name: new if name == part else packed.read(name) for name in packed.namelist()})


def body(content: str) -> Callable[[], bytes]:
    """A Word document with another body."""
    return lambda: exchanged(make.word(STORY), "word/document.xml", content)


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def bomb() -> bytes:
    return exchanged(make.word(STORY), "word/document.xml", f"<w:document {W}><w:body>{'<w:p/>' * 6_000_000}</w:body></w:document>")


def own_copy() -> bytes:
    """An archive in an archive in an archive."""
    return archive({"b.zip": archive({"c.zip": archive({"d.txt": STORY.plain})})})


# name of a file -> what makes its bytes -> the name and the reason of its line
MALFORMED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "cut.zip": (lambda: half(archive({"a.txt": STORY.plain})), "cut.zip", "damaged"),
    "bomb.zip": (lambda: archive({"zeros.txt": b"0" * 60 * MEGABYTE}), "bomb.zip/zeros.txt", "too-large"),
    "dense.zip": (lambda: archive({"zeros.txt": b"0" * 40 * MEGABYTE}), "dense.zip/zeros.txt", "too-large"),
    "deep.zip": (own_copy, "deep.zip/b.zip/c.zip", "binary"),
    "empty.zip": (lambda: archive({}), "empty.zip", "empty"),
    "cut.docx": (lambda: half(make.word(STORY)), "cut.docx", "damaged"),
    "laughs.docx": (body(ENTITIES), "laughs.docx", "damaged"),
    "outside.docx": (body(OUTSIDE), "outside.docx", "no-text"),
    "bomb.docx": (bomb, "bomb.docx", "too-large"),
    "nothing.docx": (body("no markup"), "nothing.docx", "damaged"),
    "cut.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "cut.pdf", "damaged"),
    "endless.pdf": (lambda: ENDLESS_PDF, "endless.pdf", "damaged"),
    "soup.html": (lambda: ("<div><table><tr><td><p><b>民政<font></a></span>&#xD800;" * 90_000).encode(), "soup.html", "no-text"),
    "bare.html": (lambda: b"<html><body><script>x</script></body></html>", "bare.html", "no-text"),
    "noise.html": (lambda: b"<html><body>" + bytes(range(256)) * 40, "noise.html", "binary"),
    "bad.jsonl": (lambda: f'{json.dumps({"text": STORY.plain + "行"})}\n{{"text": \n'.encode(), "bad.jsonl#2", "damaged"),
    "digits.jsonl": (lambda: b'{"text": "x", "n": ' + b"1" * 5000 + b"}\n", "digits.jsonl#1", "damaged"),
    "nested.jsonl": (lambda: b"[" * 200_000, "nested.jsonl#1", "damaged"),
    "names.csv": (lambda: "标题甲,说明\n甲,乙\n".encode(), "names.csv", "no-text"),
    "zeros.txt": (lambda: STORY.plain.encode()[:60] + bytes(5000), "zeros.txt", "binary"),
    "letter.rtf": (lambda: rb"{\rtf1\ansi\ansicpg936 \'c3\'f1}", "letter.rtf", "unsupported"),
    "texts.txt.gz": (lambda: b"\x1f\x8b\x08" + bytes(100), "texts.txt.gz", "unsupported"),
    "texts.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "texts.7z", "unsupported"),
}


@pytest.fixture(autouse=True)
def readers() -> None:
    for name in ("trafilatura", "pypdfium2", "docx"):
        library(name)


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_says_what_is_wrong_and_what_to_do(name: str) -> None:
    data, where, reason = MALFORMED[name]
    told = [each for each in sources(name, data()) if isinstance(each, Unread)]
    assert [(each.name, each.reason) for each in told] == [(where, reason)]
    assert told[0].message.endswith(".") and told[0].advice.endswith(".") and "\n" not in told[0].message


def test_all_of_them_at_once_leave_the_rest_whole(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (data, _, _) in MALFORMED.items():
        (folder / name).write_bytes(data())
    (folder / "good.txt").write_text(STORY.plain, encoding="utf-8")
    (folder / "traversal.zip").write_bytes(archive({"../../../out.txt": make.Story(4).plain, "/etc/x.txt": make.Story(5).plain}))
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "up").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.txt")
    with (folder / "huge.txt").open("wb") as stream:
        stream.truncate(51 * MEGABYTE)
    ran = kg("build", folder, "-o", tmp_path / "out")
    assert ran.code == 3 and "Traceback" not in ran.err
    told = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    expected = {(where, reason) for _, where, reason in MALFORMED.values()} | {("loop", "unreadable"), ("pipe.txt", "unreadable"), ("huge.txt", "too-large")}
    assert {(line["file"], line["reason"]) for line in told["unread"]} == expected
    assert sorted(row["file"] for row in told["documents"]) == ["bad.jsonl#1", "good.txt", "traversal.zip/etc/x.txt", "traversal.zip/out.txt"]
    assert not (tmp_path / "out.txt").exists()
    assert all(f"not read: {line['file']}: {line['message']} {line['advice']}" in ran.err for line in told["unread"])


def test_a_pdf_with_a_password_is_told(tmp_path: Path) -> None:
    pdfium = library("pypdfium2")
    blank = pdfium.PdfDocument.new()
    blank.new_page(200, 200)
    blank.save(str(tmp_path / "open.pdf"))
    make.locked(tmp_path / "open.pdf", tmp_path / "locked.pdf")
    (found,) = read([tmp_path / "locked.pdf"])
    assert isinstance(found, Unread) and (found.reason, found.advice) == ("encrypted", "Save a copy without a password.")


def test_what_no_program_shows_is_read_and_written_all_the_same(tmp_path: Path) -> None:
    """Zero bytes, control codes, characters that XML forbids, halves of pairs: every export can still be parsed."""
    odd = "\x00\x0b\x0c\x1b[31m\x85\ufffe\uffff\ue000\u2028"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "odd.txt").write_text(STORY.plain.replace("养老", f"养{odd}老", 1) + odd, encoding="utf-8")
    row = {"text": make.Story(5).plain + "\ud800", "title": f"甲\udfff{odd}题", "publisher": odd, "url": f'http://a.cn/{odd}<>"', "number": "\ud800"}
    (tmp_path / "in" / "odd.jsonl").write_text(json.dumps(row), encoding="utf-8")
    ran = kg("build", tmp_path / "in", "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert kg("check", tmp_path / "out").code == 0
    import networkx
    import rdflib

    assert len(rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")) > 100
    assert len(networkx.read_graphml(tmp_path / "out" / "graph.graphml")) > 2


@pytest.mark.parametrize("ending", ["zip", "docx", "html", "pdf", "jsonl", "csv"])
def test_any_bytes_exchanged_or_cut_off_do_no_harm(ending: str, tmp_path: Path) -> None:
    """Two hundred damaged copies of a good file: each gives texts or lines, and nothing is raised."""
    pdfium = library("pypdfium2")
    if ending == "pdf":
        blank = pdfium.PdfDocument.new()
        blank.new_page(200, 200)
        blank.save(str(tmp_path / "a.pdf"))
    good = {
        "zip": lambda: archive({"a.txt": STORY.plain, "b.md": make.markdown(STORY)}),
        "docx": lambda: make.word(STORY),
        "html": lambda: make.page(STORY),
        "pdf": (tmp_path / "a.pdf").read_bytes,
        "jsonl": lambda: make.json_lines([STORY]).encode(),
        "csv": lambda: make.spreadsheet([STORY]).encode("gb18030"),
    }[ending]()
    chance = random.Random(1)
    for _ in range(60 if ending == "docx" else 200):
        data = bytearray(good)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        for each in sources(f"a.{ending}", bytes(data[: chance.choice([len(data), chance.randrange(1, len(data))])])):
            assert isinstance(each, Source | Unread)
