"""What a store answered, read as rows of terms, a truth or triples; anything else is an error that says what came instead."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.formats import Kind
from kg.store.remote.connection import Reply
from kg.store.results import Term
from kg.vocab import terms

ACCEPTED: Mapping[Kind, str] = {
    "rows": "application/sparql-results+json, application/json;q=0.5",
    "truth": "application/sparql-results+json, application/json;q=0.5",
    "triples": "application/n-triples, text/turtle;q=0.5",
}
_FORMATS = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "text/plain": ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE}
_BOOLEAN = terms.STANDARD["xsd"] + "boolean"
# how Virtuoso says that it gave fewer rows than there are
_CAPS = ("x-sparql-maxrows", "x-sparql-maxtriples")
_WRONG = "give the address of the store's SPARQL endpoint itself"


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of terms under the names of their columns."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Term | None, ...]]


def read(address: str, kind: Kind, reply: Reply) -> Found | bool | list[ox.Triple]:
    """What the reply says to a query that asks for a kind of answer.

    Raises:
        StoreError: it is no answer to that, is broken off, or gives fewer rows than there are.
    """
    try:
        found = _triples(address, reply) if kind == "triples" else _table(address, kind, reply)
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = f"{type(error).__name__}: {str(error)[:200]}"
        raise StoreError(f"{address}: the answer broke off or is no answer of SPARQL ({why}); {_WRONG}") from error
    _check_whole(address, found, reply)
    return found


def _table(address: str, kind: Kind, reply: Reply) -> Found | bool:
    if "json" not in reply.media_type:
        raise _other(address, reply, "SPARQL results in JSON")
    told: dict[str, Any] = json.loads(reply.data)
    if kind == "truth":
        if isinstance(told.get("boolean"), bool):
            return bool(told["boolean"])
        return _virtuoso_truth(told)
    columns = tuple(told["head"]["vars"])
    rows = [tuple(_term(row[name]) if name in row else None for name in columns) for row in told["results"]["bindings"]]
    return Found(columns, rows)


def _virtuoso_truth(told: Mapping[str, Any]) -> bool:
    """Virtuoso answers an ASK with a row of one number, or with no row.

    >>> _virtuoso_truth({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": []}})
    False
    """
    if told["head"]["vars"] != ["__ASK_RETVAL"]:
        raise ValueError("neither true nor false")
    return any(int(row["__ASK_RETVAL"]["value"]) for row in told["results"]["bindings"])


def _term(told: Mapping[str, Any]) -> Term:
    """One value of the JSON; a truth as SPARQL writes it, where a store has a number.

    >>> _term({"type": "typed-literal", "datatype": _BOOLEAN, "value": "1"}).value
    'true'
    """
    kind, text = told["type"], told["value"]
    if kind == "uri":
        return ox.NamedNode(text)
    if kind == "bnode":
        return ox.BlankNode(text.removeprefix("_:").replace("://", "-"))
    if kind == "triple":
        subject, predicate, value = (_term(text[name]) for name in ("subject", "predicate", "object"))
        return ox.Triple(subject, predicate, value)  # type: ignore[arg-type]  # the store's own triple: a literal in front raises
    if kind not in ("literal", "typed-literal") or not isinstance(text, str):
        raise ValueError(f"{str(told)[:100]} is no term")
    if told.get("xml:lang"):
        return ox.Literal(text, language=told["xml:lang"])
    datatype = told.get("datatype")
    if datatype == _BOOLEAN:
        text = {"0": "false", "1": "true"}.get(text, text)
    return ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(text)


def _triples(address: str, reply: Reply) -> list[ox.Triple]:
    form = _FORMATS.get(reply.media_type)
    if form is None:
        raise _other(address, reply, "triples as N-Triples or Turtle")
    text = reply.data
    if form == ox.RdfFormat.TURTLE and text.startswith(b"# Empty"):
        return []
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in ox.parse(text, format=form)]


def _other(address: str, reply: Reply, wanted: str) -> StoreError:
    came = "a web page" if "html" in reply.media_type else reply.media_type or "something of no named type"
    return StoreError(f"{address}: answers with {came} instead of {wanted}; {_WRONG}")


def _check_whole(address: str, found: Found | bool | list[ox.Triple], reply: Reply) -> None:
    if isinstance(found, bool):
        return
    count = len(found.rows) if isinstance(found, Found) else len(found)
    for name in _CAPS:
        cap = reply.headers.get(name, "")
        if cap.isascii() and cap.isdigit() and count >= int(cap):
            raise StoreError(f"{address}: the store gives no more than {cap} rows, and there may be more; ask with a LIMIT, or raise its limit of rows")
    if reply.headers.get("x-result-cut") == "true" or reply.status == 206 or reply.headers.get("x-sql-state", "") == "S1TAT":
        raise StoreError(f"{address}: the store gave a part of the answer only; raise its limits, or ask for less")
