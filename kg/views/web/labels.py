"""What a thing of the graph is called, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.store import Graph, Rows
from kg.views.viz.words import Words
from kg.views.web.addresses import batches, is_iri
from kg.vocab import terms

# names that are remembered: those of units, indicators and large places stand on most pages
MOST_HELD = 20_000
_LABELS = "SELECT ?thing ?label ?title {{ VALUES ?thing {{ {things} }} OPTIONAL {{ ?thing skos:prefLabel ?label }} OPTIONAL {{ ?thing dct:title ?title }} }}"


@dataclass(frozen=True)
class Labels:
    """Names from the ontology's own terms, then from the graph; what has none is called by the end of its IRI."""

    graph: Graph
    words: Words
    # by IRI and language; None for what has no name
    _held: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False, compare=False)

    def label(self, iri: str, language: str) -> str:
        """The name of one thing."""
        return self.of((iri,), language)[iri]

    def of(self, iris: Iterable[str], language: str) -> dict[str, str]:
        """The names of some things, asked for at once."""
        wanted = sorted(set(iris))
        named = {iri: self.words.labels[iri][0 if language == "zh" else 1] for iri in wanted if iri in self.words.labels}
        rest = [iri for iri in wanted if iri not in named and is_iri(iri)]
        return {iri: iri[len(_start(iri)) :] or iri for iri in wanted} | self._remembered(rest, language) | named

    def _remembered(self, iris: list[str], language: str) -> dict[str, str]:
        """Names of the graph, which does not change; when there are too many, remembering starts anew."""
        held = {iri: self._held[iri, language] for iri in iris if (iri, language) in self._held}
        fresh = [iri for iri in iris if iri not in held]
        found = self._from_graph(fresh, language)
        if len(self._held) + len(fresh) > MOST_HELD:
            self._held.clear()
        self._held.update({(iri, language): found.get(iri) for iri in fresh})
        return {iri: text for iri, text in held.items() if text is not None} | found

    def _from_graph(self, iris: list[str], language: str) -> dict[str, str]:
        weighed: dict[str, tuple[int, str]] = {}
        for things in batches(iris):
            answer = self.graph.ask(_LABELS.format(things=things))
            assert isinstance(answer, Rows)
            for thing, label, title in answer:
                found = label or title
                if thing is None or found is None:
                    continue
                choice = ((language, "zh", None).index(found.language) if found.language in (language, "zh", None) else 3, found.text)
                weighed[thing.text] = min(weighed.get(thing.text, choice), choice)
        return {iri: text for iri, (_, text) in weighed.items()}


def _start(iri: str) -> str:
    """Everything up to the last name of an IRI."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] if iri.startswith((terms.ID, terms.CONCEPT, "http")) else ""
