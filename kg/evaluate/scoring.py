"""A graph against gold, layer by layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate import entities, figures, relations
from kg.evaluate.found import CLASSES, Found, FoundDocument, found
from kg.evaluate.gold import Gold
from kg.evaluate.tally import Difference, Tally
from kg.store import Graph

ENTITIES, RELATIONS, SPANS, REGION, DATE = "ENTITIES", "RELATIONS", "spans exact", "document region", "document date"


@dataclass(frozen=True)
class Score:
    """Tallies in the order in which they are shown, the texts that the graph lacks, and every difference."""

    layers: Mapping[str, Tally]
    absent: tuple[str, ...]
    differences: tuple[Difference, ...]

    def as_json(self) -> dict[str, object]:
        """Plain values: precision, recall, F1 and the counts of every layer."""
        rounded = {
            layer: {
                "p": round(tally.precision, 4), "r": round(tally.recall, 4), "f": round(tally.f1, 4),
                "tp": tally.right, "fp": tally.extra, "fn": tally.missed,
            }
            for layer, tally in self.layers.items()
        }  # fmt: skip
        return {**rounded, "absent": list(self.absent)}


def score(graph: Graph, gold: Iterable[Gold]) -> Score:
    """Compares a graph with the gold of some documents; a document is known by the SHA-256 of its bytes."""
    held = found(graph)
    total: dict[str, Tally] = defaultdict(Tally)
    differences: list[Difference] = []
    absent: list[str] = []
    for one in gold:
        document = held.documents.get(one.sha256)
        if document is None:
            absent.append(one.name)
        tallies, differs = _compare(one, document or FoundDocument(), held)
        differences += differs
        for layer, tally in tallies.items():
            total[layer] = Tally.sum([total[layer], tally])
    total[ENTITIES] = Tally.sum(total[kind] for kind in CLASSES.values())
    total[RELATIONS] = Tally.sum(tally for layer, tally in total.items() if layer.startswith(relations.LAYER))
    return Score({layer: total[layer] for layer in _order(total)}, tuple(absent), tuple(differences))


def _compare(gold: Gold, document: FoundDocument, graph: Found) -> tuple[dict[str, Tally], list[Difference]]:
    matched = entities.compare(gold, document, graph)
    counted = figures.compare(gold, document, graph)
    related, differs = relations.compare(gold, document, graph, matched.names_of)
    exact = [gold.raw[start:end] == text for start, end, text in document.spans]
    tallies = {SPANS: Tally(right=sum(exact), extra=len(exact) - sum(exact)), **matched.tallies, **counted.tallies, **related, **_page(gold, document, graph)}
    return tallies, [*matched.differences, *counted.differences, *differs]


def _page(gold: Gold, document: FoundDocument, graph: Found) -> dict[str, Tally]:
    region, date = Tally(), Tally()
    if gold.meta.get("region"):
        codes = {graph.codes.get(iri) for iri in document.about}
        region.judge(bool(codes & {gold.meta["region"], *gold.meta.get("region_alt", [])}))
    if gold.meta.get("published"):
        further = gold.meta.get("published_alt") or []
        date.judge(bool(document.published & {gold.meta["published"], *([further] if isinstance(further, str) else further)}))
    return {REGION: region, DATE: date}


def _order(total: Mapping[str, Tally]) -> list[str]:
    properties = sorted(layer for layer in total if layer.startswith("· "))
    kinds = sorted(layer for layer in total if layer.startswith(relations.LAYER))
    order = [
        ENTITIES, *CLASSES.values(), figures.VALUE, *properties, figures.WHOLE, RELATIONS, *kinds,
        SPANS, entities.DUPLICATES, REGION, DATE,
    ]  # fmt: skip
    return [layer for layer in order if layer in total]
