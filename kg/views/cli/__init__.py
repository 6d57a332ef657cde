"""The command `kg`: a thin layer over the pipeline; heavy parts are imported when a command needs them."""

from kg.views.cli.program import main

__all__ = ["main"]
