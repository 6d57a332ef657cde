"""/about: what this is, how to use it, where to read on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.views.web.pages import render
from kg.views.web.site import Site


def about(site: Site, request: Request) -> Response:
    """The page about the pages."""
    return render(site, request, "web/about.html", version=__version__)
