"""All doubts about the figures of one document, as flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.facts.audit.averages import AverageCheck
from kg.facts.audit.bases import BaseCheck
from kg.facts.audit.changes import ChangeCheck
from kg.facts.audit.characters import CharacterCheck
from kg.facts.audit.contradictions import ContradictionCheck
from kg.facts.audit.doubts import CommentBook, Doubt
from kg.facts.audit.increments import IncrementCheck
from kg.facts.audit.limits import LimitCheck
from kg.facts.audit.parts import PartsCheck
from kg.facts.audit.passages import Passage, passages
from kg.facts.audit.ranks import OrderCheck
from kg.facts.audit.shares import ShareCheck
from kg.model import Document, Flag, Observation, Resolution
from kg.vocab.vocabulary import Vocabulary


class AuditReader:
    """Holds the figures of documents against one another; made once for a vocabulary.

    A check sees a sentence, a paragraph or the whole document, as far as its arithmetic reaches, and gives
    doubts. A doubt about a figure that became no observation is dropped: there is nothing in the graph to flag.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._comments = CommentBook(vocabulary)
        self._of_sentences = (
            ChangeCheck(vocabulary),
            IncrementCheck(vocabulary),
            PartsCheck(vocabulary),
            ShareCheck(vocabulary),
            AverageCheck(vocabulary),
            LimitCheck(vocabulary),
            OrderCheck(vocabulary),
            CharacterCheck(),
        )
        self._bases = BaseCheck(vocabulary)
        self._contradictions = ContradictionCheck(vocabulary)

    def read(self, document: Document, resolution: Resolution, observations: Sequence[Observation]) -> tuple[Flag, ...]:
        """The flags of a document, sorted by where the figure stands; one for a figure and a rule."""
        held = tuple(passages(document, resolution, observations, self._vocabulary))
        doubts = {(doubt.figure.span, doubt.rule): doubt for doubt in self._doubts(held) if doubt.figure.observations}
        return tuple(self._comments.flag(document, doubts[key]) for key in sorted(doubts))

    def _doubts(self, held: Sequence[Passage]) -> Iterator[Doubt]:
        for passage in held:
            for check in self._of_sentences:
                yield from check.find(passage)
        for _, paragraph in groupby(held, key=lambda passage: passage.paragraph):
            yield from self._bases.find(tuple(paragraph))
        yield from self._contradictions.find(held)
