"""The media types in which an answer can be had, by what the query asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# SELECT gives rows, ASK a truth, CONSTRUCT and DESCRIBE triples.
Kind = Literal["rows", "truth", "triples"]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write answers: its short name, its media types (the first is its own, others are what older clients ask for), its IRI."""

    name: str
    types: tuple[str, ...]
    iri: str


_W3 = "http://www.w3.org/ns/formats/"
TABLES = (
    Format("json", ("application/sparql-results+json", "application/json"), _W3 + "SPARQL_Results_JSON"),
    Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), _W3 + "SPARQL_Results_XML"),
    Format("csv", ("text/csv",), _W3 + "SPARQL_Results_CSV"),
    Format("tsv", ("text/tab-separated-values",), _W3 + "SPARQL_Results_TSV"),
)
GRAPHS = (
    Format("turtle", ("text/turtle", "application/x-turtle"), _W3 + "Turtle"),
    Format("ntriples", ("application/n-triples", "text/plain"), _W3 + "N-Triples"),
    Format("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), _W3 + "RDF_XML"),
    Format("jsonld", ("application/ld+json", "application/json"), _W3 + "JSON-LD"),
)
KINDS: dict[Kind, tuple[Format, ...]] = {"rows": TABLES, "truth": TABLES, "triples": GRAPHS}
# those whose media type has a charset to state
_TEXT = ("text/",)


def offered(formats: tuple[Format, ...]) -> list[str]:
    """All media types of some formats, the preferred first.

    >>> offered(TABLES)[:2]
    ['application/sparql-results+json', 'application/sparql-results+xml']
    """
    return [each.types[0] for each in formats] + [other for each in formats for other in each.types[1:]]


def named(kind: Kind, media_type: str) -> Format:
    """The format of a media type or a short name for a kind of answer.

    >>> named("triples", "text/turtle").name, named("rows", "csv").types[0]
    ('turtle', 'text/csv')

    Raises:
        KeyError: there is none.
    """
    for each in KINDS[kind]:
        if media_type == each.name or media_type in each.types:
            return each
    raise KeyError(media_type)


def header(media_type: str) -> str:
    """The value of Content-Type.

    >>> header("text/csv"), header("application/json")
    ('text/csv; charset=utf-8', 'application/json')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith(_TEXT) else media_type
