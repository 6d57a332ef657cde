"""What went on for a length of time: 总产连续3年突破100万吨, 扭转了连续3个月下降的局面?"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.around import Around
from kg.facts.labels import LabelReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary


class DurationReader:
    """Composes the words of a duration."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._light = words("light-verb")
        self._reach = tuple(verb for verb in words("become-verb") if len(verb) > 1)
        self._reversals = words("reversal-verb")
        self._situation = re.compile(rf"(.{{2,10}}?)的?(?:{any_of(words('situation-noun'))})$")

    def words(self, document: Document, around: Around) -> str:
        """The words on both sides of the duration, as far as they say what went on."""
        left, right = self._before_turn(around.left, around.right)
        start = around.behind[0]
        done = next((verb for verb in self._light if right and document.text.startswith(verb, start)), "")
        if right[:1].isdigit():
            # 总产连续3年突破100万吨
            done = next((verb for verb in self._reach if document.text.startswith(verb, start)), done)
        right = right if right.startswith(done) else f"{done}{right}"
        return f"{left}{right}" if left and right and not self._labels.is_weak(left) else right or left

    def _before_turn(self, left: str, right: str) -> tuple[str, str]:
        """扭转了连续3个月下降的局面: how long it had fallen, and not how long it was turned."""
        verb, went = next((verb for verb in self._reversals if left.endswith(verb)), ""), self._situation.match(right)
        return (left.removesuffix(verb), went[1]) if verb and went is not None else (left, right)
