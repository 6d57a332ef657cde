"""Which of the entities of a document were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.evaluate.found import CLASSES, Found, FoundDocument
from kg.evaluate.gold import Gold, Row
from kg.evaluate.plain import Plain, bare
from kg.evaluate.tally import Difference, Tally
from kg.evaluate.verdict import Stretch, Verdict

DUPLICATES = "duplicate entities"


@dataclass
class Matching:
    """The comparison's result: tallies by layer, differences, and which gold names each IRI stands for."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    differences: list[Difference] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
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
        _Kind(gold.name, kind, rows, document, graph, matching).compare(mine, gold.plain)
    return matching


@dataclass
class _Kind:
    """The comparison of one class of entities."""

    name: str
    kind: str
    rows: list[Row]
    document: FoundDocument
    graph: Found
    matching: Matching

    def compare(self, mine: list[str], text: Plain) -> None:
        tally, used = self.matching.tallies[self.kind], dict[int, list[str]]()
        matched = set[str]()
        for iri in mine:
            hit = [place for place, row in enumerate(self.rows) if _is_same(iri, row, self.graph)]
            names = frozenset(self.rows[place]["name"] for place in hit)
            matched |= names
            self.matching.names_of[iri] = names
            free = [place for place in hit if place not in used]
            if free:
                used[free[0]] = [iri]
                tally.right += not self.rows[free[0]].get("borderline")
            elif hit:
                # a second IRI for the same thing
                self.matching.tallies[DUPLICATES].extra += 1
                self._is_wrong(iri, "duplicate", " / ".join(sorted(names)))
            else:
                tally.extra += 1
                self.matching.differences.append(Difference(self.name, self.kind, "extra", " / ".join(self.graph.names(frozenset({iri}))[:3])))
                self._is_wrong(iri, "extra")
        for place, row in enumerate(self.rows):
            if place in used or row["name"] in matched:
                tally.right += place not in used and not row.get("borderline")
                self._is_found(row, used.get(place) or sorted(iri for iri in mine if row["name"] in self.matching.names_of[iri]))
            elif not row.get("borderline"):
                tally.missed += 1
                self.matching.differences.append(Difference(self.name, self.kind, "missed", row["name"]))
                self._add(Verdict(self.kind, "missed", row["name"], _printed(row, text), {"name": _all_names(row)}, row=row))

    def _is_found(self, row: Row, iris: list[str]) -> None:
        stretches = tuple(sorted({stretch for iri in iris for stretch in self.document.mentioned[iri]}))
        got = {"name": " / ".join(map(self.graph.name, iris))}
        self._add(Verdict(self.kind, "found", row["name"], stretches, {"name": _all_names(row)}, got, row=row, optional=bool(row.get("borderline"))))

    def _is_wrong(self, iri: str, amiss: str, other: str = "") -> None:
        wanted = {"name": other} if other else {}
        self._add(Verdict(self.kind, "wrong", self.graph.name(iri), self.document.mentioned[iri], wanted, {"name": self.graph.name(iri)}, (amiss,)))

    def _add(self, verdict: Verdict) -> None:
        self.matching.verdicts.append(verdict)


def _all_names(row: Row) -> str:
    return " / ".join(dict.fromkeys([row["name"], *row.get("aliases", []), *row.get("name_alt", [])]))


def _printed(row: Row, text: Plain) -> tuple[Stretch, ...]:
    """Where the text prints a name; a composed one by the passage that it is composed from."""
    names = [row["name"], row.get("title") or "", *row.get("aliases", []), *row.get("name_alt", [])]
    held = sorted({stretch for name in names if name for stretch in text.everywhere(name)})
    return tuple(held or [stretch for part in (row.get("evidence") or "").split("/") for stretch in text.everywhere(part)])


def _is_same(iri: str, row: Mapping[str, object], graph: Found) -> bool:
    mine, theirs = graph.codes.get(iri), row.get("code")
    if mine and theirs:
        return mine == theirs
    return bool({bare(label) for label in graph.labels.get(iri, ())} & forms(row))
