"""Answers written as SPARQL 1.1 says: rows as JSON, XML, CSV or TSV, triples as RDF, at most so many and so long."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.vocab import terms

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = Sequence[Term | None]
_STRING = terms.STANDARD["xsd"] + "string"
# what XML 1.0 cannot hold, even escaped
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Most rows or triples, and most bytes of rows, that one answer gives; `mark` is where an answer that is cut points to."""

    rows: int = 50_000
    size: int = 64 << 20
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer's bytes, how many rows or triples they give, and whether there were more."""

    data: bytes
    count: int
    cut: bool


def write_rows(columns: Sequence[str], rows: Iterable[Row], form: str, limits: Limits) -> Written:
    """Rows in one of the four formats for tables. JSON and XML that are cut say so by a link in their head."""
    head, line, close = _WRITERS[form]
    parts: list[str] = []
    size, cut = 0, False
    for row in rows:
        if len(parts) == limits.rows or size > limits.size:
            cut = True
            break
        parts.append(line(columns, row))
        size += len(parts[-1])
    joint = ",\n" if form == "json" else ""
    text = head(columns, limits.mark if cut else "") + joint.join(parts) + close
    return Written(text.encode("utf-8"), len(parts), cut)


def write_truth(truth: bool, form: str) -> Written:
    """The answer of an ASK."""
    word = "true" if truth else "false"
    texts = {
        "json": f'{{"head":{{}},"boolean":{word}}}\n',
        "xml": f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{word}</boolean></sparql>\n',
    }
    return Written(texts.get(form, word + "\r\n" if form == "csv" else word + "\n").encode(), 1, False)


def write_triples(triples: Iterable[ox.Triple], form: str, limits: Limits) -> Written:
    """Triples as RDF, each once and sorted, with the project's prefixes."""
    found = iter(triples)
    distinct = sorted(set(islice(found, limits.rows)), key=str)
    cut = next(found, None) is not None
    shown = [_for_xml(triple) for triple in distinct] if form == "rdfxml" else distinct
    data = ox.serialize(shown, format=_RDF[form], prefixes=_prefixes(shown) if form in ("turtle", "rdfxml") else None)
    assert data is not None, "without an output the text is given back"
    if cut and form in ("turtle", "ntriples"):
        data = f"# cut: the first {len(distinct)} triples; see {limits.mark}\n".encode() + data
    return Written(data, len(distinct), cut)


def as_rows(triples: Iterable[ox.Triple]) -> Iterator[Row]:
    """Triples as rows of three."""
    return ((triple.subject, triple.predicate, triple.object) for triple in triples)


def _prefixes(triples: Sequence[ox.Triple]) -> dict[str, str]:
    """Those prefixes that begin an IRI of the triples."""
    iris = {term.value for triple in triples for term in (triple.subject, triple.predicate, triple.object) if isinstance(term, ox.NamedNode)}
    iris |= {triple.object.datatype.value for triple in triples if isinstance(triple.object, ox.Literal)}
    starts = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    return {name: start for name, start in terms.prefixes().items() if start in starts}


def _for_xml(triple: ox.Triple) -> ox.Triple:
    term = triple.object
    if not isinstance(term, ox.Literal) or not _NOT_XML.search(term.value):
        return triple
    text = _NOT_XML.sub("\ufffd", term.value)
    literal = ox.Literal(text, language=term.language) if term.language else ox.Literal(text, datatype=term.datatype)
    return ox.Triple(triple.subject, triple.predicate, literal)


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    typed = {} if term.datatype.value == _STRING else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **typed}


def _json_head(columns: Sequence[str], link: str) -> str:
    head = {"vars": list(columns), **({"link": [link]} if link else {})}
    return f'{{"head":{json.dumps(head, ensure_ascii=False)},"results":{{"bindings":[\n'


def _json_row(columns: Sequence[str], row: Row) -> str:
    bound = {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
    return json.dumps(bound, ensure_ascii=False, separators=(",", ":"))


def _xml_text(text: str) -> str:
    # a bare carriage return would be read as a line feed
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts) + "</triple>"
    kind = f" xml:lang={quoteattr(term.language)}" if term.language else ""
    if not kind and term.datatype.value != _STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_head(columns: Sequence[str], link: str) -> str:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    links = f"<link href={quoteattr(link)}/>" if link else ""
    return f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{variables}{links}</head><results>\n'


def _xml_row(columns: Sequence[str], row: Row) -> str:
    bound = (f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in zip(columns, row, strict=True) if term is not None)
    return f"<result>{''.join(bound)}</result>\n"


def _csv_line(cells: Iterable[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow(list(cells))
    return stream.getvalue()


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _csv_head(columns: Sequence[str], link: str) -> str:
    return _csv_line(columns)


def _csv_row(columns: Sequence[str], row: Row) -> str:
    return _csv_line(map(_csv_cell, row))


def _tsv_head(columns: Sequence[str], link: str) -> str:
    return "\t".join(f"?{name}" for name in columns) + "\n"


def _tsv_row(columns: Sequence[str], row: Row) -> str:
    # a tab in a value would begin a new cell
    return "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"


_Head = Callable[[Sequence[str], str], str]
_Line = Callable[[Sequence[str], Row], str]
_WRITERS: dict[str, tuple[_Head, _Line, str]] = {
    "json": (_json_head, _json_row, "\n]}}\n"),
    "xml": (_xml_head, _xml_row, "</results></sparql>\n"),
    "csv": (_csv_head, _csv_row, ""),
    "tsv": (_tsv_head, _tsv_row, ""),
}
