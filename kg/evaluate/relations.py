"""Which of the relations of a document were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.evaluate.found import Found, FoundDocument, Link
from kg.evaluate.gold import Gold, Row
from kg.evaluate.tally import Difference, Tally
from kg.evaluate.verdict import Stretch, Verdict

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


@dataclass
class Comparison:
    """Tallies by kind of relation, differences, and a verdict on every relation."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    differences: list[Difference] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


def compare(gold: Gold, document: FoundDocument, graph: Found, names_of: Mapping[str, frozenset[str]]) -> Comparison:
    """Matches relations by the gold names of their ends, which the comparison of entities has given."""
    result = Comparison()
    for relation, (properties, turned) in PREDICATES.items():
        rows = [row for row in gold.relations if row["p"] == relation]
        layer, got = LAYER + relation, dict[int, Link]()
        tally = result.tallies[layer]
        for link in sorted(document.relations):
            subject, predicate, target = link
            if predicate not in properties:
                continue
            first, second = names_of.get(subject, frozenset()), names_of.get(target, frozenset())
            ways = [(second, first)] if turned else [(first, second)] if turned is False else [(first, second), (second, first)]
            hit = {place for place, row in enumerate(rows) if any(row["s"] in a and row["o"] in b for a, b in ways)}
            got |= {place: link for place in hit if place not in got}
            if not hit:
                tally.extra += 1
                what = " ".join([*graph.names(frozenset({subject}))[:1], predicate, *graph.names(frozenset({target}))[:1]])
                result.differences.append(Difference(gold.name, layer, "extra", what))
                words = _words(link, graph)
                result.verdicts.append(Verdict(layer, "wrong", words, document.relations[link], {}, {"relation": words}, ("extra",)))
        for place, row in enumerate(rows):
            _judge(gold.name, layer, row, tuple(gold.plain.everywhere(row.get("quote") or "")[:1]), _words(got[place], graph) if place in got else None, result)
    return result


def _judge(name: str, layer: str, row: Row, at: tuple[Stretch, ...], words: str | None, result: Comparison) -> None:
    wanted, optional = f"{row['s']} {row['p']} {row['o']}", bool(row.get("borderline"))
    if not optional:
        result.tallies[layer].right += words is not None
        result.tallies[layer].missed += words is None
        if words is None:
            result.differences.append(Difference(name, layer, "missed", wanted))
    if words is not None:
        result.verdicts.append(Verdict(layer, "found", wanted, at, {"relation": wanted}, {"relation": words}, (), row, optional))
    elif not optional:
        result.verdicts.append(Verdict(layer, "missed", wanted, at, {"relation": wanted}, row=row))


def _words(link: Link, graph: Found) -> str:
    return " ".join((graph.name(link[0]), link[1], graph.name(link[2])))
