"""Writes invented documents in every format, with the programs that people use: LibreOffice, Chromium, iconv, qpdf, zip."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from needing import library, program

# name of a district, its city, its code
PLACES = (
    ("安次区", "廊坊市", "131002"), ("台前县", "濮阳市", "410927"), ("南乐县", "濮阳市", "410923"), ("范县", "濮阳市", "410926"),
    ("肥乡区", "邯郸市", "130407"), ("清江浦区", "淮安市", "320812"), ("洪泽区", "淮安市", "320813"), ("三河市", "廊坊市", "131082"),
    ("霸州市", "廊坊市", "131081"), ("迁安市", "唐山市", "130283"), ("广阳区", "廊坊市", "131003"), ("涟水县", "淮安市", "320826"),
)  # fmt: skip
HEADS = ("地区", "低保人数（人）")


@dataclass(frozen=True)
class Story:
    """An invented text about a place, told apart from the others by its number."""

    number: int
    with_table: bool = False

    @property
    def home(self) -> tuple[str, str, str]:
        """The place, its city, its code."""
        return PLACES[0 if self.with_table else self.number % len(PLACES)]

    @property
    def place(self) -> str:
        return self.home[0]

    @property
    def city(self) -> str:
        return self.home[1]

    @property
    def code(self) -> str:
        return self.home[2]

    @property
    def year(self) -> int:
        return 2012 + self.number % 9

    @property
    def title(self) -> str:
        return f"{self.place}{self.year}年养老服务工作取得新进展"

    @property
    def publisher(self) -> str:
        return f"{self.place}民政局"

    @property
    def date(self) -> str:
        return f"{self.year + 1}-0{1 + self.number % 9}-{10 + self.number % 18}"

    @property
    def beds(self) -> int:
        """The figure that must be found: how many beds for nursing the place has."""
        return 3001 + 7 * self.number

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            f"{self.year}年，{self.city}{self.place}认真落实养老服务政策，加大资金投入，完善服务设施，老年人的生活得到了很大的改善。",
            f"截至{self.year}年底，{self.place}共有养老机构{12 + self.number}所，护理型床位{self.beds}张。",
            f"{self.year}年，{self.place}发放高龄津贴{1000 + self.number}万元，惠及老年人{20000 + self.number}人，老年人和家属都表示满意。",
            "下一步，当地将继续增加床位，完善制度，加强监管，让更多的老年人得到实惠，过上幸福的晚年。",
        )

    @property
    def caption(self) -> str:
        return f"表1 {self.year}年廊坊市低保情况"

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """A table below the text: places and how many receive the minimum living guarantee."""
        return (HEADS, ("安次区", str(1100 + self.number)), ("广阳区", str(2200 + self.number))) if self.with_table else ()

    @property
    def cells(self) -> dict[str, int]:
        """What the cells of the table state, by the code of the place."""
        return {"131002": 1100 + self.number, "131003": 2200 + self.number} if self.with_table else {}

    @property
    def plain(self) -> str:
        """The text as a page of a site that somebody copied."""
        return "\n".join([self.title, f"发布时间：{self.date} 来源：{self.publisher}", "", *self.paragraphs, ""])


def iconv(text: str, encoding: str) -> bytes:
    """A text in another encoding, by iconv."""
    return subprocess.run([program("iconv"), "-f", "UTF-8", "-t", encoding], input=text.encode("utf-8"), check=True, capture_output=True).stdout


def page(story: Story, charset: str = "utf-8", tagged: bool = True) -> bytes:
    """A page as the sites of governments have them: with meta tags, or with a line under the heading that says the same."""
    said = (f'<meta name="SiteName" content="{story.city}政府网"><meta name="ArticleTitle" content="{story.title}">'
            f'<meta name="PubDate" content="{story.date} 09:30"><meta name="ContentSource" content="{story.publisher}">')  # fmt: skip
    line = f'<div class="info"><span>发布时间：{story.date} 09:30</span><span>来源：{story.publisher}</span><span>字体：【大 中 小】</span></div>'
    paragraphs = "".join(f"<p>　　{each}</p>" for each in story.paragraphs)
    rows = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in story.rows)
    table = f'<p align="center">{story.caption}</p><table border="1">{rows}</table>' if rows else ""
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{story.title}-{story.city}政府网</title>{said if tagged else ""}<style>td{{color:red}}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/bm/">部门动态</a></div>
<div class="article"><h1>{story.title}</h1>{"" if tagged else line}<div id="zoom" class="TRS_Editor">{paragraphs}{table}</div>
<script>var hits = 999999;</script></div>
<div class="footer"><p>主办：{story.city}政府办公室</p>
<p>备案序号05000000　网站标识码1310020001</p><a href="/map">网站地图</a></div></body></html>""".encode(charset)


def printed(pages: Sequence[Path], folder: Path) -> None:
    """Pages printed to PDF by Chromium, as it does by default: with the date and the title at the head of each sheet."""
    for each in pages:
        command = [program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder.parent / 'profile'}"]
        subprocess.run([*command, f"--print-to-pdf={folder / (each.stem + '.pdf')}", each.as_uri()], check=True, capture_output=True, timeout=120)


def converted(pages: Sequence[Path], folder: Path, ending: str) -> None:
    """Pages converted by LibreOffice's writer into DOCX or PDF."""
    kind = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}[ending]
    home = f"-env:UserInstallation={(folder.parent / 'home').as_uri()}"
    command = [program("soffice"), home, "--headless", "--infilter=HTML (StarWriter)", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, pages)], check=True, capture_output=True, timeout=240)


def word(story: Story) -> bytes:
    """A Word document by python-docx, with its table."""
    docx = library("docx")
    document = docx.Document()
    document.add_heading(story.title, 0)
    document.add_paragraph(f"发布时间：{story.date} 来源：{story.publisher}")
    for each in story.paragraphs:
        document.add_paragraph(each)
    if story.rows:
        document.add_paragraph(story.caption)
        grid = document.add_table(rows=len(story.rows), cols=len(HEADS))
        for i, row in enumerate(story.rows):
            for j, cell in enumerate(row):
                grid.cell(i, j).text = cell
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def markdown(story: Story) -> str:
    """The text in Markdown, with its table."""
    rows = [f"| {' | '.join(row)} |" for row in story.rows]
    table = [story.caption, "", rows[0], "| --- | ---: |", *rows[1:], ""] if rows else []
    lines = [f"# {story.title}", "", f"发布时间：{story.date} 来源：{story.publisher}", "", *(line for each in story.paragraphs for line in (each, "")), *table]
    return "\n".join(lines)


def json_lines(stories: Sequence[Story]) -> str:
    """A corpus in JSON Lines, under names of columns that nobody knows."""
    rows = ({"id": each.number, "biaoti": each.title, "zhengwen": "\n".join(each.paragraphs), "day": each.date, "org": each.publisher} for each in stories)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


def spreadsheet(stories: Sequence[Story]) -> str:
    """The same as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["编号", "biaoti", "zhengwen", "day", "org"])
    writer.writerows([each.number, each.title, "\n".join(each.paragraphs), each.date, each.publisher] for each in stories)
    return out.getvalue()


def table_file(story: Story) -> str:
    """A table as a spreadsheet saves it, the caption in the first row."""
    return "\r\n".join([f"{story.caption},", *(",".join(row) for row in story.rows), ""])


def zipped(folder: Path, into: Path) -> None:
    """A folder as an archive, by zip."""
    subprocess.run([program("zip"), "-q", "-r", str(into), "."], cwd=folder, check=True, capture_output=True)


def locked(source: Path, into: Path) -> None:
    """A PDF with a password, by qpdf."""
    subprocess.run([program("qpdf"), "--encrypt", "secret", "owner", "256", "--", str(source), str(into)], check=True, capture_output=True)
