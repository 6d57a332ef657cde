"""What is the text layer of a PDF?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kg.ingest.layers import damaged, layered, missing_library
from kg.ingest.paragraphs import PrintedLine, paragraphs
from kg.ingest.pdf_streams import is_trap
from kg.ingest.running_lines import without_running_lines
from kg.model import Source, Unread

NOWHERE = (0.0, 0.0, 0.0, 0.0)


def read_pdf(name: str, data: bytes) -> Iterator[Source | Unread]:
    """The text of all pages, one after the other, a line for each paragraph."""
    try:
        import pypdfium2 as pdfium  # type: ignore[import-untyped]
    except ImportError:
        yield missing_library(name, "pypdfium2")
        return
    if is_trap(data):
        yield Unread(name, "too-large", "unpacked a page of it would have more than 100 MB.", "Print it to a new PDF, or save it as plain text.")
        return
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            yield Unread(name, "encrypted", "the PDF asks for a password.", "Save a copy without a password.")
        else:
            yield damaged(name, "PDF", error)
        return
    try:
        pages = [(page.get_width(), _lines(page.get_textpage())) for page in document]
    except pdfium.PdfiumError as error:
        yield damaged(name, "PDF", error)
        return
    finally:
        document.close()
    yield layered(name, data, "\n".join(_text(pages)) + "\n", "pdf")


def _text(pages: Sequence[tuple[float, list[PrintedLine]]]) -> Iterator[str]:
    """The paragraphs of the pages, across their breaks where the next page is as wide."""
    bare = without_running_lines([lines for _, lines in pages])
    for _, group in groupby(zip((width for width, _ in pages), bare, strict=True), key=lambda page: round(page[0])):
        yield from paragraphs([line for _, lines in group for line in lines])


def _lines(page: Any) -> list[PrintedLine]:
    """The lines of a page with their edges; without edges, so that none is put together, where characters and places do not agree."""
    text = page.get_text_range()
    is_placed = len(text) == page.count_chars()
    printed, start = [], 0
    for line in text.split("\r\n"):
        inked = [start + i for i, char in enumerate(line) if not char.isspace()]
        if inked:
            (left, bottom, _, _), (_, _, right, _) = (page.get_charbox(inked[i]) for i in (0, -1)) if is_placed else (NOWHERE, NOWHERE)
            printed.append(PrintedLine(line.strip(), left, right, bottom))
        start += len(line) + 2
    return printed
