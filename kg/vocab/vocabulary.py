"""The vocabulary that every stage reads: concepts by scheme, classes of words, the gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import OntologyError
from kg.vocab import terms
from kg.vocab.gazetteer import TABLE, Gazetteer
from kg.vocab.keeping import Plain, fields_of, key_of, recall
from kg.vocab.ontology import Concept, ontology_folder, parse, read_concepts, turtle_files


@dataclass(frozen=True)
class Vocabulary:
    """The whole ontology as plain values; built by `load`, shared, never changed."""

    concepts: Mapping[str, Concept]
    gazetteer: Gazetteer
    _schemes: Mapping[str, tuple[Concept, ...]] = field(repr=False, default_factory=dict)
    # what its files are kept under: equal for equal files, None where that is not known
    key: str | None = field(repr=False, compare=False, default=None)

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

    def kept(self, name: str, make: Callable[[], Plain]) -> Plain:
        """Plain values that depend on nothing but the vocabulary, made once for each ontology and then kept in the user's cache folder."""
        return recall(name, self.key, make)


def load(extra: Sequence[Path] = ()) -> Vocabulary:
    """Read the ontology, and folders of further Turtle files after it.

    Raises:
        OntologyError: a file is not Turtle, or a concept lacks its label.
    """
    folder = ontology_folder()
    paths = turtle_files([folder, *extra])
    try:
        key = key_of([*paths, folder / TABLE])
    except OSError:
        # whoever reads the files tells which of them and why
        key = None
    held, divisions = recall("vocabulary", key, lambda: _plain(folder, extra, paths))
    concepts = {one[0]: Concept(*one) for one in held}
    schemes: dict[str, list[Concept]] = {}
    for concept in concepts.values():
        schemes.setdefault(concept.scheme, []).append(concept)
    return Vocabulary(concepts, Gazetteer.of_plain(divisions), {name: tuple(held) for name, held in schemes.items()}, key)


def _plain(folder: Path, extra: Sequence[Path], paths: Sequence[Path]) -> Plain:
    """The concepts and the gazetteer as plain values."""
    concepts = read_concepts(triple for path in paths for triple in parse(path))
    return [fields_of(concept) for concept in concepts.values()], Gazetteer.read(folder, extra).as_plain()
