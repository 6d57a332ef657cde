"""From paths to Sources: files, folders, globs and standard input, in whatever encoding they come."""

from kg.ingest.reading import read

__all__ = ["read"]
