"""/report: what was read, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.views.page import interface, web_address
from kg.views.viz.words import CLASSES
from kg.views.web.languages import Language, language_of
from kg.views.web.pages import render
from kg.views.web.site import Site

# files on one page
MOST = 200
_OTHERS = {name: name for name in ("documents", "entities", "namings", "relations", "observations")} | {"flags": "flag-count"}


def page(site: Site, request: Request) -> Response:
    """The report of the build; `?from=` goes on with the files where a page ended."""
    language = language_of(request)
    number = 0 if language == "zh" else 1
    report = site.report
    documents = _dicts(report["documents"])
    asked = request.query_params.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 and int(asked) < len(documents) else 0
    return render(
        site,
        request,
        "web/report.html",
        text={name: pair[number] for name, pair in interface()["report"].items()},
        counts=_counts(site, report["counts"], language),
        documents=[{**_EMPTY, **row, "href": _href(row), "web": web_address(row.get("url"))} for row in documents[first : first + MOST]],
        first=first,
        total=len(documents),
        step=MOST,
        unread=[{"file": "", "reason": "", "message": "", "advice": "", **row} for row in _dicts(report["unread"])[:MOST]],
        unread_total=len(report["unread"]),
        repeated=_dicts(report["repeated"])[:MOST],
        unwritten=sorted(report["unwritten"].items(), key=lambda item: (-item[1], item[0])),
        reasons={name: pair[number] for name, pair in interface()["reasons"].items()},
        built=site.built,
    )


# what a row of a report of an earlier version may lack
_EMPTY: Mapping[str, Any] = dict.fromkeys(
    ("file", "title", "publisher", "published", "about", "encoding", "format", "characters", "entities", "relations", "observations", "flags")
)


def _dicts(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)]


def _href(row: Mapping[str, Any]) -> str | None:
    sha256 = row.get("sha256")
    return f"/doc/{sha256[:16]}" if isinstance(sha256, str) and sha256.isalnum() else None


def _counts(site: Site, counts: Mapping[str, int], language: Language) -> list[tuple[str, str, int]]:
    """The counts with their names: classes of things by the ontology, the rest by the interface."""
    number, names = 0 if language == "zh" else 1, interface()["report"]
    found = []
    for name, count in counts.items():
        if name in CLASSES:
            found.append((name, site.words.kind(name)[number], count))
        elif name in _OTHERS:
            found.append(("", names[_OTHERS[name]][number], count))
    return found
