"""A build in a SPARQL store elsewhere: brought there document by document, and asked there."""

from kg.store.remote.connection import Connection, Credentials
from kg.store.remote.graph import RemoteGraph, open_remote

__all__ = ["Connection", "Credentials", "RemoteGraph", "open_remote"]
