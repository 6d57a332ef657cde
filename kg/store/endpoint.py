"""The endpoint of a build: a request is answered with bytes of a media type, or refused with a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from kg.errors import StoreError
from kg.store.disk import database
from kg.store.formats import Kind, named
from kg.store.process import Busy, Fell, OutOfTime, Quotas
from kg.store.protocol import Asked, Refusal
from kg.store.results import Limits
from kg.store.workers import Workers

# after so many seconds a client may try again
RETRY = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: what kind, its bytes and media type, how many rows or triples it gives, and whether there were more."""

    kind: Kind
    media_type: str
    data: bytes
    count: int
    cut: bool


class Mistake(Refusal):
    """A query that is not SPARQL, or asks for what is refused; `line` and `column` say where, from 1, None where no place is known."""

    def __init__(self, message: str, line: int | None, column: int | None) -> None:
        super().__init__(400, message)
        self.line = line
        self.column = column


class Endpoint:
    """Answers queries over the build of a folder. Its database and processes are made when they are first needed.

    Safe to use from many threads.
    """

    def __init__(self, folder: Path, quotas: Quotas | None = None, limits: Limits | None = None) -> None:
        self.quotas = quotas or Quotas()
        self.limits = limits or Limits()
        self._folder = folder
        self._making = Lock()
        self._workers: Workers | None = None

    def ask(self, asked: Asked, accepted: Mapping[Kind, str | None], mark: str = "", rows: int | None = None) -> Answered:
        """The answer to what is asked. `accepted` gives the media type for each kind of answer, None where the client takes none.

        `mark` is the address to which an answer that is cut points; `rows` the most rows where they are fewer than usual.

        Raises:
            Mistake: the query is wrong or refused.
            Refusal: 406 where the client takes no format of the answer, 503 where the server is busy, 504 where the query took too long.
        """
        confined = bool(asked.default_graphs or asked.named_graphs)
        job = {
            "query": asked.query,
            "default": list(asked.default_graphs) if confined else None,
            "named": list(asked.named_graphs) if confined else None,
            "forms": {kind: form_of(kind, media_type) for kind, media_type in accepted.items()},
            "rows": min(rows or self.limits.rows, self.limits.rows),
            "size": self.limits.size,
            "mark": mark,
        }
        try:
            reply = self._ready().ask(job)
        except Busy as error:
            raise Refusal(503, f"{error}; ask again in a moment", {"retry-after": str(RETRY)}) from error
        except OutOfTime as error:
            raise Refusal(504, str(error)) from error
        except Fell as error:
            raise Mistake(str(error), None, None) from error
        except StoreError as error:
            raise Refusal(503, str(error), {"retry-after": str(RETRY)}) from error
        told = reply.told
        if told["state"] == "refused":
            raise Mistake(told["message"], told.get("line"), told.get("column"))
        if told["state"] == "unacceptable":
            raise Refusal(406, _UNACCEPTABLE[told["kind"]])
        media_type = accepted[told["kind"]]
        assert media_type is not None, "an answer without a format is unacceptable"
        return Answered(told["kind"], media_type, reply.data, told["count"], told["cut"])

    def warm(self) -> None:
        """Makes the database and starts the processes, so that no visitor waits for them.

        Raises:
            StoreError: the graph cannot be read.
        """
        self._ready().warm()

    def close(self) -> None:
        """Ends the processes; they also end with the program."""
        with self._making:
            if self._workers:
                self._workers.close()
            self._workers = None

    def _ready(self) -> Workers:
        with self._making:
            if self._workers is None:
                self._workers = Workers(self._database(), self.quotas)
            return self._workers

    def _database(self) -> Path:
        return database(self._folder)


_UNACCEPTABLE: Mapping[Kind, str] = {
    "rows": "the answer of a SELECT can be had as JSON, XML, CSV or TSV",
    "truth": "the answer of an ASK can be had as JSON, XML, CSV or TSV",
    "triples": "the answer of a CONSTRUCT or DESCRIBE can be had as Turtle, N-Triples, RDF/XML or JSON-LD",
}


def form_of(kind: Kind, media_type: str | None) -> str | None:
    """The short name of the format of a media type."""
    if media_type is None or media_type == TABLE:
        return media_type and "json"
    return named(kind, media_type).name


# the media type by which a page asks for rows, whatever the answer is: triples come as rows of three
TABLE = "table"
