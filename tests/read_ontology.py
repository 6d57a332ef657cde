"""The ontology as the tests look at it: every statement, not only what the reader keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.vocab import terms
from kg.vocab.ontology import Concept, ontology_folder, parse, read_concepts, turtle_files


@cache
def triples() -> tuple[tuple[Path, ox.Triple], ...]:
    """Every triple of the ontology, with its file."""
    return tuple((path, triple) for path in turtle_files([ontology_folder()]) for triple in parse(path))


@cache
def concepts() -> dict[str, Concept]:
    """Every concept, as the reader has it."""
    return read_concepts(triple for _, triple in triples())


def scheme(name: str) -> list[Concept]:
    """The concepts of a scheme."""
    return [concept for concept in concepts().values() if concept.scheme == name]


@cache
def statements() -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    """Subject -> predicate -> objects."""
    held: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for _, triple in triples():
        held[triple.subject.value][triple.predicate.value].append(triple.object)  # type: ignore[union-attr, arg-type]
    return held


def objects(subject: str, predicate: str) -> set[str]:
    """The objects of a subject and a predicate."""
    return {found.value for found in statements()[subject].get(predicate, [])}


def declared() -> list[str]:
    """The classes and properties, by IRI."""
    return sorted({triple.subject.value for path, triple in triples() if path.name == "minzheng.ttl" and triple.subject.value.startswith(terms.MZ)})  # type: ignore[union-attr]


def full(names: str) -> set[str]:
    """Prefixed names as IRIs."""
    return {terms.STANDARD[prefix] + local for prefix, local in (name.split(":") for name in names.split())}


def languages(subject: str, predicate: str) -> list[str]:
    """The languages in which something is said, sorted."""
    return sorted(found.language or "" for found in statements()[subject].get(predicate, []) if isinstance(found, ox.Literal))


def cycles(links: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Every node from which the links lead back to it."""
    for start in links:
        seen, waiting = set(), list(links[start])
        while waiting:
            name = waiting.pop()
            if name == start:
                yield start
                break
            if name not in seen:
                seen.add(name)
                waiting += links.get(name, ())
