"""Files and names that were made to do harm: nothing is opened, overfilled, computed or broken out of."""

from __future__ import annotations

import csv
import io
import os
import re
import socket
import stat
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import made_papers
import made_readings
import made_sites
import make_documents as make
import pyoxigraph as ox
import pytest
import rdflib
from needing import library
from run_kg import files, kg

from kg.ingest import archives, read
from kg.ingest.reading import LARGEST, sources
from kg.model import Entity, EntityKey, Source, Unread
from kg.pipeline.merge import merge
from kg.rdf.nquads import nquads
from kg.rdf.quads import quads
from kg.rdf.turtle import turtle
from kg.views import tables

TEXT = "甲县共有养老机构12所，护理型床位300张。\n"
SECRET = "不可外传的密文"
MEGABYTE = 1024 * 1024
# what a spreadsheet takes for a formula; a number below nothing is none
FORMULA = re.compile(r"[=+@\t\r\n＝＋－＠]|-(?![0-9.]{1,30}\Z)")


def archive(*entries: tuple[str, str | bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries:
            packed.writestr(name, data)
    return out.getvalue()


def told(name: str, data: bytes) -> list[tuple[str, str]]:
    """Names and reasons of what is not read; a text has the reason "read"."""
    return [(each.name, each.reason if isinstance(each, Unread) else "read") for each in sources(name, data)]


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file outside of what is given, which nothing may read."""
    path = tmp_path / "canary.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket that nothing may call."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        opened.setblocking(False)
        yield opened
        with pytest.raises(BlockingIOError):
            opened.accept()


# archives


def test_archives_inside_an_archive_share_what_may_be_unpacked() -> None:
    """Ten of them, each within its own bounds, are a trap together."""
    spread = os.urandom(1024) * 90
    inner = archive(*((f"{number}.bin", spread * 400) for number in range(2)))
    found = told("a.zip", archive(*((f"{number:02}.zip", inner) for number in range(10))))
    assert [reason for _, reason in found].count("binary") == 4 * LARGEST // (len(spread) * 400)
    assert {reason for _, reason in found} == {"binary", "too-large"} and len(inner) < 10 * MEGABYTE


def test_entries_that_overlap_are_unpacked_no_further_than_others() -> None:
    """Sixty names for the same packed bytes: the directory repeats one entry."""
    data = archive(("a.txt", (TEXT * 60_000).encode("utf-8")))
    directory, end = data.index(archives.ENTRY), data.index(b"PK\x05\x06")
    entry, count = data[directory:end], 60
    tail = bytearray(data[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * count).to_bytes(4, "little")
    found = list(archives.members("a.zip", data[:directory] + entry * count + bytes(tail), 4 * MEGABYTE, archives.Allowance(12 * MEGABYTE)))
    assert sum(len(each[1]) for each in found if not isinstance(each, Unread)) <= 12 * MEGABYTE
    assert any(isinstance(each, Unread) for each in found)


def test_an_archive_of_very_many_files_is_refused_before_its_directory_is_read() -> None:
    data = archive(("a.txt", TEXT))
    assert told("a.zip", data + archives.ENTRY * (archives.MOST_ENTRIES + 1)) == [("a.zip", "too-large")]
    assert told("a.docx", b"PK\x03\x04" + archives.ENTRY * (archives.MOST_ENTRIES + 1)) == [("a.docx", "too-large")]


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    data = bytearray(archive(("a.txt", bytes(3 * MEGABYTE))))
    for at in (22, data.index(archives.ENTRY) + 24):
        data[at : at + 4] = (40).to_bytes(4, "little")
    assert [reason for _, reason in told("a.zip", bytes(data))] in (["damaged"], ["empty"], ["binary"])


@pytest.mark.parametrize("name", ["../../{}", "/{}", "C:\\{}", "..\\..\\{}", "a/../../{}", "//host/share/{}", "./.././{}", "a\x00/../{}"])
def test_a_name_that_leads_out_of_an_archive_writes_and_reads_nothing(name: str, tmp_path: Path, canary: Path) -> None:
    (tmp_path / "in").mkdir()
    given = tmp_path / "in" / "a.zip"
    given.write_bytes(archive((name.format("canary.txt"), TEXT)))
    before = files(tmp_path)
    found = list(read([given]))
    assert files(tmp_path) == before and canary.read_text("utf-8") == SECRET
    for each in found:
        assert each.name.startswith("a.zip/") and ".." not in each.name.split("/") and "\\" not in each.name
        assert not isinstance(each, Source) or each.raw == TEXT


def test_a_link_inside_an_archive_is_not_followed(tmp_path: Path, canary: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(link, str(canary))
    assert told("a.zip", out.getvalue()) == [("a.zip/link.txt", "no-chinese")]


# links in folders


def test_links_in_a_folder_lead_nowhere_else(tmp_path: Path, canary: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "out.txt").symlink_to(canary)
    (folder / "climbing.txt").symlink_to("../canary.txt")
    (folder / "away").symlink_to(tmp_path, target_is_directory=True)
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "sub" / "up").symlink_to("..", target_is_directory=True)
    found = {each.name: each.reason if isinstance(each, Unread) else "read" for each in read([folder])}
    assert found == {"a.txt": "read", "inside.txt": "read", "out.txt": "unreadable", "climbing.txt": "unreadable", "loop.txt": "unreadable"}
    assert SECRET not in repr(list(read([folder])))


# entities and addresses in markup

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>{TEXT.strip()}&e;</w:t></w:r></w:p></w:body></w:document>"
# what a document type may ask for; {file} and {address} are the canary and the listener
TYPES = (
    '<!DOCTYPE w:document [<!ENTITY e SYSTEM "{file}">]>',
    '<!DOCTYPE w:document [<!ENTITY e SYSTEM "{address}">]>',
    '<!DOCTYPE w:document SYSTEM "{address}" [<!ENTITY e "">]>',
    '<!DOCTYPE w:document [<!ENTITY % p SYSTEM "{address}"> %p; <!ENTITY e "">]>',
    '<!DOCTYPE w:document [<!ENTITY % p SYSTEM "{file}"> %p; <!ENTITY e "">]>',
)


def filled(markup: str, canary: Path, listener: socket.socket) -> str:
    """Markup that asks for the canary and the listener."""
    return markup.replace("{file}", canary.as_uri()).replace("{address}", f"http://127.0.0.1:{listener.getsockname()[1]}/x")


@pytest.mark.parametrize("kind", TYPES)
def test_a_word_document_opens_no_other_file_and_no_address(kind: str, canary: Path, listener: socket.socket) -> None:
    library("docx")
    good = make.word(make.Story(3))
    part = '<?xml version="1.0" encoding="UTF-8"?>' + filled(kind, canary, listener) + BODY
    with zipfile.ZipFile(io.BytesIO(good)) as packed:
        data = archive(*((name, part if name == "word/document.xml" else packed.read(name)) for name in packed.namelist()))
    assert SECRET not in repr(list(sources("a.docx", data)))


LAUGHS = '<!DOCTYPE html [<!ENTITY l0 "哈">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)) + "]>"
PAGES = {
    "an entity that stands for a file": '<!DOCTYPE html [<!ENTITY e SYSTEM "{file}">]><html><body><p>{text}&e;</p></body></html>',
    "an entity that stands for an address": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "{address}">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}&e;</p></body></html>',
    "a document type at an address": '<?xml version="1.0"?><!DOCTYPE html SYSTEM "{address}"><html><body><p>{text}</p></body></html>',
    "a billion laughs": LAUGHS + "<html><body><p>{text}&l9;</p></body></html>",
    "all that a browser would load": (
        '<html><head><base href="{address}"><link rel="stylesheet" href="{address}"><meta http-equiv="refresh" content="0;url={address}">'
        '<script src="{address}"></script></head><body><img src="{address}"><iframe src="{file}"></iframe><object data="{file}"></object>'
        '<xi:include href="{file}" parse="text"/><p>{text}</p></body></html>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("markup", PAGES.values(), ids=PAGES)
def test_a_page_opens_no_other_file_and_no_address(markup: str, canary: Path, listener: socket.socket) -> None:
    library("trafilatura")
    page = filled(markup, canary, listener).replace("{text}", TEXT * 9)
    found = list(sources("a.xhtml", page.encode("utf-8")))
    assert SECRET not in repr(found) and len(repr(found)) < 20_000
    assert any(isinstance(each, Source) and "护理型床位300张" in each.raw for each in found)


# what unpacks to too much


def pdf(packed: bytes, filters: bytes) -> bytes:
    """A PDF of a page with some packed content."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>",
        b"<</Filter " + filters + b"/Length " + str(len(packed)).encode() + b">>stream\n" + packed + b"\nendstream",
    )
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj%s endobj\n" % each for each in enumerate(objects, 1)) + b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_pdf_whose_page_unpacks_to_hundreds_of_megabytes_is_refused(times: int) -> None:
    library("pypdfium2")
    packing = zlib.compressobj()
    packed = b"".join([*(packing.compress(bytes(10 * MEGABYTE)) for _ in range(11)), packing.flush()])
    for _ in range(times - 1):
        packed = zlib.compress(packed)
    assert told("a.pdf", pdf(packed, b"[" + b"/FlateDecode" * times + b"]")) == [("a.pdf", "too-large")]
    assert told("a.pdf", pdf(zlib.compress(b" "), b"/FlateDecode")) == [("a.pdf", "no-text")]


def test_a_word_document_whose_parts_unpack_to_too_much_is_refused() -> None:
    library("docx")
    with zipfile.ZipFile(io.BytesIO(make.word(make.Story(3)))) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    for part in ("word/styles.xml", "word/_rels/document.xml.rels"):
        data = archive(*((name, b" " * 31 * MEGABYTE if name == part else content) for name, content in parts))
        assert told("a.docx", data) == [("a.docx", "too-large")]


# cells that compute

FORMULAS = ("=cmd|'/C calc'!A0", "+1+cmd|'/C calc'!A0", "-2+3+cmd|'/C calc'!A0", "@SUM(1+1)*cmd|'/C calc'!A0", "\t=1", "＝1+1", '=HYPERLINK("http://a.cn","x")')


def cells(table: bytes) -> list[str]:
    """All cells under the head of a table."""
    return [cell for row in list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))[1:] for cell in row]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_an_export_is_a_formula(formula: str) -> None:
    """Names, labels and quotes that begin as formulas do, in each of the three tables."""
    text = f"{formula}{made_readings.TEXT}"
    reading = made_readings.reading(formula + ".txt", text)
    named = tuple(replace(each, label=formula, aliases=(formula,)) if each.concept is None else each for each in reading.entities)
    spans = tuple(replace(each, span=replace(each.span, start=0, end=len(formula))) for each in reading.namings)
    build = merge([replace(reading, entities=named, namings=spans)])
    for table in (tables.observations(build, made_readings.vocabulary()), tables.entities(build), tables.relations(build)):
        held = cells(table)
        assert [cell for cell in held if FORMULA.match(cell)] == []
        assert any(cell.startswith(f"'{formula}") for cell in held)


def test_no_cell_of_a_page_is_a_formula(tmp_path: Path) -> None:
    """The pages of a document with a hostile name, of its entities, and of a comparison."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "=cmd!A0.txt").write_text(made_papers.FIRST, encoding="utf-8")
    assert kg("build", tmp_path / "in", "-o", tmp_path / "out").code == 0
    ask = made_sites.client(made_sites.site(tmp_path / "out"))
    graph = ox.Store()
    graph.load((tmp_path / "out" / "graph.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    names = {quad.subject.value for quad in graph if isinstance(quad.subject, ox.NamedNode) and "/id/" in quad.subject.value}
    tables_read = 0
    for name in sorted(names):
        answer = ask.get("/id/" + name.split("/id/")[1] + ".csv")
        if answer.status_code == 200 and "csv" in answer.headers["content-type"]:
            tables_read += 1
            assert [cell for cell in cells(answer.content) if FORMULA.match(cell)] == []
    assert tables_read > 3


# names that become addresses

NAMES = (
    "甲 乙\t丙", "<甲>", '甲"乙', "甲\n乙\r丙", "甲\u202e乙\u2066丙", "甲> <urn:x> <urn:y> .\n<urn:z",
    "%00%2e%2e/../甲", "\\u003e甲", "甲#?/:@乙", "{}|^`", "\x00\x01", "\U0001f600",
    "甲\u0301\u200d\ufeff", "长" * 100_000, "\ufffe\uffff", "x" * 100_000, " ",
)  # fmt: skip
# IRIREF of Turtle and N-Quads, without what RFC 3987 forbids
IRI = re.compile(r"[a-z]{3,5}:[^\x00-\x20<>\"{}|^`\\\x7f-\xa0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff0-\uffff]{1,400}")


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:40])
@pytest.mark.parametrize("kind", ["organization", "policy", "agency"])
def test_a_hostile_name_becomes_a_sound_address_and_the_graph_says_what_was_meant(kind: str, name: str) -> None:
    reading = made_readings.reading()
    key: EntityKey = (kind, f"910100-{name}")  # type: ignore[assignment]  # the kinds are those of the table above
    made = quads(replace(reading, entities=(*reading.entities, Entity(*key, label=name, aliases=(f"{name}二",), place="910100"))), made_readings.vocabulary())
    terms = {term.value for quad in made for term in (*quad.triple, quad.graph_name) if isinstance(term, ox.NamedNode)}
    assert [term for term in terms if not IRI.fullmatch(term)] == []
    assert name in {quad.object.value for quad in made if isinstance(quad.object, ox.Literal)}
    written = {"nquads": nquads(made), "turtle": turtle(made)}
    assert list(ox.parse(written["nquads"], format=ox.RdfFormat.N_QUADS)) == list(dict.fromkeys(made))
    triples = {quad.triple for quad in made}
    assert {quad.triple for quad in ox.parse(written["turtle"], format=ox.RdfFormat.TURTLE)} == triples
    with warnings.catch_warnings():
        # rdflib warns of its own way to hold N-Quads
        warnings.simplefilter("ignore", DeprecationWarning)
        for form, text in written.items():
            assert len(set(rdflib.Dataset(default_union=True).parse(data=text, format=form).triples((None, None, None)))) == len(triples)
