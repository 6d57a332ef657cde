"""The process that answers queries: it reads one database and can open nothing else.

A line of JSON on standard input is a query, a line of JSON and as many bytes as it says on standard output the answer.
After the database is open the process can make no connection, and may open no more files than the database consists of, for a large
one is opened piece by piece; it ends itself when a query takes too long, even where its parent is gone.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store import guard, mistakes, results
from kg.store.seal import without_connections
from kg.vocab import terms


def main(path: str, seconds: float, memory: int) -> None:
    """Opens the database and answers until standard input ends. `seconds` for one query, `memory` in bytes beyond what the database takes."""
    inlet, outlet = sys.stdin.buffer, sys.stdout.buffer
    try:
        store = ox.Store.read_only(path)
    except OSError as error:
        _send(outlet, {"failed": str(error)})
        return
    confine(memory, _tables(path))
    _send(outlet, {"ready": True})
    for line in inlet:
        # ends the process where nobody else does
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)
        told, data = answer(store, json.loads(line))
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(outlet, {**told, "size": len(data)})
        outlet.write(data)
        outlet.flush()


def confine(memory: int, files: int = 0) -> None:
    """Takes from this process the right to make connections, to open more than `files`, to use more than some bytes of memory besides what it has."""
    without_connections()
    highest = max(map(int, os.listdir("/dev/fd")))
    held = os.open(os.devnull, os.O_RDONLY)
    # a gap among the numbers of open files could be filled later
    while held < highest:
        held = os.dup(held)
    resource.setrlimit(resource.RLIMIT_NOFILE, (held + 1 + files, held + 1 + files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    size = _address_space()
    if size:
        resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))


def _tables(path: str) -> int:
    """How many tables a database has; RocksDB opens one when a query first reaches into it."""
    return sum(name.endswith(".sst") for name in os.listdir(path))


def answer(store: ox.Store, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What became of a query, and the bytes of its answer.

    `job` has `query`, `default` and `named` (lists of graphs, or None), `forms` (the format of each kind of answer, None where the client
    takes none), `rows`, `size` and `mark`. What is told has `state`: answered, refused, or unacceptable.
    """
    try:
        guard.check(job["query"])
        found = store.query(job["query"], prefixes=terms.prefixes(), **_dataset(store, job))
        return _written(found, job)
    except QueryError as error:
        return {"state": "refused", "message": str(error)}, b""
    except SyntaxError as error:
        return {"state": "refused", **mistakes.explain(job["query"], str(error))}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"state": "refused", "message": f"the query cannot be answered: {error}"}, b""


def _written(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    kind = "truth" if isinstance(found, ox.QueryBoolean) else "triples" if isinstance(found, ox.QueryTriples) else "rows"
    form = job["forms"][kind]
    if form is None:
        return {"state": "unacceptable", "kind": kind}, b""
    limits = results.Limits(job["rows"], job["size"], job["mark"])
    if isinstance(found, ox.QueryBoolean):
        written = results.write_truth(bool(found), form)
    elif isinstance(found, ox.QueryTriples) and form in ("turtle", "ntriples", "rdfxml", "jsonld"):
        written = results.write_triples(found, form, limits)
    elif isinstance(found, ox.QueryTriples):
        written = results.write_rows(("subject", "predicate", "object"), results.as_rows(found), form, limits)
    else:
        columns = [variable.value for variable in found.variables]
        # a solution gives its values in the order of the variables
        rows: Iterable[Any] = map(tuple, found)
        written = results.write_rows(columns, rows, form, limits)
    return {"state": "answered", "kind": kind, "form": form, "count": written.count, "cut": written.cut}, written.data


def _dataset(store: ox.Store, job: dict[str, Any]) -> dict[str, Any]:
    """The graphs that the request names; naming some leaves out all others."""
    if job["default"] is None and job["named"] is None:
        return {}
    graphs = {}
    for iri in [*(job["default"] or ()), *(job["named"] or ())]:
        try:
            graphs[iri] = ox.NamedNode(iri)
        except ValueError as error:
            raise QueryError(f"{iri[:200]!r} is no IRI of a graph ({error})") from error
        if not store.contains_named_graph(graphs[iri]):
            raise QueryError(
                f"<{iri[:200]}> is no graph of this build, and nothing is fetched from elsewhere; list its graphs with SELECT ?g {{ GRAPH ?g {{}} }}"
            )
    return {"default_graph": [graphs[iri] for iri in job["default"] or ()], "named_graphs": [graphs[iri] for iri in job["named"] or ()]}


def _address_space() -> int:
    """Bytes of address space that this process has now; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stream:
            return int(stream.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _send(outlet: BinaryIO, told: dict[str, Any]) -> None:
    outlet.write(json.dumps(told).encode("ascii") + b"\n")
    outlet.flush()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
