"""Everything that one document gave, as quads of the ontology in the document's own named graph."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.model import Entity, EntityKey, Reading
from kg.rdf.describe import CLASS_OF, Describer, Describes
from kg.rdf.descriptions import CopiedDescriber, Descriptions
from kg.rdf.evidence import Evidence
from kg.rdf.sheet import Sheet, Writable
from kg.rdf.spelled import SpelledSheet
from kg.vocab import iri, terms
from kg.vocab.lookup import Lookup, settled

DCT = terms.STANDARD["dct"]
_ALT = terms.SKOS + "altLabel"
_DATED = frozenset({"issued", "validFrom", "validUntil", "published"})
_ELSEWHERE = {"broader": terms.SKOS + "broader", "title": DCT + "title", "notation": terms.SKOS + "notation"}
# what the place of an entity means; a program's or system's place is only part of its key
_PLACE = {"region": "within", "agency": "jurisdiction", "policy": "jurisdiction"}


def quads(reading: Reading, vocabulary: Lookup, labels: Mapping[EntityKey, str] | None = None) -> list[ox.Quad]:
    """The quads of one reading, each once, sorted.

    `labels` are the preferred labels that a whole build has settled on (`kg.pipeline.merge`): an entity that this
    document calls otherwise keeps its own form as an alternative label, so that a merged graph has one preferred label.
    """
    sheet = Sheet(iri.document(reading.document.source))
    _write(sheet, Describer(sheet, vocabulary), reading, vocabulary, labels)
    return sorted(sheet.quads, key=str)


class QuadWriter:
    """Writes one reading after another as N-Quads, without an object for each quad; made once for a vocabulary."""

    def __init__(self, vocabulary: Lookup) -> None:
        self._vocabulary = vocabulary
        self._descriptions = Descriptions(vocabulary)

    def lines(self, reading: Reading, labels: Mapping[EntityKey, str] | None = None) -> list[str]:
        """The quads of one reading as sorted lines, each with its line break: what `nquads` makes of `quads`, several times faster."""
        sheet = SpelledSheet()
        _write(sheet, CopiedDescriber(sheet, self._descriptions), reading, self._vocabulary, labels)
        end = f" {sheet.nodes[iri.document(reading.document.source)]} .\n"
        return [triple + end for triple in sorted(sheet.triples)]


def _write(sheet: Writable, describer: Describes, reading: Reading, vocabulary: Lookup, labels: Mapping[EntityKey, str] | None) -> None:
    entities = {entity.id: entity for entity in reading.entities}
    _document(sheet, reading, entities, describer)
    for entity in reading.entities:
        known = settled(entity, vocabulary)
        _entity(sheet, known, entities, describer, (labels or {}).get(entity.id, known.label))
    Evidence(sheet, reading, entities, describer).write()


def _document(sheet: Writable, reading: Reading, entities: Mapping[EntityKey, Entity], describer: Describes) -> None:
    source, page, name = reading.document.source, reading.document.metadata, iri.document(reading.document.source)
    sheet.link(name, terms.RDF + "type", terms.MZ + "SourceDocument")
    sheet.text(name, terms.SKOS + "prefLabel", page.title or source.name, "zh")
    sheet.text(name, DCT + "source", source.name)
    sheet.text(name, terms.MZ + "sha256", source.sha256)
    printed = {DCT + "title": page.title, DCT + "publisher": page.publisher, DCT + "source": page.url, terms.MZ + "documentNumber": page.number}
    for prop, words in printed.items():
        if words:
            sheet.text(name, prop, words)
    if page.published:
        sheet.date(name, terms.MZ + "published", page.published)
    if source.layer:
        sheet.text(name, terms.MZ + "textLayer", source.layer)
    if reading.about:
        sheet.link(name, terms.MZ + "about", iri.named(reading.about, entities))
        describer.region(reading.about[1])


def _entity(sheet: Writable, entity: Entity, entities: Mapping[EntityKey, Entity], describer: Describes, label: str) -> None:
    name = iri.entity(entity)
    sheet.link(name, terms.RDF + "type", terms.MZ + CLASS_OF[entity.kind])
    if entity.concept:
        describer.concept(entity.concept)
    elif entity.kind == "region":
        describer.region(entity.key)
    sheet.text(name, terms.SKOS + "prefLabel", label, "zh")
    if entity.label_en:
        sheet.text(name, terms.SKOS + "prefLabel", entity.label_en, "en")
    for alias in {entity.label, *entity.aliases} - {label}:
        sheet.text(name, _ALT, alias, "zh")
    if entity.kind == "policy":
        sheet.text(name, DCT + "title", label)
    _properties(sheet, entity, name, entities, describer)


def _properties(sheet: Writable, entity: Entity, name: str, entities: Mapping[EntityKey, Entity], describer: Describes) -> None:
    known = entity.kind == "region" and describer.region(entity.key)
    if entity.place and entity.kind in _PLACE and not known:
        sheet.link(name, terms.MZ + _PLACE[entity.kind], iri.thing("region", entity.place))
        describer.region(entity.place)
    for prop, value in entity.properties:
        predicate = _ELSEWHERE.get(prop, terms.MZ + prop)
        if isinstance(value, tuple):
            sheet.link(name, predicate, iri.named(value, entities))
            if value[0] == "region":
                describer.region(value[1])
        elif value.startswith("http"):
            sheet.link(name, predicate, value)
            describer.concept(value)
        elif prop in _DATED:
            sheet.date(name, predicate, value)
        else:
            sheet.text(name, predicate, value)
