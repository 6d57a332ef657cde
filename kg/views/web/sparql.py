"""/sparql: the endpoint of the SPARQL 1.1 Protocol, and for a browser the page where queries are written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kg.store.description import description
from kg.store.endpoint import TABLE, Answered, Mistake
from kg.store.formats import GRAPHS, KINDS, TABLES, Kind, header, named, offered
from kg.store.protocol import Asked, Refusal, read
from kg.views.web.preferences import HTML, JSON, best
from kg.views.web.problems import Problem
from kg.views.web.site import Site
from kg.views.web.sparql_page import SHOWN, page
from kg.views.web.threads import in_thread
from kg.vocab.iri import short

METHODS = "GET, HEAD, POST, OPTIONS"
TEXT = "text/plain"
# a browser keeps the answer to its question whether it may ask for so many seconds
_DAY = 24 * 3600


async def sparql(site: Site, request: Request) -> Response:
    """A query's answer, the service's description, or the page."""
    if request.method == "OPTIONS":
        return _with_origin(site, request, Response(status_code=204, headers={"allow": METHODS, "accept-post": _POSTED}))
    asked = None
    try:
        body = await request.body() if request.method == "POST" else b""
        asked = _named(site, request) or read(request.method, request.url.query, request.headers.get("content-type", ""), body)
        response = await _answer(site, request, asked)
    except Refusal as error:
        response = await in_thread(partial(_refused, site, request, asked, error))
    response.headers["vary"] = "Accept, Accept-Language, Cookie, Origin"
    return _with_origin(site, request, response)


def vocabulary(site: Site, request: Request) -> Response:
    """/sparql/terms: the ontology's own terms with their names, for completion in the editor."""
    rows = [(short(iri), iri, zh, en) for iri, (zh, en) in sorted(site.words.labels.items())]
    return JSONResponse([row for row in rows if not row[0].startswith(("http", "c-cue:"))], headers={"cache-control": "max-age=600"})


async def _answer(site: Site, request: Request, asked: Asked | None) -> Response:
    if asked is None:
        wished = best(request.headers.get("accept", ""), [*offered(GRAPHS), HTML])
        if wished is None:
            raise Refusal(406, "the endpoint describes itself as Turtle, RDF/XML, N-Triples or JSON-LD, and shows itself as HTML")
        if wished == HTML:
            return await in_thread(partial(page, site, request))
        return Response(description(_address(request), named("triples", wished).name, len(site.graph)), media_type=header(wished))
    if _wants_page(request, asked):
        accepted: Mapping[Kind, str | None] = {"rows": TABLE, "truth": TABLE, "triples": TABLE}
        found = await in_thread(partial(site.endpoint.ask, asked, accepted, rows=SHOWN))
        return await in_thread(partial(page, site, request, asked, found))
    found = await in_thread(partial(site.endpoint.ask, asked, _accepted(request, asked), f"{_address(request)}#limits"))
    return Response(found.data, headers=_headers(found))


def _named(site: Site, request: Request) -> Asked | None:
    """The named question that the address asks, as links of other pages do."""
    name = request.query_params.get("name")
    if name is None or "query" in request.query_params or request.method == "POST":
        return None
    if name not in site.questions:
        raise Problem(404, "sparql.unknown-question", question=name[:100])
    return Asked(site.questions[name].sparql, options={"format": request.query_params.get("format", "")})


def _wants_page(request: Request, asked: Asked) -> bool:
    if asked.options.get("format"):
        return asked.options["format"] == "html"
    return best(request.headers.get("accept", ""), [*offered(TABLES), *offered(GRAPHS), HTML]) == HTML


def _accepted(request: Request, asked: Asked) -> dict[Kind, str | None]:
    """The media type for each kind of answer: what the address says, else what the client prefers."""
    form = asked.options.get("format")
    if not form:
        return {kind: best(request.headers.get("accept", ""), offered(formats)) for kind, formats in KINDS.items()}
    known: dict[Kind, str | None] = {}
    for kind, formats in KINDS.items():
        known[kind] = next((each.types[0] for each in formats if form == each.name or form in each.types), None)
    if not any(known.values()):
        raise Refusal(406, f"format={form[:40]} is none of {', '.join(each.name for each in (*TABLES, *GRAPHS))}")
    return known


def _headers(found: Answered) -> dict[str, str]:
    headers = {"content-type": header(found.media_type), "x-result-count": str(found.count)}
    if found.cut:
        headers["x-result-cut"] = "true"
        headers["warning"] = f'299 - "cut: the answer has more than these {found.count} rows"'
        headers["link"] = '</sparql#limits>; rel="help"'
    return headers


def _refused(site: Site, request: Request, asked: Asked | None, error: Refusal) -> Response:
    """Why there is no answer: on the page beside the query, as JSON, or as plain text."""
    wished = best(request.headers.get("accept", ""), [TEXT, JSON, HTML])
    if wished == HTML:
        response: Response = page(site, request, asked, error=error)
        response.status_code = error.status
    elif wished == JSON:
        place = {"line": error.line, "column": error.column} if isinstance(error, Mistake) and error.line else {}
        response = JSONResponse({"error": {"status": error.status, "message": str(error), **place}}, error.status)
    else:
        response = PlainTextResponse(f"{error}\n", error.status)
    response.headers.update(error.headers)
    return response


def _with_origin(site: Site, request: Request, response: Response) -> Response:
    """Lets scripts of another origin read the answer where the server was started so."""
    allowed = site.settings.cors
    if allowed:
        response.headers["access-control-allow-origin"] = allowed
        response.headers["access-control-expose-headers"] = "x-result-count, x-result-cut, link, warning, retry-after"
        response.headers["cross-origin-resource-policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["access-control-allow-methods"] = METHODS
            response.headers["access-control-allow-headers"] = "accept, content-type"
            response.headers["access-control-max-age"] = str(_DAY)
    return response


def _address(request: Request) -> str:
    return str(request.url.replace(path="/sparql", query="", fragment=""))


_POSTED = "application/x-www-form-urlencoded, application/sparql-query"
