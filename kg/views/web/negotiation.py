"""In which format a thing is asked for: by the ending of its address, else by the Accept header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from kg.views.web.preferences import best
from kg.views.web.problems import Problem

Format = Literal["html", "ttl", "jsonld", "csv"]
# media type -> format; the first of equal weight is taken, so a client that takes anything gets the page
OFFERED: Mapping[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "text/csv": "csv",
}
TYPES: Mapping[Format, str] = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "csv": "text/csv; charset=utf-8; header=present",
}
# what stands after the last full stop of an address; no name of the graph has a full stop
_ENDINGS: Mapping[str, Format] = {"ttl": "ttl", "jsonld": "jsonld", "csv": "csv", "html": "html"}
MACHINES: tuple[Format, ...] = ("ttl", "jsonld", "csv")


def split(path: str) -> tuple[str, Format | None]:
    """A path without its ending, and the format that the ending asks for.

    >>> split("/id/region/131000.ttl"), split("/id/region/131000")
    (('/id/region/131000', 'ttl'), ('/id/region/131000', None))
    """
    name, _, ending = path.rpartition(".")
    return (name, _ENDINGS[ending]) if name and ending in _ENDINGS else (path, None)


def negotiate(request: Request) -> tuple[str, Format]:
    """The path without an ending and the format to answer in.

    Raises:
        Problem: 406, where the client takes none of the formats.
    """
    path, asked = split(request.scope["path"])
    if asked:
        return path, asked
    taken = best(request.headers.get("accept", ""), list(OFFERED))
    if taken is None:
        raise Problem(406, "entity.not-acceptable", offered=", ".join(OFFERED))
    return path, OFFERED[taken]


def twins(address: str) -> dict[Format, str]:
    """The addresses of the same thing for machines.

    >>> twins("/id/region/131000")["ttl"]
    '/id/region/131000.ttl'
    """
    return {form: f"{address}.{form}" for form in MACHINES}


def answer(content: bytes, form: Format, name: str) -> Response:
    """A file for a machine; a browser that saves it calls it after the thing."""
    plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter == "-")) or "thing"
    headers = {"vary": "Accept", "content-disposition": f'inline; filename="{plain}.{form}"'}
    return Response(content, media_type=TYPES[form], headers=headers)
