"""graph.html: the picture of a build as one page that needs no network."""

from kg.views.viz.page import render

__all__ = ["render"]
