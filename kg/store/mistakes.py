"""Where a query is no SPARQL, in words that help: the place, what was expected there, a prefix that is not declared."""

from __future__ import annotations

import re
from typing import Any

from kg.store import guard
from kg.vocab import terms

# position = "error at" line ":" column ":" what was expected
_POSITION = re.compile(r"error at (\d{1,9}):(\d{1,9}): (.{0,4000})", re.DOTALL)
# the parser also lists the letters that names are made of, in brackets, and words that merely could not be read where it gave up
_SIGN = re.compile(r"\[[^\]\"]{1,2000}\]|\"([^\"\\]{1,3})\"")
_ENDED = (
    "the query ends too early, has a misspelt word, or does not fit together: "
    "a variable selected but not grouped, a name given twice, a function with too few or too many values"
)


def explain(query: str, message: str) -> dict[str, Any]:
    """What the parser's message means: `message`, and `line` and `column` from 1 where the place is known.

    >>> explain("ASK { ?s zz:p 1 }", "error at 1:14: expected OPTIONAL")
    {'message': 'line 1, column 10: the prefix zz: is not declared', 'line': 1, 'column': 10}
    """
    stray = _undeclared(query)
    if stray:
        at, prefix = stray
        line, column = query.count("\n", 0, at) + 1, at - (query.rfind("\n", 0, at) + 1) + 1
        return _told(line, column, f"the prefix {prefix} is not declared")
    match = _POSITION.match(message)
    if not match:
        return {"message": f"not valid SPARQL: {message}"}
    line, column = int(match[1]), int(match[2])
    if _is_end(query, line, column):
        return _told(line, column, _ENDED)
    signs = list(dict.fromkeys(found[1] for found in _SIGN.finditer(match[3]) if found[1]))
    rest = query.split("\n")[line - 1][column - 1 :].strip()[:40] if line <= query.count("\n") + 1 else ""
    expected = f" (here could stand {' '.join(signs)})" if 0 < len(signs) <= 8 else ""
    return _told(line, column, f"not valid SPARQL at or before {rest!r}{expected}" if rest else f"not valid SPARQL{expected}")


def _told(line: int, column: int, what: str) -> dict[str, Any]:
    return {"message": f"line {line}, column {column}: {what}", "line": line, "column": column}


def _is_end(query: str, line: int, column: int) -> bool:
    lines = query.split("\n")
    return not "".join([lines[line - 1][column - 1 :], *lines[line:]]).strip() if line <= len(lines) else True


def _undeclared(query: str) -> tuple[int, str] | None:
    """The first name whose prefix neither the query nor the project declares."""
    known = {f"{name}:" for name in terms.prefixes()} | {"_:"}
    before = ""
    for token in guard.TOKEN.finditer(query):
        if token.lastgroup == "prefixed":
            prefix = token[0][: token[0].index(":") + 1]
            if before == "PREFIX":
                known.add(prefix)
            elif prefix not in known and query[token.start() - 1 : token.start()] != "_":
                return token.start(), prefix
        if token.lastgroup != "comment" and not token[0].isspace():
            before = token[0].upper()
    return None
