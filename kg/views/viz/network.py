"""The picture as a pyvis network: positions, shapes and sizes are set, physics is off."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.model import Reading
from kg.views.page import visible
from kg.views.viz.layout import SHARED, positions
from kg.views.viz.picture import Node, Picture
from kg.views.viz.words import Words

if TYPE_CHECKING:
    from pyvis.network import Network  # type: ignore[import-untyped]

FIRST_SHOWN = 100
MOST_ISLANDS = 9  # more documents than this are gathered by province

# Every kind has a shape of its own, so that the picture can be read without colours.
SHAPES: Mapping[str, str] = {
    "region": "dot",
    "agency": "square",
    "policy": "diamond",
    "program": "hexagon",
    "group": "triangle",
    "system": "triangleDown",
    "organization": "star",
    "indicator": "dot",
}

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "keyboard": False, "navigationButtons": False, "tooltipDelay": 100000, "multiselect": False, "hideEdgesOnDrag": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.12},
        "width": 1,
        "hoverWidth": 0.5,
        "selectionWidth": 1.5,
    },
}


def islands(picture: Picture, words: Words) -> tuple[list[int], list[int | None]]:
    """The island of each document, and for each island the document that names it (None: a province does).

    Up to nine documents are an island each; more are gathered by the province they speak about.
    """
    if len(picture.readings) <= MOST_ISLANDS:
        numbers = list(range(len(picture.readings)))
        return numbers, list(numbers)
    keys = [_province(reading, words) for reading in picture.readings]
    order = sorted(set(keys))
    return [order.index(key) for key in keys], [None] * len(order)


def _province(reading: Reading, words: Words) -> str:
    if reading.about is None:
        return ""
    code = reading.about[1]
    chain = [code, *words.ancestors(code)]
    below_nation = [place for place in chain if not place.startswith("000000")]
    return below_nation[-1] if below_nation else code


def island_of(node: Node, document_islands: Sequence[int]) -> int:
    """The island a node stands on: SHARED where documents of several islands name it."""
    named = {document_islands[number] for number in node.documents}
    return named.pop() if len(named) == 1 else SHARED


def network(picture: Picture, words: Words) -> Network:
    """A directed pyvis network; nodes have the ids 0, 1, 2 … in the order of their rank.

    Positions are computed over all nodes at once, so that nodes which a reader asks for later appear
    among the first ones without moving them.
    """
    # pyvis takes a quarter of a second to import: only who draws pays for it
    from pyvis.network import Network

    of_document, _ = islands(picture, words)
    homes = [island_of(node, of_document) for node in picture.nodes]
    core = [number for number, node in enumerate(picture.nodes) if node.entity.kind != "indicator"][:FIRST_SHOWN]
    places = positions(homes, [(link.source, link.target) for link in picture.links], core)
    made = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    ranks: Counter[bool] = Counter()
    for number, (node, (x, y)) in enumerate(zip(picture.nodes, places, strict=True)):
        kind = node.entity.kind
        # indicators are a layer of their own: a reader who asks for it gets its first hundred, too
        rank = ranks[kind == "indicator"]
        ranks[kind == "indicator"] += 1
        # a star fills less of its circle than the other shapes
        size = round((6 + 1.9 * min(node.score, 70) ** 0.5) * (1.3 if kind == "organization" else 1.0), 1)
        made.add_node(number, label=visible(node.entity.label, 80) or "?", shape=SHAPES[kind], x=x, y=y, size=size, island=homes[number], rank=rank)
    for number, link in enumerate(picture.links):
        options: dict[str, Any] = {"id": f"e{number}", "predicate": link.predicate, "dashes": not link.quotes}
        made.add_edge(link.source, link.target, **options)
    made.set_options(json.dumps(OPTIONS))
    return made
