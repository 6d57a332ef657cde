"""Which indicators are measured in most places?"""

from __future__ import annotations

from kg.store import Graph, Rows

_INDICATORS = """SELECT ?indicator (COUNT(*) AS ?places) WHERE { SELECT DISTINCT ?indicator ?region WHERE {
  ?figure mz:indicator ?indicator ; mz:region ?region } } GROUP BY ?indicator ORDER BY DESC(?places) ?indicator LIMIT 200"""


def indicators(graph: Graph) -> tuple[tuple[str, int], ...]:
    """The indicators with the most places, and how many places each has."""
    answer = graph.ask(_INDICATORS)
    assert isinstance(answer, Rows)
    return tuple((row[0].text, int(row[1].text)) for row in answer if row[0] and row[1])
