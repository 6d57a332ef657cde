"""What is made ready before a visitor asks, and what is remembered of what one has asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import made_builds
import made_sites
import pyoxigraph as ox

from kg.store import Graph
from kg.store.answers import Answer
from kg.views.viz.words import from_vocabulary
from kg.views.web import labels as names
from kg.views.web.labels import Labels
from kg.views.web.warming import warm
from kg.vocab import terms, vocabulary

PLACE = terms.ID + "region/999901"


class Counting(Graph):
    """A graph that counts what it is asked."""

    asked = 0

    def ask(self, query: str, given: Mapping[str, str] | None = None) -> Answer:
        self.asked += 1
        return super().ask(query, given)


def labels() -> tuple[Counting, Labels]:
    store = ox.Store()
    for text, language in (("甲县", "zh"), ("Jia", "en")):
        store.add(ox.Quad(ox.NamedNode(PLACE), ox.NamedNode(terms.SKOS + "prefLabel"), ox.Literal(text, language=language)))
    graph = Counting(store)
    return graph, Labels(graph, from_vocabulary(vocabulary.load()))


def test_what_the_pages_of_the_menu_count_is_counted_before_anybody_asks(tmp_path: Path) -> None:
    site = made_sites.site(made_sites.written(made_builds.build(), tmp_path / "built"))
    made_sites.client(site)
    try:
        warm(site)
    finally:
        site.endpoint.close()
    kept = {path.name.partition("-")[0] for path in (site.settings.folder / ".work").iterdir()}
    assert {"named", "contradictions", "compare"} <= kept


def test_a_name_is_looked_up_once_in_each_language() -> None:
    graph, held = labels()
    for _ in range(2):
        assert held.of([PLACE, PLACE + "0"], "zh") == {PLACE: "甲县", PLACE + "0": "9999010"}
        assert held.of([PLACE], "en") == {PLACE: "Jia"}
    assert graph.asked == 2


def test_names_are_forgotten_when_there_are_too_many() -> None:
    graph, held = labels()
    many = [f"{terms.ID}region/x{number}" for number in range(names.MOST_HELD)]
    held.of(many, "zh")
    before = graph.asked
    assert held.of([PLACE], "zh") == {PLACE: "甲县"} and graph.asked == before + 1
    assert held.of(many[:1], "zh") == {many[0]: "x0"} and graph.asked == before + 2
