"""Which terms does the ontology lack? What a corpus repeats and no list has, as drafts that a person reviews."""

from kg.pipeline.suggest.judging import Suggestion
from kg.pipeline.suggest.suggesting import Suggestions, suggest

__all__ = ["Suggestion", "Suggestions", "suggest"]
