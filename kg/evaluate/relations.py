"""Which of the relations of a document were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.evaluate.found import Found, FoundDocument
from kg.evaluate.gold import Gold
from kg.evaluate.tally import Difference, Tally

# relation of the gold -> properties of the graph, and whether these run the other way; None: either way
PREDICATES: Mapping[str, tuple[tuple[str, ...], bool | None]] = {
    "issued": (("issuedBy",), True),
    "within": (("within",), False),
    "operates": (("operatedBy",), True),
    "implementedIn": (("implementedIn",), False),
    "serves": (("serves",), False),
    "basedOn": (("basedOn", "implements"), False),
    "cooperatesWith": (("cooperatesWith",), None),
    "recognizedBy": (("recognizedBy",), False),
    "hasPart": (("hasPart",), False),
}
LAYER = "relation "


def compare(gold: Gold, document: FoundDocument, graph: Found, names_of: Mapping[str, frozenset[str]]) -> tuple[dict[str, Tally], list[Difference]]:
    """Matches relations by the gold names of their ends, which the comparison of entities has given."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    differences: list[Difference] = []
    for relation, (properties, turned) in PREDICATES.items():
        rows = [row for row in gold.relations if row["p"] == relation]
        tally, got = tallies[LAYER + relation], set[int]()
        for subject, predicate, target in sorted(document.relations):
            if predicate not in properties:
                continue
            first, second = names_of.get(subject, frozenset()), names_of.get(target, frozenset())
            ways = [(second, first)] if turned else [(first, second)] if turned is False else [(first, second), (second, first)]
            hit = {place for place, row in enumerate(rows) if any(row["s"] in a and row["o"] in b for a, b in ways)}
            got |= hit
            if not hit:
                tally.extra += 1
                what = " ".join([*graph.names(frozenset({subject}))[:1], predicate, *graph.names(frozenset({target}))[:1]])
                differences.append(Difference(gold.name, LAYER + relation, "extra", what))
        for place, row in enumerate(rows):
            if row.get("borderline"):
                continue
            tally.right += place in got
            tally.missed += place not in got
            if place not in got:
                differences.append(Difference(gold.name, LAYER + relation, "missed", f"{row['s']} {relation} {row['o']}"))
    return tallies, differences
