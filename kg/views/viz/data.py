"""What the page knows of nodes, links, figures and sentences, as plain values for JSON and for tables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kg.model import EntityKey, Flag, Observation, Reading, Span
from kg.views.page import visible, web_address
from kg.views.viz.network import islands
from kg.views.viz.picture import Figure, Node, Picture, Quote, concerned
from kg.views.viz.words import Label, Words

MOST_FIGURES = 4000
QUOTE_LENGTH = 700

Row = dict[str, Any]


def printed(value: Decimal) -> str:
    """A number as people write it.

    >>> printed(Decimal("1.410E+9")), printed(Decimal("41.80"))
    ('1,410,000,000', '41.8')
    """
    shown = f"{value:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


class Quotes:
    """The sentences that a page shows, each once; `place` gives the number by which rows refer to one."""

    def __init__(self, readings: tuple[Reading, ...]) -> None:
        self._readings = readings
        self._places: dict[Quote, int] = {}
        self.rows: list[Row] = []

    def place(self, quote: Quote) -> int:
        if quote not in self._places:
            self._places[quote] = len(self.rows)
            document = self._readings[quote.document].document
            text = visible(document.exact(quote.span), QUOTE_LENGTH)
            self.rows.append({"document": quote.document, "start": quote.span.start, "end": quote.span.end, "text": text})
        return self._places[quote]


def documents(picture: Picture, words: Words) -> list[Row]:
    """One row a document: file, title, publisher, date, address and the region it speaks about."""
    of_document, _ = islands(picture, words)
    rows = []
    for number, reading in enumerate(picture.readings):
        said = reading.document.metadata
        rows.append(
            {
                "name": visible(reading.document.source.name),
                "title": visible(said.title or ""),
                "publisher": visible(said.publisher or ""),
                "published": visible(said.published or ""),
                "url": web_address(said.url),
                "about": visible(picture.labels.get(reading.about, reading.about[1]) if reading.about else ""),
                "island": of_document[number],
            }
        )
    return rows


def entities(picture: Picture, words: Words) -> list[Row]:
    """One row a node, in the order of the nodes."""
    links, figures = [0] * len(picture.nodes), [0] * len(picture.nodes)
    for link in picture.links:
        if picture.nodes[link.source].entity.kind != "indicator":
            links[link.source] += 1
            links[link.target] += 1
    place = picture.index()
    for figure in picture.figures:
        for key in concerned(figure.observation):
            if key in place:
                figures[place[key]] += 1
    return [_entity(node, links[number], figures[number], words) for number, node in enumerate(picture.nodes)]


def _entity(node: Node, links: int, figures: int, words: Words) -> Row:
    entity = node.entity
    literals = [(name, value) for name, value in entity.properties if isinstance(value, str)]
    return {
        "kind": entity.kind,
        "key": visible(entity.key, 120),
        "label": visible(entity.label),
        "english": visible(entity.label_en or ""),
        "aliases": [visible(alias, 120) for alias in entity.aliases[:12] if alias != entity.label],
        "documents": list(node.documents),
        "links": links,
        "figures": figures,
        "properties": [[_pair(words.term(name)), _pair(words.labels.get(value, (value, value)))] for name, value in literals],
    }


def _pair(label: Label) -> Label:
    return visible(label[0]), visible(label[1])


def links(picture: Picture, quotes: Quotes) -> list[Row]:
    """One row a link, in the order of the network's edges."""
    return [
        {"from": link.source, "to": link.target, "predicate": link.predicate, "quotes": [quotes.place(quote) for quote in link.quotes]}
        for link in picture.links
    ]


def figures(picture: Picture, words: Words, quotes: Quotes) -> list[Row]:
    """One row a figure, in the order of the documents; those beyond MOST_FIGURES are left to observations.csv."""
    place = picture.index()
    return [_figure(figure, place, words, quotes, picture) for figure in picture.figures[:MOST_FIGURES]]


def _figure(figure: Figure, place: Mapping[EntityKey, int], words: Words, quotes: Quotes, picture: Picture) -> Row:
    seen, document = figure.observation, picture.readings[figure.document].document

    def name(key: EntityKey | None) -> str:
        return visible(picture.labels.get(key, key[1]), 120) if key else ""

    return {
        "indicator": name(seen.indicator),
        "region": name(seen.region),
        "group": name(seen.group),
        "program": name(seen.program),
        "of": sorted(place[key] for key in concerned(seen) if key in place),
        "value": printed(seen.value),
        "modifier": seen.modifier or "",
        "unit": words.unit(seen.unit),
        "period": _period(seen),
        "kind": words.concept("kind", seen.kind),
        "area": words.concept("area", seen.area) if seen.area else None,
        "baseline": seen.baseline or "",
        "number": visible(document.exact(seen.mention), 60),
        "at": len(visible(document.exact(Span(seen.evidence.start, max(seen.evidence.start, seen.mention.start))), QUOTE_LENGTH)),
        "start": seen.mention.start,
        "end": seen.mention.end,
        "quote": quotes.place(Quote(figure.document, seen.evidence)),
        "flags": [_flag(flag, figure.document, quotes) for flag in figure.flags],
    }


def _flag(flag: Flag, document: int, quotes: Quotes) -> Row:
    return {
        "comment": [visible(flag.comment_zh), visible(flag.comment_en)],
        "expected": printed(flag.expected) if flag.expected is not None else "",
        "quotes": [quotes.place(Quote(document, span)) for span in flag.evidence],
    }


def _period(seen: Observation) -> str:
    start, end = seen.period_start, seen.period_end
    if start == end:
        return start or ""
    return f"{start or '…'} – {end or '…'}"


def predicates(picture: Picture, words: Words, others: Mapping[str, Label]) -> dict[str, Label]:
    """What each predicate of the picture's links is called."""
    names = sorted({link.predicate for link in picture.links})
    return {name: others.get(name) or _pair(words.term(name)) for name in names}
