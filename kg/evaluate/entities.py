"""Which of the entities of a document were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.evaluate.found import CLASSES, Found, FoundDocument
from kg.evaluate.gold import Gold, Row
from kg.evaluate.plain import bare
from kg.evaluate.tally import Difference, Tally

DUPLICATES = "duplicate entities"


@dataclass
class Matching:
    """The comparison's result: tallies by layer, differences, and which gold names each IRI stands for."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    differences: list[Difference] = field(default_factory=list)
    names_of: dict[str, frozenset[str]] = field(default_factory=dict)


def forms(row: Row) -> set[str]:
    """Every name of a gold entity, as names are compared."""
    return {bare(name) for name in [row["name"], *row.get("aliases", []), *row.get("name_alt", []), row.get("title") or ""] if name}


def compare(gold: Gold, document: FoundDocument, graph: Found) -> Matching:
    """Matches what a document mentions with the gold: by code where both have one, else by any name."""
    matching = Matching()
    for kind in CLASSES.values():
        rows = [row for row in gold.entities if row["type"] == kind]
        mine = sorted(iri for iri in document.mentioned if graph.kinds.get(iri) == kind)
        _compare_kind(gold.name, kind, rows, mine, graph, matching)
    return matching


def _compare_kind(name: str, kind: str, rows: list[Row], mine: list[str], graph: Found, matching: Matching) -> None:
    tally, used, hits = matching.tallies[kind], set[int](), set[int]()
    for iri in mine:
        hit = [place for place, row in enumerate(rows) if _is_same(iri, row, graph)]
        hits.update(hit)
        matching.names_of[iri] = frozenset(rows[place]["name"] for place in hit)
        free = [place for place in hit if place not in used]
        if free:
            used.add(free[0])
            tally.right += not rows[free[0]].get("borderline")
        elif hit:
            # a second IRI for the same thing
            matching.tallies[DUPLICATES].extra += 1
        else:
            tally.extra += 1
            matching.differences.append(Difference(name, kind, "extra", " / ".join(graph.names(frozenset({iri}))[:3])))
    matched = {rows[place]["name"] for place in hits}
    for place, row in enumerate(rows):
        if place in used or row.get("borderline"):
            continue
        if row["name"] in matched:
            tally.right += 1
        else:
            tally.missed += 1
            matching.differences.append(Difference(name, kind, "missed", row["name"]))


def _is_same(iri: str, row: Mapping[str, object], graph: Found) -> bool:
    mine, theirs = graph.codes.get(iri), row.get("code")
    if mine and theirs:
        return mine == theirs
    return bool({bare(label) for label in graph.labels.get(iri, ())} & forms(row))
