"""The web application over a build."""

from __future__ import annotations

from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.errors import KgError
from kg.views.web.problems import answer
from kg.views.web.routes import ENTRIES
from kg.views.web.shield import Shield
from kg.views.web.site import Site


def application(site: Site) -> ASGIApp:
    """The pages of a build, behind the shield."""

    def tell(request: Request, error: Exception) -> Response:
        return answer(site, request, error)

    site.environment.globals["menu"] = [(entry.path, entry.menu) for entry in ENTRIES if entry.menu]
    routes = [Route(entry.path, partial(entry.page, site), methods=list(entry.methods)) for entry in ENTRIES]
    inner = Starlette(routes=routes, exception_handlers={KgError: tell, HTTPException: tell, Exception: tell})
    return Shield(inner, site.settings, tell)
