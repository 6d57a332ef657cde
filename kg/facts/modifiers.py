"""Is a number exact, or is it passed, reached from below, or near to what is meant?

Words that stand behind the last number of a list hold for each of its numbers: 分别达到86%、92%以上, 分别迈上5万元、2万元台阶.
"""

from __future__ import annotations

import re
from typing import Literal

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.facts.joining import JOINER
from kg.model import Document, Mention
from kg.vocab.vocabulary import Vocabulary

Modifier = Literal["ge", "approx", "le"]

# what stands between the numbers of a list, which is no range


class ModifierReader:
    """Reads the modifiers of figures."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._falling, self._milestones = words("falling-past"), words("milestone")
        self._exceeding = words("exceeding-verb")
        self._distributes = re.compile(any_of(words("distribute-cue")))
        # 95%以上, 60%左右: the modifier is the end of the number's own text
        self._trailing = re.compile(rf"(?:{any_of((*words('bound-word'), *words('trailing-modifier')))})$")

    def modifier(self, document: Document, figure: Figure, head: Figure) -> Modifier | None:
        """The modifier of a figure of a list that `head` begins."""
        own = figure.quantity.modifier
        if own is not None:
            return own
        last = self._last(document, figure)
        if document.text.startswith(self._milestones, last.end) and not document.text.endswith(self._falling, head.left[0], head.mention.start):
            # 跨越两千亿元大关
            return "ge"
        if self._is_exceeded(document, figure, head):
            return "ge"
        if last is figure.mention or last.quantity is None or not self._trailing.search(last.text):
            return None
        return last.quantity.modifier if self._distributes.search(document.text, *head.left) else None

    def _is_exceeded(self, document: Document, figure: Figure, head: Figure) -> bool:
        """分别超过50%和70%: what stands before the first of the list holds for the others."""
        led = head.mention is not figure.mention and head.clause is figure.clause and head.quantity.modifier == "ge"
        return led and document.text.endswith(self._exceeding, 0, head.mention.start) and self._distributes.search(document.text, *head.left) is not None

    def _last(self, document: Document, figure: Figure) -> Mention:
        """The last number of the list that goes on from a figure."""
        last = figure.mention
        for mention in figure.clause.figures:
            if mention.start > last.end and JOINER.fullmatch(document.text, last.end, mention.start):
                last = mention
        return last
