"""What is said of the things or people counted, where it does not stand beside their number?

shared = number thing { 、 number thing } predicate       12个贫困村、20个薄弱村摘帽: the first have left the list too
along  = verb number people ， verb of taking part …      组织300名居民，参加体检: those who were examined, and not all residents
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import LIST_MARKS, Run
from kg.facts.labels import LabelReader
from kg.facts.scope import ScopeReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

_COUNTED = ("count", "person", "household")
# the longest words of people, and of what they do, that make a label together
_LONGEST = 28


class PredicateReader:
    """Finds what is said of things counted."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, scope: ScopeReader) -> None:
        words = vocabulary.words
        self._labels, self._scope = labels, scope
        self._shared = re.compile(rf"(?:{any_of(words('denied-of-listed'))})?(?:{any_of(words('said-of-listed'))})$")
        self._said_next = re.compile(any_of(words("said-of-share")))
        self._of = words("of-word")[0]
        self._in_turn = re.compile(any_of(words("distribute-cue")))
        self._brings = re.compile(any_of(words("bringing-along")))
        self._takes_part = re.compile(rf"(?:{any_of(words('taking-part'))})(?=[\u4e00-\u9fff]{{2}})")

    def said(self, document: Document, line: Line, run: Run, right: str, later: Sequence[Run], skip: Sequence[tuple[int, int]]) -> str:
        """The words behind a number with what is said of it elsewhere."""
        if not right or self._labels.dimension(run[0]) not in _COUNTED:
            return right
        end = run[-1].right[1]
        if later:
            joined = document.text[end] in LIST_MARKS
            last = self._labels.words_of(document, later[-1][-1].right, skip) if joined else ""
            said = self._shared.search(last)
            return f"{right}{said.group()}" if said is not None and not self._shared.search(right) else right
        return f"{right}{self._done_next(document, line, run, end, len(right))}"

    def _done_next(self, document: Document, line: Line, run: Run, end: int, length: int) -> str:
        """参加体检 of 组织300名居民，参加体检."""
        clause = run[0].clause
        following = next((each for each in line.clauses if each.start == clause.end + 1), None)
        if end != clause.end or following is None or following.figures or self._labels.dimension(run[0]) != "person":
            return ""
        if not self._brings.search(document.text, clause.start, run[0].mention.start) or not self._takes_part.match(document.text, following.start):
            return ""
        done = self._labels.words_of(document, (following.start, following.end), self._scope.stretches(document, line, following))
        return done if len(done) + length <= _LONGEST else ""

    def _is_of_some(self, document: Document, run: Run) -> bool:
        """12支队伍的300名残疾人，分别…: people of some of whom only the next clause says what they do."""
        head, clause = run[0], run[0].clause
        if self._labels.dimension(head) != "person" or not document.text.startswith(self._of, head.mention.start - 1):
            return False
        led = any(each.end < head.mention.start for each in clause.figures)
        return (
            led
            and run[-1].right[1] == clause.end
            and document.text.startswith("，", clause.end)
            and self._in_turn.match(document.text, clause.end + 1) is not None
        )

    def _lacks_said(self, document: Document, run: Run) -> bool:
        """有80%的居民，都在…: of a share of people the next clause says what is so."""
        head, end = run[0], run[-1].right[1]
        if self._labels.dimension(head) != "ratio" or end != head.clause.end or not document.text.startswith(self._of, run[-1].mention.end):
            return False
        return document.text.startswith("，", end) and self._said_next.match(document.text, end + 1) is not None

    def is_of_people(self, document: Document, run: Run, right: str, later: Sequence[Run]) -> bool:
        """Whether places are only those of the people counted behind them (组织3个街道300名居民), or people those of so many others."""
        if self._is_of_some(document, run) or self._lacks_said(document, run):
            return True
        if not later or not self._labels.is_bare_place(right) or self._labels.dimension(later[0][0]) != "person":
            return False
        abuts = run[-1].right[1] == later[0][0].mention.start
        return abuts and self._brings.search(document.text, run[0].clause.start, run[0].mention.start) is not None
