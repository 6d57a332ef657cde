"""A part of the graph as the scripts of graph.html want it: nodes with places of their own, names, edges with their sentences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kg.views.page import interface, visible
from kg.views.viz.layout import positions
from kg.views.viz.network import OPTIONS, SHAPES
from kg.views.viz.words import CLASSES
from kg.views.web.addresses import address, place_of
from kg.views.web.entity_facts import exact
from kg.views.web.entity_sections import kind_of
from kg.views.web.graph_data import MOST_SENTENCES, Sub
from kg.views.web.languages import Language, phrases
from kg.views.web.site import Site
from kg.vocab import terms

Row = dict[str, Any]
# how much of a sentence the page carries; the rest is one click away
_LONGEST = 300
# class of a thing that has none of those that pictures know: a field of work, a level
OTHER = "other"


def picture(site: Site, sub: Sub, focuses: tuple[str, ...], language: Language) -> Row:
    """{network: {nodes, edges}, known: {entities, links, …}, options}: what pyvis makes of the part, and what the page knows of it."""
    links = _links(site, sub)
    entities = _entities(site, sub, focuses, links, language)
    strings = {name.removeprefix("graph.js-"): pair for name, pair in phrases().items() if name.startswith("graph.js-")}
    if not focuses:
        strings["showing"] = strings["showing-rows"]
    known = {
        "entities": entities,
        "links": links,
        "figures": [],
        "documents": [],
        "quotes": [],
        "kinds": {kind: site.words.kind(kind) for kind in CLASSES} | {OTHER: phrases()["graph.other"]},
        "predicates": {link["predicate"]: _predicate(site, link["predicate"]) for link in links},
        "islands": [],
        "first": len(entities),
        "total": sub.total,
        "strings": strings,
    }
    return {"network": _network(entities, links), "known": known, "options": OPTIONS}


def _links(site: Site, sub: Sub) -> list[Row]:
    """One row an edge, with its first sentences and the number of the others."""
    numbers = {thing: number for number, thing in enumerate(sub.things)}
    quotes = exact(site.graph, {span for spans in sub.edges.values() for span in spans[:MOST_SENTENCES]})
    return [
        {
            "from": numbers[subject],
            "to": numbers[target],
            "predicate": _local(predicate),
            "quotes": [[visible(quotes.get(span, ""), _LONGEST), place_of(span)] for span in spans[:MOST_SENTENCES]],
            "more": max(0, len(spans) - MOST_SENTENCES),
        }
        for (subject, predicate, target), spans in sub.edges.items()
    ]


def _entities(site: Site, sub: Sub, focuses: tuple[str, ...], links: list[Row], language: Language) -> list[Row]:
    """One row a thing, in the order of their rank."""
    labels = site.labels.of(sub.things, language)
    degree = Counter(end for link in links for end in (link["from"], link["to"]))
    return [
        {
            "iri": thing,
            "key": visible(thing.rsplit("/", 1)[-1], 120),
            "href": address(thing),
            "kind": drawn_kind(thing),
            "label": visible(labels[thing], 160) or "–",
            "english": "",
            "aliases": [],
            "links": degree[number],
            "sentences": sub.sentences.get(thing, 0),
            "focus": thing in focuses,
        }
        for number, thing in enumerate(sub.things)
    ]


def drawn_kind(iri: str) -> str:
    """The class under which a thing is drawn."""
    kind = kind_of(iri)
    return kind if kind in CLASSES else OTHER


def _network(entities: list[Row], links: list[Row]) -> Row:
    """Nodes and edges as pyvis writes them for vis-network."""
    # pyvis takes a quarter of a second to import: only who draws pays for it
    from pyvis.network import Network  # type: ignore[import-untyped]

    made = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    places = positions([0] * len(entities), [(link["from"], link["to"]) for link in links], range(len(entities)))
    for number, (row, (x, y)) in enumerate(zip(entities, places, strict=True)):
        size = round(8 + 2.2 * min(row["links"], 60) ** 0.5 + (6 if row["focus"] else 0), 1)
        made.add_node(number, label=row["label"][:80], shape=SHAPES.get(row["kind"], "dot"), x=x, y=y, size=size, island=0, rank=number)
    for number, link in enumerate(links):
        made.add_edge(link["from"], link["to"], id=f"e{number}", predicate=link["predicate"], dashes=not link["quotes"])
    made.set_options(json.dumps(OPTIONS))
    nodes, edges, *_ = made.get_network_data()
    return {"nodes": nodes, "edges": edges}


def _predicate(site: Site, name: str) -> tuple[str, str]:
    others: Mapping[str, tuple[str, str]] = interface()["predicates"]
    if name in others:
        zh, en = others[name]
        return visible(zh), visible(en)
    return site.words.term(name)


def _local(predicate: str) -> str:
    return predicate.removeprefix(terms.MZ) if predicate.startswith(terms.MZ) else predicate.rsplit("#", 1)[-1]
