"""Writing to a store: by its Graph Store Protocol where it has one, else by SPARQL UPDATE."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from kg.errors import StoreError
from kg.store.protocol import FORM
from kg.store.remote.connection import Connection, Reply, check_address
from kg.store.remote.marks import MARKS, SHA256, WHOLE

# triples of one request: by the Graph Store Protocol, and in the text of an update, which a store compiles
BY_PROTOCOL, BY_UPDATE = 20_000, 500
# no triple of the whole is taken away that another document gives as well
_LEAVE = """DELETE {{ GRAPH <{whole}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{graph}> && ?g != <{whole}>) }} }}"""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a store is written: `update` takes SPARQL UPDATE, `graphs` the Graph Store Protocol, None where it has none."""

    update: str
    graphs: str | None = None


class Writer:
    """Writes graphs of a store, each triple by triple the same however often it is written."""

    def __init__(self, places: Places, connection: Connection) -> None:
        self._places = places
        self._connection = connection
        self.batch = BY_PROTOCOL if places.graphs else BY_UPDATE

    def add(self, graph: str, triples: bytes) -> None:
        """Puts triples into a graph beside those that it has; N-Triples, at most `batch` of them."""
        if self._places.graphs is None:
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode('utf-8')}}} }}")
            return
        address = f"{self._places.graphs}?graph={quote(graph, safe='')}"
        self._connection.send(address, "POST", triples, {"content-type": "application/n-triples"})

    def empty(self, graph: str) -> None:
        """Takes all triples out of a graph, and out of the whole those that no other graph has."""
        self.update(_LEAVE.format(whole=WHOLE, graph=graph))
        self.update(f"CLEAR SILENT GRAPH <{graph}>")

    def mark(self, sums: Mapping[str, str]) -> None:
        """Notes the hash of each graph, beside what is noted already."""
        self.update(f"INSERT DATA {{ GRAPH <{MARKS}> {{ {_marks(sums)} }} }}")

    def unmark(self, sums: Mapping[str, str]) -> None:
        """Takes these notes away, and leaves others of the same graphs."""
        self.update(f"DELETE DATA {{ GRAPH <{MARKS}> {{ {_marks(sums)} }} }}")

    def forget(self, graph: str) -> None:
        """Takes all notes of a graph away."""
        self.update(f"DELETE WHERE {{ GRAPH <{MARKS}> {{ <{graph}> <{SHA256}> ?sum }} }}")

    def update(self, text: str) -> Reply:
        """Sends an update."""
        body = urlencode({"update": text}).encode("ascii")
        return self._connection.send(self._places.update, "POST", body, {"content-type": FORM})


def _marks(sums: Mapping[str, str]) -> str:
    return "".join(f'<{graph}> <{SHA256}> "{sha256}" .\n' for graph, sha256 in sums.items())


def find_places(endpoint: str, graphs: str | None, update: str | None, connection: Connection, has_user: bool) -> Places:
    """Where the store of an endpoint is written: what is given, else what is known of the program that answers there.

    Raises:
        StoreError: the program is none of those known.
    """
    for given in (endpoint, graphs, update):
        if given is not None:
            check_address(given)
    if update is not None:
        return Places(update, graphs)
    body = urlencode({"query": "ASK { }"}).encode("ascii")
    reply = connection.send(endpoint, "POST", body, {"content-type": FORM, "accept": "application/sparql-results+json"})
    known = dict(_known(endpoint, reply.headers.get("server", ""), has_user))
    if "update" not in known:
        raise StoreError(f"{endpoint}: it is not known where this store is written; give its address for SPARQL UPDATE as --update")
    return Places(known["update"], graphs or known["graphs"])


def _known(endpoint: str, server: str, has_user: bool) -> Iterator[tuple[str, str]]:
    """The addresses of a program that names itself in its answers.

    >>> dict(_known("http://localhost:8890/sparql", "Virtuoso/07.20", True))["update"]
    'http://localhost:8890/sparql-auth'
    """
    parts = urlsplit(endpoint)
    folder = parts.path.rpartition("/")[0]
    program = server.lower()
    if program.startswith("virtuoso"):
        log_in = "-auth" if has_user else ""
        names = {"update": f"/sparql{log_in}", "graphs": f"/sparql-graph-crud{log_in}"}
    elif program.startswith("oxigraph"):
        names = {"update": f"{folder}/update", "graphs": f"{folder}/store"}
    else:
        return
    for name, path in names.items():
        yield name, urlunsplit((parts.scheme, parts.netloc, path, "", ""))
