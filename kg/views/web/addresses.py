"""Which address of the server shows a thing of the graph, and which thing an address names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode

from kg.vocab import terms

_ROOT = "https://w3id.org/minzheng/"
DOCUMENT = terms.ID + "document/"
SPAN = terms.ID + "span/"
# span = 16 hexadecimal digits "-" start "-" end
_SPAN = re.compile(r"([0-9a-f]{16})-(\d{1,12})-(\d{1,12})", re.ASCII)
# things that one query asks for, and characters that they may have: a query has a longest length, and a short one answers sooner than two
_AT_ONCE, _LONGEST = 300, 80_000
# what an IRI cannot hold, in SPARQL as in RDF; whoever puts one into a query relies on it
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]{1,2000}")


def is_iri(text: str) -> bool:
    """Whether a text can stand between < and > in a query.

    >>> is_iri("https://w3id.org/minzheng/id/region/131000"), is_iri("a:b> ?x <c")
    (True, False)
    """
    return _IRI.fullmatch(text) is not None


def address(iri: str) -> str | None:
    """The page of a thing, a concept, a document or a stretch of one; None for what has no page.

    >>> address("https://w3id.org/minzheng/id/region/131000")
    '/id/region/131000'
    >>> address("https://w3id.org/minzheng/id/span/0123456789abcdef-3-9")
    '/doc/0123456789abcdef?at=3-9#at'
    >>> address("http://www.w3.org/2004/02/skos/core#Concept") is None
    True
    """
    if iri.startswith(SPAN):
        return place_of(iri)
    if iri.startswith(DOCUMENT):
        return f"/doc/{quote(iri[len(DOCUMENT) :], safe='')}"
    for prefix in (terms.ID, terms.CONCEPT):
        if iri.startswith(prefix):
            return "/" + quote(iri[len(_ROOT) :], safe="/-")
    return None


def place_of(span: str) -> str | None:
    """The page of a document with a stretch of it highlighted, from the IRI of the stretch."""
    match = _SPAN.fullmatch(span[len(SPAN) :])
    return f"/doc/{match[1]}?at={match[2]}-{match[3]}#at" if match else None


def iri_of(path: str) -> str | None:
    """The thing or concept that a path names; None where it cannot name one.

    >>> iri_of("/id/agency/131000-民政局")
    'https://w3id.org/minzheng/id/agency/131000-民政局'
    >>> iri_of("/compare") is None
    True
    """
    iri = _ROOT + path.removeprefix("/")
    return iri if iri.startswith((terms.ID, terms.CONCEPT)) and is_iri(iri) else None


def with_query(path: str, **values: str | int | None) -> str:
    """A path with those values that are not None or empty.

    >>> with_query("/search", q="低保", page=None)
    '/search?q=%E4%BD%8E%E4%BF%9D'
    """
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def batches(iris: Iterable[str]) -> Iterator[str]:
    """Things in the notation of a query, some at a time; what is no IRI is left out.

    >>> list(batches(["b:2", "a:1", "no iri"]))
    ['<a:1> <b:2>']
    """
    held: list[str] = []
    size = 0
    for iri in (f"<{iri}>" for iri in sorted(set(iris)) if is_iri(iri)):
        if len(held) == _AT_ONCE or size + len(iri) > _LONGEST:
            yield " ".join(held)
            held, size = [], 0
        held.append(iri)
        size += len(iri) + 1
    if held:
        yield " ".join(held)
