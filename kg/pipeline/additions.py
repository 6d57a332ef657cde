"""Can a folder of further concepts be used? What is wrong with it is told by file, line and term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.vocab import terms
from kg.vocab import vocabulary as vocabularies
from kg.vocab.iri import short
from kg.vocab.ontology import ontology_folder, parse, turtle_files
from kg.vocab.vocabulary import Vocabulary

SHAPES = "shapes-concepts.ttl"
_TYPE, _LABEL, _SCHEME = terms.RDF + "type", terms.SKOS + "prefLabel", terms.SKOS + "inScheme"
_FORMS = frozenset(terms.SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that is wrong with a concept of a folder; `line` is where the concept begins, 0 where that was not found."""

    file: str
    line: int
    term: str
    message: str

    def __str__(self) -> str:
        """One line for a person.

        >>> print(Fault("mine.ttl", 7, "c-group:new-people", "it needs a label"))
        mine.ttl, line 7: c-group:new-people: it needs a label
        """
        return f"{self.file}, line {self.line}: {self.term}: {self.message}" if self.line else f"{self.file}: {self.term}: {self.message}"


@dataclass(frozen=True, slots=True)
class _Added:
    """A file of a folder."""

    path: Path
    triples: tuple[ox.Triple, ...]
    text: str

    def fault(self, iri: str, message: str) -> Fault:
        return Fault(str(self.path), self.line(iri), short(iri), message)

    def line(self, iri: str) -> int:
        """The line on which the statements about a term begin: its prefixed name, else its address, else the end of either."""
        tail = re.escape(iri.rsplit("/", 1)[-1])
        for name in (re.escape(short(iri)), re.escape(f"<{iri}>"), rf"[\w-]{{0,60}}:{tail}", rf"<[^>\n]{{0,400}}{tail}>"):
            found = re.search(rf"(?m)^[ \t]{{0,60}}{name}(?=\s)", self.text)
            if found:
                return self.text.count("\n", 0, found.start()) + 1
        return 0


def load(folders: Sequence[Path] = ()) -> Vocabulary:
    """The ontology with some folders after it.

    Raises:
        OntologyError: a file is no Turtle, or a concept of a folder cannot be used; the message names file, line and term.
    """
    found = faults(folders)
    if found:
        more = f" (and {len(found) - 1} more; see them all with: kg check --ontology {folders[0]})" if len(found) > 1 else ""
        raise OntologyError(f"{found[0]}{more}")
    return vocabularies.load(folders)


def faults(folders: Sequence[Path]) -> list[Fault]:
    """All that is wrong with the concepts of some folders, in the order of their files and lines; empty where all is well.

    Raises:
        OntologyError: a file is no Turtle.
    """
    added = [_Added(path, tuple(parse(path)), path.read_text("utf-8-sig", errors="replace")) for path in turtle_files(folders)]
    if not added:
        return []
    found = {fault for each in added for fault in _shape_faults(each)}
    core = vocabularies.load()
    known = set(core.concepts) | {triple.subject.value for each in added for triple in each.triples if isinstance(triple.subject, ox.NamedNode)}
    owners = {scheme: core.lexicon(scheme) for scheme in terms.SCHEMES if scheme != "cue"}
    for each in added:
        found.update(_link_faults(each, core, known))
        found.update(_form_faults(each, owners))
    return sorted(found)


def _shape_faults(added: _Added) -> Iterator[Fault]:
    """What SHACL finds in one file."""
    # pyshacl takes half a second to import
    from kg.rdf import shacl

    quads = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in added.triples]
    for finding in shacl.check(quads, ontology_folder() / SHAPES):
        yield added.fault(finding.focus, finding.message)


def _link_faults(added: _Added, core: Vocabulary, known: set[str]) -> Iterator[Fault]:
    """Concepts that are pointed to and do not exist, schemes that differ from the address, and other labels for concepts of the ontology."""
    for triple in added.triples:
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object
        own = terms.scheme_of(subject)
        if isinstance(value, ox.NamedNode) and value.value.startswith(terms.CONCEPT) and predicate != _SCHEME and value.value not in known:
            yield added.fault(subject, f"it leads to {short(value.value)}, which no file has; check the name")
        elif predicate == _SCHEME and isinstance(value, ox.NamedNode) and own and value.value != terms.CONCEPT + own:
            yield added.fault(subject, f"its address is of the scheme mzc:{own}, but it says skos:inScheme {short(value.value)}")
        elif own and own not in terms.SCHEMES:
            yield added.fault(subject, f"there is no scheme mzc:{own}; the schemes are {', '.join(terms.SCHEMES)}")
        elif predicate == _LABEL and subject in core.concepts and isinstance(value, ox.Literal) and value.language == "zh":
            held = core.concepts[subject].label
            if value.value != held:
                yield added.fault(subject, f'the ontology has this concept as "{held}"; give yours another name, or write skos:altLabel')


def _form_faults(added: _Added, owners: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[Fault]:
    """Forms that the ontology has under another concept of the scheme."""
    for triple in added.triples:
        if not (isinstance(triple.subject, ox.NamedNode) and triple.predicate.value in _FORMS and isinstance(triple.object, ox.Literal)):
            continue
        subject, form = triple.subject.value, triple.object.value
        others = [iri for iri in owners.get(terms.scheme_of(subject) or "", {}).get(form, ()) if iri != subject]
        if others:
            yield added.fault(subject, f'"{form}" is a form of {short(others[0])} already; write further forms of that concept under its own name')
