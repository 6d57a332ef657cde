"""What kind of file is this, and who reads it?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from kg.ingest.archives import BROKEN, is_crowded
from kg.ingest.docx import read_docx
from kg.ingest.html import read_html
from kg.ingest.pdf import read_pdf
from kg.ingest.rows import read_csv, read_json_lines
from kg.model import Source, Unread

Reader = Callable[[str, bytes, Mapping[str, str]], Iterator[Source | Unread]]
# First bytes of formats that are told apart: the two of PDF and Word before 2007, then what is not read.
MAGIC = {
    b"%PDF-": "pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "doc", b"{\\rtf": "rtf",
    b"\x1f\x8b": "packed", b"BZh": "packed", b"\xfd7zXZ": "packed", b"Rar!\x1a\x07": "packed", b"7z\xbc\xaf\x27\x1c": "packed",
}  # fmt: skip
# markup = [ mark ] [ "<?xml …>" ] [ comment ] ( "<!doctype html" | "<html" | "<head" | "<body" )
MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--.{0,400}?-->\s{0,20})?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# an object of JSON, as the first line of a corpus without an ending has it
OBJECT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,200}\{\s{0,20}\"[^\"\n]{1,80}\"\s{0,20}:")
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
# what holds many texts
CORPORA = ("jsonl", "csv")
UNSUPPORTED = {
    "doc": "Save it as DOCX or as plain text.",
    "rtf": "Save it as DOCX or as plain text.",
    "packed": "Unpack it, or pack it as zip.",
    "office": "Save it as DOCX, as CSV or as plain text.",
}


def recognise(name: str, data: bytes) -> str:
    """The format of a file: by its first bytes, else by the ending of its name, else plain text.

    >>> recognise("a.txt", b"%PDF-1.7"), recognise("a.md", b"# x"), recognise("a", b"x")
    ('pdf', 'markdown', 'text')
    """
    magic = next((kind for first, kind in MAGIC.items() if data.startswith(first)), None)
    if magic is not None:
        return magic
    ending = PurePosixPath(name).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data, ending)
    if MARKUP.match(data[:2048]):
        return "html"
    return ENDINGS.get(ending) or ("jsonl" if OBJECT.match(data[:1024]) else "text")


def _package(data: bytes, ending: str) -> str:
    """What a zip file is: a Word document, another office document, or an archive; a damaged one is what its name says."""
    if is_crowded(data):
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return "docx" if ending == ".docx" else "zip"
    if "word/document.xml" in names:
        return "docx"
    return "office" if "[Content_Types].xml" in names or "mimetype" in names else "zip"
