"""The web application over a build."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.errors import KgError
from kg.views.web.kept_pages import Pages
from kg.views.web.problems import answer
from kg.views.web.routes import ENTRIES, Entry
from kg.views.web.shield import Shield
from kg.views.web.site import Site


def _endpoint(site: Site, entry: Entry, pages: Pages) -> Callable[..., object]:
    page: Callable[..., Any] = partial(entry.page, site)
    if not entry.is_kept:
        return page
    made = pages.keeping(page)

    async def given(request: Request) -> Response:
        # what is kept does not wait for a thread, nor behind pages that are being made
        held = pages.again(request)
        return await run_in_threadpool(made, request) if held is None else held

    return given


def application(site: Site) -> ASGIApp:
    """The pages of a build, behind the shield."""

    def tell(request: Request, error: Exception) -> Response:
        return answer(site, request, error)

    site.environment.globals["menu"] = [(entry.path, entry.menu) for entry in ENTRIES if entry.menu]
    pages = Pages()
    routes = [Route(entry.path, _endpoint(site, entry, pages), methods=list(entry.methods)) for entry in ENTRIES]
    inner = Starlette(routes=routes, exception_handlers={KgError: tell, HTTPException: tell, Exception: tell})
    return Shield(inner, site.settings, tell)
