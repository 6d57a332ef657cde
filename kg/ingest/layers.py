"""What does a Source look like whose file is not plain text?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from kg.ingest.decoding import has_chinese
from kg.model import Metadata, Source, Unread

NOTHING = Metadata()
EXTRA = "Install the readers: pip install 'minzheng-kg[formats]'."


def layered(name: str, data: bytes, text: str, format: str, encoding: str = "utf-8", hints: Metadata = NOTHING) -> Source | Unread:
    """A source whose `raw` is a text layer: offsets point into `texts/<key>.txt`, which the pipeline writes."""
    if not text.strip():
        return Unread(name, "no-text", f"the {format.upper()} file holds no text.", "If it is a scan, run text recognition over it first.")
    if not has_chinese(text):
        return Unread(name, "no-chinese", "the text holds no Chinese character.", "Check that it is the right file.")
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(name=name, sha256=sha256, raw=text, encoding=encoding, format=format, layer=f"texts/{sha256[:16]}.txt", hints=hints)


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines that stand for a table in a text layer: one a row, bars around the cells.

    >>> table([["地区", "低保 人数"], ["甲县", "1|2"]])
    ['| 地区 | 低保 人数 |', '| 甲县 | 1/2 |']
    """
    return ["| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in row) + " |" for row in rows if any(cell.strip() for cell in row)]


def missing_library(name: str, library: str) -> Unread:
    """Says that an optional library is needed."""
    return Unread(name, "needs-library", f"reading it needs {library}, which is not installed.", EXTRA)


def damaged(name: str, format: str, error: Exception) -> Unread:
    """Says that a file is not what its name or its first bytes promise."""
    detail = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
    return Unread(name, "damaged", f"it is no readable {format} file ({detail}).", "Open it in its own program and save it again.")
