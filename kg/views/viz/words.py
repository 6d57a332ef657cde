"""What classes, properties and concepts are called on a page, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.vocab import terms
from kg.vocab.lookup import Lookup, symbol
from kg.vocab.ontology import ontology_folder, parse

Label = tuple[str, str]

# What the ontology calls the class of each kind of entity.
CLASSES: Mapping[str, str] = {
    "region": "Region",
    "agency": "Agency",
    "policy": "PolicyDocument",
    "program": "Program",
    "group": "BeneficiaryGroup",
    "system": "InformationSystem",
    "organization": "Organization",
    "indicator": "Indicator",
}


def _no_ancestors(code: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Words:
    """Labels by IRI, the concepts above a concept, and the regions above a region (nearest first).

    >>> Words({terms.MZ + "serves": ("服务", "serves")}).term("serves")
    ('服务', 'serves')
    >>> Words().term("unheardOf")
    ('unheardOf', 'unheardOf')
    """

    labels: Mapping[str, Label] = field(default_factory=dict)
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ancestors: Callable[[str], tuple[str, ...]] = _no_ancestors

    def term(self, name: str) -> Label:
        """The labels of a class or property, by its local name; the name itself where there are none."""
        return self.labels.get(terms.MZ + name, (name, name))

    def kind(self, kind: str) -> Label:
        """The labels of the class of a kind of entity."""
        return self.term(CLASSES[kind])

    def concept(self, scheme: str, notation: str) -> Label:
        """The labels of a concept; the notation where there are none."""
        return self.labels.get(terms.concept(scheme, notation), (notation, notation))

    def unit(self, iri: str) -> Label:
        """How a unit is printed after a number."""
        return self.labels.get(iri, (iri.rsplit("/", 1)[-1],) * 2)


def from_vocabulary(vocabulary: Lookup) -> Words:
    """The words of the ontology. Units are called by their symbols (元/人/月), as a table prints them.

    Raises:
        OntologyError: minzheng.ttl cannot be read.
    """
    labels = read_terms(parse(ontology_folder() / "minzheng.ttl"))
    for iri, concept in vocabulary.concepts.items():
        shown = symbol(iri, vocabulary) if concept.scheme == "unit" else concept.label
        labels[iri] = (shown, concept.label_en or shown)
    broader = {iri: concept.broader for iri, concept in vocabulary.concepts.items() if concept.broader}

    def ancestors(code: str) -> tuple[str, ...]:
        found: list[str] = []
        place = vocabulary.gazetteer.by_code(code)
        while place is not None and place.parent and place.parent not in found:
            found.append(place.parent)
            place = vocabulary.gazetteer.by_code(place.parent)
        return tuple(found)

    return Words(labels, broader, ancestors)


def read_terms(triples: Iterable[ox.Triple]) -> dict[str, Label]:
    """The labels of classes and properties, by IRI: skos:prefLabel or rdfs:label in zh and en."""
    found: dict[str, dict[str, str]] = {}
    names = (terms.SKOS + "prefLabel", terms.RDFS + "label")
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.Literal) and triple.predicate.value in names:
            held = found.setdefault(subject.value, {})
            language = value.language or ""
            held[language] = min(held.get(language, value.value), value.value)
    return {iri: (held.get("zh") or min(held.values()), held.get("en") or min(held.values())) for iri, held in sorted(found.items())}
