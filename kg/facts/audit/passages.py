"""The figures of a sentence as the checks see them: where they stand, what they may stand for, what is said of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.facts.audit.interval import Interval, interval_of
from kg.model import Document, EntityKey, Mention, Observation, Quantity, Resolution, Span
from kg.vocab import terms
from kg.vocab.vocabulary import Vocabulary

_SEEN = frozenset({"measure", "range_low", "range_high", "duration"})
_CLAUSE = "，；：。！？（）()"
_NUMERALS = frozenset("0123456789.十百千万亿")
_PLACES = frozenset({"region", "organization", "agency"})
_COUNTED = frozenset({"count", "person", "event"})
PERCENT, TIMES, POINT, YUAN = (terms.concept("unit", name) for name in ("percent", "times", "percentage-point", "yuan"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure at clean offsets [start, end) with the observations that it states; none where nothing was written of it."""

    start: int
    end: int
    text: str
    quantity: Quantity
    span: Span
    range: Interval
    dimension: str | None
    is_rest: bool = False
    observations: tuple[Observation, ...] = ()

    @property
    def value(self) -> Decimal:
        """The value as printed."""
        return self.quantity.value

    @property
    def unit(self) -> str | None:
        """The unit of its observation, which the context may have given, else the printed one."""
        return self.observations[0].unit if self.observations else self.quantity.unit

    @property
    def kind(self) -> str | None:
        """The kind of its observation."""
        return self.observations[0].kind if self.observations else None

    @property
    def is_plain(self) -> bool:
        """Whether it is one whole value: neither the end of a range nor the rest of a numeral (2万4千)."""
        return self.quantity.role == "measure" and not self.is_rest


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its figures and times, in order. `text` is the whole clean text.

    `places` are the regions and bodies named in it, other than the one the document is about.
    """

    text: str
    start: int
    end: int
    paragraph: int
    figures: tuple[Printed, ...]
    times: tuple[Mention, ...]
    places: frozenset[EntityKey]

    def gap(self, left: Printed, right: Printed) -> str:
        """The words between two figures."""
        return self.text[left.end : right.start]

    def lead(self, figure: Printed) -> str:
        """The words before a figure, back to the figure before it or the sentence's beginning."""
        at = self.figures.index(figure)
        return self.text[self.figures[at - 1].end if at else self.start : figure.start]

    def trail(self, figure: Printed) -> str:
        """The words behind a figure, up to the next figure or mark."""
        at = self.figures.index(figure)
        stop = self.figures[at + 1].start if at + 1 < len(self.figures) else self.end
        rest = self.text[figure.end : stop]
        cut = min((rest.find(mark) for mark in _CLAUSE + "、" if mark in rest), default=len(rest))
        return rest[:cut]

    def clause(self, figure: Printed) -> str:
        """The words of the clause that hold the figure, up to it."""
        begin = max(self.text.rfind(mark, self.start, figure.start) for mark in _CLAUSE) + 1
        return self.text[max(begin, self.start) : figure.start]


def passages(document: Document, resolution: Resolution, observations: Sequence[Observation], vocabulary: Vocabulary) -> Iterator[Passage]:
    """The sentences of a document that print a figure."""
    stated: dict[Span, list[Observation]] = defaultdict(list)
    for observation in observations:
        stated[observation.mention].append(observation)
    starts = [named.mention.start for named in resolution.named]
    for sentence in document.sentences:
        if sentence.role == "furniture":
            continue
        names = resolution.named[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = [name.mention for name in names]
        figures = tuple(
            _printed(document, mention, mention.quantity, stated, vocabulary) for mention in inside if mention.quantity and mention.quantity.role in _SEEN
        )
        if figures:
            times = tuple(mention for mention in inside if mention.kind == "time")
            places = frozenset(key for name in names for key in name.entities if key[0] in _PLACES and key != resolution.about)
            yield Passage(document.text, sentence.start, sentence.end, sentence.paragraph, figures, times, places)


def _printed(document: Document, mention: Mention, quantity: Quantity, stated: dict[Span, list[Observation]], vocabulary: Vocabulary) -> Printed:
    span = document.span(mention.start, mention.end)
    held = tuple(stated.get(span, ()))
    unit = vocabulary.concepts.get((held[0].unit if held else quantity.unit) or "")
    dimension = unit.value("dimension") if unit else None
    is_rest = document.text[max(0, mention.start - 1) : mention.start] in _NUMERALS
    reach = interval_of(mention.text, quantity, dimension in _COUNTED)
    return Printed(mention.start, mention.end, mention.text, quantity, span, reach, dimension, is_rest, held)


def is_same_measure(one: Printed, other: Printed) -> bool:
    """Whether two figures can be added or compared: one unit, or one of them printed without its own."""
    if one.unit == other.unit or one.quantity.unit is None or other.quantity.unit is None:
        return True
    return one.dimension == other.dimension == "money" and YUAN in (one.unit, other.unit)
