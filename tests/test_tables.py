"""Tables state figures: each in its cell, of its place and time, in its unit."""

from __future__ import annotations

import subprocess
import time
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from needing import program

from kg.ingest import read
from kg.model import Observation, Reading, Source
from kg.pipeline.reader import Reader
from kg.vocab.vocabulary import Vocabulary, load

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tables.toml").read_text("utf-8"))["case"]
HEADS = ["地区", "低保人数（人）", "低保资金（万元）"]
ROWS = [["安次区", "1,234", "56.7"], ["广阳区", "-", "8"], ["合计", "2,345", "64.7"]]
EXPECTED = [
    "1,234 | 1234 人 | 低保对象人数 | 131002 | 2021..2021 | level",
    "56.7 | 567000 元 | 低保资金支出 | 131002 | 2021..2021 | flow",
    "8 | 80000 元 | 低保资金支出 | 131003 | 2021..2021 | flow",
    "2,345 | 2345 人 | 低保对象人数 | 131000 | 2021..2021 | level",
    "64.7 | 647000 元 | 低保资金支出 | 131000 | 2021..2021 | flow",
]
CAPTION = "表1 2021年廊坊市低保情况"
AROUND = [
    "2021年，廊坊市各级民政部门认真落实各项救助政策，困难群众的基本生活得到有效保障，社会救助工作取得了新的进展。",
    "下一步，廊坊市将继续完善社会救助制度，加强资金管理，提高救助水平，让困难群众得到及时有效的帮助。",
]


@cache
def vocabulary() -> Vocabulary:
    return load()


@cache
def reader() -> Reader:
    return Reader(vocabulary())


def told(reading: Reading) -> list[str]:
    """The observations of a reading as the cases write them."""
    labels = {entity.id: entity.label for entity in reading.entities}

    def line(seen: Observation) -> str:
        unit = vocabulary().concepts[seen.unit].symbol or seen.unit
        period = f"{seen.period_start or ''}..{seen.period_end or ''}"
        kind = f"{seen.kind} {seen.area}" if seen.area else seen.kind
        return " | ".join([reading.document.exact(seen.mention), f"{seen.value} {unit}", labels[seen.indicator], seen.region[1], period, kind])

    return [line(seen) for seen in reading.observations]


def read_file(path: Path) -> Reading:
    (source,) = read([path])
    assert isinstance(source, Source), source
    return reader().read(source)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_table_states_what_its_cells_heads_and_caption_say(case: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(str(case["text"]), encoding="utf-8")
    assert told(read_file(tmp_path / "a.md")) == case["states"]


def test_the_span_of_a_figure_is_its_number_and_its_evidence_the_row(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CASES[0]["text"], encoding="utf-8")
    reading = read_file(tmp_path / "a.md")
    first = reading.observations[0]
    raw = reading.document.source.raw
    assert raw[first.mention.start : first.mention.end] == "5,432"
    assert raw[first.evidence.start : first.evidence.end] == "| 全市合计 | 5,432 | 1234.5 |"


def test_every_place_of_a_table_is_an_entity_of_the_reading(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CASES[7]["text"], encoding="utf-8")
    reading = read_file(tmp_path / "a.md")
    entities = {entity.id: entity for entity in reading.entities}
    assert {seen.region for seen in reading.observations} <= entities.keys()
    assert entities["region", "131000-临空新城片区"].place == "131000"


def test_what_a_table_leaves_open_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CASES[7]["text"], encoding="utf-8")
    assert read_file(tmp_path / "a.md").skipped["table row of an open place"] == 1


def test_a_table_of_a_word_document_is_read(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(AROUND[0])
    document.add_paragraph(CAPTION)
    grid = document.add_table(rows=1 + len(ROWS), cols=3)
    for i, row in enumerate([HEADS, *ROWS]):
        for j, text in enumerate(row):
            grid.cell(i, j).text = text
    document.add_paragraph(AROUND[1])
    document.save(str(tmp_path / "a.docx"))
    assert told(read_file(tmp_path / "a.docx")) == EXPECTED


def test_merged_cells_of_a_word_document_are_heads_of_all_their_columns(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(CAPTION)
    grid = document.add_table(rows=4, cols=3)
    for i, row in enumerate([["地区", "城市低保", ""], ["", "人数（人）", "资金（万元）"], ["安次区", "12", "3.4"], ["广阳区", "5", "6"]]):
        for j, text in enumerate(row):
            grid.cell(i, j).text = text
    grid.cell(0, 1).merge(grid.cell(0, 2))
    grid.cell(0, 0).merge(grid.cell(1, 0))
    document.save(str(tmp_path / "a.docx"))
    assert told(read_file(tmp_path / "a.docx")) == [
        "12 | 12 人 | 城市低保对象人数 | 131002 | 2021..2021 | level urban",
        "3.4 | 34000 元 | 城市低保资金支出 | 131002 | 2021..2021 | flow urban",
        "5 | 5 人 | 城市低保对象人数 | 131003 | 2021..2021 | level urban",
        "6 | 60000 元 | 城市低保资金支出 | 131003 | 2021..2021 | flow urban",
    ]


def test_a_table_of_a_saved_page_is_read(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    cells = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in [HEADS, *ROWS])
    page = f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>廊坊市2021年民政统计公报</title>
<meta name="ArticleTitle" content="廊坊市2021年民政统计公报"></head><body><div class="nav"><a href="/">首页</a></div>
<div class="article"><p>{AROUND[0]}</p><p>{CAPTION}</p><table>{cells}</table><p>{AROUND[1]}</p></div></body></html>"""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert told(read_file(tmp_path / "a.html")) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_spreadsheet_saved_as_csv_is_read(tmp_path: Path, encoding: str) -> None:
    lines = [f"{CAPTION},,", ",".join(HEADS), *(",".join(f'"{text}"' for text in row) for row in ROWS)]
    (tmp_path / "a.csv").write_bytes("\r\n".join(lines).encode(encoding))
    reading = read_file(tmp_path / "a.csv")
    assert told(reading) == EXPECTED
    assert reading.document.metadata.title == "表1 2021年廊坊市低保情况" and reading.about == ("region", "131000")


def test_a_long_table_takes_time_in_proportion_to_its_rows(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        rows = "\n".join(f"| 安次区 | {2000 + number % 20}年 | {number} | {number}.5 |" for number in range(count))
        (tmp_path / "a.md").write_text(
            f"# 廊坊市低保情况\n\n| 地区 | 年份 | 低保人数（人） | 低保资金（万元） |\n|---|---|---|---|\n{rows}\n", encoding="utf-8"
        )
        begin = time.perf_counter()
        assert len(read_file(tmp_path / "a.md").observations) == 2 * count
        return time.perf_counter() - begin

    assert seconds(1600) < 16 * max(seconds(200), 0.02)


def test_a_table_that_libreoffice_wrote_is_read(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    cells = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in [HEADS, *ROWS])
    (tmp_path / "a.html").write_text(
        f'<html><head><meta charset="utf-8"></head><body><p>{CAPTION}</p><table border="1">{cells}</table></body></html>', encoding="utf-8"
    )
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    arguments = ["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(tmp_path / "a.html")]
    subprocess.run([program("soffice", "libreoffice"), home, *arguments], check=True, capture_output=True, timeout=180)
    assert told(read_file(tmp_path / "a.docx")) == EXPECTED


WORDS = [
    "地区",
    "安次区",
    "广阳区",
    "桥西区",
    "全市",
    "合计",
    "其中：女",
    "一、城市",
    "低保人数（人）",
    "资金（万元）",
    "单位",
    "人",
    "万元",
    "同比±%",
    "目标值",
    "备注",
]
NUMBERS = ["", "-", "2021年", "2020", "1,234", "56.7", "98%", "1.2万", "①", "500①", "（", "注：略", "本月", "100周岁以上", "序号", "1", "2", "说。明"]
CELLS = st.sampled_from([*WORDS, *NUMBERS])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=7), caption=CELLS)
def test_any_table_is_read_without_harm(rows: list[list[str]], caption: str) -> None:
    """Whatever stands in the cells, a figure's span is a number in a row that is its evidence, and its place is an entity."""
    lines = [f"廊坊市{caption}", "", *(f"| {' | '.join(row)} |" for row in rows), ""]
    raw = "\n".join(lines)
    reading = reader().read(Source(name="a.md", sha256="0" * 64, raw=raw, format="markdown"))
    entities = {entity.id for entity in reading.entities}
    for seen in reading.observations:
        assert any(char.isdigit() for char in reading.document.exact(seen.mention))
        assert seen.evidence.covers(seen.mention) and seen.region in entities and seen.indicator in entities
