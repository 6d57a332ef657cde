"""What a page says when it cannot answer: what happened and what to do, as a page or as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import KgError, QueryError, StoreError
from kg.views.web.languages import language_of, phrases, say
from kg.views.web.pages import render
from kg.views.web.preferences import wants_json
from kg.views.web.site import Site


class Problem(KgError):
    """A request that cannot be answered: `phrase` names a phrase of the interface that says why, with `values` for its places.

    It is raised by a page, and answered with the status.
    """

    def __init__(self, status: int, phrase: str, headers: Mapping[str, str] | None = None, **values: object) -> None:
        super().__init__(phrase)
        self.status = status
        self.phrase = phrase
        self.headers = dict(headers or {})
        self.values = values


def answer(site: Site, request: Request, error: Exception) -> Response:
    """The page, or for a machine the JSON, that tells of an error; nothing of the program's inside is shown."""
    status, headers = _status(site, error)
    language = language_of(request)
    title = say(_title(status), language)
    message = _message(site, error, request)
    advice = say(f"problems.{status}-advice", language) if f"problems.{status}-advice" in phrases() else say("problems.advice", language)
    if wants_json(request.headers.get("accept", "")):
        told = {"status": status, "title": title, "message": message, "advice": advice}
        return JSONResponse({"error": told}, status, headers)
    shown = render(site, request, "web/error.html", status=status, title=title, message=message, advice=advice)
    shown.status_code = status
    shown.headers.update(headers)
    return shown


def _status(site: Site, error: Exception) -> tuple[int, dict[str, str]]:
    if isinstance(error, Problem):
        return error.status, error.headers
    if isinstance(error, HTTPException):
        return error.status_code, dict(error.headers or {})
    if isinstance(error, QueryError):
        return 400, {}
    # the graph is elsewhere, and what went wrong there is no fault of the program
    return (502 if _is_elsewhere(site, error) else 500), {}


def _is_elsewhere(site: Site, error: Exception) -> bool:
    return site.settings.endpoint is not None and isinstance(error, StoreError)


def _title(status: int) -> str:
    known = f"problems.{status}"
    return known if known in phrases() else "problems.400" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "problems.500"


def _message(site: Site, error: Exception, request: Request) -> str:
    language = language_of(request)
    if isinstance(error, Problem):
        return say(error.phrase, language, **error.values)
    if isinstance(error, QueryError) or _is_elsewhere(site, error):
        return str(error)
    status, _ = _status(site, error)
    named = f"problems.{status}-message"
    return say(named, language, path=request.url.path, method=request.method) if named in phrases() else ""
