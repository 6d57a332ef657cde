"""What do the paragraphs and tables of a Word document say?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from kg.ingest.archives import BROKEN, is_trap
from kg.ingest.layers import damaged, layered, missing_library, table
from kg.model import Source, Unread

# What the parser makes of it takes some ten times as much memory.
LARGEST_PART = 30 * 1024 * 1024


def read_docx(name: str, data: bytes) -> Iterator[Source | Unread]:
    """Paragraphs as lines and tables as rows, in the order in which they stand."""
    try:
        import docx
        from docx.exceptions import PythonDocxError
        from docx.opc.exceptions import OpcError
        from docx.oxml.exceptions import XmlchemyError
        from docx.table import Table
        from lxml.etree import LxmlError  # type: ignore[import-untyped]
    except ImportError:
        yield missing_library(name, "python-docx")
        return
    try:
        if _is_bomb(data):
            yield Unread(name, "too-large", "unpacked it would have more than 30 MB of text.", "Split it, or save it as plain text.")
            return
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            lines += table([cell.text for cell in row.cells] for row in block.rows) if isinstance(block, Table) else [block.text]
    except (OpcError, PythonDocxError, XmlchemyError, LxmlError, KeyError, AttributeError, TypeError, *BROKEN) as error:
        yield damaged(name, "DOCX", error)
        return
    yield layered(name, data, "\n".join(lines) + "\n", "docx")


def _is_bomb(data: bytes) -> bool:
    """Whether a part that has to be parsed is too large, or packed like a trap; pictures are never unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(is_trap(entry, LARGEST_PART) for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels")))
