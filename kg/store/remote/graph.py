"""A build in a store elsewhere, asked like one in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store import guard
from kg.store.answers import Answer, Rows, Triples
from kg.store.formats import Kind
from kg.store.graph import Graph, value_of
from kg.store.protocol import FORM
from kg.store.remote import asking, reading
from kg.store.remote.connection import Connection, Credentials, check_address
from kg.store.remote.marks import MARKS, SHA256, WHOLE
from kg.vocab import terms

# a store says each graph that a request names in a header of its answer, and the answer may have a hundred of them
MOST_NAMED = 80
# no store limits answers to fewer triples
FEWEST_CUT = 1000


class RemoteGraph(Graph):
    """A graph behind a SPARQL 1.1 endpoint. Safe to use from many threads.

    Where `kg load` has filled the store, the default graph is the one in which every triple stands once. A store without its marks
    is asked as it is.
    """

    def __init__(self, address: str, connection: Connection) -> None:
        self.address = check_address(address)
        self.connection = connection

    def __len__(self) -> int:
        answer = self.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert isinstance(answer, Rows)
        return int(answer.rows[0][0].text) if answer.rows and answer.rows[0][0] else 0

    def ask(self, query: str, given: Mapping[str, str] | None = None) -> Answer:
        """The answer of a query that only reads, as `kg.store.Graph.ask` gives it.

        Raises:
            QueryError: not SPARQL, or refused, here or by the store.
            StoreError: the store is not reached, or gives no answer.
        """
        asking.check(guard.check(query))
        try:
            wanted = {name: ox.NamedNode(iri).value for name, iri in (given or {}).items()}
        except ValueError as error:
            raise QueryError(f"not an IRI: {error}") from error
        kind, columns = _form(query)
        found = self.fetch(asking.bound(query, wanted) if wanted else query, kind, self._dataset(query, wanted))
        if isinstance(found, bool):
            return found
        if isinstance(found, list):
            return Triples(tuple(sorted(found, key=str)))
        places = {name: place for place, name in enumerate(found.columns)}
        fixed = {name: value_of(ox.NamedNode(iri)) for name, iri in wanted.items()}
        rows = tuple(tuple(fixed[name] if name in fixed else value_of(row[places[name]]) if name in places else None for name in columns) for row in found.rows)
        return Rows(columns, rows)

    def fetch(self, query: str, kind: Kind, dataset: list[tuple[str, str]]) -> reading.Found | bool | list[ox.Triple]:
        """The answer in terms of RDF to a query that was found to be sound; `dataset` are parameters of the protocol."""
        asking.check(query)
        body = urlencode([("query", asking.declared(query)), *dataset]).encode("ascii")
        headers = {"content-type": FORM, "accept": reading.ACCEPTED[kind]}
        reply = self.connection.send(self.address, "POST", body, headers)
        found = reading.read(self.address, kind, reply)
        if isinstance(found, list) and len(found) >= FEWEST_CUT and reply.headers.get("server", "").startswith("Virtuoso"):
            # Virtuoso cuts what it constructs without a word, and says so of rows only
            rows = asking.rows_of(query)
            if rows != query:
                self.fetch(rows, "rows", dataset)
        return found

    def dataset(self, query: str) -> list[tuple[str, str]]:
        """The parameters that make a query mean what it means for a build in memory."""
        return self._dataset(query, {})

    def _dataset(self, query: str, given: Mapping[str, str]) -> list[tuple[str, str]]:
        spoken = asking.named(asking.bound(query, given) if given else query)
        if spoken.is_confined or self.state is None:
            return []
        graphs = list(spoken.graphs)
        if spoken.is_open:
            graphs = self._documents
            if len(graphs) > MOST_NAMED:
                raise QueryError(f"GRAPH with a variable cannot be asked of {self.address} over more than {MOST_NAMED} documents; name the document")
        return [("default-graph-uri", WHOLE), *(("named-graph-uri", graph) for graph in graphs)]

    @cached_property
    def state(self) -> str | None:
        """The hash of what `kg load` has brought there; None where it brought nothing.

        Raises:
            StoreError: it began to, and has not come to the end.
        """
        found = self.fetch(f"SELECT ?g {{ GRAPH <{MARKS}> {{ ?g <{SHA256}> ?sum }} }} LIMIT 1", "rows", [])
        whole = self.fetch(f"SELECT ?sum {{ GRAPH <{MARKS}> {{ <{WHOLE}> <{SHA256}> ?sum }} }}", "rows", [])
        assert isinstance(found, reading.Found) and isinstance(whole, reading.Found)
        if not found.rows:
            return None
        if not whole.rows or not isinstance(whole.rows[0][0], ox.Literal):
            raise StoreError(f"{self.address}: a load has not come to its end, so answers would lack something; run kg load again, it goes on where it stopped")
        return whole.rows[0][0].value

    @cached_property
    def _documents(self) -> list[str]:
        found = self.fetch(f"SELECT ?g {{ GRAPH <{MARKS}> {{ ?g <{SHA256}> ?sum }} }} LIMIT {MOST_NAMED + 2}", "rows", [])
        assert isinstance(found, reading.Found)
        return sorted(iri for (graph,) in found.rows if isinstance(graph, ox.NamedNode) and (iri := graph.value) != WHOLE)


def open_remote(address: str, seconds: float = 60.0) -> RemoteGraph:
    """The graph at an address, which is asked at once whether it is there; who asks stands in the environment.

    Raises:
        StoreError: it is not there, or refuses.
    """
    graph = RemoteGraph(address, Connection(Credentials.of_environment(), seconds))
    _ = graph.state
    return graph


def _form(query: str) -> tuple[Kind, tuple[str, ...]]:
    """What a query asks for, and the columns of its rows: a store in memory that holds nothing reads it."""
    try:
        found = ox.Store().query(query, prefixes=terms.prefixes())
    except SyntaxError as error:
        raise QueryError(f"not valid SPARQL: {error}; prefixes such as mz: and skos: are declared already") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be asked: {error}") from error
    if isinstance(found, ox.QueryBoolean):
        return "truth", ()
    if isinstance(found, ox.QueryTriples):
        return "triples", ()
    return "rows", tuple(variable.value for variable in found.variables)
