"""From paths to Sources: files, folders, globs and standard input, in whatever encoding they come."""

from kg.ingest.finding import extent
from kg.ingest.reading import Entry, entries, opened, read

__all__ = ["Entry", "entries", "extent", "opened", "read"]
