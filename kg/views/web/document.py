"""/doc/…: a source text as it was, with what was read from it; every fact leads to its characters and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.views.page import web_address
from kg.views.texts import find
from kg.views.viz.words import CLASSES
from kg.views.web import entity_figures, entity_files
from kg.views.web.addresses import DOCUMENT, SPAN, address
from kg.views.web.document_facts import Facts, Relation, Stretch, facts_of, known_text, told_of
from kg.views.web.document_pieces import UNKNOWN, pieces
from kg.views.web.entity_sections import kind_of
from kg.views.web.languages import Language, language_of
from kg.views.web.negotiation import Format, answer, negotiate, twins
from kg.views.web.pages import render
from kg.views.web.problems import Problem
from kg.views.web.site import Site
from kg.vocab import terms

# characters of a text on one page
WINDOW = 40_000
# at = start "-" end
_AT = re.compile(r"(\d{1,11})-(\d{1,11})", re.ASCII)
_KEY = re.compile(r"[0-9a-f]{16}", re.ASCII)
_DCT = terms.STANDARD["dct"]
_TOLD = (
    (_DCT + "source", "file"), (_DCT + "publisher", "publisher"), (terms.MZ + "published", "published"), (terms.MZ + "documentNumber", "number"),
    (terms.MZ + "sha256", "hash"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A relation ready for the list: what, and where it is stated."""

    subject: entity_figures.Cell
    kind: str
    predicate: str
    object: entity_figures.Cell
    other_kind: str
    places: tuple[Stretch, ...]


def page(site: Site, request: Request) -> Response:
    """The page of a document, or its file: Turtle, JSON-LD, a table of its facts, its text."""
    plain = request.scope["path"].endswith(".txt")
    path, form = _plain(request) if plain else negotiate(request)
    key = path.removeprefix("/doc/")
    iri = DOCUMENT + key
    told = told_of(site.graph, iri) if _KEY.fullmatch(key) else {}
    if not told:
        raise Problem(404, "document.unknown", key=key)
    if plain:
        return _text_file(site, told)
    if form != "html":
        return _file(site, iri, form, key, language_of(request))
    return _html(site, request, iri, told)


def _plain(request: Request) -> tuple[str, Format]:
    return request.scope["path"].removesuffix(".txt"), "html"


def _html(site: Site, request: Request, iri: str, told: dict[str, str]) -> Response:
    language, every = language_of(request), facts_of(site.graph, iri)
    text = _text(site, told)
    raw = text if text is not None else known_text(site.graph, iri, UNKNOWN)
    at = _at(request.query_params.get("at", ""), len(raw))
    window, part, parts = _window(request.query_params.get("part", ""), at, len(raw))
    shown = every.within(window)
    chosen = every.about(at) if at else None
    listed = chosen or shown
    title = told.get(_DCT + "title") or told.get(_DCT + "source") or iri.rsplit("/", 1)[-1]
    about = told.get(terms.MZ + "about")
    return render(
        site,
        request,
        "web/document.html",
        title=title,
        told=[(name, told[prop]) for prop, name in _TOLD if prop in told],
        about=entity_figures.Cell(site.labels.label(about, language), address(about)) if about else None,
        url=web_address(told.get(_DCT + "source")),
        whole=text is not None,
        pieces=pieces(raw, window, shown, at),
        at=at,
        part=part,
        parts=parts,
        size=len(raw),
        kinds=[(kind, site.words.kind(kind)[0 if language == "zh" else 1]) for kind in CLASSES if any(kind_of(one.thing) == kind for one in shown.namings)],
        named=_named(site, chosen, language) if chosen else [],
        figures=[
            (row, one.at, one.figure.iri)
            for row, one in zip(entity_figures.rows(site, [one.figure for one in listed.figures], language), listed.figures, strict=True)
        ],
        relations=_relations(site, listed.relations, language),
        counts=(len(shown.relations), len(shown.figures)),
        twins=_twins(iri, text is not None),
        iri=iri,
    )


def _twins(iri: str, whole: bool) -> dict[str, str]:
    where = address(iri) or ""
    return {**{str(form): href for form, href in twins(where).items()}, **({"txt": f"{where}.txt"} if whole else {})}


def _named(site: Site, chosen: Facts, language: Language) -> list[tuple[str, entity_figures.Cell]]:
    """What is named at the chosen stretch: the class and the thing."""
    things = list(dict.fromkeys(one.thing for one in chosen.namings))
    labels = site.labels.of(things, language)
    return [(kind_of(thing), entity_figures.Cell(labels[thing], address(thing))) for thing in things]


def _relations(site: Site, held: tuple[Relation, ...], language: Language) -> list[Line]:
    labels = site.labels.of({iri for one in held for iri in (one.subject, one.predicate, one.object)}, language)

    def cell(iri: str) -> entity_figures.Cell:
        return entity_figures.Cell(labels[iri], address(iri))

    return [Line(cell(one.subject), kind_of(one.subject), labels[one.predicate], cell(one.object), kind_of(one.object), one.evidence) for one in held]


def _at(asked: str, size: int) -> Stretch | None:
    """The stretch that an address names, None where it is none of this text.

    >>> _at("3-9", 20), _at("9-3", 20), _at("3-90", 20)
    ((3, 9), None, None)
    """
    match = _AT.fullmatch(asked)
    if not match:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= size else None


def _window(asked: str, at: Stretch | None, size: int) -> tuple[Stretch, int, int]:
    """The stretch of a long text to show, its number, and how many there are.

    >>> _window("", (50_000, 50_010), 100_000)
    ((40000, 80000), 2, 3)
    """
    parts = max(1, -(-size // WINDOW))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
    part = at[0] // WINDOW + 1 if at and not asked else min(max(number, 1), parts)
    return ((part - 1) * WINDOW, min(size, part * WINDOW)), part, parts


def _text(site: Site, told: dict[str, str]) -> str | None:
    return _read(site.settings.folder, told[terms.MZ + "sha256"], told.get(_DCT + "source", ""))


@lru_cache(maxsize=32)
def _read(folder: Path, sha256: str, name: str) -> str | None:
    """A text, kept for the next request: whoever reads a document chooses one fact after another."""
    return find(folder, sha256, name)


def _text_file(site: Site, told: dict[str, str]) -> Response:
    text = _text(site, told)
    if text is None:
        raise Problem(404, "document.no-text")
    return Response(text.encode("utf-8", "replace"), media_type="text/plain; charset=utf-8")


def _file(site: Site, iri: str, form: Format, key: str, language: Language) -> Response:
    if form == "csv":
        facts = facts_of(site.graph, iri)
        edges = [(one.subject, one.predicate, one.object, f"{SPAN}{key}-{start}-{end}") for one in facts.relations for start, end in one.evidence]
        return answer(entity_files.as_csv(site, edges, [one.figure for one in facts.figures], language), form, key)
    found = entity_files.document_triples(site, iri)
    return answer(entity_files.turtle(found) if form == "ttl" else entity_files.json_ld(found), form, key)
