"""The endpoint of `kg serve` in front of a store elsewhere: what is asked is read and refused here, and answered there."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store import results
from kg.store.endpoint import RETRY, Answered, Endpoint, Mistake, form_of
from kg.store.formats import Kind
from kg.store.process import Quotas
from kg.store.protocol import Asked, Refusal
from kg.store.remote.connection import Connection, Credentials, Slow
from kg.store.remote.graph import RemoteGraph
from kg.store.remote.reading import Found
from kg.store.results import Limits, Written
from kg.vocab import terms


class RemoteEndpoint(Endpoint):
    """Answers queries over a store elsewhere. A process whose database is empty reads each query first, by the rules for a build here.

    Safe to use from many threads.
    """

    def __init__(self, address: str, quotas: Quotas | None = None, limits: Limits | None = None) -> None:
        held = Path(tempfile.mkdtemp(prefix="kg-endpoint-"))
        super().__init__(held, quotas, limits)
        self._end = weakref.finalize(self, shutil.rmtree, held, ignore_errors=True)
        self._graph = RemoteGraph(address, Connection(Credentials.of_environment(), self.quotas.seconds, self.limits.size))
        # so many queries are with the store at a time
        self._places = BoundedSemaphore(self.quotas.quick + self.quotas.slow)

    def ask(self, asked: Asked, accepted: Mapping[Kind, str | None], mark: str = "", rows: int | None = None) -> Answered:
        """As `Endpoint.ask`; 502 where the store gives no answer."""
        read = super().ask(Asked(asked.query), accepted, mark, rows)
        found = self._fetch(asked, read.kind)
        form = form_of(read.kind, read.media_type)
        assert form is not None, "the format was accepted"
        written = _written(found, form, Limits(min(rows or self.limits.rows, self.limits.rows), self.limits.size, mark))
        return Answered(read.kind, read.media_type, written.data, written.count, written.cut)

    def close(self) -> None:
        """Ends the processes and takes their database away; nothing can be asked afterwards."""
        super().close()
        self._end()

    def _fetch(self, asked: Asked, kind: Kind) -> Found | bool | list[ox.Triple]:
        if not self._places.acquire(timeout=self.quotas.wait):
            raise Refusal(503, "too many queries are with the store already; ask again in a moment", {"retry-after": str(RETRY)})
        try:
            return self._graph.fetch(asked.query, kind, self._confined(asked) or self._graph.dataset(asked.query))
        except Slow as error:
            raise Refusal(504, str(error)) from error
        except QueryError as error:
            raise Mistake(str(error), None, None) from error
        except StoreError as error:
            raise Refusal(502, str(error), {"retry-after": str(RETRY)}) from error
        finally:
            self._places.release()

    def _confined(self, asked: Asked) -> list[tuple[str, str]]:
        """The graphs that the request names."""
        named = [("default-graph-uri", iri) for iri in asked.default_graphs] + [("named-graph-uri", iri) for iri in asked.named_graphs]
        for _, iri in named:
            if not iri.startswith(f"{terms.ID}document/"):
                raise Mistake(f"<{iri[:200]}> is no graph of a document; only those may be named", None, None)
        return named

    def _database(self) -> Path:
        path = self._folder / "empty"
        ox.Store(str(path)).flush()
        return path


def _written(found: Found | bool | list[ox.Triple], form: str, limits: Limits) -> Written:
    if isinstance(found, bool):
        return results.write_truth(found, form)
    if isinstance(found, Found):
        return results.write_rows(found.columns, found.rows, form, limits)
    if form in ("turtle", "ntriples", "rdfxml", "jsonld"):
        return results.write_triples(found, form, limits)
    return results.write_rows(("subject", "predicate", "object"), results.as_rows(found), form, limits)
