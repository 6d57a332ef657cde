"""/graph: the neighbourhood of a thing, or what a query's answer names, as a picture and as tables."""

from __future__ import annotations

import hashlib
from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.views.page import asset
from kg.views.viz.page import vis_network
from kg.views.viz.words import CLASSES
from kg.views.web.addresses import address, is_iri
from kg.views.web.finding import Wish
from kg.views.web.graph_data import INDICATOR, MOST, Sub, answered, around, is_drawn, joined, most_named
from kg.views.web.graph_picture import OTHER, picture
from kg.views.web.languages import Language, language_of
from kg.views.web.pages import render
from kg.views.web.problems import Problem
from kg.views.web.site import Site
from kg.vocab import terms

# things around which one address may look, results of a search
MOST_FOCUSES, FOUND = 12, 40
# The scripts of graph.html, then what only this page does.
_SCRIPTS = ("graph/state.js", "graph/words.js", "graph/canvas.js", "graph/labels.js", "graph/filters.js", "graph/served.js", "graph/expanding.js")
_FOREVER = "public, max-age=31536000, immutable"


def page(site: Site, request: Request) -> Response:
    """The picture with its tables; where nothing is named, the choice of a thing."""
    language, focuses, query = language_of(request), _focuses(request), request.query_params.get("query", "").strip()
    if not focuses and not query:
        return _start(site, request, language)
    sub = _sub(site, focuses, query)
    made = picture(site, sub, focuses, language)
    kinds = [kind for kind in (*CLASSES, OTHER) if any(row["kind"] == kind for row in made["known"]["entities"])]
    return render(
        site,
        request,
        "web/graph-page.html",
        made=made,
        focuses=[(iri, site.labels.label(iri, language), address(iri)) for iri in focuses],
        query=query,
        kinds=[(kind, made["known"]["kinds"][kind]) for kind in (*CLASSES, OTHER) if kind in kinds or kind != OTHER],
        hidden=_hidden(request, focuses, kinds),
        without=set(_listed(request, "without")),
        shown=len(sub.things),
        total=sub.total,
        cap=MOST,
        scripts=[f"/graph/vis-network.js?v={_hash(_library())}", f"/graph/script.js?v={_hash(_script())}"],
    )


def data(site: Site, request: Request) -> Response:
    """The same picture for the page's own script, which asks when a node is expanded."""
    focuses, query = _focuses(request), request.query_params.get("query", "").strip()
    if not focuses and not query:
        raise Problem(400, "graph.nothing-asked")
    return JSONResponse(picture(site, _sub(site, focuses, query), focuses, language_of(request)), headers={"vary": "Accept-Language, Cookie"})


def library(site: Site, request: Request) -> Response:
    """vis-network, as pyvis brings it."""
    return Response(_library(), media_type="text/javascript; charset=utf-8", headers={"cache-control": _FOREVER})


def script(site: Site, request: Request) -> Response:
    """The scripts of the page as one."""
    return Response(_script(), media_type="text/javascript; charset=utf-8", headers={"cache-control": _FOREVER})


@cache
def _library() -> bytes:
    return vis_network().encode("utf-8")


@cache
def _script() -> bytes:
    body = "\n".join(asset(name) for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}}})();\n'.encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _sub(site: Site, focuses: tuple[str, ...], query: str) -> Sub:
    """What an address asks to see: the answer of its query, or the neighbours of its things."""
    unknown = next((iri for iri in focuses if not is_iri(iri)), None)
    near = around(site.graph, focuses) if focuses and not unknown else None
    if near is None and (focuses or unknown):
        raise Problem(404, "graph.unknown", iri=(unknown or ", ".join(focuses))[:300])
    asked = answered(site, query) if query else None
    if asked and near:
        return joined(site.graph, asked, near)
    found = asked or near
    assert found is not None, "an address without a thing and a query shows the start"
    return found


def _focuses(request: Request) -> tuple[str, ...]:
    given = (_whole(value) for value in request.query_params.getlist("focus") if value)
    return tuple(dict.fromkeys(given))[:MOST_FOCUSES]


def _whole(value: str) -> str:
    """The IRI that a value means: region/131000 is short for one.

    >>> _whole("region/131000")
    'https://w3id.org/minzheng/id/region/131000'
    """
    return value if ":" in value or "/" not in value else terms.ID + value


def _hidden(request: Request, focuses: tuple[str, ...], kinds: list[str]) -> set[str]:
    """The classes that are not shown: those that the address names, else indicators, unless nothing else is there."""
    if "hide" in request.query_params:
        return set(_listed(request, "hide"))
    asked = any(f"/{INDICATOR}/" in focus for focus in focuses)
    return set() if asked or kinds == [INDICATOR] or not focuses else {INDICATOR}


def _listed(request: Request, name: str) -> list[str]:
    return [part for part in request.query_params.get(name, "")[:1000].split(",") if part]


def _start(site: Site, request: Request, language: Language) -> Response:
    typed = request.query_params.get("q", "").strip()[:200]
    if typed:
        hits = [hit.iri for hit in site.index.find(Wish(typed), count=FOUND, values=0).hits if is_drawn(hit.iri)]
        times: dict[str, int] = {}
    else:
        times = most_named(site)
        hits = [iri for iri in times if is_drawn(iri)]
    labels = site.labels.of(hits, language)
    return render(site, request, "web/graph-start.html", typed=typed, found=[(iri, labels[iri], times.get(iri)) for iri in dict.fromkeys(hits)])
