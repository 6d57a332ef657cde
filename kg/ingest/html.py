"""What does a saved web page say, without the site around it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser

from kg.ingest.dates import iso
from kg.ingest.decoding import decode
from kg.ingest.layers import damaged, layered, missing_library
from kg.model import Metadata, Source, Unread

# charset = <meta charset="gb2312"> or content="text/html; charset=gb2312"
CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
# The charsets that are believed. GB2312 and GBK are parts of GB18030, and pages that name them use the whole; a page that
# names UTF-16 in ASCII is not in UTF-16, and one that names a Western charset was written by a program that did not know.
CHARSETS = dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"), "gb18030") | {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
# label = "</span><span>" word ":"        parts of one line that the page's style keeps apart
APART = re.compile(r"</(?:span|em|i|b|label)>(?=<(?:span|em|i|b|label)[^>]{0,200}>[^<]{1,8}[：:])", re.IGNORECASE)
# layout = "|" cell "|"        a row of one cell holds text, no figures
LAYOUT = re.compile(r"(?m)^\|([^|\n]{1,100000})\|[ \t]{0,9}$")
# Tags are looked for in this many characters of a page.
HEAD = 200_000
# Where the title stands in the text, it stands this near to the beginning.
OPENING = 400
# Meta names of Chinese government sites (national standard for their columns), then common ones.
NAMES = {
    "title": ("articletitle", "og:title", "dc.title"),
    "publisher": ("contentsource", "dc.publisher"),
    "published": ("pubdate", "publishdate", "article:published_time", "dc.date", "date"),
    "url": ("url", "og:url"),
    "number": ("documentnumber", "wenhao", "filenumber"),
}


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
        apart = APART.sub(r"\g<0> ", text)
        body = extract(apart, output_format="txt", include_tables=True, include_comments=False, favor_recall=True) or html2txt(apart)
    except (ValueError, TypeError, AssertionError, RecursionError) as error:
        yield damaged(name, "HTML", error)
        return
    if not (body or "").strip():
        yield Unread(name, "no-text", "no text was found in the page.", "Open it in a browser and save what it shows as text or PDF.")
        return
    hints = hints_of(text)
    yield layered(name, data, _titled(LAYOUT.sub(lambda row: row[1].strip(" \t"), body), hints.title), "html", encoding, hints)


def _titled(body: str, title: str | None) -> str:
    """The main text with the title in front, where it stands outside of it on the page."""
    if title is None or "".join(title.split()) in "".join(body[:OPENING].split()):
        return body
    return f"{title}\n{body}"


def _decoded(data: bytes) -> tuple[str | None, str]:
    """The page as text: in the charset that it names, if that holds, else as the bytes suggest.

    Bytes that are UTF-8 are read as that whatever is named: many programs convert a page and leave its tag.
    """
    decoded = decode(data)
    named = CHARSET.search(data[:4096])
    encoding = CHARSETS.get(named[1].decode("ascii").lower()) if named else None
    if encoding is not None and (decoded is None or not decoded.encoding.startswith("utf")):
        try:
            return data.decode(encoding), encoding.removesuffix("hkscs")
        except UnicodeDecodeError:
            pass
    return (None, "") if decoded is None else (decoded.text, f"{decoded.encoding}, {decoded.lost} lost" if decoded.lost else decoded.encoding)


class _Head(HTMLParser):
    """Collects the meta tags of a page, first one of a name wins, the title of its window and its first-rank headings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.texts: dict[str, list[str]] = {"title": [], "h1": []}
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {key: value or "" for key, value in attrs}
        if tag == "meta" and held.get("content", "").strip():
            self.found.setdefault((held.get("name") or held.get("property") or "").strip().lower(), held["content"].strip())
        elif tag in self.texts:
            self._open = tag
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.texts[self._open][-1] += data

    def heading(self) -> str | None:
        """The heading that the window's title repeats, for the name of the site is often a heading too."""
        window = "".join("".join(self.texts["title"]).split())
        return next((" ".join(text.split()) for text in self.texts["h1"] if len(text.strip()) > 4 and "".join(text.split()) in window), None)


def hints_of(page: str) -> Metadata:
    """What the meta tags of a page say; the title also by its heading.

    >>> hints_of('<meta name="PubDate" content="2021-06-24 10:00"><meta name="ContentSource" content="民政局">').published
    '2021-06-24'
    """
    head = _Head()
    # the parser gives up so on a marked section that no standard knows
    with suppress(AssertionError):
        head.feed(page[:HEAD])
    said = {field: next((head.found[name] for name in names if name in head.found), None) for field, names in NAMES.items()}
    return Metadata(**{**said, "title": said["title"] or head.heading(), "published": iso(said["published"])})
