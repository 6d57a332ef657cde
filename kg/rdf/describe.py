"""What the graph says of a concept of the ontology, or of a region of the gazetteer, that it uses.

A graph stands alone: each unit, field, group or place that is pointed to is labelled in it,
with everything above it.
"""

from __future__ import annotations

from kg.rdf.sheet import Sheet
from kg.vocab import iri, terms
from kg.vocab.lookup import Lookup, Place
from kg.vocab.ontology import Concept

CLASS_OF = {
    "region": "Region", "agency": "Agency", "policy": "PolicyDocument", "program": "Program", "group": "BeneficiaryGroup",
    "system": "InformationSystem", "organization": "Organization", "indicator": "Indicator",
}  # fmt: skip
# Statements of the ontology about a concept that a graph repeats; others (word lists, bounds) only steer the reader.
KEPT = ("area", "field", "group", "hasPart", "program", "serves", "unit", "usualAgency")
CODES = ("currency", "ucumCode")
_TYPE = terms.RDF + "type"
_LABEL = terms.SKOS + "prefLabel"


class Describer:
    """Describes concepts and places on a sheet, each once, with all that they point to."""

    def __init__(self, sheet: Sheet, vocabulary: Lookup) -> None:
        self._sheet = sheet
        self._vocabulary = vocabulary
        self._done: set[str] = set()

    def concept(self, start: str) -> None:
        """Labels a concept and every concept reachable from it; an IRI that is no concept is left alone."""
        waiting = [start]
        while waiting:
            name = waiting.pop()
            concept = self._vocabulary.concepts.get(name)
            if concept is None or name in self._done:
                continue
            self._done.add(name)
            self._label(concept)
            waiting += self._links(concept)

    def _label(self, concept: Concept) -> None:
        sheet, name = self._sheet, concept.iri
        sheet.link(name, _TYPE, terms.SKOS + "Concept")
        if concept.scheme in CLASS_OF:
            sheet.link(name, _TYPE, terms.MZ + CLASS_OF[concept.scheme])
        sheet.link(name, terms.SKOS + "inScheme", terms.CONCEPT + concept.scheme)
        sheet.text(name, terms.SKOS + "notation", concept.symbol or concept.notation)
        sheet.text(name, _LABEL, concept.label, "zh")
        if concept.label_en:
            sheet.text(name, _LABEL, concept.label_en, "en")
        for prop in CODES:
            for code in concept.values.get(prop, ()):
                sheet.text(name, terms.MZ + prop, code)
        if concept.scheme in CLASS_OF:
            for alias in concept.aliases:
                sheet.text(name, terms.SKOS + "altLabel", alias, "zh")

    def _links(self, concept: Concept) -> list[str]:
        for above in concept.broader:
            self._sheet.link(concept.iri, terms.SKOS + "broader", above)
        reached = list(concept.broader)
        for prop in KEPT:
            for value in concept.values.get(prop, ()):
                if value in self._vocabulary.concepts:
                    self._sheet.link(concept.iri, terms.MZ + prop, value)
                    reached.append(value)
        return reached

    def region(self, start: str) -> bool:
        """Describes a place with everything above it and after it; False where the gazetteer lacks it."""
        waiting, known = [start], self._vocabulary.gazetteer.by_code(start) is not None
        while waiting:
            code = waiting.pop()
            place = self._vocabulary.gazetteer.by_code(code)
            if place is None or code in self._done:
                continue
            self._done.add(code)
            waiting += self._place(place)
        return known

    def _place(self, place: Place) -> list[str]:
        sheet, name = self._sheet, iri.thing("region", place.code)
        sheet.link(name, _TYPE, terms.MZ + "Region")
        sheet.text(name, _LABEL, place.name, "zh")
        sheet.text(name, terms.MZ + "divisionCode", place.code)
        level = terms.concept("level", place.level)
        sheet.link(name, terms.MZ + "level", level)
        self.concept(level)
        for prop, date in (("validFrom", place.since), ("validUntil", place.until)):
            if date:
                sheet.date(name, terms.MZ + prop, date)
        if place.parent:
            sheet.link(name, terms.MZ + "within", iri.thing("region", place.parent))
        for successor in place.replaced_by:
            sheet.link(name, terms.MZ + "replacedBy", iri.thing("region", successor))
        return [*([place.parent] if place.parent else []), *place.replaced_by]
