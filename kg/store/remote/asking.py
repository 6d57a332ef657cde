"""What a query needs to mean the same in a store elsewhere: its prefixes declared, its given variables put in, its graphs named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import QueryError
from kg.store.guard import TOKEN
from kg.vocab import terms

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SAFE = re.compile(r"(?:https?://|urn:)(?!(?:www\.)?openlinksw\.com/schemas/(?:bif|sql))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The graphs that a query speaks of: by their IRIs, by a variable, or by FROM, which leaves no choice."""

    graphs: tuple[str, ...]
    is_open: bool
    is_confined: bool


def check(query: str) -> str:
    """The query itself, where it names nothing that a store may take for a function of its own, such as Virtuoso's bif: and sql:.

    >>> check("PREFIX b: <bif:> SELECT (b:now() AS ?now) {}")
    Traceback (most recent call last):
    kg.errors.QueryError: <bif:> is refused: a store may run it; only IRIs of http, https and urn are sent to a store

    Raises:
        QueryError: it does.
    """
    for token in _tokens(query):
        text = _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2], 16) % 0x110000), token[0])
        is_wrong = not _SAFE.match(text[1:]) if token.lastgroup == "iri" else token.lastgroup == "prefixed" and text.lower().startswith(("bif:", "sql:"))
        if is_wrong:
            raise QueryError(f"{text[:100]} is refused: a store may run it; only IRIs of http, https and urn are sent to a store")
    return query


def rows_of(construct: str) -> str:
    """What gives the rows from which a CONSTRUCT makes its triples.

    >>> rows_of("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3")
    'SELECT *  WHERE { ?s a ?c } LIMIT 3'
    """
    parts: list[str] = []
    depth = 0
    state = "before"
    for token in TOKEN.finditer(construct):
        text = token[0]
        is_gap = token.lastgroup == "comment" or text.isspace()
        if state == "before" and token.lastgroup == "word" and text.upper() == "CONSTRUCT":
            state, text = "made", "SELECT *"
        elif state == "made" and not is_gap:
            # the short form has no triples of its own to make
            state = "template" if text == "{" else "after"
        if state == "template":
            depth += (text == "{") - (text == "}")
            state = "template" if depth else "after"
            continue
        parts.append(text)
    return "".join(parts)


def declared(query: str) -> str:
    """The query with the project's prefixes that it uses and does not declare; its lines keep their numbers.

    >>> declared("ASK { ?s mz:value 1 }")
    'PREFIX mz: <https://w3id.org/minzheng/ontology#> ASK { ?s mz:value 1 }'
    """
    known = terms.prefixes()
    own = _declarations(query)
    used = {token[0].partition(":")[0] for token in _tokens(query) if token.lastgroup == "prefixed"}
    lines = [f"PREFIX {name}: <{known[name]}> " for name in sorted(used & known.keys() - own.keys())]
    return "".join(lines) + query


def bound(query: str, given: Mapping[str, str]) -> str:
    """The query with IRIs in the place of variables; what it selects leaves them out.

    >>> bound("SELECT ?a ?b WHERE { ?a ?b '?a' }", {"a": "urn:a"})
    "SELECT  ?b WHERE { <urn:a> ?b '?a' }"
    """
    parts: list[str] = []
    is_inside = False
    for token in TOKEN.finditer(query):
        text = token[0]
        name = text[1:] if token.lastgroup == "variable" else ""
        if name in given:
            text = f"<{given[name]}>" if is_inside else ""
        is_inside = is_inside or text == "{"
        parts.append(text)
    return "".join(parts)


def named(query: str) -> Named:
    """The graphs that a query speaks of.

    >>> named("ASK { GRAPH <urn:a> { ?s ?p ?o } }")
    Named(graphs=('urn:a',), is_open=False, is_confined=False)
    """
    prefixes = {**terms.prefixes(), **_declarations(query)}
    graphs: dict[str, None] = {}
    is_open = is_confined = False
    before = ""
    for token in _tokens(query):
        text = token[0]
        if before == "GRAPH":
            is_open = is_open or token.lastgroup == "variable"
            iri = _iri(token, prefixes)
            if iri:
                graphs[iri] = None
        before = text.upper() if token.lastgroup == "word" else ""
        is_confined = is_confined or before == "FROM"
    return Named(tuple(graphs), is_open, is_confined)


def _tokens(query: str) -> Iterator[re.Match[str]]:
    return (token for token in TOKEN.finditer(query) if token.lastgroup != "comment" and not token[0].isspace())


def _declarations(query: str) -> dict[str, str]:
    """The prefixes that a query declares."""
    found: dict[str, str] = {}
    before: list[str] = ["", ""]
    for token in _tokens(query):
        if before[0].upper() == "PREFIX" and before[1].endswith(":") and token.lastgroup == "iri":
            found[before[1][:-1]] = token[0][1:-1]
        before = [before[1], token[0]]
    return found


def _iri(token: re.Match[str], prefixes: Mapping[str, str]) -> str | None:
    if token.lastgroup == "iri":
        return token[0][1:-1]
    prefix, colon, local = token[0].partition(":")
    return prefixes[prefix] + local if token.lastgroup == "prefixed" and colon and prefix in prefixes else None
