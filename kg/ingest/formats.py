"""What kind of file is this, and who reads it?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from kg.ingest.docx import read_docx
from kg.ingest.html import read_html
from kg.ingest.pdf import read_pdf
from kg.ingest.rows import read_csv, read_json_lines
from kg.model import Source, Unread

Reader = Callable[[str, bytes, Mapping[str, str]], Iterator[Source | Unread]]
# Word and Excel before 2007
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# markup = [ mark ] [ "<?xml …>" ] [ comment ] ( "<!doctype html" | "<html" | "<head" | "<body" )
MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--.{0,400}?-->\s{0,20})?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
ENDINGS = {
    ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html", ".jsp": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".md": "markdown", ".markdown": "markdown",
}  # fmt: skip
READERS: dict[str, Reader] = {
    "html": lambda name, data, columns: read_html(name, data),
    "pdf": lambda name, data, columns: read_pdf(name, data),
    "docx": lambda name, data, columns: read_docx(name, data),
    "jsonl": read_json_lines,
    "csv": read_csv,
}
UNSUPPORTED = {
    "doc": "Save it as DOCX or as plain text.",
    "office": "Save it as DOCX, as CSV or as plain text.",
}


def recognise(name: str, data: bytes) -> str:
    """The format of a file: by its first bytes, else by the ending of its name, else plain text.

    >>> recognise("a.txt", b"%PDF-1.7"), recognise("a.md", b"# x"), recognise("a", b"x")
    ('pdf', 'markdown', 'text')
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(OLE):
        return "doc"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if MARKUP.match(data[:2048]):
        return "html"
    return ENDINGS.get(PurePosixPath(name).suffix.lower(), "text")


def _package(data: bytes) -> str:
    """What a zip file is: a Word document, another office document, or an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    return "office" if "[Content_Types].xml" in names or "mimetype" in names else "zip"
