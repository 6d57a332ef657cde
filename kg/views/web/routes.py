"""Every address of the server, in one table. A page is added by one line here and a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kg.views.web import about, audit, compare, document, entity, files_page, graph, home, report_page, search, sparql
from kg.views.web.site import Site

# Pages that only read run in a thread each and are plain functions; those that wait for a body are coroutines.
Page = Callable[[Site, Request], Response]


@dataclass(frozen=True, slots=True)
class Entry:
    """An address and its page. `menu` is the phrase under which the page stands in the menu, None where it does not.

    `is_kept` says that the page depends on nothing but its address, the client's wishes and the build, and is given again as it was made.
    """

    path: str
    page: Callable[..., object]
    methods: tuple[str, ...] = ("GET",)
    menu: str | None = None
    is_kept: bool = False


ENTRIES: tuple[Entry, ...] = (
    Entry("/", home.home, menu="frame.home", is_kept=True),
    Entry("/search", search.search, menu="frame.find", is_kept=True),
    Entry("/suggest", search.suggest, is_kept=True),
    Entry("/id/{name:path}", entity.page, is_kept=True),
    Entry("/concept/{name:path}", entity.page, is_kept=True),
    Entry("/doc/{name:path}", document.page, is_kept=True),
    Entry("/compare", compare.page, menu="compare.menu", is_kept=True),
    Entry("/compare.csv", compare.file, is_kept=True),
    Entry("/graph", graph.page, menu="graph.menu", is_kept=True),
    Entry("/graph.json", graph.data, is_kept=True),
    Entry("/graph/vis-network.js", graph.library),
    Entry("/graph/script.js", graph.script),
    Entry("/sparql", sparql.sparql, methods=("GET", "POST", "OPTIONS"), menu="sparql.title"),
    Entry("/sparql/terms", sparql.vocabulary),
    Entry("/audit", audit.page, menu="audit.title", is_kept=True),
    Entry("/report", report_page.page, menu="report.menu", is_kept=True),
    Entry("/about", about.about, menu="frame.about", is_kept=True),
    Entry("/static/{name:path}", files_page.static),
    Entry("/favicon.ico", files_page.icon),
)
