"""The web application over a build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from kg.views.web.settings import Settings
from kg.views.web.shield import Shield
from kg.views.web.site import Site, open_site


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


@dataclass(frozen=True)
class Served:
    """A build and its pages."""

    site: Site
    app: ASGIApp

    def close(self) -> None:
        """Ends the processes that answer queries."""
        self.site.endpoint.close()


def open_served(settings: Settings) -> Served:
    """Loads the build of a folder with its pages.

    Raises:
        StoreError: there is no build, it is broken, or an older version of the program wrote it.
    """
    site = open_site(settings)
    return Served(site, application(site))


def warmed(served: Served) -> Served:
    """The same with all made ready that its first visitors would wait for."""
    served.site.warm()
    return served
