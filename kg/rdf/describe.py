"""What the graph says of a concept of the ontology, or of a region of the gazetteer, that it uses.

A graph stands alone: each unit, field, group or place that is pointed to is labelled in it,
with everything above it.
"""

from __future__ import annotations

from typing import Protocol

from kg.rdf.sheet import Writable
from kg.vocab import iri, terms
from kg.vocab.areas import Area
from kg.vocab.lookup import Lookup, Place, area_of
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


class Describes(Protocol):
    """What tells of concepts and places: `Describer`, or one that copies what it told before."""

    def concept(self, start: str) -> None:
        """Labels a concept and every concept reachable from it."""

    def region(self, start: str) -> bool:
        """Describes a place; False where nobody knows it."""
        ...


class Describer:
    """Describes concepts and places on a sheet, each once, with all that they point to."""

    def __init__(self, sheet: Writable, vocabulary: Lookup) -> None:
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
        """Describes a place with everything above it and after it; False where neither gazetteer nor areas have it."""
        waiting = [start]
        while waiting:
            code = waiting.pop()
            if code in self._done:
                continue
            place, area = self._vocabulary.gazetteer.by_code(code), area_of(code, self._vocabulary)
            if place or area:
                self._done.add(code)
            waiting += self._place(place) if place else self._area(area) if area else []
        return start in self._done

    def _area(self, area: Area) -> list[str]:
        sheet, name = self._sheet, area.iri
        self._region(name, area.name, "area")
        if area.name_en:
            sheet.text(name, _LABEL, area.name_en, "en")
        for alias in area.aliases:
            sheet.text(name, terms.SKOS + "altLabel", alias, "zh")
        for member in area.members:
            sheet.link(name, terms.MZ + "member", iri.thing("region", member))
        if area.within:
            sheet.link(name, terms.MZ + "within", iri.thing("region", area.within))
        return [*area.members, *([area.within] if area.within else [])]

    def _region(self, name: str, label: str, level: str) -> None:
        self._sheet.link(name, _TYPE, terms.MZ + "Region")
        self._sheet.text(name, _LABEL, label, "zh")
        self._sheet.link(name, terms.MZ + "level", terms.concept("level", level))
        self.concept(terms.concept("level", level))

    def _place(self, place: Place) -> list[str]:
        sheet, name = self._sheet, iri.thing("region", place.code)
        self._region(name, place.name, place.level)
        sheet.text(name, terms.MZ + "divisionCode", place.code)
        for prop, date in (("validFrom", place.since), ("validUntil", place.until)):
            if date:
                sheet.date(name, terms.MZ + prop, date)
        if place.parent:
            sheet.link(name, terms.MZ + "within", iri.thing("region", place.parent))
        for successor in place.replaced_by:
            sheet.link(name, terms.MZ + "replacedBy", iri.thing("region", successor))
        return [*([place.parent] if place.parent else []), *place.replaced_by]
