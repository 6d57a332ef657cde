"""Does the sentence say of those counted what they did, but so far from their number that the label cannot?

18家影院，都放映了…                      the next clause says it of each of them
来自6个县的320名学生、70位教师及…参加     where they come from stands before, what they did behind the list
讲座13场，咨询70人次，覆盖学生500人        all of the list reaches them, and the label names the last of it
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.model import Document, Mention
from kg.vocab.vocabulary import Vocabulary

_COUNTS = ("count", "person", "household")
# so many figures of a list make several things of which something is said
_SEVERAL = 2
# so many letters of a label tell which clause names its subject
_SUBJECT = 3


class ElsewhereReader:
    """Finds labels without what was done by those whom the number counts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        cue = vocabulary.words
        self._of_each = re.compile(rf"，(?:{any_of(cue('said-of-each'))})(?=[\u4e00-\u9fff]{{2}})")
        self._there = re.compile(rf"(?:{any_of((*cue('there-is'), *cue('flow-verb'), *cue('total-noun')))})")
        self._from = re.compile(rf"(?:{any_of(cue('coming-from'))})[^，。；]{{1,40}}$")
        self._of = cue("of-word")[0]
        self._gives = cue("give-verb")
        self._reaches = re.compile(any_of(cue("benefit-verb")))

    def is_said(self, document: Document, line: Line, figure: Figure, words: str, dimension: str) -> bool:
        """Whether what the label lacks stands elsewhere in the sentence."""
        if dimension not in _COUNTS:
            return False
        # 为300户农户提供 | 5亿元贷款: what they get is the next number's
        is_cut = words.endswith(self._gives) and any(each.start == figure.right[1] for each in figure.clause.figures)
        return is_cut or self._is_bare(document, figure, words) or self._names_last(document, line, figure, words)

    def _is_bare(self, document: Document, figure: Figure, words: str) -> bool:
        """Whether a label is no more than the noun behind the number, of which the sentence goes on to say something."""
        text, clause, end = document.text, figure.clause, figure.mention.end
        if not text.startswith(words, end):
            return False
        before = text[clause.start : figure.mention.start]
        if before.endswith(self._of) and self._from.search(before[: -len(self._of)]):
            return True
        return self._of_each.match(text, end + len(words)) is not None and not self._there.search(before)

    def _names_last(self, document: Document, line: Line, figure: Figure, words: str) -> bool:
        """Whether the label of those reached names only the last of the things that reached them."""
        if not self._reaches.match(document.text, figure.clause.start) or self._reaches.match(words) or not self._reaches.search(words):
            return False
        listed = [clause for clause in line.clauses if clause.end < figure.clause.start and any(_counts(each) for each in clause.figures)]
        named = words[:_SUBJECT]
        return len(listed) >= _SEVERAL and named in document.text[listed[-1].start : listed[-1].end]


def _counts(mention: Mention) -> bool:
    """Whether a number counts something, and is no sum."""
    return mention.quantity is not None and not (mention.quantity.unit or "").endswith("/yuan")
