"""How right the reader is, as a page: every document with what was found, missed and wrong marked in its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.evaluate import Score
from kg.evaluate.phenomena import Phenomenon, kind_of, shown_by
from kg.evaluate.relations import LAYER, PREDICATES
from kg.evaluate.scoring import Judged
from kg.evaluate.tally import Tally
from kg.evaluate.verdict import FIGURE, Verdict
from kg.views.marking import Piece, pieces
from kg.views.page import asset, environment, security_policy, visible
from kg.views.viz.words import CLASSES, Words, read_terms
from kg.vocab.ontology import ontology_folder, parse

Row = dict[str, Any]
Label = tuple[str, str]
EARLY = 'document.documentElement.classList.add("js");'
# worst first: what a piece of text is marked as, and the order of the lists
HOW = ("missed", "wrong", "found")
# the layers that are told for each document and genre
MAIN = ("ENTITIES", "figure value", "fact whole", "RELATIONS")


def render(score: Score) -> str:
    """The page: one file, no request, the same bytes for the same score; without scripts a list says all that the text shows."""
    words = _Words(json.loads(asset("evaluation.json")), Words(read_terms(parse(ontology_folder() / "minzheng.ttl"))))
    scripts = [EARLY, asset("evaluation.js")]
    styles = [asset("page.css") + asset("evaluation.css")]
    return environment().get_template("evaluation.html.j2").render(
        policy=security_policy(scripts, styles),
        scripts=scripts,
        styles=styles,
        text=words.interface,
        main=[(words.layer(layer), score.layers[layer]) for layer in MAIN if layer in score.layers],
        layers=[(words.layer(layer), tally) for layer, tally in score.layers.items()],
        genres=[(words.genre(name), _main(layers)) for name, layers in score.genres.items()],
        main_names=[words.layer(layer) for layer in MAIN],
        phenomena=score.phenomena,
        documents=[_document(number, document, words) for number, document in enumerate(score.documents)],
        absent=score.absent,
        how=HOW,
    )  # fmt: skip


class _Words:
    """What the page calls things, in Chinese and English."""

    def __init__(self, interface: Mapping[str, Any], ontology: Words) -> None:
        self.interface = interface
        self._ontology = ontology

    def layer(self, layer: str) -> Label:
        """A layer: a class or a property by the ontology, anything else by the interface."""
        if layer.startswith("· "):
            zh, en = self.prop(layer.removeprefix("· "))
            return f"· {zh}", f"· {en}"
        if layer in CLASSES:
            return self._ontology.kind(layer)
        if layer.startswith(LAYER):
            zh, en = self._ontology.term(PREDICATES[layer.removeprefix(LAYER)][0][0])
            return f"{self.interface['of-kind']['relation'][0]}：{zh}", f"{self.interface['of-kind']['relation'][1]}: {en}"
        zh, en = self.interface["layer-names"].get(layer, (layer, layer))
        return zh, en

    def prop(self, name: str) -> Label:
        """A property of a figure, or what is amiss with a thing."""
        zh, en = self.interface["properties"].get(name, (name, name))
        return zh, en

    def genre(self, name: str) -> Label:
        """A kind of text."""
        zh, en = self.interface["genre-names"].get(name, (visible(name, 40),) * 2)
        return zh, en


def _main(layers: Mapping[str, Tally]) -> list[Tally | None]:
    return [layers.get(layer) for layer in MAIN]


def _document(number: int, document: Judged, words: _Words) -> Row:
    verdicts = sorted(document.verdicts, key=lambda verdict: (HOW.index(verdict.how), verdict.stretches[:1], verdict.layer, verdict.name))
    items = [_item(f"d{number}-{place}", document, verdict, words) for place, verdict in enumerate(verdicts)]
    return {
        "id": f"d{number}",
        "name": document.gold.name,
        "title": document.gold.meta.get("title"),
        "genre": words.genre(document.genre),
        "main": [document.layers.get(layer) or _sum(document.layers, layer) for layer in MAIN],
        "pieces": [_piece(piece, items) for piece in pieces(document.gold.raw, [verdict.stretches for verdict in verdicts])],
        "lists": [(how, [item for item in items if item["how"] == how]) for how in HOW],
    }


def _sum(layers: Mapping[str, Tally], layer: str) -> Tally:
    """The sums over layers, which a single document does not carry."""
    if layer == "ENTITIES":
        return Tally.sum(tally for name, tally in layers.items() if name in CLASSES)
    return Tally.sum(tally for name, tally in layers.items() if layer == "RELATIONS" and name.startswith(LAYER))


def _item(name: str, document: Judged, verdict: Verdict, words: _Words) -> Row:
    row = verdict.row or {}
    shows = shown_by(document.gold, verdict.row, kind_of(verdict.layer)) if verdict.row and kind_of(verdict.layer) else ()
    return {
        "id": name,
        "how": verdict.how,
        "kind": kind_of(verdict.layer) or "page",
        "layer": words.layer(verdict.layer),
        "name": verdict.name,
        "optional": verdict.optional,
        "stands": bool(verdict.stretches),
        "amiss": [words.prop(what) for what in verdict.amiss],
        "rows": [] if verdict.amiss == ("extra",) and verdict.layer != FIGURE else _rows(verdict, words),
        "quote": row.get("quote") or row.get("evidence"),
        "note": row.get("note"),
        "shows": [_named(one) for one in shows],
    }


def _rows(verdict: Verdict, words: _Words) -> list[Row]:
    """Wanted and got side by side; what is the same word for word and not amiss is told once."""
    names = [*verdict.wanted, *(name for name in verdict.got if name not in verdict.wanted)]
    return [{"property": words.prop(name), "wanted": verdict.wanted.get(name), "got": verdict.got.get(name), "amiss": name in verdict.amiss} for name in names]


def _named(one: Phenomenon) -> Label:
    return one.zh, one.en


def _piece(piece: Piece, items: Iterable[Row]) -> Row:
    """A piece of text; relations are not marked in it, since they cover whole sentences."""
    held = list(items)
    marked = [number for number in piece.covers if held[number]["kind"] in ("figure", "entity")]
    return {
        "text": piece.text,
        # the lists are sorted worst first, and so are the numbers
        "mark": held[marked[0]] if marked else None,
        "on": " ".join(held[number]["id"] for number in piece.covers),
        "begins": [held[number]["id"] for number in piece.begins],
    }
