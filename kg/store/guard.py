"""Whether a query only reads the graph that is loaded: no update, no other server, no other file."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice

from kg.errors import QueryError
from kg.vocab import terms

# The tokens of SPARQL 1.1 in which a keyword would mean nothing, and words.
#   comment = "#" to the end of the line     iri = "<" … ">"     string = '…' "…" '''…''' """…"""
#   prefixed = [ prefix ] ":" local          variable = ("?" | "$") name     word = letters, with the numbers, "." and "-" that follow
# Possessive repeats keep the time linear; a string that does not end is a mistake anyway, so all of it counts as one.
TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<string>'{3}(?:[^\\]|\\.)*?'{3} | "{3}(?:[^\\]|\\.)*?"{3} | '(?:[^'\\\r\n]|\\.)*+'? | "(?:[^"\\\r\n]|\\.)*+"?)
      | (?P<variable>[?$]\w+)
      | (?P<prefixed>(?:[^\W\d_][\w.-]*+)?:(?:[\w:.%-]|\\[-_~.!$&'()*+,;=/?\#@%])*)
      | (?P<language>@[A-Za-z-]+)
      | (?P<word>\w[\w.-]*+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# A call of another server. Keywords need no space around them, so 1SERVICE and SERVICE:name are calls too.
#   call = "SERVICE" gap [ "SILENT" gap ] ( variable | iri | prefixed ) gap "{"     gap = { space | comment }
_GAP = r"(?:\s|\#[^\r\n]*+)*+"
_CALL = re.compile(
    rf"SERVICE{_GAP}(?:SILENT{_GAP})?(?:[?$]\w+|<[^<>\x00-\x20]*>|(?:[^\W\d_][\w.-]*+)?:(?:[\w:.%-]|\\[^\s\w])*){_GAP}\{{",
    re.IGNORECASE,
)
# SPARQL replaces these before it reads anything else, so \u0053ERVICE is the keyword; some programs replace them later or never.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_KEYWORD = re.compile("SERVICE", re.IGNORECASE)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_FORMS = frozenset(["SELECT", "CONSTRUCT", "ASK", "DESCRIBE"])
# A text without any of these words, in whatever place, has nothing to refuse; most have none, and to look is faster than to read every token.
_ANY = re.compile(rf"\b(?:{'|'.join(sorted(_UPDATES))}|FROM)\b", re.IGNORECASE)
# so often no sensible name has the keyword in it
_MOST = 8
# longer than any question that a person writes
LONGEST = 100_000


def check(query: str) -> str:
    """The query itself, where it only reads what is loaded; FROM may name a graph of a source document.

    >>> check("SELECT ?service WHERE { ?service a <urn:SERVICE> } # SERVICE")
    'SELECT ?service WHERE { ?service a <urn:SERVICE> } # SERVICE'

    Raises:
        QueryError: it updates, asks another server, or reads a file or an address.
    """
    if len(query) > LONGEST:
        raise QueryError(f"the query has {len(query)} characters; at most {LONGEST} are read")
    plain = _ESCAPE.sub(lambda escape: _character(escape[1] or escape[2]), query)
    for text in dict.fromkeys((query, plain)):
        if _KEYWORD.search(text):
            _check_calls(text)
        if _ANY.search(text):
            _check_words(text)
    return query


def _check_calls(text: str) -> None:
    """Refuses a call of another server in any reading of the text.

    In an expression "<" may compare or begin an IRI, and what comments and strings hide depends on which: ?a<?b#> is
    an IRI or ends in a comment. Both readings are followed wherever a value stands before the sign.
    """
    seen: set[tuple[int, bool]] = set()
    # a comment is not read letter by letter, since many readings may begin one
    ends = [*(match.start() for match in re.finditer(r"[\r\n]", text)), len(text)]
    left = [(0, False)]
    while left:
        at, after_value = left.pop()
        while at < len(text) and (at, after_value) not in seen:
            seen.add((at, after_value))
            if text[at] == "#":
                at = ends[bisect_left(ends, at)]
                continue
            token = TOKEN.match(text, at)
            assert token is not None, "every character is a token at least"
            kind, end = token.lastgroup, token.end()
            if kind in ("word", "prefixed") and _has_call(text, at, end):
                raise QueryError("SERVICE asks another server, which is refused: a query reads the loaded graph only")
            if kind == "iri" and after_value:
                left.append((at + 1, False))
            if not token[0].isspace():
                after_value = kind in ("iri", "string", "variable", "prefixed", "language", "word") or token[0] in ")]"
            at = end


def _has_call(text: str, start: int, end: int) -> bool:
    found = [match.start() for match in islice(_KEYWORD.finditer(text, start, end), _MOST + 1)]
    return len(found) > _MOST or any(_CALL.match(text, at) for at in found)


def _check_words(text: str) -> None:
    before = form = ""
    for token in TOKEN.finditer(text):
        kind, found = token.lastgroup, token[0]
        if kind in ("comment", "other") and (kind == "comment" or found.isspace()):
            continue
        word = found.upper() if kind == "word" else ""
        if not form and word in _UPDATES:
            raise QueryError(f"{word} is an update, which is refused: a build is changed by building again")
        form = form or (word if word in _FORMS else "")
        if before in ("FROM", "FROM NAMED"):
            _check_source(kind or "", found, word)
        before = "FROM NAMED" if before == "FROM" and word == "NAMED" else word


def _check_source(kind: str, text: str, word: str) -> None:
    if word == "NAMED":
        return
    # a prefixed name may mean anything, since a query may declare the prefix anew
    if kind != "iri" or not text.startswith(f"<{terms.ID}document/"):
        raise QueryError(f"FROM {text} is refused: only graphs of the build, <{terms.ID}document/…>, may be named; leave FROM out to ask the whole build")


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
