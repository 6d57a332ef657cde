"""A figure of the gold and a figure of the graph, property by property, as a person compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.evaluate.found import Figure, Found
from kg.evaluate.gold import Gold, Row

PROPERTIES = ("value", "unit", "indicator", "region", "period", "kind", "modifier", "group", "area", "baseline")


@dataclass(frozen=True)
class Shown:
    """Writes figures of one document."""

    gold: Gold
    graph: Found

    def row(self, row: Row) -> Mapping[str, str]:
        """What the gold wants; a property that it leaves open is left out."""
        held = {name: row.get(name) for name in PROPERTIES}
        held["indicator"] = " + ".join(row["indicator"])
        held["region"] = self._place(str(row["region"] or ""))
        held["period"] = _period(row.get("from"), row.get("to"))
        further = {name: row.get(f"{name}_alt") or [] for name in PROPERTIES} | {"period": row.get("time_alt") or []}
        return {name: " | ".join(str(each) for each in (value, *further[name]) if each is not None) for name, value in held.items() if value is not None}

    def figure(self, figure: Figure) -> Mapping[str, str]:
        """What the graph holds."""
        held = {name: self._value(name, figure) for name in PROPERTIES}
        return {name: value for name, value in held.items() if value}

    def said(self, what: str, figure: Figure) -> str:
        """A property with every name of its value, as differences are told."""
        if what in ("indicator", "region", "group"):
            return " / ".join(self.graph.names(figure.all(what))) or "nothing"
        return self._value(what, figure) or "nothing"

    def _value(self, what: str, figure: Figure) -> str:
        if what == "value":
            return str(figure.value)
        if what == "period":
            period = _period(figure.one("from"), figure.one("to"))
            return f"{period} ({figure.word('basis')})" if period else ""
        if what in ("indicator", "region", "group"):
            return " / ".join(self.graph.name(iri) for iri in sorted(figure.all(what)))
        return (figure.one(what) if what in ("unit", "baseline") else figure.word(what)) or ""

    def _place(self, code: str) -> str:
        name = next((row["name"] for row in self.gold.entities if row.get("code") == code), None)
        return f"{name} {code}" if name else code


def _period(start: str | None, end: str | None) -> str | None:
    """A time as one or two dates.

    >>> _period("2018", "2018"), _period("2016", "2020"), _period(None, None)
    ('2018', '2016..2020', None)
    """
    if not start and not end:
        return None
    return str(start) if start == end else f"{start}..{end}"
