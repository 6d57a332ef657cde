"""What a build says, subject by subject, in words that a person can compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.store import Graph
from kg.store.answers import Triples
from kg.vocab import terms
from kg.vocab.iri import short

TYPE, LABEL = terms.RDF + "type", terms.SKOS + "prefLabel"
MENTIONS, MENTION, EVIDENCE = terms.MZ + "mentions", terms.MZ + "mention", terms.MZ + "evidence"
_SOURCE, _EXACT = terms.STANDARD["oa"] + "hasSource", terms.STANDARD["oa"] + "exact"
_FILE = terms.STANDARD["dct"] + "source"
# units are printed by their symbols, 元/人/月
_UNITS, _SYMBOL = f"{terms.CONCEPT}unit/", terms.SKOS + "notation"

Node = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A stretch of a file, half-open raw offsets, with its characters and the sentence around it where there is one."""

    file: str
    start: int
    end: int
    text: str
    sentence: str = ""


class Contents:
    """A build's triples, with what is needed to show one of them."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = frozenset(triples)

    @classmethod
    def of(cls, graph: Graph) -> Contents:
        """All triples of a loaded build, each once."""
        answer = graph.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(answer, Triples)
        return cls(answer.triples)

    @cached_property
    def by_subject(self) -> Mapping[str, Mapping[str, tuple[Node, ...]]]:
        """Subject -> predicate -> objects, sorted."""
        held: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for triple in self.triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, Node):
                held[triple.subject.value][triple.predicate.value].append(triple.object)
        return {subject: {name: tuple(sorted(values, key=str)) for name, values in facts.items()} for subject, facts in held.items()}

    @cached_property
    def _spans_of(self) -> Mapping[str, tuple[str, ...]]:
        spans: dict[str, list[str]] = defaultdict(list)
        for subject, facts in self.by_subject.items():
            for thing in facts.get(MENTIONS, ()):
                spans[thing.value].append(subject)
        return {thing: tuple(held) for thing, held in spans.items()}

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The values of a property, as they are written."""
        return tuple(node.value for node in self.by_subject.get(subject, {}).get(predicate, ()))

    def one(self, subject: str, predicate: str) -> str:
        """The first value of a property, empty where there is none."""
        return next(iter(self.all(subject, predicate)), "")

    def classes(self, subject: str) -> frozenset[str]:
        """The local names of the ontology's classes that a thing belongs to."""
        return frozenset(name.removeprefix(terms.MZ) for name in self.all(subject, TYPE) if name.startswith(terms.MZ))

    def name(self, iri: str) -> str:
        """What a person calls a thing: its Chinese label, a unit's symbol, a span's words, a document's file, else its short IRI."""
        facts = self.by_subject.get(iri, {})
        if _EXACT in facts:
            return facts[_EXACT][0].value
        if _FILE in facts:
            return self._file(iri)
        if iri.startswith(_UNITS) and _SYMBOL in facts and facts[_SYMBOL][0].value != iri.removeprefix(_UNITS):
            return facts[_SYMBOL][0].value
        labels = sorted((not (isinstance(node, ox.Literal) and node.language == "zh"), node.value) for node in facts.get(LABEL, ()))
        return labels[0][1] if labels else short(iri)

    def shown(self, node: Node) -> str:
        """A value as a person reads it; a language that is not Chinese is told."""
        if isinstance(node, ox.NamedNode):
            return self.name(node.value)
        return f"{node.value} @{node.language}" if node.language not in (None, "zh") else node.value

    def quote(self, span: str, sentence: str = "") -> Quote:
        """The stretch that a span names, with the words of the span `sentence`."""
        start, end = (int(self.one(span, terms.MZ + name) or 0) for name in ("start", "end"))
        return Quote(self._file(self.one(span, _SOURCE)), start, end, self.one(span, _EXACT), self.one(sentence, _EXACT) if sentence else "")

    def quotes(self, subject: str) -> tuple[Quote, ...]:
        """Where the text says what a subject states: its number with the sentence, its evidence, or the first place that names it."""
        evidence = self.all(subject, EVIDENCE)
        numbers = self.all(subject, MENTION)
        if numbers:
            return tuple(sorted(self.quote(number, next(iter(evidence), "")) for number in numbers))
        if evidence:
            return tuple(sorted(self.quote(span) for span in evidence))
        return tuple(sorted(self.quote(span) for span in self._spans_of.get(subject, ())))[:1]

    def _file(self, document: str) -> str:
        # a document may carry its address beside the name of its file
        files = self.all(document, _FILE)
        return min(files, key=lambda name: ("://" in name, name), default=short(document))
