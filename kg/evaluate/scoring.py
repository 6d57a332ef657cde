"""A graph against gold, layer by layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from kg.evaluate import entities, figures, relations
from kg.evaluate.found import CLASSES, Found, FoundDocument, found
from kg.evaluate.gold import Gold
from kg.evaluate.phenomena import Phenomenon, Share, count
from kg.evaluate.tally import Difference, Tally
from kg.evaluate.verdict import How, Verdict
from kg.store import Graph

ENTITIES, RELATIONS, SPANS, REGION, DATE = "ENTITIES", "RELATIONS", "spans exact", "document region", "document date"


@dataclass(frozen=True)
class Judged:
    """One document's gold with its tallies by layer, the differences, and a verdict on everything wanted or found."""

    gold: Gold
    layers: Mapping[str, Tally]
    differences: tuple[Difference, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def genre(self) -> str:
        """What kind of text it is, as the gold says."""
        return str(self.gold.meta.get("kind") or "unknown")


@dataclass(frozen=True)
class Score:
    """Tallies in the order in which they are shown, the texts that the graph lacks, and every document's own."""

    layers: Mapping[str, Tally]
    absent: tuple[str, ...]
    documents: tuple[Judged, ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Every difference, document by document."""
        return tuple(difference for document in self.documents for difference in document.differences)

    @property
    def genres(self) -> Mapping[str, Mapping[str, Tally]]:
        """The tallies of the documents of each genre."""
        names = sorted({document.genre for document in self.documents})
        return {name: _total(document.layers for document in self.documents if document.genre == name) for name in names}

    @cached_property
    def phenomena(self) -> tuple[tuple[Phenomenon, Share], ...]:
        """Each phenomenon that the gold has rows for, with what was found of them."""
        return count((document.gold, document.verdicts) for document in self.documents)

    def as_json(self) -> dict[str, object]:
        """Plain values: precision, recall, F1 and the counts of every layer, then the same by genre, and by phenomenon."""
        return {
            **_rounded(self.layers),
            "absent": list(self.absent),
            "genres": {name: _rounded(layers) for name, layers in self.genres.items()},
            "phenomena": {
                one.key: {"zh": one.zh, "en": one.en, "of": one.of, "rows": share.rows, "found": share.found, "whole": share.whole}
                for one, share in self.phenomena
            },
        }


def _rounded(layers: Mapping[str, Tally]) -> dict[str, dict[str, float]]:
    return {
        layer: {
            "p": round(tally.precision, 4), "r": round(tally.recall, 4), "f": round(tally.f1, 4),
            "tp": tally.right, "fp": tally.extra, "fn": tally.missed,
        }
        for layer, tally in layers.items()
    }  # fmt: skip


def score(graph: Graph, gold: Iterable[Gold]) -> Score:
    """Compares a graph with the gold of some documents; a document is known by the SHA-256 of its bytes."""
    held = found(graph)
    documents = list(gold)
    absent = tuple(one.name for one in documents if one.sha256 not in held.documents)
    judged = tuple(_compare(one, held.documents.get(one.sha256) or FoundDocument(), held) for one in documents)
    return Score(_total(one.layers for one in judged), absent, judged)


def _total(documents: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Several documents' tallies as one, with the sums over layers, in the order in which they are shown."""
    total: dict[str, Tally] = defaultdict(Tally)
    for tallies in documents:
        for layer, tally in tallies.items():
            total[layer] = Tally.sum([total[layer], tally])
    total[ENTITIES] = Tally.sum(total[kind] for kind in CLASSES.values())
    total[RELATIONS] = Tally.sum(tally for layer, tally in total.items() if layer.startswith(relations.LAYER))
    return {layer: total[layer] for layer in _order(total)}


def _compare(gold: Gold, document: FoundDocument, graph: Found) -> Judged:
    matched = entities.compare(gold, document, graph)
    counted = figures.compare(gold, document, graph)
    related = relations.compare(gold, document, graph, matched.names_of)
    exact = [gold.raw[start:end] == text for start, end, text in document.spans]
    spans = {SPANS: Tally(right=sum(exact), extra=len(exact) - sum(exact))}
    said, page = _page(gold, document, graph)
    tallies = {**spans, **matched.tallies, **counted.tallies, **related.tallies, **said}
    parts = (matched, counted, related)
    verdicts = (*page, *(verdict for part in parts for verdict in part.verdicts))
    return Judged(gold, tallies, tuple(one for part in parts for one in part.differences), verdicts)


def _page(gold: Gold, document: FoundDocument, graph: Found) -> tuple[dict[str, Tally], list[Verdict]]:
    """What the document says of itself."""
    meta, codes = gold.meta, {graph.codes.get(iri, "") for iri in document.about}
    return _meta(
        (REGION, meta.get("region"), meta.get("region_alt") or [], codes),
        (DATE, meta.get("published"), meta.get("published_alt") or [], document.published),
    )


def _meta(*parts: tuple[str, str | None, str | list[str], Set[str]]) -> tuple[dict[str, Tally], list[Verdict]]:
    tallies, verdicts = {layer: Tally() for layer, *_ in parts}, []
    for layer, wanted, further, got in parts:
        if not wanted:
            continue
        accepted = {wanted, *([further] if isinstance(further, str) else further)}
        tallies[layer].judge(bool(accepted & got))
        how: How = "found" if accepted & got else "wrong" if got else "missed"
        verdicts.append(Verdict(layer, how, wanted, (), {layer: " | ".join(sorted(accepted))}, {layer: " | ".join(sorted(got))}))
    return tallies, verdicts


def _order(total: Mapping[str, Tally]) -> list[str]:
    properties = sorted(layer for layer in total if layer.startswith("· "))
    kinds = sorted(layer for layer in total if layer.startswith(relations.LAYER))
    order = [
        ENTITIES, *CLASSES.values(), figures.VALUE, *properties, figures.WHOLE, RELATIONS, *kinds,
        SPANS, entities.DUPLICATES, REGION, DATE,
    ]  # fmt: skip
    return [layer for layer in order if layer in total]
