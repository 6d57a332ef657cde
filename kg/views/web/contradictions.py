"""Which documents give different values for the same thing: one indicator, place, time, unit and group of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Thread

from kg.errors import KgError
from kg.store import Graph, Rows
from kg.views.web.agreement import contradict
from kg.views.web.entity_facts import Figure, figures
from kg.views.web.kept_answers import kept
from kg.vocab import terms

# what must be equal before values are held against each other
_SAME = ("indicator", "region", "unit", "periodStart", "periodEnd", "kind", "group", "program", "area", "baseline")
# groups of figures that are looked at more closely; a page lists no more
MOST = 300
# figures of one group that are kept and shown
MOST_TOGETHER = 12
# figures of one indicator and place that are read whole
MOST_READ = 2000
_DERIVED = terms.STANDARD["prov"] + "wasDerivedFrom"
# first the few that differ at all, by what every figure with a time has; then those are read whole
_DIFFERENT = f"""SELECT ?indicator ?region ?end (COUNT(DISTINCT ?value) AS ?values) WHERE {{
  ?figure mz:periodEnd ?end ; mz:indicator ?indicator ; mz:region ?region ; mz:value ?value
}} GROUP BY ?indicator ?region ?end HAVING (COUNT(DISTINCT ?value) > 1) ORDER BY ?indicator ?region ?end LIMIT {MOST}"""
_THOSE = "SELECT ?indicator ?region ?figure ?end WHERE { ?figure mz:indicator ?indicator ; mz:region ?region ; mz:periodEnd ?end }"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures of at least two documents that cannot all be right, those of one document together: the first of `total`."""

    figures: tuple[Figure, ...]
    total: int


# how many figures contradict one another, and the first of them
Group = tuple[int, tuple[str, ...]]


@lru_cache(maxsize=2)
def search(graph: Graph, folder: Path) -> Future[tuple[Group, ...]]:
    """The search for all of them, begun once for a graph, which does not change; on a large one it takes a while and is kept beside it."""
    found: Future[tuple[Group, ...]] = Future()

    def work() -> None:
        try:
            groups = kept(folder, "contradictions", lambda: [(each.total, [figure.iri for figure in each.figures]) for each in contradictions(graph)])
            found.set_result(tuple((total, tuple(iris)) for total, iris in groups))
        except KgError as error:
            found.set_exception(error)

    Thread(target=work, name="contradictions", daemon=True).start()
    return found


def read(graph: Graph, groups: Sequence[Group]) -> list[Contradiction]:
    """Some of what was found, whole: a page shows only the first."""
    held = {figure.iri: figure for figure in figures(graph, [iri for _, iris in groups for iri in iris])}
    return [Contradiction(tuple(held[iri] for iri in iris), total) for total, iris in groups]


def contradictions(graph: Graph) -> tuple[Contradiction, ...]:
    """All of them, at most MOST, sorted by indicator and place."""
    answer = graph.ask(_DIFFERENT)
    assert isinstance(answer, Rows)
    ends: dict[tuple[str, str], set[str]] = defaultdict(set)
    for indicator, region, end, _ in answer:
        if indicator and region and end:
            ends[indicator.text, region.text].add(end.text)
    found: list[Contradiction] = []
    for (indicator_iri, region_iri), wanted in sorted(ends.items()):
        rows = graph.ask(_THOSE, {"indicator": indicator_iri, "region": region_iri})
        assert isinstance(rows, Rows)
        found += _among(figures(graph, [row[2].text for row in rows if row[2] and row[3] and row[3].text in wanted][:MOST_READ]))
    return tuple(found[:MOST])


def _among(held: list[Figure]) -> list[Contradiction]:
    alike: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in held:
        if figure.part("periodEnd"):
            alike[tuple(figure.part(name) or "" for name in _SAME)].append(figure)
    return [Contradiction(_shown(group), len(group)) for _, group in sorted(alike.items()) if _disagree(group)]


def _shown(group: list[Figure]) -> tuple[Figure, ...]:
    """The figures of a group that are shown: of each value one, before any has two."""
    ordered = sorted(group, key=_order)
    first = list({figure.value: figure for figure in reversed(ordered)}.values())
    rest = [figure for figure in ordered if figure not in first]
    return tuple(sorted([*sorted(first, key=_order), *rest][:MOST_TOGETHER], key=_order))


def _order(figure: Figure) -> tuple[str, str]:
    return (figure.parts.get(_DERIVED, ""), figure.iri)


def _disagree(group: list[Figure]) -> bool:
    documents = {figure.parts.get(_DERIVED, "") for figure in group}
    signs = [(figure.value, (figure.part("modifier") or "").rsplit("/", 1)[-1] or None) for figure in group]
    return len(documents) > 1 and contradict(signs)
