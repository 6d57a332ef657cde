"""Tables: rows of a text layer that state figures in cells.

* grids      which lines are rows, and what their cells are
* numbers    what number a cell prints
* units      which unit a head or a caption gives
* years      when a head, a row or a caption holds
* places     which place a cell of a column of places names
* shape      which rows are heads, which columns label the others
* heads      what the words of heads and rows say
* names      which names and times stand in a stretch
* frames     what holds for a whole table
* cells      a cell becomes an observation
* tabulation what one table states
* reader     what all tables of a document state
"""

from kg.facts.tables.reader import TablesReader

__all__ = ["TablesReader"]
