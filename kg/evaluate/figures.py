"""Which of the figures of a document were found, and what of each is right."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kg.evaluate.entities import forms
from kg.evaluate.found import Figure, Found, FoundDocument
from kg.evaluate.gold import Gold, Row
from kg.evaluate.plain import bare
from kg.evaluate.shown import Shown
from kg.evaluate.tally import Difference, Tally
from kg.evaluate.verdict import FIGURE, How, Stretch, Verdict

VALUE, WHOLE = "figure value", "fact whole"
# what must be right for a whole fact
NEEDED = ("unit", "region", "period", "indicator", "kind")


@dataclass
class Comparison:
    """Tallies by layer, the properties under "· unit" and so on, the differences, and a verdict on every figure."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    differences: list[Difference] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def both(self, **counts: int) -> None:
        """Counts for the value and for the whole fact alike."""
        for layer in (VALUE, WHOLE):
            for name, count in counts.items():
                setattr(self.tallies[layer], name, getattr(self.tallies[layer], name) + count)


def compare(gold: Gold, document: FoundDocument, graph: Found) -> Comparison:
    """Matches figures whose mention overlaps the printed number and whose value is right."""
    result, taken, text = Comparison(), set[int](), gold.plain
    judge = _Judge(graph, {row["name"]: forms(row) for row in gold.entities if row["type"] == "group"})
    shown = Shown(gold, graph)
    for row in gold.observations:
        at = text.find(row["quote"], row["number"])
        if at is None:
            result.differences.append(Difference(gold.name, VALUE, "wrong", row["quote"], "the gold's quote does not stand in the text"))
            continue
        near = [place for place, figure in enumerate(document.figures) if place not in taken and figure.start < at[1] and at[0] < figure.end]
        hits = [place for place in near if document.figures[place].value in _values(row)]
        if hits:
            judged = {place: judge.judge(document.figures[place], row) for place in hits}
            best = max(hits, key=lambda place: sum(judged[place].values()))
            taken.add(best)
            _add(result, row, at, document.figures[best], judged[best], shown)
            continue
        taken.update(near[:1])
        _miss(result, row, at, [document.figures[place] for place in near], shown)
    for place, figure in enumerate(document.figures):
        if place not in taken:
            result.both(extra=1)
            context = gold.raw[max(0, figure.start - 15) : figure.end + 8]
            number = gold.raw[figure.start : figure.end]
            result.differences.append(Difference(gold.name, VALUE, "extra", number, context))
            result.verdicts.append(Verdict(FIGURE, "wrong", number, ((figure.start, figure.end),), {}, shown.figure(figure), ("extra",)))
    return result


def _values(row: Row) -> set[Decimal]:
    return {Decimal(str(value)) for value in (row["value"], row.get("corrected"), *row.get("value_alt", [])) if value is not None}


def _add(result: Comparison, row: Row, at: Stretch, figure: Figure, judged: Mapping[str, bool], shown: Shown) -> None:
    """Counts a figure whose value is right."""
    amiss, optional = tuple(what for what, good in judged.items() if not good), bool(row.get("borderline"))
    how: How = "found" if all(judged[what] for what in NEEDED) else "wrong"
    result.verdicts.append(Verdict(FIGURE, how, row["number"], (at,), shown.row(row), shown.figure(figure), amiss, row, optional))
    if optional:
        return
    result.tallies[VALUE].right += 1
    for what, good in judged.items():
        result.tallies[f"· {what}"].judge(good)
        if not good:
            detail = f"{row['quote']} | wanted {row.get('from' if what == 'period' else what)}, found {shown.said(what, figure)}"
            result.differences.append(Difference(shown.gold.name, what, "wrong", row["number"], detail))
    result.tallies[WHOLE].judge(how == "found")


def _miss(result: Comparison, row: Row, at: Stretch, near: list[Figure], shown: Shown) -> None:
    """Counts a figure that is not there, or has another value."""
    optional = bool(row.get("borderline"))
    if not optional:
        result.both(extra=len(near[:1]), missed=1)
        values = ", ".join(str(figure.value) for figure in near)
        detail = row["quote"] + (f" | found {values}" if values else "")
        result.differences.append(Difference(shown.gold.name, VALUE, "missed", row["number"], detail))
    if near:
        result.verdicts.append(Verdict(FIGURE, "wrong", row["number"], (at,), shown.row(row), shown.figure(near[0]), ("value",), row, optional))
    elif not optional:
        result.verdicts.append(Verdict(FIGURE, "missed", row["number"], (at,), shown.row(row), row=row))


@dataclass(frozen=True)
class _Judge:
    """Says which properties of a figure agree with a row of the gold."""

    graph: Found
    groups: Mapping[str, set[str]]

    def judge(self, figure: Figure, row: Row) -> dict[str, bool]:
        kinds, modifiers = {row["kind"], *row.get("kind_alt", [])}, {row.get("modifier"), *row.get("modifier_alt", [])}
        judged = {
            "unit": self._unit(figure, row),
            "region": self._region(figure, row),
            "period": self._period(figure, row),
            "indicator": self._indicator(figure, row),
            "kind": figure.word("kind") in kinds,
            "modifier": figure.word("modifier") in modifiers,
        }
        if row.get("group"):
            judged["group"] = self._group(figure, row)
        if row.get("area"):
            judged["area"] = figure.word("area") == row["area"]
        if row.get("baseline"):
            judged["baseline"] = figure.one("baseline") == row["baseline"]
        return judged

    def _unit(self, figure: Figure, row: Row) -> bool:
        return bool({_alike(unit) for unit in figure.all("unit")} & {_alike(unit) for unit in [row["unit"], *row.get("unit_alt", [])]})

    def _region(self, figure: Figure, row: Row) -> bool:
        region = figure.one("region")
        names = {bare(label) for label in self.graph.labels.get(region or "", ())}
        places = [str(place) for place in [row["region"], *row.get("region_alt", [])] if place]
        return self.graph.codes.get(region or "") in places or any(bare(place) in names for place in places)

    def _period(self, figure: Figure, row: Row) -> bool:
        start, end = figure.one("from"), figure.one("to")
        if not row.get("from") and not row.get("to"):
            return start is None or figure.word("basis") != "stated"
        further: list[Any] = row.get("time_alt", [])
        return (start, end) in [(row["from"], row["to"]), *(tuple(each) if isinstance(each, list) else (each, each) for each in further)]

    def _indicator(self, figure: Figure, row: Row) -> bool:
        label = "".join(bare(name) for iri in sorted(figure.all("indicator")) for name in sorted(self.graph.labels.get(iri, ())))
        return bool(label) and all(any(bare(word) in label for word in words.split("|")) for words in row["indicator"])

    def _group(self, figure: Figure, row: Row) -> bool:
        mine = {bare(label) for label in self.graph.names(figure.all("group"))}
        names = [name for name in [row["group"], *row.get("group_alt", [])] if name]
        accepted = {bare(name) for name in names}.union(*(self.groups.get(name, set()) for name in names))
        return bool(mine & accepted) or (not mine and bool(row.get("group_inferred")))


def _alike(unit: str) -> str:
    return _counters().get(unit, unit)


@cache
def _counters() -> dict[str, str]:
    with Path(__file__).with_name("counters.toml").open("rb") as stream:
        return {unit: row[0] for row in tomllib.load(stream)["alike"] for unit in row}
