"""A sheet on which the triples of one document are collected, with the spelling of its literals."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

import pyoxigraph as ox

from kg.model import PartialDate
from kg.vocab import terms

_XSD = terms.STANDARD["xsd"]
BY_LENGTH = {4: "gYear", 7: "gYearMonth", 10: "date"}


def decimal_form(value: Decimal) -> str:
    """The exact digits of a number, without an exponent or idle zeros.

    >>> decimal_form(Decimal("14.1") * 10**8), decimal_form(Decimal("0.50"))
    ('1410000000', '0.5')
    """
    digits = format(value, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits in ("-0", "") else digits


class Writable(Protocol):
    """What triples can be written on: `Sheet`, or one that spells them at once."""

    def link(self, subject: str, predicate: str, object: str) -> None:
        """Writes a triple between two IRIs."""

    def text(self, subject: str, predicate: str, words: str, language: str | None = None) -> None:
        """Writes words, with their language where they have one."""

    def integer(self, subject: str, predicate: str, number: int) -> None:
        """Writes a whole number."""

    def decimal(self, subject: str, predicate: str, number: Decimal) -> None:
        """Writes an exact number."""

    def date(self, subject: str, predicate: str, date: PartialDate) -> None:
        """Writes a calendar value with its own precision."""


class Sheet:
    """Triples of one named graph, each once. Terms are IRIs as strings until they are added."""

    def __init__(self, graph: str) -> None:
        self._graph = ox.NamedNode(graph)
        self._nodes: dict[str, ox.NamedNode] = {}
        self._datatypes = {name: ox.NamedNode(_XSD + name) for name in ("gYear", "gYearMonth", "date", "decimal", "integer")}
        self.quads: set[ox.Quad] = set()

    def node(self, iri: str) -> ox.NamedNode:
        """The term of an IRI, made once."""
        held = self._nodes.get(iri)
        if held is None:
            held = self._nodes[iri] = ox.NamedNode(iri)
        return held

    def add(self, subject: str, predicate: str, object: ox.NamedNode | ox.Literal) -> None:
        """Writes one triple."""
        self.quads.add(ox.Quad(self.node(subject), self.node(predicate), object, self._graph))

    def link(self, subject: str, predicate: str, object: str) -> None:
        """Writes a triple between two IRIs."""
        self.add(subject, predicate, self.node(object))

    def text(self, subject: str, predicate: str, words: str, language: str | None = None) -> None:
        """Writes words, with their language where they have one."""
        self.add(subject, predicate, ox.Literal(words, language=language) if language else ox.Literal(words))

    def integer(self, subject: str, predicate: str, number: int) -> None:
        """Writes a whole number."""
        self.add(subject, predicate, ox.Literal(str(number), datatype=self._datatypes["integer"]))

    def decimal(self, subject: str, predicate: str, number: Decimal) -> None:
        """Writes an exact number."""
        self.add(subject, predicate, ox.Literal(decimal_form(number), datatype=self._datatypes["decimal"]))

    def date(self, subject: str, predicate: str, date: PartialDate) -> None:
        """Writes a calendar value with its own precision: 2018 is a gYear, not the first of January."""
        self.add(subject, predicate, ox.Literal(date, datatype=self._datatypes[BY_LENGTH[len(date)]]))
