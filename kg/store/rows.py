"""The rows of a query's answer, taken over as tab-separated values at one go: other threads go on while pyoxigraph writes them."""

from __future__ import annotations

import io
import re

import pyoxigraph as ox

from kg.store.answers import Rows, Value
from kg.vocab import terms

# literal = '"' text '"' [ "@" language [ "--" direction ] | "^^<" datatype ">" ], as in N-Triples
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[A-Za-z0-9-]+?)(?P<direction>--(?:ltr|rtl))?|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
# values that are kept for further rows of the same answer
MOST_HELD = 50_000
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_XSD = terms.STANDARD["xsd"]
_TRIPLE = ("<<(", ")>>")


def rows(found: ox.QuerySolutions) -> Rows:
    """All solutions, in the query's order."""
    written = found.serialize(format=ox.QueryResultsFormat.TSV)
    assert written is not None, "without a file to write to the bytes are given back"
    # line by line, for there may be millions; a text has no line end of its own, which TSV escapes
    lines = io.BytesIO(written)
    head = lines.readline().decode("utf-8").rstrip("\n")
    columns = tuple(name[1:] for name in head.split("\t")) if head else ()
    made = _Made()
    return Rows(columns, tuple(tuple([made[cell] for cell in line.decode("utf-8")[:-1].split("\t")]) if columns else () for line in lines))


class _Made(dict[str, Value | None]):
    """Values by their cells, as the same term stands in many rows; an empty cell is an unbound variable."""

    def __missing__(self, cell: str) -> Value | None:
        if len(self) >= MOST_HELD:
            self.clear()
        self[cell] = made = _value(cell) if cell else None
        return made


def _value(cell: str) -> Value:
    """The value that a cell stands for.

    >>> _value("<a:b>"), _value("1.5").datatype, _value('"x"@en').language
    (Value(text='a:b', is_iri=True, datatype=None, language=None), 'http://www.w3.org/2001/XMLSchema#decimal', 'en')
    """
    # most cells, and they are many
    if cell[0] == "<" and not cell.startswith(_TRIPLE[0]):
        return Value(cell[1:-1], is_iri=True)
    literal = _LITERAL.fullmatch(cell)
    if literal:
        language = literal["language"]
        usual = terms.RDF + ("dirLangString" if literal["direction"] else "langString") if language else _XSD + "string"
        text = literal["text"]
        return Value(_ESCAPE.sub(_character, text) if "\\" in text else text, datatype=literal["datatype"] or usual, language=language)
    if cell.startswith(_TRIPLE[0]):
        return Value(cell.removeprefix(_TRIPLE[0]).removesuffix(_TRIPLE[1]).strip())
    if cell.startswith("_:"):
        return Value(cell)
    # numbers and truth values stand without quotes, as in Turtle
    kind = "boolean" if cell in ("true", "false") else "double" if "e" in cell.lower() else "decimal" if "." in cell else "integer"
    return Value(cell, datatype=_XSD + kind)


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _PLAIN.get(escape[3], escape[3])
