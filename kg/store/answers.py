"""What a query answers: rows of typed values, a yes or no, or triples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import pyoxigraph as ox

from kg.vocab import terms

_XSD = terms.STANDARD["xsd"]


class Value(NamedTuple):
    """One value: an IRI (`datatype` and `language` None, `is_iri`) or a literal. A tuple, since an answer has many and they are made soonest."""

    text: str
    is_iri: bool = False
    datatype: str | None = None
    language: str | None = None

    @property
    def python(self) -> str | int | Decimal | bool:
        """The value as Python has it: whole numbers int, decimals Decimal, truth values bool, all else text.

        >>> Value("693.5", datatype="http://www.w3.org/2001/XMLSchema#decimal").python
        Decimal('693.5')
        """
        kind = (self.datatype or "").removeprefix(_XSD)
        try:
            if kind == "integer":
                return int(self.text)
            if kind in ("decimal", "double", "float"):
                return Decimal(self.text)
        except (ValueError, InvalidOperation):
            return self.text
        return self.text in ("true", "1") if kind == "boolean" else self.text


Row = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of a SELECT, in the query's order."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[ox.Triple, ...]


Answer = Rows | Triples | bool


def as_csv(rows: Rows) -> str:
    """SPARQL 1.1 CSV: the values without their types.

    >>> as_csv(Rows(("a",), ((Value("甲,乙"),),)))
    'a\\r\\n"甲,乙"\\r\\n'
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows([value.text if value else "" for value in row] for row in rows)
    return stream.getvalue()


def as_json(answer: Rows | bool) -> str:
    """SPARQL 1.1 query results in JSON."""
    if isinstance(answer, bool):
        return json.dumps({"head": {}, "boolean": answer})
    bindings = [{name: _binding(value) for name, value in zip(answer.columns, row, strict=True) if value} for row in answer]
    return json.dumps({"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1)


def as_turtle(answer: Triples) -> str:
    """Turtle with the project's prefixes; plain sorted triples where a query made blank nodes."""
    if any(isinstance(term, ox.BlankNode) for triple in answer.triples for term in (triple.subject, triple.object)):
        return "".join(f"{triple} .\n" for triple in answer.triples)
    # rdflib takes a while to import
    from kg.rdf.turtle import turtle

    return turtle(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in answer.triples).decode("utf-8")


def _binding(value: Value) -> dict[str, str]:
    if value.is_iri:
        return {"type": "uri", "value": value.text}
    typed = {"datatype": value.datatype} if value.datatype and not value.language and value.datatype != _XSD + "string" else {}
    return {"type": "literal", "value": value.text, **({"xml:lang": value.language} if value.language else typed)}
