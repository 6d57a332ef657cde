"""What is the text layer of a PDF?"""

from __future__ import annotations

from collections.abc import Iterator

from kg.ingest.layers import damaged, layered, missing_library
from kg.model import Source, Unread


def read_pdf(name: str, data: bytes) -> Iterator[Source | Unread]:
    """The text of all pages, one after the other, a line for each printed line."""
    try:
        import pypdfium2 as pdfium  # type: ignore[import-untyped]
    except ImportError:
        yield missing_library(name, "pypdfium2")
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
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    except pdfium.PdfiumError as error:
        yield damaged(name, "PDF", error)
        return
    finally:
        document.close()
    yield layered(name, data, "\n".join(page.strip("\n") for page in pages), "pdf")
