"""Which figures of an indicator there are to compare, and which of them an address chooses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from starlette.requests import Request

from kg.store import Graph, Rows
from kg.views.web.compare_units import measure_of
from kg.views.web.site import Site
from kg.vocab import terms

# figures of one indicator that are looked at; places and years that an address may name
MOST, MOST_NAMED = 20_000, 200
REGION = terms.ID + "region/"
# the year of figures whose time no text says, as addresses have it
UNTIMED = "none"
LEVELS = ("nation", "province", "prefecture", "county", "township", "village")
_FIGURES = f"""SELECT ?thing ?figure ?region ?unit ?kind ?end WHERE {{ ?figure mz:indicator ?thing ; mz:region ?region ; mz:value ?value .
  OPTIONAL {{ ?figure mz:unit ?unit }} OPTIONAL {{ ?figure mz:kind ?kind }} OPTIONAL {{ ?figure mz:periodEnd ?end }} }} LIMIT {MOST}"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure of the indicator, as much of it as choosing needs; `place` is the last part of the region's IRI."""

    iri: str
    place: str
    unit: str
    kind: str
    year: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What an address asks for; empty means all. `map_year` is the one that the tiles show."""

    indicator: str
    measure: str = ""
    places: tuple[str, ...] = ()
    within: str = ""
    level: str = ""
    years: tuple[str, ...] = ()
    map_year: str = ""

    def address(self, path: str = "/compare", **changes: object) -> str:
        """The address of this choice with some of it changed.

        >>> Choice("a:b", places=("130000", "140000")).address(years=("2018",))
        '/compare?indicator=a%3Ab&place=130000&place=140000&year=2018'
        """
        other = replace(self, **changes)  # type: ignore[arg-type]
        single = [("indicator", other.indicator), ("measure", other.measure), ("within", other.within), ("level", other.level)]
        pairs = [pair for pair in single if pair[1]] + [("place", code) for code in other.places] + [("year", year) for year in other.years]
        return f"{path}?{urlencode(pairs + ([('map', other.map_year)] if other.map_year else []))}"


def read(request: Request) -> Choice:
    """The choice of an address."""
    given = request.query_params
    places = (place.removeprefix(REGION)[:100] for place in given.getlist("place"))
    return Choice(
        indicator=given.get("indicator", "")[:2000],
        measure=given.get("measure", "")[:200],
        places=tuple(sorted({place for place in places if place}))[:MOST_NAMED],
        within=given.get("within", "").removeprefix(REGION)[:100],
        level=given.get("level", "")[:20],
        years=tuple(sorted({year[:10] for year in given.getlist("year") if year}))[:MOST_NAMED],
        map_year=given.get("map", "")[:10],
    )


@lru_cache(maxsize=32)
def candidates(graph: Graph, indicator: str) -> tuple[Candidate, ...]:
    """The figures of an indicator; found once, for a graph does not change."""
    answer = graph.ask(_FIGURES, {"thing": indicator})
    assert isinstance(answer, Rows)
    rows = ([value.text if value else "" for value in row] for row in answer)
    made = (Candidate(iri, region.removeprefix(REGION), unit, kind.rsplit("/", 1)[-1], end[:4] or UNTIMED) for _, iri, region, unit, kind, end in rows)
    return tuple(sorted(made, key=lambda one: one.iri))


def measures(held: Sequence[Candidate], usual: str | None) -> Counter[str]:
    """How many figures there are of each measure, the most frequent first; values come before growth."""
    counts = Counter(measure_of(one.kind, one.unit, usual) for one in held)
    return Counter(dict(sorted(counts.items(), key=lambda item: (not item[0].startswith("value."), -item[1], item[0]))))


def chosen(site: Site, held: Sequence[Candidate], choice: Choice) -> list[Candidate]:
    """The figures that a choice of places and years leaves, the wider places first, then by code and year."""
    keys = {one.place: order(site, one.place) for one in held}
    kept = [
        one
        for one in held
        if (not choice.years or one.year in choice.years)
        and (not choice.places or one.place in choice.places)
        and (not choice.level or level_of(site, one.place) == choice.level)
        and (not choice.within or choice.within == one.place or choice.within in site.words.ancestors(one.place))
    ]
    return sorted(kept, key=lambda one: (keys[one.place], one.year, one.iri))


def level_of(site: Site, place: str) -> str:
    """The level of a place, empty for one that the gazetteer does not know."""
    known = site.vocabulary.gazetteer.by_code(place)
    return known.level if known else ""


def order(site: Site, place: str) -> tuple[int, str]:
    """Where a place stands in a list: the nation, provinces, prefectures … each by code."""
    level = level_of(site, place)
    return (LEVELS.index(level) if level in LEVELS else len(LEVELS), place)


def provinces_of(site: Site, held: Sequence[Candidate]) -> Mapping[str, int]:
    """How many places below each province have figures."""
    inside: Counter[str] = Counter()
    for place in {one.place for one in held}:
        for above in site.words.ancestors(place):
            if level_of(site, above) == "province":
                inside[above] += 1
    return inside
