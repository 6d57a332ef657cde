"""What the finders look at: one document with every dictionary hit in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.mentions.alternation import alternation as alternation
from kg.mentions.boundaries import Segmenter
from kg.mentions.matcher import Hit, Matcher
from kg.model import Document, Mention, Sentence
from kg.vocab.vocabulary import Vocabulary

_MARK = re.compile(r"[，。、；：！？…“”‘’（）()《》〈〉【】\[\]—·,;:!? \n\t]")


class Dictionary:
    """Every surface form of the ontology in one automaton, with what each may stand for."""

    def __init__(self, vocabulary: Vocabulary, schemes: Sequence[str]) -> None:
        self.lexicons = {scheme: vocabulary.lexicon(scheme) for scheme in schemes}
        self.places = frozenset(vocabulary.gazetteer.surfaces())
        lexicons = {**self.lexicons, "region": self.places}
        self._schemes = {form: tuple(name for name, held in lexicons.items() if form in held) for held in lexicons.values() for form in held}
        self._matcher = Matcher(self._schemes)

    def scan(self, text: str) -> dict[str, list[Hit]]:
        """The hits by scheme; those of places under "region"."""
        found: dict[str, list[Hit]] = {scheme: [] for scheme in (*self.lexicons, "region")}
        for hit in self._matcher.find(text):
            for scheme in self._schemes[hit.surface]:
                found[scheme].append(hit)
        return found


@dataclass
class Scene:
    """A document while its mentions are being looked for; lives for one document."""

    document: Document
    vocabulary: Vocabulary
    dictionary: Dictionary
    segmenter: Segmenter
    hits: dict[str, list[Hit]]
    # whether the text is a regulation, which speaks of plans and systems in general
    is_law: bool = False
    _starts: list[int] = field(default_factory=list)
    _marks: list[int] | None = None
    _program_ends: frozenset[int] | None = None

    @property
    def program_ends(self) -> frozenset[int]:
        """Where known names of programs end."""
        if self._program_ends is None:
            self._program_ends = frozenset(hit.end for hit in self.hits["program"])
        return self._program_ends

    @property
    def text(self) -> str:
        """The clean text."""
        return self.document.text

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences that are read: page furniture is not."""
        return [sentence for sentence in self.document.sentences if sentence.role != "furniture"]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a clean offset."""
        if not self._starts:
            self._starts.extend(sentence.start for sentence in self.document.sentences)
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        sentence = self.document.sentences[index]
        return sentence if offset < sentence.end else None

    def is_readable(self, start: int, end: int) -> bool:
        """Whether [start, end) lies inside one sentence that is not page furniture."""
        sentence = self.sentence_at(start)
        return sentence is not None and sentence.role != "furniture" and end <= sentence.end

    def is_word_like(self, start: int, end: int) -> bool:
        """Whether [start, end) begins and ends where words do, by the segmenter."""
        left, edges = self._edges(start, end)
        return start - left in edges and end - left in edges

    def words(self, start: int, end: int) -> list[str]:
        """The words of [start, end), by the segmenter; nothing where a word reaches across an end."""
        left, edges = self._edges(start, end)
        if start - left not in edges or end - left not in edges:
            return []
        return [self.text[left + one : left + two] for one, two in pairwise(sorted(edge for edge in edges if start <= left + edge <= end))]

    def _edges(self, start: int, end: int) -> tuple[int, frozenset[int]]:
        """Where words begin and end around [start, end), counted from an offset: as far as the next marks, which no word crosses."""
        sentence = self.sentence_at(start)
        if sentence is None:
            return start, frozenset()
        if self._marks is None:
            # where marks stand that no word crosses
            self._marks = [match.start() for match in _MARK.finditer(self.text)]
        marks = self._marks
        index = bisect_left(marks, start)
        start = max(sentence.start, marks[index - 1] + 1) if index else sentence.start
        if end < sentence.end:
            index = bisect_left(marks, end)
            end = min(marks[index], sentence.end) if index < len(marks) else sentence.end
        return start, self.segmenter.boundaries(self.text[start:end])

    def cuts_word(self, at: int) -> bool:
        """Whether a name that begins or ends here would halve a word of two characters: 集中办, 新增城市, 民政部门."""
        return 0 < at < len(self.text) and self.segmenter.is_word(self.text[at - 1 : at + 1])

    def mention(self, kind: str, start: int, end: int, rule: str, readings: Iterable[str] = (), head: str | None = None, also: Iterable[str] = ()) -> Mention:
        """A mention of [start, end)."""
        return Mention(kind, start, end, self.text[start:end], tuple(readings), rule, head, also=tuple(also))  # type: ignore[arg-type]


def outside(mentions: Iterable[Mention], taken: Iterable[tuple[int, int]]) -> list[Mention]:
    """Those mentions that do not overlap any taken stretch."""
    stretches = sorted(taken)
    starts = [start for start, _ in stretches]
    free = []
    for mention in mentions:
        index = bisect_right(starts, mention.end - 1) - 1
        if index < 0 or all(end <= mention.start for _, end in stretches[max(0, index - 3) : index + 1]):
            free.append(mention)
    return free
