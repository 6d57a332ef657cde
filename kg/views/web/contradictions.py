"""Which documents give different values for the same thing: one indicator, place, time, unit and group of people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from kg.store import Graph, Rows
from kg.views.web.agreement import contradict
from kg.views.web.entity_facts import Figure, figures
from kg.vocab import terms

# what must be equal before values are held against each other
_SAME = ("indicator", "region", "unit", "periodStart", "periodEnd", "kind", "group", "program", "area", "baseline")
# groups of figures that are looked at more closely; a page lists no more
MOST = 300
_DERIVED = terms.STANDARD["prov"] + "wasDerivedFrom"
# First the few that differ at all, by what every figure with a time has; then those are read whole.
_DIFFERENT = f"""SELECT ?indicator ?region ?unit ?end (COUNT(DISTINCT ?value) AS ?values) (COUNT(DISTINCT ?document) AS ?documents) WHERE {{
  ?figure mz:periodEnd ?end ; mz:indicator ?indicator ; mz:region ?region ; mz:unit ?unit ; mz:value ?value ; prov:wasDerivedFrom ?document
}} GROUP BY ?indicator ?region ?unit ?end HAVING (COUNT(DISTINCT ?value) > 1 && COUNT(DISTINCT ?document) > 1)
ORDER BY ?indicator ?region ?unit ?end LIMIT {MOST}"""
_THOSE = """SELECT ?indicator ?region ?unit ?figure WHERE { ?figure mz:indicator ?indicator ; mz:region ?region ; mz:unit ?unit }"""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures of at least two documents that cannot all be right, those of one document together."""

    figures: tuple[Figure, ...]


@lru_cache(maxsize=2)
def contradictions(graph: Graph) -> tuple[Contradiction, ...]:
    """All of them, sorted by indicator and place; found once for a graph, which does not change."""
    answer = graph.ask(_DIFFERENT)
    assert isinstance(answer, Rows)
    suspected = sorted({(row[0].text, row[1].text, row[2].text) for row in answer if row[0] and row[1] and row[2]})
    found: list[Contradiction] = []
    for indicator, region, unit in suspected:
        rows = graph.ask(_THOSE, {"indicator": indicator, "region": region, "unit": unit})
        assert isinstance(rows, Rows)
        found += _among(figures(graph, [row[3].text for row in rows if row[3]]))
    return tuple(found)


def _among(held: list[Figure]) -> list[Contradiction]:
    alike: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in held:
        if figure.part("periodEnd"):
            alike[tuple(figure.part(name) or "" for name in _SAME)].append(figure)
    return [Contradiction(tuple(sorted(group, key=_order))) for _, group in sorted(alike.items()) if _disagree(group)]


def _order(figure: Figure) -> tuple[str, str]:
    return (figure.parts.get(_DERIVED, ""), figure.iri)


def _disagree(group: list[Figure]) -> bool:
    documents = {figure.parts.get(_DERIVED, "") for figure in group}
    signs = [(figure.value, (figure.part("modifier") or "").rsplit("/", 1)[-1] or None) for figure in group]
    return len(documents) > 1 and contradict(signs)
