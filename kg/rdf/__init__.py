"""The reading of a document as RDF. Turtle and SHACL stand in modules of their own, since they load rdflib."""

from kg.rdf.nquads import nquads
from kg.rdf.quads import QuadWriter, quads

__all__ = ["QuadWriter", "nquads", "quads"]
