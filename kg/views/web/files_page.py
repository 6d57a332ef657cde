"""/static/: the files that pages load."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.views.web.problems import Problem
from kg.views.web.site import Site


def static(site: Site, request: Request) -> Response:
    """One file of the interface."""
    served = site.assets.serve(request, request.path_params["name"])
    if served is None:
        raise Problem(404, "problems.404-message", path=request.url.path)
    return served


def icon(site: Site, request: Request) -> Response:
    """The sign in a browser's tab, which browsers ask for unasked."""
    served = site.assets.serve(request, "icon.svg")
    assert served is not None, "icon.svg is part of the package"
    return served
