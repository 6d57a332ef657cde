"""What can go wrong, as one tree of exceptions under KgError.

A message says what failed, the value, where it stood and what to do about it,
so that the command line can print it as it is.
"""


class KgError(Exception):
    """Anything this package raises on purpose."""


class OntologyError(KgError):
    """A file of the ontology cannot be used: the message names file, line and term."""


class SourceError(KgError):
    """A source cannot be read. `reason` is a stable word for reports, `advice` says what to do."""

    def __init__(self, name: str, reason: str, message: str, advice: str) -> None:
        super().__init__(f"{name}: {message} {advice}")
        self.name = name
        self.reason = reason
        self.message = message
        self.advice = advice


class OverrideError(KgError):
    """A file of corrections cannot be used: the message names file, line and key, and says what to do."""


class StoreError(KgError):
    """A graph cannot be loaded or queried."""


class QueryError(StoreError):
    """A query is not valid SPARQL, or asks for something that is refused."""


class ExportError(KgError):
    """An export cannot be written; what was there before is untouched."""


class GoldError(KgError):
    """Gold annotations, or the texts that they are about, cannot be used."""


class ServerError(KgError):
    """The server cannot start."""


class ClusterError(KgError):
    """The machines that were to read cannot be reached, or cannot do it."""
