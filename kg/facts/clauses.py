"""Sentences cut into clauses, each with the names, times and figures in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Document, Mention, Resolution, Resolved, Sentence

# the bar parts the cells of a table that holds sentences
_MARK = re.compile(r"[，；：。！？|,]")
# the blank between the halves of a headline
_BLANK = re.compile(r"[ \u3000]{1,4}")
_OBSERVED = frozenset({"measure", "range_low", "range_high", "duration"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas. `figures` and `times` are mentions, `names` everything resolved; all sorted."""

    start: int
    end: int
    names: tuple[Resolved, ...]
    times: tuple[Mention, ...]
    figures: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its clauses. `chained` says that the sentence before it ended in a semicolon."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    chained: bool

    @property
    def names(self) -> tuple[Resolved, ...]:
        """All names of the sentence, in order."""
        return tuple(name for clause in self.clauses for name in clause.names)


def lines(document: Document, resolution: Resolution) -> Iterator[Line]:
    """The readable sentences of a document, in order."""
    named = resolution.named
    starts = [name.mention.start for name in named]
    shielded = _shielded(resolution)
    before = ""
    for sentence in document.sentences:
        if sentence.role == "furniture":
            continue
        inside = named[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        cuts = (cut for left, right in _halves(document, sentence, shielded) for cut in _cuts(document.text, left, right, shielded))
        clauses = tuple(_clause(start, end, inside) for start, end in cuts)
        yield Line(sentence, clauses, before.endswith("；"))
        before = document.text[sentence.start : sentence.end]


def _shielded(resolution: Resolution) -> frozenset[int]:
    """Offsets inside names, where a comma cuts nothing."""
    return frozenset(offset for name in resolution.named if name.entities for offset in range(name.mention.start + 1, name.mention.end))


def _halves(document: Document, sentence: Sentence, shielded: frozenset[int]) -> Iterator[tuple[int, int]]:
    """A sentence, or the parts of a headline that blanks divide: 8500万人迈入小康 权益保障更加有力."""
    start = sentence.start
    for at in range(start + 1, sentence.end) if sentence.role == "title" else ():
        if at not in shielded and _BLANK.fullmatch(document.source.raw, document.ends[at - 1], document.starts[at]):
            yield start, at
            start = at
    yield start, sentence.end


def _cuts(text: str, start: int, end: int, shielded: frozenset[int]) -> Iterator[tuple[int, int]]:
    for mark in _MARK.finditer(text, start, end):
        offset = mark.start()
        if offset not in shielded and (text[offset] != "," or _is_comma(text, offset)):
            if offset > start:
                yield start, offset
            start = offset + 1
    if start < end:
        yield start, end


def _is_comma(text: str, offset: int) -> bool:
    """Whether a half-width comma stands between clauses, and not in 1,200 or in Latin words."""
    return text[offset + 1 : offset + 2] > "\u2e80" and not text[offset - 1 : offset].isalpha()


def _clause(start: int, end: int, inside: Sequence[Resolved]) -> Clause:
    if not inside:
        return Clause(start, end, (), (), ())
    mine = [name for name in inside if start <= name.mention.start and name.mention.end <= end]
    names = tuple(name for name in mine if name.mention.kind not in ("quantity", "time"))
    times = tuple(name.mention for name in mine if name.mention.kind == "time")
    figures = tuple(
        name.mention for name in mine if name.mention.kind == "quantity" and name.mention.quantity is not None and name.mention.quantity.role in _OBSERVED
    )
    return Clause(start, end, names, times, figures)
