"""A build in memory, to be asked in SPARQL 1.1; pyoxigraph answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store import guard
from kg.store.answers import Answer, Triples, Value
from kg.store.disk import opened
from kg.store.rows import rows
from kg.store.staging import settle
from kg.store.state import is_large
from kg.vocab import terms

_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nq": ox.RdfFormat.N_QUADS, ".nt": ox.RdfFormat.N_TRIPLES}


class Graph:
    """A loaded build: all triples, each once, in the default graph, and again in the named graph of their document.

    Asking the union of the named graphs instead would count a triple that two documents give twice.
    The project's prefixes need not be declared in a query.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _size(self) -> int:
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def ask(self, query: str, given: Mapping[str, str] | None = None) -> Answer:
        """The answer of a query that only reads. `given` binds variables that it selects, by their names, to IRIs.

        Raises:
            QueryError: not SPARQL, or refused by `kg.store.guard`, or what is given is no IRI.
        """
        guard.check(query)
        try:
            bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
                ox.Variable(name): ox.NamedNode(iri) for name, iri in (given or {}).items()
            }
        except ValueError as error:
            raise QueryError(f"not an IRI: {error}") from error
        try:
            found = self._store.query(query, prefixes=terms.prefixes(), substitutions=bound)
        except SyntaxError as error:
            raise QueryError(f"not valid SPARQL: {error}; prefixes such as mz: and skos: are declared already") from error
        except RuntimeError as error:
            raise QueryError(f"the query cannot be asked: {error}") from error
        try:
            return _answer(found)
        except (OSError, RuntimeError, ValueError) as error:
            raise QueryError(f"the query could not be answered: {error}") from error


def load(path: Path) -> Graph:
    """A Turtle, N-Quads or N-Triples file, or the graph of a folder that `kg build` wrote.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    if path.is_dir():
        settle(path)
    store = ox.Store()
    files = _files(path)
    for file in files:
        try:
            if file.suffix == ".nq" and len(files) == 1:
                store.bulk_extend(_twice(ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS)))
            else:
                store.bulk_load(path=str(file), format=_FORMATS[file.suffix])
        except SyntaxError as error:
            raise StoreError(f"{file}, line {error.lineno}: {error.msg}; build again") from error
        except (OSError, ValueError) as error:
            raise StoreError(f"{file}: cannot be read ({error}); build again") from error
    return Graph(store)


def open_graph(folder: Path) -> Graph:
    """The graph of a build's folder to be asked for long: in memory where it is small, else from its database on disk.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    settle(folder)
    if not is_large(folder):
        return load(folder)
    return Graph(opened(folder))


def hold(quads: Iterable[ox.Quad]) -> Graph:
    """Quads that were just made, without a file between."""
    store = ox.Store()
    store.bulk_extend(_twice(quads))
    return Graph(store)


def _twice(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for quad in quads:
        yield quad
        yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        held = [file for file in (path / "graph.ttl", path / "graph.nq") if file.is_file()]
        if held:
            return held
    if path.is_file():
        if path.suffix in _FORMATS:
            return [path]
        raise StoreError(f"{path}: the ending must be one of {', '.join(sorted(_FORMATS))}")
    raise StoreError(f"{path}: no graph there; make one with: kg build seeds -o exports")


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return Triples(tuple(sorted(found, key=str)))
    return rows(found)


def value_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value | None:
    """A term of RDF as an answer has it."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return Value(term.value, datatype=term.datatype.value, language=term.language)
    return Value(term.value, is_iri=True) if isinstance(term, ox.NamedNode) else Value(str(term))
