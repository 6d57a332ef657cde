"""/id/… and /concept/…: a thing of the graph, as a page made for its class or as a file for a machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.views.viz.words import CLASSES
from kg.views.web import entity_figures, entity_files
from kg.views.web.addresses import DOCUMENT, SPAN, address, iri_of, place_of
from kg.views.web.entity_facts import MOST_COUNTED, MOST_FIGURES, ROLES, Figure, Known, count_figures, document_names, figures, figures_of, known
from kg.views.web.entity_sections import kind_of, sections
from kg.views.web.languages import Language, language_of
from kg.views.web.negotiation import answer, negotiate, twins
from kg.views.web.pages import render
from kg.views.web.problems import Problem
from kg.views.web.site import Site
from kg.vocab import terms
from kg.vocab.iri import short

# further names that a page lists, documents that name the thing, and places in each of them
MOST_NAMES, MOST_DOCUMENTS, MOST_PLACES = 30, 100, 12
# literals that are no names, in the order in which a page tells them
_TOLD = (
    "divisionCode",
    "documentNumber",
    "issued",
    "validFrom",
    "validUntil",
    "published",
    "sha256",
    "ucumCode",
    "currency",
    "plausibleMin",
    "plausibleMax",
    "rule",
    "expected",
)


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A document that names the thing, and where."""

    name: str
    href: str | None
    places: tuple[str, ...]
    total: int


def page(site: Site, request: Request) -> Response:
    """The page of a thing, or its file."""
    path, form = negotiate(request)
    iri = iri_of(path)
    if iri is None:
        raise Problem(404, "problems.404-message", path=request.url.path)
    if form == "html" and iri.startswith((SPAN, DOCUMENT)) and (elsewhere := address(iri)):
        return RedirectResponse(elsewhere, 303)
    thing = known(site.graph, iri) or _of_the_ontology(site, iri)
    if thing is None:
        raise Problem(404, "entity.unknown", iri=iri)
    kind, language = kind_of(iri), language_of(request)
    if form == "html":
        return _html(site, request, thing, kind, language)
    if form == "csv":
        return answer(entity_files.table(site, thing, kind, language), form, short(iri).replace(":", "-"))
    found = entity_files.triples(site, thing, kind)
    return answer(entity_files.turtle(found) if form == "ttl" else entity_files.json_ld(found), form, short(iri).replace(":", "-"))


def _html(site: Site, request: Request, thing: Known, kind: str, language: Language) -> Response:
    first, total, held = _some_figures(site, thing, kind, request)
    label = title(site, thing, kind, language, held)
    response = render(
        site,
        request,
        "web/entity.html",
        thing=thing,
        kind=kind,
        of_class=site.words.kind(kind)[0 if language == "zh" else 1] if kind in CLASSES else "",
        title=label,
        names=_names(thing, label),
        above=_above(site, thing, kind, language),
        told=_literals(site, thing, language),
        sections=sections(site, thing.edges, kind, language),
        figures=entity_figures.rows(site, held, language),
        charts=entity_figures.charts(site, held, ROLES.get(kind, ""), language),
        first=first,
        total=total,
        more=total >= MOST_COUNTED,
        step=MOST_FIGURES,
        named=_named_in(site, thing),
        twins=twins(address(thing.iri) or ""),
    )
    response.headers["link"] = ", ".join(f'<{href}>; rel="alternate"' for href in twins(address(thing.iri) or "").values())
    return response


def _some_figures(site: Site, thing: Known, kind: str, request: Request) -> tuple[int, int, list[Figure]]:
    """Which figure is the first on the page, how many there are, and those of the page."""
    if terms.MZ + "Observation" in thing.classes:
        return 0, 1, figures(site.graph, [thing.iri])
    role = ROLES.get(kind)
    if role is None:
        return 0, 0, []
    asked = request.query_params.get("from", "0")
    total = count_figures(site.graph, thing.iri, role)
    first = min(int(asked), total) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
    return first, total, figures_of(site.graph, thing.iri, role, first)


def _of_the_ontology(site: Site, iri: str) -> Known | None:
    """A concept or a place that no text of this build speaks of."""
    concept = site.vocabulary.concepts.get(iri)
    if concept is not None:
        names = [(terms.SKOS + "altLabel", name, "zh") for name in concept.aliases]
        return Known(iri, ((terms.SKOS + "prefLabel", concept.label, "zh"), *names), (), ())
    place = site.vocabulary.gazetteer.by_code(iri.rsplit("/", 1)[-1]) if kind_of(iri) == "region" else None
    if place is None:
        return None
    return Known(iri, ((terms.SKOS + "prefLabel", place.name, "zh"), (terms.MZ + "divisionCode", place.code, None)), (), ())


def title(site: Site, thing: Known, kind: str, language: Language, held: Sequence[Figure] = ()) -> str:
    """What the page is headed: the name; for a figure what it measures; for a statement its sentence."""
    if terms.MZ + "Observation" in thing.classes and held:
        row = entity_figures.rows(site, held[:1], language)[0]
        return f"{row.region.label} · {row.indicator.label} · {row.value} {row.unit}".strip()
    if kind == "statement":
        parts = {edge.predicate: edge.other for edge in thing.edges if edge.outgoing}
        ends = [parts.get(terms.RDF + name, "") for name in ("subject", "predicate", "object")]
        labels = site.labels.of([end for end in ends if end], language)
        return " ".join(labels[end] for end in ends if end)
    for wanted in (language, "zh", None):
        for text, tongue in thing.texts(terms.SKOS + "prefLabel"):
            if tongue == wanted:
                return text
    return site.labels.label(thing.iri, language)


def _names(thing: Known, label: str) -> list[str]:
    """The other names, in the other language first."""
    every = [text for prop in ("prefLabel", "altLabel") for text, _ in thing.texts(terms.SKOS + prop)]
    return [name for name in dict.fromkeys(every) if name != label][:MOST_NAMES]


def _above(site: Site, thing: Known, kind: str, language: Language) -> list[tuple[str, str | None]]:
    """The places around a region, the largest first."""
    if kind != "region":
        return []
    ancestors = [f"{terms.ID}region/{code}" for code in reversed(site.words.ancestors(thing.iri.rsplit("/", 1)[-1]))]
    labels = site.labels.of(ancestors, language)
    known_names = {iri: place.name for iri in ancestors if (place := site.vocabulary.gazetteer.by_code(iri.rsplit("/", 1)[-1]))}
    return [(labels[iri] if not labels[iri].isdigit() else known_names.get(iri, labels[iri]), address(iri)) for iri in ancestors]


def _literals(site: Site, thing: Known, language: Language) -> list[tuple[str, str]]:
    told = [(name, text) for name in _TOLD for text, _ in thing.texts(terms.MZ + name)]
    comments = [("comment", text) for text, tongue in thing.texts(terms.RDFS + "comment") if tongue == language]
    return [(site.words.term(name)[0 if language == "zh" else 1], text) for name, text in told] + [("", text) for _, text in comments]


def _named_in(site: Site, thing: Known) -> list[NamedIn]:
    """The documents that name the thing, those that do so most first."""
    by_document: dict[str, list[str]] = defaultdict(list)
    for span in thing.namings:
        by_document[entity_files.document_of(span)].append(span)
    shown = sorted(by_document.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_DOCUMENTS]
    names = document_names(site.graph, [document for document, _ in shown])
    found = []
    for document, spans in shown:
        in_order = sorted(spans, key=lambda span: int(span.rsplit("-", 2)[1]))
        found.append(NamedIn(names[document], address(document), tuple(place for place in map(place_of, in_order[:MOST_PLACES]) if place), len(spans)))
    return found
