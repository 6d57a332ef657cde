"""/compare: an indicator over places and years, in one unit, with every source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.views.web.addresses import address, is_iri
from kg.views.web.compare_choice import LEVELS, UNTIMED, Candidate, Choice, candidates, chosen, level_of, measures, order, provinces_of, read
from kg.views.web.compare_files import as_csv
from kg.views.web.compare_map import tiles
from kg.views.web.compare_table import Table, chart, table
from kg.views.web.compare_units import measure_of
from kg.views.web.entity_facts import figures
from kg.views.web.finding import Wish
from kg.views.web.languages import Language, language_of, phrases, say
from kg.views.web.pages import render
from kg.views.web.problems import Problem
from kg.views.web.site import Site
from kg.vocab import terms

# figures in one table and in one file, places to tick, indicators to start from
MOST_SHOWN, MOST_ROWS, MOST_PLACES, MOST_INDICATORS = 400, 5000, 80, 60
_REGION = terms.ID + "region/"


@dataclass(frozen=True, slots=True)
class Compared:
    """What an address gives: the candidates of its measure, those chosen, and as many of them as are shown, as a table.

    `counts` has the figures of every measure, `units` the units in which its figures are printed.
    """

    choice: Choice
    counts: dict[str, int]
    units: dict[str, tuple[str, ...]]
    held: tuple[Candidate, ...]
    kept: tuple[Candidate, ...]
    table: Table


def page(site: Site, request: Request) -> Response:
    """The comparison, or where no indicator is named the choice of one."""
    language, choice = language_of(request), read(request)
    if not choice.indicator:
        return _start(site, request, language)
    made = _compare(site, choice, language, MOST_SHOWN)
    choice = made.choice
    shown = made.table
    return render(
        site,
        request,
        "web/compare.html",
        choice=choice,
        title=site.labels.label(choice.indicator, language),
        href=address(choice.indicator),
        measures=[(name, _measure(site, name, made.units[name], language), count) for name, count in made.counts.items()],
        table=shown,
        total=len(made.kept),
        shown=len(shown.entries),
        converted=sum(entry.converted for entry in shown.entries),
        unsaid=sum(entry.unsaid for entry in shown.entries),
        chart=chart(shown),
        grid=tiles(site, shown.entries, provinces_of(site, made.held), choice.map_year, shown.unit, language),
        unknown=sorted({*choice.places} - {one.place for one in made.held}) + sorted({*choice.years} - {one.year for one in made.held}),
        untimed=UNTIMED,
        **_options(site, made, language),
    )


def file(site: Site, request: Request) -> Response:
    """The same figures as CSV, with `for=excel` for Excel."""
    language, choice = language_of(request), read(request)
    made = _compare(site, choice, language, MOST_ROWS)
    excel = request.query_params.get("for") == "excel"
    name = "".join(letter for letter in choice.indicator.rsplit("/", 1)[-1] if letter.isascii() and (letter.isalnum() or letter == "-")) or "compare"
    headers = {
        "content-disposition": f'attachment; filename="{name}{"-excel" if excel else ""}.csv"',
        "x-result-count": str(len(made.table.entries)),
        **({"x-result-cut": "true"} if len(made.kept) > len(made.table.entries) else {}),
        "vary": "Accept-Language, Cookie",
    }
    return Response(as_csv(site, made.table, language, excel), media_type="text/csv; charset=utf-8; header=present", headers=headers)


def _compare(site: Site, choice: Choice, language: Language, most: int) -> Compared:
    if not is_iri(choice.indicator):
        raise Problem(404, "compare.unknown", iri=choice.indicator[:200])
    concept = site.vocabulary.concepts.get(choice.indicator)
    usual = concept.value("unit") if concept else None
    every = candidates(site.graph, choice.indicator)
    if not every and concept is None:
        raise Problem(404, "compare.unknown", iri=choice.indicator[:200])
    counts = measures(every, usual)
    measure = choice.measure if choice.measure in counts else next(iter(counts), "")
    held = tuple(one for one in every if measure_of(one.kind, one.unit, usual) == measure)
    kept = tuple(chosen(site, held, choice))
    whole = {figure.iri: figure for figure in figures(site.graph, [one.iri for one in kept[:most]])}
    made = table(site, [whole[one.iri] for one in kept[:most] if one.iri in whole], usual, language)
    units = {name: tuple(sorted({one.unit for one in every if one.unit and measure_of(one.kind, one.unit, usual) == name})) for name in counts}
    return Compared(replace(choice, measure=measure), dict(counts), units, held, kept, made)


def _options(site: Site, made: Compared, language: Language) -> dict[str, Any]:
    """What can be chosen: years, levels, provinces and places, each with how many figures there are."""
    by_place: dict[str, int] = {}
    by_year: dict[str, int] = {}
    by_level: dict[str, int] = {}
    for one in made.held:
        by_place[one.place] = by_place.get(one.place, 0) + 1
        by_year[one.year] = by_year.get(one.year, 0) + 1
        level = level_of(site, one.place)
        by_level[level] = by_level.get(level, 0) + 1
    ranked = sorted(by_place, key=lambda place: (-by_place[place], place))[:MOST_PLACES]
    offered = sorted({*ranked, *(place for place in made.choice.places if place in by_place)}, key=lambda place: order(site, place))
    inside = provinces_of(site, made.held)
    labels = site.labels.of([_REGION + place for place in (*offered, *inside)], language)
    return {
        "years": sorted(by_year.items()),
        "levels": [(level, site.words.concept("level", level)[0 if language == "zh" else 1], by_level[level]) for level in LEVELS if level in by_level],
        "places": [(place, labels[_REGION + place], by_place[place]) for place in offered],
        "more_places": len(by_place) - len(offered),
        "provinces": [(place, _name(site, place, labels[_REGION + place]), inside[place]) for place in sorted(inside)],
    }


def _name(site: Site, place: str, label: str) -> str:
    """A label from the graph; a province that no text names is called by the gazetteer."""
    known = site.vocabulary.gazetteer.by_code(place)
    return known.name if label == place and known else label


def _measure(site: Site, name: str, units: tuple[str, ...], language: Language) -> str:
    """What a measure is called: the units in which its figures are printed, and what of them is asked."""
    kind = name.partition(".")[0]
    labels = site.labels.of(units, language)
    spelled = " / ".join(labels[unit] for unit in units) or say("compare.no-unit", language)
    known = f"compare.kind-{kind}"
    return say(known, language, unit=spelled) if known in phrases() else f"{kind}: {spelled}"


def _start(site: Site, request: Request, language: Language) -> Response:
    """The choice of an indicator: those with the most places, or those that some words find."""
    typed = request.query_params.get("q", "").strip()[:200]
    places = site.measured
    if typed:
        found = site.index.find(Wish(typed, {"kind": "indicator"}), count=MOST_INDICATORS, values=0)
        iris = [hit.iri for hit in found.hits]
    else:
        iris = list(places)[:MOST_INDICATORS]
    labels = site.labels.of(iris, language)
    return render(site, request, "web/compare-start.html", typed=typed, found=[(iri, labels[iri], places.get(iri)) for iri in iris])
