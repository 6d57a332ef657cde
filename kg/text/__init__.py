"""From a Source to a Document: clean characters with a map back, sentences with roles, what the page says of itself."""

from kg.text.cleaning import clean
from kg.text.cues import Cues

__all__ = ["Cues", "clean"]
