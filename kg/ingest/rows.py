"""Which texts does a corpus in JSON Lines or CSV hold, one a row?"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping

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


def read_json_lines(name: str, data: bytes, columns: Mapping[str, str]) -> Iterator[Source | Unread]:
    """One text for each object; a line that is no object is stated and the others are read."""
    decoded = decode(data)
    if decoded is None:
        yield Unread(name, "binary", "the bytes are no text.", "Save it as UTF-8.")
        return
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                yield damaged(f"{name}#{number}", "JSON", error)
                continue
            yield from _row(f"{name}#{number}", row if isinstance(row, dict) else {"text": row}, columns, decoded.encoding, "jsonl")


def read_csv(name: str, data: bytes, columns: Mapping[str, str]) -> Iterator[Source | Unread]:
    """One text for each row where a column holds texts; else the whole is one table."""
    decoded = decode(data)
    if decoded is None:
        yield Unread(name, "binary", "the bytes are no text.", "Save it as UTF-8.")
        return
    text = decoded.text.removeprefix("\ufeff")
    comma = "\t" if text.split("\n", 1)[0].count("\t") > text.split("\n", 1)[0].count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    except csv.Error as error:
        yield damaged(name, "CSV", error)
        return
    heads = [cell.strip() for cell in rows[0]] if rows else []
    if _column(heads, "text", columns) is None:
        yield layered(name, data, "\n".join(table(rows)) + "\n", "csv", decoded.encoding)
        return
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            yield from _row(f"{name}#{number}", dict(zip(heads, row, strict=False)), columns, decoded.encoding, "csv")


def _column(heads: list[str], field: str, columns: Mapping[str, str]) -> str | None:
    """The name of the column that holds a field."""
    known = (columns[field],) if field in columns else COLUMNS[field]
    return next((head for name in known for head in heads if head.lower() == name.lower()), None)


def _row(name: str, row: Row, columns: Mapping[str, str], encoding: str, format: str) -> Iterator[Source | Unread]:
    heads = list(row)

    def held(field: str) -> str | None:
        column = _column(heads, field, columns)
        value = row[column] if column is not None else None
        return str(value) if value not in (None, "") else None

    text = held("text")
    if text is None or not text.strip():
        yield Unread(name, "no-text", "the row has no text.", f"Name the column that holds it; this row has: {', '.join(heads)[:100]}.")
    elif not has_chinese(text):
        yield Unread(name, "no-chinese", "the text of the row holds no Chinese character.", "Check the column of the text.")
    else:
        hints = Metadata(title=held("title"), publisher=held("publisher"), published=_iso(held("published")), url=held("url"), number=held("number"))
        text = text.encode("utf-8", "replace").decode("utf-8")
        sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
        yield Source(name=name, sha256=sha256, raw=text, encoding=encoding, format=format, layer=f"texts/{sha256[:16]}.txt", hints=hints)


def _iso(value: str | None) -> str | None:
    """A date in ISO, as precise as it is given.

    >>> _iso("2021/6/4 10:00"), _iso("2021年6月"), _iso("yesterday")
    ('2021-06-04', '2021-06', None)
    """
    parts = "".join(char if char.isdigit() else " " for char in value or "").split()
    if not parts or len(parts[0]) != 4 or parts[0][:2] not in ("19", "20"):
        return None
    rest = [int(part) for part in parts[1:3]]
    if any(not 1 <= part <= most for part, most in zip(rest, (12, 31), strict=False)):
        return parts[0]
    return "-".join([parts[0], *(f"{part:02}" for part in rest)])
