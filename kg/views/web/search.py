"""/search: what holds some words, in names or in sentences, narrowed by class, field of work, place and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.views.page import visible
from kg.views.viz.words import CLASSES
from kg.views.web.addresses import address, is_iri, with_query
from kg.views.web.finding import Found, Hit, Wish
from kg.views.web.finding.contents import DOCUMENT, FACETS, SENTENCE
from kg.views.web.finding.tokens import LONGEST, plain
from kg.views.web.languages import Language, language_of, say
from kg.views.web.pages import render
from kg.views.web.preferences import wants_json
from kg.views.web.site import Site
from kg.vocab import terms

PER_PAGE, SUGGESTED = 20, 8
# how much of a sentence stands before and after the first word that was looked for
BEFORE, SHOWN = 30, 160
# What the values of a facet begin with in the graph; an address leaves it out.
STARTS: Mapping[str, str] = {"kind": "", "field": terms.CONCEPT + "field/", "place": terms.ID + "region/", "year": ""}
NONE: Mapping[str, str | None] = {}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as a page shows it: `target` makes it, or takes it back where it is `chosen`; None where it would leave nothing."""

    value: str
    label: str
    count: int
    chosen: bool
    target: str | None


def search(site: Site, request: Request) -> Response:
    """A page of results."""
    wish, page = wish_of(request), _page(request.query_params.get("page", ""))
    found = site.index.find(wish, start=(page - 1) * PER_PAGE, count=PER_PAGE)
    language = language_of(request)
    if request.query_params.get("format") == "json" or wants_json(request.headers.get("accept", "")):
        return JSONResponse(_as_json(site, wish, found, language), headers={"vary": "Accept, Accept-Language, Cookie"})
    titles = site.labels.of([hit.about for hit in found.hits if hit.kind == SENTENCE], language)
    return render(
        site,
        request,
        "web/search.html",
        wish=wish,
        found=found,
        kind=lambda name: kind_label(site, name, language),
        rows=[_row(hit, found.needles, titles, language) for hit in found.hits],
        facets=[(name, options(site, wish, found, name, language)) for name in FACETS],
        chosen={name: short(name, value) for name, value in wish.choices.items()},
        page=page,
        pages=-(-found.total // PER_PAGE),
        turn=lambda number: target(wish, page=number),
    )


def suggest(site: Site, request: Request) -> Response:
    """Names that begin like what is being typed, for the box on every page."""
    typed = request.query_params.get("q", "")[:LONGEST]
    found = site.index.find(Wish(typed), count=SUGGESTED, values=0) if typed.strip() else None
    language = language_of(request)
    hits = [hit for hit in found.hits if hit.kind != SENTENCE] if found else []
    return JSONResponse([{**_hit(hit, language), "kindLabel": kind_label(site, hit.kind, language)} for hit in hits])


def wish_of(request: Request) -> Wish:
    """What an address looks for; a value that cannot be one is left out."""
    given = request.query_params
    choices = {name: STARTS[name] + given[name] for name in FACETS if given.get(name)}
    sound = {name: value for name, value in choices.items() if not STARTS[name] or is_iri(value)}
    return Wish(given.get("q", "")[:LONGEST].strip(), sound)


def short(name: str, value: str) -> str:
    """The value of a facet as an address has it.

    >>> short("place", "https://w3id.org/minzheng/id/region/131000")
    '131000'
    """
    return value.removeprefix(STARTS[name])


def target(wish: Wish, changes: Mapping[str, str | None] = NONE, page: int = 1) -> str:
    """The address of a wish, with some of its choices changed or, by None, taken back.

    >>> target(Wish("低保", {"year": "2018"}), {"year": None, "kind": "region"})
    '/search?q=%E4%BD%8E%E4%BF%9D&kind=region'
    """
    choices = {name: short(name, value) for name, value in wish.choices.items()} | dict(changes)
    return with_query("/search", q=wish.typed, **{name: choices.get(name) for name in FACETS}, page=page if page > 1 else None)


def options(site: Site, wish: Wish, found: Found, name: str, language: Language) -> list[Option]:
    """The choices of one facet with their names."""
    choices = found.facets[name]
    named = labels_of_values(site, name, [choice.value for choice in choices], language)
    return [
        Option(
            short(name, choice.value),
            named[choice.value],
            choice.count,
            choice.chosen,
            target(wish, {name: None if choice.chosen else short(name, choice.value)}) if choice.count or choice.chosen else None,
        )
        for choice in choices
    ]


def labels_of_values(site: Site, name: str, values: Iterable[str], language: Language) -> dict[str, str]:
    """What the values of a facet are called."""
    if name == "year":
        return {value: value for value in values}
    if name != "kind":
        return site.labels.of(values, language)
    return {value: kind_label(site, value, language) for value in values}


def kind_label(site: Site, kind: str, language: Language) -> str:
    """What a class of results is called."""
    if kind in CLASSES:
        return site.words.kind(kind)[0 if language == "zh" else 1]
    return say(f"search.{kind}", language) if kind in (DOCUMENT, SENTENCE) else kind


def marked(text: str, needles: Iterable[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is what was looked for.

    >>> marked("农村低保标准", ["低保"])
    [('农村', False), ('低保', True), ('标准', False)]
    """
    folded = plain(text)
    if len(folded) != len(text):
        return [(text, False)]
    hit = [False] * len(text)
    for needle in needles:
        place = folded.find(needle)
        while place >= 0:
            hit[place : place + len(needle)] = [True] * len(needle)
            place = folded.find(needle, place + len(needle))
    pieces: list[tuple[str, bool]] = []
    for sign, held in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == held:
            pieces[-1] = (pieces[-1][0] + sign, held)
        else:
            pieces.append((sign, held))
    return pieces


def excerpt(text: str, needles: Iterable[str]) -> str:
    """As much of a sentence as shows what was looked for."""
    folded = plain(text)
    places = [place for place in (folded.find(needle) for needle in needles) if place >= 0]
    start = max(0, (min(places) if places else 0) - BEFORE)
    start = 0 if len(text) <= SHOWN else min(start, len(text) - SHOWN)
    end = start + SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _page(given: str) -> int:
    return min(int(given), 1000) if given.isascii() and given.isdigit() and 0 < len(given) < 5 and int(given) else 1


def _row(hit: Hit, needles: tuple[str, ...], titles: Mapping[str, str], language: Language) -> dict[str, object]:
    """A result as the template shows it."""
    others = [name for name in (hit.zh if language == "en" else hit.en, *hit.others) if name]
    held = [name for name in others if any(needle in plain(name) for needle in needles)]
    return {
        "hit": hit,
        "address": address(hit.iri) or "#",
        "name": marked(visible(_name(hit, language), 160), needles),
        "others": [marked(visible(name, 80), needles) for name in (held or others)[:4]],
        "said": marked(excerpt(visible(hit.said, 5000), needles), needles),
        "source": titles.get(hit.about, hit.about),
    }


def _name(hit: Hit, language: Language) -> str:
    return (hit.en or hit.zh) if language == "en" else (hit.zh or hit.en)


def _hit(hit: Hit, language: Language) -> dict[str, object]:
    return {"kind": hit.kind, "iri": hit.iri, "address": address(hit.iri), "label": _name(hit, language) or hit.said}


def _as_json(site: Site, wish: Wish, found: Found, language: Language) -> dict[str, object]:
    facets = {
        name: [{"value": one.value, "label": one.label, "count": one.count, "chosen": one.chosen} for one in options(site, wish, found, name, language)]
        for name in FACETS
    }
    return {"total": found.total, "more": found.more, "loose": found.loose, "hits": [_hit(hit, language) for hit in found.hits], "facets": facets}
