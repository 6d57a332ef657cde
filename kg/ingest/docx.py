"""What do the paragraphs and tables of a Word document say?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from kg.ingest.layers import damaged, layered, missing_library, table
from kg.model import Source, Unread


def read_docx(name: str, data: bytes) -> Iterator[Source | Unread]:
    """Paragraphs as lines and tables as rows, in the order in which they stand."""
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from docx.table import Table
    except ImportError:
        yield missing_library(name, "python-docx")
        return
    try:
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        for block in document.iter_inner_content():
            lines += table([cell.text for cell in row.cells] for row in block.rows) if isinstance(block, Table) else [block.text]
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError, AttributeError) as error:
        yield damaged(name, "DOCX", error)
        return
    yield layered(name, data, "\n".join(lines) + "\n", "docx")
