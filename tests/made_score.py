"""A score made of an invented text with something found, something missed, something wrong and something too much."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import made_readings as made

from kg.evaluate import Score, score
from kg.evaluate.gold import Gold
from kg.model import Entity, Naming, Reading, Span
from kg.pipeline.graph import graph_of
from kg.pipeline.merge import merge
from kg.store import hold

READING = made.reading()


def row(quote: str, number: str, value: str, unit: str, **further: object) -> dict[str, object]:
    """A figure of the gold."""
    held = {"indicator": ["低保", "标准"], "region": "910100", "from": "2018-12", "to": "2018-12", "kind": "level", "modifier": None}
    return {"quote": quote, "number": number, "value": value, "unit": unit, **held, **further}


def gold(reading: Reading = READING) -> Gold:
    """What a careful reader takes from the text of `made_readings`: the price is right, the growth has another modifier and kind."""
    document = reading.document
    entities = (
        {"type": "region", "name": "甲市", "aliases": [], "code": "910100"},
        {"type": "region", "name": "乙县", "aliases": [], "code": "910121", "borderline": True},
        {"type": "agency", "name": "甲市民政局", "aliases": []},
        {"type": "group", "name": "全部重度残疾人", "aliases": [], "note": "<b>全部</b>"},
    )
    figures = (
        row("每人每月693元", "每人每月693元", "693", "元/人/月", unit_alt=["yuan-month"]),
        row("比上年增长50%", "50%", "50", "%", kind="change", unit_alt=["percent"], **{"from": "2018", "to": "2018"}),
    )
    relations = ({"s": "甲市", "p": "cooperatesWith", "o": "乙县", "quote": "甲市与乙县合作"}, {"s": "甲市民政局", "p": "serves", "o": "甲市", "quote": "甲市"})
    meta = {"title": "养老在甲市", "kind": "news", "region": "910100", "published": "2019-06-07"}
    return Gold(document.source.name, document.source.raw, document.source.sha256, meta, entities, figures, relations)


def a_score(reading: Reading = READING) -> Score:
    """The comparison of the two."""
    vocabulary = made.vocabulary()
    return score(hold(graph_of(merge([reading], vocabulary), vocabulary)), [gold(reading)])


def hostile() -> Score:
    """Text, names and notes that try to become markup or code."""
    text = "<script>window.hacked=1</script>\"'><img src=x onerror=window.hacked=1>\u202e{{ 7*7 }}</a><!--100%"
    document = made.document("<b>.txt", text)
    body = Entity("organization", "x", text[:20])
    figure = replace(READING.observations[0], mention=_span(text, "100%"), evidence=_span(text, text), value=Decimal(7), indicator=body.id, group=None)
    reading = Reading(document, None, (body,), (Naming(_span(text, "<script>"), body.id),), (), (figure,))
    vocabulary = made.vocabulary()
    rows = ({"type": "agency", "name": text, "aliases": [], "note": text},)
    mine = Gold(document.source.name, text, document.source.sha256, {"title": text, "kind": text}, rows, (), ())
    return score(hold(graph_of(merge([reading], vocabulary), vocabulary)), [mine])


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
