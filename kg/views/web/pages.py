"""How a page is rendered: one layout, one language, one policy of what it may load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.views.web.addresses import address, with_query
from kg.views.web.languages import COOKIE, LANGUAGES, language_of, say
from kg.views.web.site import Site

_YEAR = 365 * 24 * 3600
# The policy of every page; NONCE stands for the value that the page's own <script> and <link> carry.
POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'nonce-NONCE'",
    "style-src": "'nonce-NONCE'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(nonce: str, changes: Mapping[str, str] | None = None) -> str:
    """The content security policy with some directives replaced.

    >>> policy("x", {"img-src": "'none'"})[:62]
    "default-src 'none'; script-src 'nonce-x'; style-src 'nonce-x';"
    """
    directives = {**POLICY, **(changes or {})}
    return "; ".join(f"{name} {value}" for name, value in directives.items()).replace("NONCE", nonce)


def render(site: Site, request: Request, template: str, changes: Mapping[str, str] | None = None, **content: object) -> HTMLResponse:
    """A page from its template, which extends `web/layout.html`. `changes` replace directives of the policy.

    Every template has `say(name, **values)`, `label(iri)`, `address(iri)`, `asset(name)`, `link(path, **query)`,
    `language`, `nonce`, `path`, `site` and `request`.
    """
    language = language_of(request)
    nonce: str = request.scope["state"]["nonce"]
    text = site.environment.get_template(template).render(
        **{
            "site": site,
            "request": request,
            "path": request.url.path,
            "language": language,
            "switch": [(other, _in(request, other)) for other in LANGUAGES],
            "say": partial(_say, language),
            "label": partial(site.labels.label, language=language),
            "address": address,
            "asset": site.assets.address,
            "link": with_query,
            "nonce": nonce,
            **content,
        }
    )
    response = HTMLResponse(text.encode("utf-8", "replace"), headers={"content-security-policy": policy(nonce, changes), "content-language": language})
    response.headers["vary"] = "Accept, Accept-Language, Cookie"
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def _say(language: str, name: str, **values: object) -> str:
    return say(name, "zh" if language == "zh" else "en", **values)


def _in(request: Request, language: str) -> str:
    """The same address in a language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"?{urlencode([*kept, ('lang', language)])}"
