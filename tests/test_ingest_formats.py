"""Every format gives the text that was put into it, from files that real programs wrote."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from needing import library, program

from kg.ingest import read
from kg.model import Source, Unread

PARAGRAPHS = [
    "全县共有养老机构12所，护理型床位300张，全年发放高龄津贴1200万元，惠及老年人2万人。",
    "各镇均已建成综合服务中心，为居家老年人提供助餐、助浴、助洁等服务，老年人表示满意。",
    "下一步，全县将继续增加床位，完善制度，加强监管，让更多老年人得到实惠。",
]
ROWS = [["地区", "低保对象（人）"], ["甲镇", "210"], ["乙镇", "185"]]
PAGE = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="CHARSET"><title>甲县养老服务 - 甲县人民政府</title>
<meta name="ArticleTitle" content="甲县养老服务再上台阶"><meta name="PubDate" content="2021-06-24 10:20"><meta name="ContentSource" content="甲县民政局">
<meta name="Url" content="http://www.example.cn/a.html"></head><body><div class="nav"><a href="/">首页</a> <a href="/x">政务公开</a></div>
<div class="article"><h1>甲县养老服务再上台阶</h1>{"".join(f"<p>{each}</p>" for each in PARAGRAPHS)}
<table>{"".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)}</table></div>
<div class="footer">版权所有 甲县人民政府 <a href="/map">网站地图</a></div></body></html>"""


def only(path: Path) -> Source:
    (found,) = read([path])
    assert isinstance(found, Source), found
    return found


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_saved_page_gives_its_article_and_what_its_meta_tags_say(tmp_path: Path, charset: str) -> None:
    library("trafilatura")
    (tmp_path / "a.html").write_bytes(PAGE.replace("CHARSET", charset).encode(charset))
    page = only(tmp_path / "a.html")
    assert all(each in page.raw for each in PARAGRAPHS) and "政务公开" not in page.raw
    assert (page.format, page.layer) == ("html", f"texts/{page.key}.txt")
    said = page.hints
    assert (said.title, said.publisher, said.published, said.url) == ("甲县养老服务再上台阶", "甲县民政局", "2021-06-24", "http://www.example.cn/a.html")
    assert any("甲镇" in line and "210" in line and line.count("|") >= 1 for line in page.raw.splitlines())


def test_a_word_document_gives_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    docx = library("docx")
    document = docx.Document()
    document.add_heading("甲县养老服务", 0)
    document.add_paragraph(PARAGRAPHS[0])
    grid = document.add_table(rows=3, cols=2)
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            grid.cell(i, j).text = cell
    document.add_paragraph(PARAGRAPHS[1])
    document.save(str(tmp_path / "a.docx"))
    source = only(tmp_path / "a.docx")
    assert source.raw.splitlines() == ["甲县养老服务", PARAGRAPHS[0], "| 地区 | 低保对象（人） |", "| 甲镇 | 210 |", "| 乙镇 | 185 |", PARAGRAPHS[1]]
    assert source.format == "docx"


def test_a_page_that_chromium_printed_gives_its_text(tmp_path: Path) -> None:
    library("pypdfium2")
    (tmp_path / "a.html").write_text(PAGE.replace("CHARSET", "utf-8"), encoding="utf-8")
    command = [
        program("chromium", "chromium-browser", "google-chrome"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--no-pdf-header-footer",
    ]
    subprocess.run([*command, f"--print-to-pdf={tmp_path / 'a.pdf'}", (tmp_path / "a.html").as_uri()], check=True, capture_output=True, timeout=120)
    source = only(tmp_path / "a.pdf")
    tight = "".join(source.raw.split())
    assert source.format == "pdf" and all(each in tight for each in PARAGRAPHS)


def test_a_document_that_libreoffice_converted_gives_its_text(tmp_path: Path) -> None:
    library("docx")
    (tmp_path / "a.txt").write_text("\n".join(PARAGRAPHS), encoding="utf-8")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    arguments = ["--headless", "--convert-to", "docx", "--outdir", str(tmp_path), "--infilter=Text (encoded):UTF8", str(tmp_path / "a.txt")]
    subprocess.run([program("soffice", "libreoffice"), home, *arguments], check=True, capture_output=True, timeout=180)
    assert all(each in only(tmp_path / "a.docx").raw for each in PARAGRAPHS)


def test_a_file_that_iconv_converted_is_read(tmp_path: Path) -> None:
    (tmp_path / "utf8.txt").write_text("\n".join(PARAGRAPHS), encoding="utf-8")
    converted = subprocess.run([program("iconv"), "-f", "UTF-8", "-t", "GB18030", str(tmp_path / "utf8.txt")], check=True, capture_output=True).stdout
    (tmp_path / "gb.txt").write_bytes(converted)
    source = only(tmp_path / "gb.txt")
    assert (source.raw, source.encoding) == ("\n".join(PARAGRAPHS), "gb18030")


def test_a_corpus_in_json_lines_gives_a_source_a_row_and_states_the_rest(tmp_path: Path) -> None:
    rows = [json.dumps({"text": PARAGRAPHS[0], "title": "甲", "date": "2021/6/4", "url": "http://a.cn"}, ensure_ascii=False), "{", json.dumps({"x": 1}), ""]
    (tmp_path / "c.jsonl").write_text("\n".join(rows), encoding="utf-8")
    good, broken, bare = read([tmp_path])
    assert isinstance(good, Source) and (good.name, good.raw) == ("c.jsonl#1", PARAGRAPHS[0])
    assert (good.hints.title, good.hints.published, good.hints.url) == ("甲", "2021-06-04", "http://a.cn")
    assert isinstance(broken, Unread) and (broken.name, broken.reason) == ("c.jsonl#2", "damaged")
    assert isinstance(bare, Unread) and (bare.name, bare.reason) == ("c.jsonl#3", "no-text")


def test_a_corpus_in_csv_gives_a_source_a_row_under_the_names_that_the_caller_gives(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes(f'编号,稿件,来源\n1,"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}",甲报\n'.encode("gb18030"))
    (source,) = read([tmp_path], columns={"text": "稿件"})
    assert isinstance(source, Source)
    assert (source.raw, source.hints.publisher, source.encoding) == (f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}", "甲报", "gb18030")


def test_a_csv_without_texts_is_one_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    source = only(tmp_path / "t.csv")
    assert (source.format, source.raw.splitlines()[1]) == ("csv", "| 甲镇 | 210 |")


def test_markdown_is_its_own_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# 甲县\n\n{PARAGRAPHS[0]}\n", encoding="utf-8")
    source = only(tmp_path / "a.md")
    assert (source.format, source.layer, source.raw) == ("markdown", None, f"# 甲县\n\n{PARAGRAPHS[0]}\n")


def test_an_archive_gives_its_files_under_harmless_names(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("深.txt", PARAGRAPHS[2])
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../b.txt", PARAGRAPHS[0])
        archive.writestr("甲/a.txt", PARAGRAPHS[1].encode("gb18030"))
        archive.writestr("c.zip", inner.getvalue())
        archive.writestr("zero.txt", b"0" * 30_000_000)
    found = list(read([tmp_path]))
    assert [(each.name, type(each).__name__) for each in found] == [
        ("a.zip/b.txt", "Source"), ("a.zip/c.zip/深.txt", "Source"), ("a.zip/zero.txt", "Unread"), ("a.zip/甲/a.txt", "Source"),
    ]  # fmt: skip


DAMAGED = [
    ("a.pdf", b"%PDF-1.7\nnothing", "damaged"),
    ("a.zip", b"PK\x03\x04nothing", "damaged"),
    ("a.docx", b"PK\x03\x04nothing", "damaged"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
    ("a.html", b"<html><body></body></html>", "no-text"),
    ("a.csv", b"", "empty"),
    ("a.jsonl", b"\xff\x00\x01\x02" * 50, "binary"),
]


@pytest.mark.parametrize(("name", "data", "reason"), DAMAGED)
def test_a_malformed_file_of_each_format_gets_its_line(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (found,) = read([tmp_path])
    assert isinstance(found, Unread) and (found.reason, found.name) == (reason, name) and found.message and found.advice


def test_a_pdf_with_a_password_or_without_text_is_stated(tmp_path: Path) -> None:
    pdfium = library("pypdfium2")
    empty = pdfium.PdfDocument.new()
    empty.new_page(200, 200)
    empty.save(str(tmp_path / "scan.pdf"))
    (found,) = read([tmp_path])
    assert isinstance(found, Unread) and found.reason == "no-text"
