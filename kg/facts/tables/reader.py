"""Cells become observations, in whichever tables a document has.

The mention of an observation is the number in its cell, its evidence the row. Heads and caption stand in the
lines above; the indicator bears their words.
"""

from __future__ import annotations

from functools import cached_property

from kg.facts.tables.cells import Tabled
from kg.facts.tables.grids import grids
from kg.facts.tables.names import Names
from kg.facts.tables.tabulation import TableReader
from kg.model import Document, Resolution
from kg.vocab.vocabulary import Vocabulary


class TablesReader:
    """Reads the tables of documents; made once for a vocabulary, ready when the first table comes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def read(self, document: Document, resolution: Resolution) -> Tabled:
        """What all tables of a document state, in the order of the text."""
        tabled = Tabled()
        names: Names | None = None
        for grid in grids(document):
            names = names or Names(resolution)
            self._table.read(tabled, document, resolution, names, grid)
        return tabled

    @cached_property
    def _table(self) -> TableReader:
        return TableReader(self._vocabulary)
