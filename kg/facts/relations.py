"""All relations of a document: every rule over every sentence, each edge once, with all its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts.clauses import Line
from kg.facts.containment import ContainmentRule
from kg.facts.cooperating import CooperationRule
from kg.facts.found import Found, Rule
from kg.facts.grounding import GroundingRule
from kg.facts.hosting import HostingRule
from kg.facts.issuing import IssuingRule
from kg.facts.parts import PartRule
from kg.facts.passages import PassageReader
from kg.facts.recognizing import RecognitionRule
from kg.facts.running import RunningRule
from kg.facts.serving import ServingRule
from kg.facts.turns import Passage
from kg.model import Document, EntityKey, Relation, Resolution, Span
from kg.vocab.vocabulary import Vocabulary

Edge = tuple[EntityKey, str, EntityKey]


class RelationReader:
    """Reads the relations of one document after another; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._passages = PassageReader(vocabulary)
        issuing = IssuingRule(vocabulary)
        self._rules: tuple[Rule, ...] = (
            issuing,
            ContainmentRule(vocabulary),
            RunningRule(vocabulary),
            ServingRule(vocabulary, issuing),
            GroundingRule(vocabulary, issuing),
            CooperationRule(vocabulary, self._passages),
            HostingRule(vocabulary),
            RecognitionRule(vocabulary),
            PartRule(vocabulary),
        )

    def read(self, document: Document, resolution: Resolution, told: Sequence[Line]) -> tuple[Relation, ...]:
        """The relations that the sentences of a document state, sorted; each edge once, under the rule that found it first."""
        spans: dict[Edge, list[Span]] = {}
        rules: dict[Edge, str] = {}
        for passage in self._passages.read(document, resolution, told):
            sentence = document.span(passage.line.sentence.start, passage.line.sentence.end)
            for found in self._found(passage):
                edge = self._edge(found)
                rules.setdefault(edge, found.rule)
                held = spans.setdefault(edge, [])
                if sentence not in held:
                    held.append(sentence)
        return tuple(Relation(s, p, o, tuple(sorted(spans[s, p, o])), rules[s, p, o]) for s, p, o in sorted(spans))

    def _found(self, passage: Passage) -> Iterator[Found]:
        # an edge ends in something that the sentence names
        if not any(clause.names for clause in passage.line.clauses):
            return
        for rule in self._rules:
            for found in rule.find(passage):
                if found.subject != found.object:
                    yield found

    def _edge(self, found: Found) -> Edge:
        """Working together has no direction: the lesser key comes first."""
        if found.predicate == "cooperatesWith" and found.object < found.subject:
            return (found.object, found.predicate, found.subject)
        return (found.subject, found.predicate, found.object)
