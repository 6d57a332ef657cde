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
        self._distributes = re.compile(any_of(words("distribute-cue")))
        # 分别超过3万元、2万元: the bound stands right behind 分别
        self._led = re.compile(rf"(?:{any_of(words('distribute-cue'))})[\u4e00-\u9fff]{{0,4}}(?:{any_of(words('bound-verb'))})了?$")
        self._torn = re.compile(rf"(?<=[%％])。(?:{any_of(words('most-word'))})[，。；]")
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
        if head.quantity.modifier in ("ge", "le") and self._led.search(document.text, *head.left) and not self._trailing.search(head.mention.text):
            # 分别超过3万元、2万元
            return head.quantity.modifier
        if self._torn.match(document.text, last.end):
            # 5%。以下，: the sign of a per mille was torn
            return "le"
        if last is figure.mention or last.quantity is None or not self._trailing.search(last.text):
            return None
        return last.quantity.modifier if self._distributes.search(document.text, *head.left) else None

    def _last(self, document: Document, figure: Figure) -> Mention:
        """The last number of the list that goes on from a figure."""
        last = figure.mention
        for mention in figure.clause.figures:
            if mention.start > last.end and JOINER.fullmatch(document.text, last.end, mention.start):
                last = mention
        return last
