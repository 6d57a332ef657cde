"""Forty-two documents in mixed formats build in one run, and the report accounts for every file."""

from __future__ import annotations

import csv
import html
import io
import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import make_documents as make
import pytest
import rdflib
from opencc import OpenCC
from run_kg import ROOT, kg

DEV = ROOT.parent / "shared" / "corpus" / "dev"
MAP = ("--map", "text=zhengwen", "--map", "title=biaoti", "--map", "published=day", "--map", "publisher=org")
TEXT_LAYER = rdflib.URIRef("https://w3id.org/minzheng/ontology#textLayer")
# encoding as Python calls it, what writes it, what the report says of it
ENCODINGS = [
    ("utf-8", "python", "utf-8"), ("utf-8-sig", "python", "utf-8"), ("utf-16", "python", "utf-16"), ("utf-16-le", "iconv", "utf-16-le"),
    ("utf-16-be", "iconv", "utf-16-be"), ("gb18030", "python", "gb18030"), ("gb18030", "iconv", "gb18030"),
    ("big5", "python", "big5"), ("big5", "iconv", "big5"),
]  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A document of the corpus: the name that the report must give it, its story, its format and encoding."""

    name: str
    story: make.Story
    format: str
    encoding: str


def plain_texts(folder: Path) -> list[Made]:
    found = []
    for number, (encoding, writer, stated) in enumerate(ENCODINGS):
        story = make.Story(number)
        text = OpenCC("s2tw").convert(story.plain) if encoding == "big5" else story.plain
        name = f"{number:02} {encoding} {writer}.txt"
        (folder / name).write_bytes(make.iconv(text, encoding.upper().replace("16-", "16")) if writer == "iconv" else text.encode(encoding))
        found.append(Made(name, story, "text", stated))
    return found


def pages(folder: Path) -> list[Made]:
    found = []
    for number, (charset, tagged, with_table) in enumerate(
        [("utf-8", True, True), ("gb18030", True, False), ("gb2312", False, False), ("utf-8", False, True), ("gbk", True, True), ("utf-8", False, False)], 9
    ):
        story = make.Story(number, with_table)
        name = f"{number:02}.{'shtml' if number % 2 else 'html'}"
        (folder / name).write_bytes(make.page(story, charset, tagged))
        found.append(Made(name, story, "html", "utf-8" if charset == "utf-8" else "gb18030"))
    return found


def by_programs(folder: Path, beside: Path) -> list[Made]:
    """Two PDF by Chromium, three DOCX and two PDF by LibreOffice, two DOCX by python-docx."""
    found = []
    saved: dict[str, list[Path]] = {"print": [], "docx": [], "pdf": []}
    for number, how in enumerate(["print", "print", "docx", "docx", "docx", "pdf", "pdf"], 15):
        story = make.Story(number, how == "docx" and number > 17)
        saved[how].append(beside / f"{number}.html")
        saved[how][-1].write_bytes(make.page(story, tagged=False))
        ending = "docx" if how == "docx" else "pdf"
        found.append(Made(f"{number}.{ending}", story, ending, "utf-8"))
    make.printed(saved["print"], folder)
    make.converted(saved["docx"], folder, "docx")
    make.converted(saved["pdf"], folder, "pdf")
    for number in (22, 23):
        (folder / f"{number}.docx").write_bytes(make.word(make.Story(number, True)))
        found.append(Made(f"{number}.docx", make.Story(number, True), "docx", "utf-8"))
    return found


def corpora(folder: Path, beside: Path) -> list[Made]:
    """Three texts in Markdown, four rows of JSON Lines and of CSV, four files in an archive, a table as CSV."""
    stories = [make.Story(number, number in (24, 25, 37, 39)) for number in range(24, 40)]
    found = []
    for story in stories[:3]:
        (folder / f"{story.number}.md").write_text(make.markdown(story), encoding="utf-8")
        found.append(Made(f"{story.number}.md", story, "markdown", "utf-8"))
    (folder / "rows.jsonl").write_text(make.json_lines(stories[3:7]), encoding="utf-8")
    found += [Made(f"rows.jsonl#{row}", story, "jsonl", "utf-8") for row, story in enumerate(stories[3:7], 1)]
    (folder / "rows.csv").write_bytes(make.spreadsheet(stories[7:11]).encode("gb18030"))
    found += [Made(f"rows.csv#{row}", story, "csv", "gb18030") for row, story in enumerate(stories[7:11], 2)]
    inside = beside / "inside"
    (inside / "年报").mkdir(parents=True)
    (inside / "a.txt").write_bytes(stories[11].plain.encode("gb18030"))
    (inside / "年报" / "b.html").write_bytes(make.page(stories[12]))
    (inside / "c.md").write_text(make.markdown(stories[13]), encoding="utf-8")
    (inside / "年报" / "d.docx").write_bytes(make.word(stories[14]))
    make.zipped(inside, folder / "z.zip")
    names = [("a.txt", "text", "gb18030"), ("年报/b.html", "html", "utf-8"), ("c.md", "markdown", "utf-8"), ("年报/d.docx", "docx", "utf-8")]
    found += [Made(f"z.zip/{name}", story, format, encoding) for (name, format, encoding), story in zip(names, stories[11:15], strict=True)]
    (folder / "table.csv").write_bytes(make.table_file(stories[15]).encode("utf-8-sig"))
    return [*found, Made("table.csv", stories[15], "csv", "utf-8")]


@dataclass(frozen=True)
class Corpus:
    """The documents and their build."""

    made: list[Made]
    folder: Path
    out: Path

    def rows(self, name: str) -> list[dict[str, str]]:
        """A table of the build."""
        return list(csv.DictReader(io.StringIO((self.out / name).read_text("utf-8-sig"), newline="")))

    def report(self) -> dict[str, list[dict[str, object]]]:
        """The report of the build."""
        told: dict[str, list[dict[str, object]]] = json.loads((self.out / "report.json").read_text("utf-8"))
        return told


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    for library in ("trafilatura", "pypdfium2", "docx"):
        pytest.importorskip(library)
    top = tmp_path_factory.mktemp("mixed")
    folder, beside = top / "in", top / "beside"
    folder.mkdir()
    beside.mkdir()
    made = [*plain_texts(folder), *pages(folder), *by_programs(folder, beside), *corpora(folder, beside)]
    piped = make.Story(40)
    made += [Made("stdin", piped, "html", "utf-8")]
    extra = make.Story(41)
    (folder / "sub folder").mkdir()
    (folder / "sub folder" / "41 中文名.txt").write_text(extra.plain, encoding="utf-8")
    made.append(Made("sub folder/41 中文名.txt", extra, "text", "utf-8"))
    ran = kg("build", folder, "-", "-o", top / "out", *MAP, stdin=make.page(piped))
    assert ran.code == 0, ran.err
    return Corpus(made, folder, top / "out")


def test_the_report_accounts_for_every_file_with_its_format_and_encoding(corpus: Corpus) -> None:
    told = corpus.report()
    assert len(corpus.made) == 42 and told["unread"] == [] and told["repeated"] == []
    assert {row["file"]: (row["format"], row["encoding"]) for row in told["documents"]} == {each.name: (each.format, each.encoding) for each in corpus.made}


def test_what_is_not_plain_text_has_a_text_layer_that_the_graph_names(corpus: Corpus) -> None:
    layers = {row["file"]: row["textLayer"] for row in corpus.report()["documents"]}
    assert {each.name for each in corpus.made if each.format in ("text", "markdown")} == {name for name, layer in layers.items() if layer is None}
    graph = rdflib.Graph().parse(corpus.out / "graph.ttl")
    assert Counter(str(value) for value in graph.objects(None, TEXT_LAYER)) == Counter(layer for layer in layers.values() if layer)
    assert {f"texts/{path.name}" for path in (corpus.out / "texts").iterdir()} == {layer for layer in layers.values() if layer}


def raw_texts(corpus: Corpus) -> dict[str, str]:
    """What the offsets of each document count in: its text layer, or its own file decoded as the report says."""
    inside = corpus.folder.parent / "beside" / "inside"
    found = {}
    for row in corpus.report()["documents"]:
        name = str(row["file"])
        path = corpus.folder / name if not name.startswith("z.zip/") else inside / name.removeprefix("z.zip/")
        data = path.read_bytes() if row["textLayer"] is None else (corpus.out / str(row["textLayer"])).read_bytes()
        found[name] = data.decode(str(row["encoding"]) if row["textLayer"] is None else "utf-8")
    return found


def test_every_span_is_exact_in_the_text_that_its_offsets_count_in(corpus: Corpus) -> None:
    texts = raw_texts(corpus)
    for table in ("observations.csv", "entities.csv", "relations.csv"):
        rows = [row for row in corpus.rows(table) if row["quote"]]
        assert len(rows) > 42
        for row in rows:
            assert texts[row["file"]][int(row["start"]) : int(row["end"])] == row["quote"], row


def test_every_document_says_its_title_date_and_publisher(corpus: Corpus) -> None:
    told = {row["file"]: (row["title"], row["published"], row["publisher"]) for row in corpus.report()["documents"]}
    for each in corpus.made:
        if each.name != "table.csv":
            simplified = tuple(OpenCC("t2s").convert(str(said)) for said in told[each.name])
            assert simplified == (each.story.title, each.story.date, each.story.publisher), each.name


def test_the_figure_of_every_document_is_found_with_its_place(corpus: Corpus) -> None:
    found = {(row["file"], Decimal(row["value"]), row["region"].rsplit("/", 1)[-1].rsplit(":", 1)[-1]) for row in corpus.rows("observations.csv")}
    missing = [each.name for each in corpus.made if each.name != "table.csv" and (each.name, Decimal(each.story.beds), each.story.code) not in found]
    assert missing == []


def test_cells_of_tables_are_observations(corpus: Corpus) -> None:
    found = {(row["file"], row["region"].rsplit("/", 1)[-1].rsplit(":", 1)[-1], row["quote"], row["unit_label"]) for row in corpus.rows("observations.csv")}
    tables = [each for each in corpus.made if each.story.cells]
    assert {each.format for each in tables} == {"html", "docx", "markdown", "csv"}
    for each in tables:
        for code, value in each.story.cells.items():
            assert (each.name, code, str(value), "人") in found, each.name


def test_furniture_of_pages_gives_no_figures(corpus: Corpus) -> None:
    assert not [row for row in corpus.rows("observations.csv") if row["quote"].startswith(("999999", "0500", "1310"))]


def wrapped(path: Path) -> bytes:
    """A text as a page without any tags."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in path.read_text("utf-8").splitlines() if line.strip())
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div class="article">{lines}</div></body></html>'.encode()


def written(how: str, path: Path, text: str) -> bytes:
    """A text in a format that needs no program but iconv."""
    quoted = text.replace('"', '""')
    rows = {"jsonl": json.dumps({"text": text}), "csv": f'\ufefftext\n"{quoted}"\n'}
    return wrapped(path) if how == "html" else make.iconv(text, "GB18030") if how == "gb" else rows.get(how, text).encode()


def test_forty_two_real_texts_in_mixed_formats_build(tmp_path: Path) -> None:
    if not DEV.is_dir():
        pytest.skip("the corpus of real texts is not beside the repository")
    folder, beside = tmp_path / "in", tmp_path / "beside"
    folder.mkdir()
    beside.mkdir()
    names: list[str] = []
    saved: dict[str, list[Path]] = {"print": [], "docx": [], "pdf": []}
    for number, path in enumerate(sorted(DEV.glob("*.txt"))[:42]):
        how = ("txt", "html", "docx", "pdf", "md", "jsonl", "print", "gb", "csv")[number % 9]
        text = path.read_text("utf-8")
        kept = folder / f"{path.stem}.{ {'gb': 'txt', 'print': 'pdf'}.get(how, how) }"
        names.append(f"{kept.name}#1" if how == "jsonl" else f"{kept.name}#2" if how == "csv" else kept.name)
        if how in saved:
            saved[how].append(beside / f"{path.stem}.html")
            saved[how][-1].write_bytes(wrapped(path))
        else:
            kept.write_bytes(written(how, path, text))
    make.printed(saved["print"], folder)
    make.converted(saved["docx"], folder, "docx")
    make.converted(saved["pdf"], folder, "pdf")
    ran = kg("build", folder, "-o", tmp_path / "out")
    told = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert ran.code == 0 and told["unread"] == [] and {row["file"] for row in told["documents"]} == set(names) and len(names) == 42
    layers = {row["file"]: (tmp_path / "out" / row["textLayer"]).read_bytes().decode("utf-8") for row in told["documents"] if row["textLayer"]}
    rows = csv.DictReader(io.StringIO((tmp_path / "out" / "observations.csv").read_text("utf-8-sig"), newline=""))
    assert all(layers[row["file"]][int(row["start"]) : int(row["end"])] == row["quote"] for row in rows if row["file"] in layers)
    figures = {row["file"]: row["observations"] for row in told["documents"]}
    assert sum(count > 0 for count in figures.values()) > 30
