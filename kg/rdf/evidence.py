"""Why each edge and figure is in the graph: spans, statements, observations, flags."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.model import Entity, EntityKey, Observation, Reading, Relation, Span
from kg.rdf.describe import Describes
from kg.rdf.sheet import Writable
from kg.vocab import iri, terms

OA = terms.STANDARD["oa"]
DERIVED = terms.STANDARD["prov"] + "wasDerivedFrom"
_TYPE = terms.RDF + "type"


class Evidence:
    """Writes what a reading states, and the spans that it rests on."""

    def __init__(self, sheet: Writable, reading: Reading, entities: Mapping[EntityKey, Entity], describer: Describes) -> None:
        self._sheet = sheet
        self._reading = reading
        self._source = reading.document.source
        self._entities = entities
        self._describer = describer
        self._spans: set[Span] = set()

    def write(self) -> None:
        """All of it; a span that several triples rest on is written once."""
        for naming in self._reading.namings:
            self._sheet.link(self._span(naming.span), terms.MZ + "mentions", self._name(naming.entity))
        self._relations()
        self._figures()
        for span in self._spans:
            self._describe(span)

    def _span(self, span: Span) -> str:
        self._spans.add(span)
        return iri.span(self._source, span)

    def _name(self, key: EntityKey) -> str:
        if key not in self._entities and key[0] == "region":
            self._describer.region(key[1])
        return iri.named(key, self._entities)

    def _describe(self, span: Span) -> None:
        name = iri.span(self._source, span)
        self._sheet.link(name, _TYPE, terms.MZ + "TextSpan")
        self._sheet.link(name, OA + "hasSource", iri.document(self._source))
        self._sheet.integer(name, terms.MZ + "start", span.start)
        self._sheet.integer(name, terms.MZ + "end", span.end)
        self._sheet.text(name, OA + "exact", self._reading.document.exact(span))

    def _relations(self) -> None:
        for relation in self._reading.relations:
            self._statement(relation)

    def _statement(self, relation: Relation) -> None:
        subject, predicate, target = self._name(relation.subject), terms.MZ + relation.predicate, self._name(relation.object)
        self._sheet.link(subject, predicate, target)
        name = iri.statement(self._source, subject, predicate, target)
        self._sheet.link(name, _TYPE, terms.MZ + "Statement")
        self._sheet.link(name, terms.RDF + "subject", subject)
        self._sheet.link(name, terms.RDF + "predicate", predicate)
        self._sheet.link(name, terms.RDF + "object", target)
        self._sheet.text(name, terms.MZ + "rule", relation.rule)
        self._evidence(name, relation.evidence)

    def _evidence(self, name: str, spans: Iterable[Span]) -> None:
        for span in spans:
            self._sheet.link(name, terms.MZ + "evidence", self._span(span))

    def _figures(self) -> None:
        often = Counter(observation.mention for observation in self._reading.observations)
        at: dict[Span, list[str]] = defaultdict(list)
        for observation in self._reading.observations:
            name = iri.observation(self._source, observation, shared=often[observation.mention] > 1)
            at[observation.mention].append(name)
            self._observation(name, observation)
        for flag in self._reading.flags:
            for flagged in at[flag.mention]:
                name = iri.flag(flagged, flag.rule)
                self._sheet.link(name, _TYPE, terms.MZ + "QualityFlag")
                self._sheet.link(name, terms.MZ + "flags", flagged)
                self._sheet.text(name, terms.MZ + "rule", flag.rule)
                if flag.expected is not None:
                    self._sheet.decimal(name, terms.MZ + "expected", flag.expected)
                self._sheet.text(name, terms.RDFS + "comment", flag.comment_zh, "zh")
                self._sheet.text(name, terms.RDFS + "comment", flag.comment_en, "en")
                self._evidence(name, flag.evidence or (flag.mention,))

    def _observation(self, name: str, observation: Observation) -> None:
        sheet = self._sheet
        sheet.link(name, _TYPE, terms.MZ + "Observation")
        sheet.link(name, DERIVED, iri.document(self._source))
        sheet.decimal(name, terms.MZ + "value", observation.value)
        sheet.link(name, terms.MZ + "mention", self._span(observation.mention))
        sheet.link(name, terms.MZ + "evidence", self._span(observation.evidence))
        parts = (("indicator", observation.indicator), ("region", observation.region), ("group", observation.group), ("program", observation.program))
        for prop, key in parts:
            if key is not None:
                sheet.link(name, terms.MZ + prop, self._name(key))
        coded = (("kind", observation.kind), ("modifier", observation.modifier), ("area", observation.area))
        for prop, notation in coded:
            self._concept(name, prop, terms.concept(prop, notation) if notation else None)
        self._concept(name, "periodBasis", terms.concept("basis", observation.period_basis) if observation.period_basis else None)
        self._concept(name, "unit", observation.unit)
        for prop, date in (("periodStart", observation.period_start), ("periodEnd", observation.period_end), ("baseline", observation.baseline)):
            if date:
                sheet.date(name, terms.MZ + prop, date)

    def _concept(self, name: str, prop: str, concept: str | None) -> None:
        if concept:
            self._sheet.link(name, terms.MZ + prop, concept)
            self._describer.concept(concept)
