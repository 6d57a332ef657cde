"""Loading a graph and asking it questions."""

from kg.store.answers import Answer, Rows, Triples, Value
from kg.store.graph import Graph, hold, load, open_graph

__all__ = ["Answer", "Graph", "Rows", "Triples", "Value", "hold", "load", "open_graph"]
