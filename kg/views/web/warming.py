"""What is made ready before a visitor asks: the index, the libraries, and what the pages of the menu are made of."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request

from kg.errors import KgError
from kg.views.web import routes
from kg.views.web.contradictions import search
from kg.views.web.languages import LANGUAGES, Language
from kg.views.web.site import Site


def warm(site: Site) -> None:
    """Makes everything ready, beside the first visitors: what they would wait for most comes first."""
    # whoever asks for such a page is told what is wrong; a server that is stopped meanwhile has put away its files
    with suppress(KgError, FileNotFoundError):
        site.warm()
        search(site.graph, site.settings.folder).result()
        for entry in routes.ENTRIES:
            if entry.menu and entry.is_kept:
                for language in LANGUAGES:
                    entry.page(site, _request(entry.path, language))


def _request(path: str, language: Language) -> Request:
    """A request as a browser would send it; its answer is not kept, only what it is made of."""
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"accept", b"text/html"), (b"accept-language", language.encode("ascii"))],
            "state": {"nonce": ""},
        }
    )
