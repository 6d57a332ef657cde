"""Which texts does a corpus in JSON Lines or CSV hold, one a row?"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from kg.ingest.dates import iso
from kg.ingest.decoding import decode, has_chinese
from kg.ingest.layers import damaged, layered, table
from kg.model import Metadata, Source, Unread

# Names of columns for each field; `columns` of the caller goes before them.
COLUMNS = {
    "text": ("text", "content", "body", "正文", "内容", "全文"),
    "title": ("title", "headline", "标题", "题名"),
    "published": ("date", "published", "publish_date", "pubdate", "time", "日期", "发布日期", "发布时间"),
    "publisher": ("publisher", "source", "来源", "发布机构", "信息来源"),
    "url": ("url", "link", "网址", "链接"),
    "number": ("number", "文号", "发文字号"),
}
Row = Mapping[str, object]
# A cell longer than this holds a text; a table has none.
LONGEST_CELL = 300
LONGEST_FIELD = 50 * 1024 * 1024


def read_json_lines(name: str, data: bytes, columns: Mapping[str, str]) -> Iterator[Source | Unread]:
    """One text for each object; a line that is no object is stated and the others are read."""
    decoded = decode(data)
    if decoded is None:
        yield Unread(name, "binary", "the bytes are no text.", "Save it as UTF-8.")
        return
    if not decoded.text.strip():
        yield Unread(name, "empty", "the file holds nothing but spaces.", "Remove it, or fetch it again.")
    for number, line in enumerate(decoded.text.split("\n"), 1):
        yield from _object(f"{name}#{number}", line, columns, decoded.encoding)


def read_long_json_lines(name: str, head: bytes, rest: BinaryIO, columns: Mapping[str, str], watch: Callable[[int], None] | None) -> Iterator[Source | Unread]:
    """The same of a file of any length, of which no more than a line is held; `head` is its beginning, which tells the encoding."""
    decoded = decode(head[: head.rfind(b"\n") + 1] or head)
    if decoded is None or decoded.encoding.startswith(("utf-16", "utf-32")):
        yield Unread(name, "binary", "so long a file of lines is read in UTF-8, GB18030 or Big5 alone.", "Save it as UTF-8.")
        return
    for number, line in enumerate(_lines(head, rest), 1):
        if watch:
            watch(len(line))
        if len(line) > LONGEST_FIELD:
            yield Unread(f"{name}#{number}", "too-large", f"the line has more than {LONGEST_FIELD // 1024 // 1024} MB.", "Split it.")
            continue
        try:
            text, encoding = line.decode(decoded.encoding), decoded.encoding
        except UnicodeDecodeError:
            other = decode(line)
            if other is None:
                yield Unread(f"{name}#{number}", "binary", "the bytes of the line are no text.", "Mend the line, or take it out.")
                continue
            text, encoding = other.text, other.encoding
        yield from _object(f"{name}#{number}", text, columns, encoding)


def _lines(head: bytes, rest: BinaryIO) -> Iterator[bytes]:
    """The lines of a file whose beginning is read already; of a line beyond the limit, a little more than the limit."""
    start = 0
    while (end := head.find(b"\n", start)) >= 0:
        yield head[start : end + 1]
        start = end + 1
    line = head[start:] + rest.readline(LONGEST_FIELD)
    while line:
        yield line
        while line and not line.endswith(b"\n") and len(line) >= LONGEST_FIELD:
            # what is left of a line that is too long
            line = rest.readline(LONGEST_FIELD)
        line = rest.readline(LONGEST_FIELD + 1)


def _object(name: str, line: str, columns: Mapping[str, str], encoding: str) -> Iterator[Source | Unread]:
    """The text of one line; nothing for a blank one."""
    if not line.strip():
        return
    try:
        row = json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        yield Unread(name, "damaged", f"the line is no JSON ({str(error)[:80]}).", "Mend the line, or take it out.")
        return
    yield from _row(name, row if isinstance(row, dict) else {"text": row}, columns, encoding, "jsonl")


def read_csv(name: str, data: bytes, columns: Mapping[str, str]) -> Iterator[Source | Unread]:
    """One text for each row where a column holds texts; else the whole is one table."""
    decoded = decode(data)
    if decoded is None:
        yield Unread(name, "binary", "the bytes are no text.", "Save it as UTF-8.")
        return
    text = decoded.text.removeprefix("\ufeff")
    comma = "\t" if text.split("\n", 1)[0].count("\t") > text.split("\n", 1)[0].count(",") else ","
    try:
        rows = _cells(text, comma)
    except csv.Error as error:
        yield damaged(name, "CSV", error)
        return
    heads = [cell.strip() for cell in rows[0]] if rows else []
    if _column(heads, "text", columns) is None:
        if _is_table(rows):
            yield layered(name, data, "\n".join(table(rows)) + "\n", "csv", decoded.encoding)
        else:
            yield Unread(name, "no-text", "no column is known to hold texts.", f"Name it: --map text=COLUMN; the columns are: {_shown(heads)}.")
        return
    filled = [(number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not filled:
        yield Unread(name, "no-text", "there is no row under the head.", "Check that it is the right file.")
    for number, row in filled:
        yield from _row(f"{name}#{number}", dict(zip(heads, row, strict=False)), columns, decoded.encoding, "csv")


def _cells(text: str, comma: str) -> list[list[str]]:
    """The rows of a file; the limit of the standard library, 131,072 characters a cell, is too low for a long report."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    finally:
        csv.field_size_limit(before)


def _is_table(rows: list[list[str]]) -> bool:
    """Whether rows are a table: a number in some cell, a text in none.

    >>> _is_table([["地区", "人数"], ["甲县", "12"]]), _is_table([["题", "稿"], ["甲", "乙"]])
    (True, False)
    """
    cells = [cell.strip() for row in rows[1:] for cell in row]
    return all(len(cell) <= LONGEST_CELL for cell in cells) and any(cell[:1].isdigit() for cell in cells)


def _shown(heads: list[str]) -> str:
    return ", ".join(head for head in heads if head)[:100]


def _column(heads: list[str], field: str, columns: Mapping[str, str]) -> str | None:
    """The name of the column that holds a field: the one that the caller names, else one that is known."""
    known = (columns[field], *COLUMNS[field]) if field in columns else COLUMNS[field]
    return next((head for name in known for head in heads if head.lower() == name.lower()), None)


def _row(name: str, row: Row, columns: Mapping[str, str], encoding: str, format: str) -> Iterator[Source | Unread]:
    heads = list(row)

    def held(field: str) -> str | None:
        column = _column(heads, field, columns)
        value = row[column] if column is not None else None
        if isinstance(value, list):
            value = "\n".join(map(str, value))
        return str(value).encode("utf-8", "replace").decode("utf-8") if value not in (None, "") else None

    text = held("text")
    if text is None or not text.strip():
        yield Unread(name, "no-text", "the row has no text.", f"Name the column that holds it: --map text=COLUMN; this row has: {_shown(heads)}.")
    elif not has_chinese(text):
        yield Unread(name, "no-chinese", "the text of the row holds no Chinese character.", "Check the column of the text.")
    else:
        hints = Metadata(title=held("title"), publisher=held("publisher"), published=iso(held("published")), url=held("url"), number=held("number"))
        sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
        yield Source(name=name, sha256=sha256, raw=text, encoding=encoding, format=format, layer=f"texts/{sha256[:16]}.txt", hints=hints)
