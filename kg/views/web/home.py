"""/: one search box, the choices, the questions, and what was built from what and when."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.views.viz.words import CLASSES
from kg.views.web.addresses import DOCUMENT, address
from kg.views.web.finding import Wish
from kg.views.web.finding.contents import FACETS
from kg.views.web.languages import Language, language_of
from kg.views.web.pages import render
from kg.views.web.search import kind_label, labels_of_values, short, target
from kg.views.web.site import Site

# so many values of a facet, and so many documents, are shown before "all"
VALUES, DOCUMENTS = 12, 20


def home(site: Site, request: Request) -> Response:
    """The first page."""
    language = language_of(request)
    counts, kinds = site.report["counts"], site.index.totals("kind")
    return render(
        site,
        request,
        "web/home.html",
        classes=[(kind, kind_label(site, kind, language), kinds[kind], target(Wish(), {"kind": kind})) for kind in CLASSES if kind in kinds],
        facets=[(name, _values(site, name, language)) for name in FACETS if name != "kind"],
        questions=[(question, question.zh if language == "zh" else question.en) for question in site.questions.values()],
        counts=counts,
        documents=[_document(row) for row in site.report["documents"][:DOCUMENTS]],
        built=site.built.astimezone(),
    )


def _values(site: Site, name: str, language: Language) -> list[tuple[str, int, str]]:
    totals = site.index.totals(name)
    shown = sorted(totals, reverse=True)[:VALUES] if name == "year" else list(totals)[:VALUES]
    named = labels_of_values(site, name, shown, language)
    return [(named[value], totals[value], target(Wish(), {name: short(name, value)})) for value in shown]


def _document(row: dict[str, object]) -> dict[str, object]:
    """A document as the report has it, with the address of its page."""
    return {**row, "address": address(DOCUMENT + str(row["sha256"])[:16])}
