"""What a request to the endpoint asks, as the SPARQL 1.1 Protocol says it: by GET, by a form, or by the query itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from kg.errors import QueryError
from kg.store.guard import LONGEST

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
# more graphs than a client names one by one
_MOST_FIELDS = 1000


class Refusal(QueryError):
    """A request that is not answered, with the status of HTTP that says why."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs to which it is confined: the whole build where none is named."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    # what else the address or the form said, the last of each name
    options: Mapping[str, str] = field(default_factory=dict)


def read(method: str, address_query: str, media_type: str, body: bytes) -> Asked | None:
    """What is asked; None where a GET asks nothing, which is to be answered with the description of the service.

    >>> read("GET", "query=ASK%7B%7D&default-graph-uri=urn:a", "", b"")
    Asked(query='ASK{}', default_graphs=('urn:a',), named_graphs=(), options={})

    Raises:
        Refusal: 400 for parameters that are wrong, 413 for a query too long, 415 for a body of another kind.
    """
    fields = _fields(address_query)
    if method != "POST":
        return _asked(fields, [value for name, value in fields if name == "query"], needed=False)
    kind, _, parameters = media_type.partition(";")
    kind = kind.strip().lower()
    if kind == FORM:
        inside = _fields(_text(body, "the form"))
        return _asked([*fields, *inside], [value for name, value in inside if name == "query"], needed=True)
    if kind == DIRECT:
        _check_charset(parameters)
        if any(name == "query" for name, _ in fields):
            raise Refusal(400, "the query stands in the body and in the address; give it once")
        return _asked(fields, [_text(body, "the query")], needed=True)
    if kind == UPDATE:
        raise Refusal(415, "updates are refused: a build is changed by building again")
    found = f"of type {kind[:100]}" if kind else "without a Content-Type"
    raise Refusal(415, f"the body is {found}; send a query as {DIRECT}, or a form as {FORM}", {"accept-post": f"{DIRECT}, {FORM}"})


def _asked(fields: Sequence[tuple[str, str]], queries: Sequence[str], needed: bool) -> Asked | None:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise Refusal(400, "updates are refused: a build is changed by building again")
    if len(queries) > 1:
        raise Refusal(400, f"query is given {len(queries)} times; give it once")
    if not queries:
        if needed:
            raise Refusal(400, "there is no query; give it as the field query")
        return None
    if len(queries[0]) > LONGEST:
        raise Refusal(413, f"the query has {len(queries[0])} characters; at most {LONGEST} are read")
    named = {name: tuple(value for key, value in fields if key == name) for name in ("default-graph-uri", "named-graph-uri")}
    rest = {name: value for name, value in fields if name not in ("query", *named)}
    return Asked(queries[0], named["default-graph-uri"], named["named-graph-uri"], rest)


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the parameters are not UTF-8 ({error.reason} at byte {error.start}); encode them as UTF-8 before percent signs") from error
    except ValueError as error:
        raise Refusal(400, f"the parameters cannot be read ({error})") from error


def _text(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"{what} is not UTF-8 ({error.reason} at byte {error.start})") from error


def _check_charset(parameters: str) -> None:
    for part in parameters.split(";"):
        name, _, value = part.strip().lower().partition("=")
        if name == "charset" and value.strip('" ') not in ("utf-8", "utf8", "us-ascii"):
            raise Refusal(415, f"the query's charset is {value[:40]}; SPARQL is sent as UTF-8")
