"""What a graph says of each concept and place, worked out once and then copied into every document that uses it."""

from __future__ import annotations

from kg.rdf.describe import Describer
from kg.rdf.spelled import SpelledSheet
from kg.vocab.lookup import Lookup

# lines that are kept, of about 150 bytes each
MOST_LINES = 1 << 16


class Descriptions:
    """The descriptions of a vocabulary: the triples of a concept or place with all that it points to."""

    def __init__(self, vocabulary: Lookup) -> None:
        self._vocabulary = vocabulary
        self._concepts: dict[str, frozenset[str]] = {}
        self._regions: dict[str, frozenset[str]] = {}
        # a line belongs to many descriptions: the nation stands in that of every place
        self._lines: dict[str, str] = {}

    def concept(self, iri: str) -> frozenset[str]:
        """The triples about a concept; none for an IRI that is no concept."""
        held = self._concepts.get(iri)
        if held is None:
            sheet = SpelledSheet()
            Describer(sheet, self._vocabulary).concept(iri)
            held = self._concepts[iri] = self._shared(sheet)
        return held

    def region(self, code: str) -> frozenset[str]:
        """The triples about a place; none where neither gazetteer nor areas have it."""
        held = self._regions.get(code)
        if held is None:
            sheet = SpelledSheet()
            Describer(sheet, self._vocabulary).region(code)
            held = self._regions[code] = self._shared(sheet)
        return held

    def _shared(self, sheet: SpelledSheet) -> frozenset[str]:
        if len(self._lines) >= MOST_LINES:
            # a corpus may name every township: what is used most is soon there again
            for held in (self._concepts, self._regions, self._lines):
                held.clear()
        return frozenset(self._lines.setdefault(line, line) for line in sheet.triples)


class CopiedDescriber:
    """Stands in for a `Describer` of one sheet: it copies what `Descriptions` has worked out."""

    def __init__(self, sheet: SpelledSheet, descriptions: Descriptions) -> None:
        self._sheet = sheet
        self._descriptions = descriptions
        self._concepts: set[str] = set()
        self._regions: dict[str, bool] = {}

    def concept(self, start: str) -> None:
        """Labels a concept and every concept reachable from it; an IRI that is no concept is left alone."""
        if start not in self._concepts:
            self._concepts.add(start)
            self._sheet.triples |= self._descriptions.concept(start)

    def region(self, start: str) -> bool:
        """Describes a place with everything above it and after it; False where neither gazetteer nor areas have it."""
        known = self._regions.get(start)
        if known is None:
            lines = self._descriptions.region(start)
            self._sheet.triples |= lines
            known = self._regions[start] = bool(lines)
        return known
