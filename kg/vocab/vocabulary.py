"""The vocabulary that every stage reads: concepts by scheme, classes of words, the gazetteer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import OntologyError
from kg.vocab import terms
from kg.vocab.gazetteer import Gazetteer
from kg.vocab.ontology import Concept, ontology_folder, parse, read_concepts, turtle_files


@dataclass(frozen=True)
class Vocabulary:
    """The whole ontology as plain values; built by `load`, shared, never changed."""

    concepts: Mapping[str, Concept]
    gazetteer: Gazetteer
    _schemes: Mapping[str, tuple[Concept, ...]] = field(repr=False, default_factory=dict)

    def scheme(self, name: str) -> tuple[Concept, ...]:
        """All concepts of a scheme, sorted by IRI."""
        return self._schemes.get(name, ())

    def words(self, cue: str) -> tuple[str, ...]:
        """The surface forms of a class of words (`ontology/cues.ttl` and its neighbours), longest first.

        Raises:
            OntologyError: no such class; the ontology is older than the program.
        """
        concept = self.concepts.get(terms.concept("cue", cue))
        if concept is None:
            raise OntologyError(f"the ontology has no class of words c-cue:{cue}; reinstall the package or mend ontology/cues.ttl")
        return tuple(sorted((*concept.aliases, *concept.hidden), key=lambda word: (-len(word), word)))

    def lexicon(self, scheme: str) -> dict[str, tuple[str, ...]]:
        """Surface form -> IRIs of the concepts of a scheme that it may name."""
        forms: dict[str, list[str]] = {}
        for concept in self.scheme(scheme):
            for form in concept.forms:
                held = forms.setdefault(form, [])
                if concept.iri not in held:
                    held.append(concept.iri)
        return {form: tuple(iris) for form, iris in forms.items()}


def load(extra: Sequence[Path] = ()) -> Vocabulary:
    """Read the ontology, and folders of further Turtle files after it.

    Raises:
        OntologyError: a file is not Turtle, or a concept lacks its label.
    """
    folder = ontology_folder()
    triples = [triple for path in turtle_files([folder, *extra]) for triple in parse(path)]
    concepts = read_concepts(triples)
    schemes: dict[str, list[Concept]] = {}
    for concept in concepts.values():
        schemes.setdefault(concept.scheme, []).append(concept)
    return Vocabulary(concepts, Gazetteer.read(folder, extra), {name: tuple(held) for name, held in schemes.items()})
