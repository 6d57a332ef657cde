"""What does a saved web page say, without the site around it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from kg.ingest.decoding import decode
from kg.ingest.layers import damaged, layered, missing_library
from kg.model import Metadata, Source, Unread

# charset = <meta charset="gb2312"> or content="text/html; charset=gb2312"
CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# GB2312 and GBK are parts of GB18030, and pages that name them use the whole.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8"}
# Meta names of Chinese government sites (national standard for their columns), then common ones.
NAMES = {
    "title": ("articletitle", "og:title", "dc.title"),
    "publisher": ("contentsource", "dc.publisher", "og:site_name"),
    "published": ("pubdate", "publishdate", "article:published_time", "dc.date", "date"),
    "url": ("url", "og:url"),
    "number": ("documentnumber", "wenhao", "filenumber"),
}
DATE = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})")


def read_html(name: str, data: bytes) -> Iterator[Source | Unread]:
    """The main text of a page, found by trafilatura; title, date and source from its meta tags."""
    text, encoding = _decoded(data)
    if text is None:
        yield Unread(name, "binary", "the bytes are no text in any encoding that is used for Chinese.", "Save the page again.")
        return
    try:
        from trafilatura import extract, html2txt
    except ImportError:
        yield missing_library(name, "trafilatura")
        return
    try:
        body = extract(text, output_format="txt", include_tables=True, include_comments=False, favor_recall=True) or html2txt(text)
    except (ValueError, TypeError, AssertionError, RecursionError) as error:
        yield damaged(name, "HTML", error)
        return
    yield layered(name, data, body or "", "html", encoding, hints_of(text))


def _decoded(data: bytes) -> tuple[str | None, str]:
    """The page as text: in the charset that it names, if that holds, else as the bytes suggest."""
    named = CHARSET.search(data[:4096])
    if named is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = named[1].decode("ascii").lower()
        encoding = WIDER.get(encoding, encoding)
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            pass
    decoded = decode(data)
    return (None, "") if decoded is None else (decoded.text, decoded.encoding)


class _Head(HTMLParser):
    """Collects the meta tags of a page, first one of a name wins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {key: value or "" for key, value in attrs}
        if tag == "meta" and held.get("content", "").strip():
            self.found.setdefault((held.get("name") or held.get("property") or "").strip().lower(), held["content"].strip())


def hints_of(page: str) -> Metadata:
    """What the meta tags of a page say.

    >>> hints_of('<meta name="PubDate" content="2021-06-24 10:00"><meta name="ContentSource" content="民政局">').published
    '2021-06-24'
    """
    head = _Head()
    head.feed(page)
    said = {field: next((head.found[name] for name in names if name in head.found), None) for field, names in NAMES.items()}
    date = DATE.search(said["published"] or "")
    said["published"] = f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else None
    return Metadata(**said)
