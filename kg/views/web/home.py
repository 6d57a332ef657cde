"""/: one search box, the questions, and what was built from what."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.views.web.pages import render
from kg.views.web.site import Site


def home(site: Site, request: Request) -> Response:
    """The first page."""
    return render(site, request, "web/home.html", questions=list(site.questions.values()))
