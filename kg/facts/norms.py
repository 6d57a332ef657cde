"""Which numbers state no fact: those of rules and suppositions, of items, grades and bounds?"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.labels import LabelReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

_GRADED = ("mass", "area", "length", "power")


class NormReader:
    """Tells such numbers."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._bounds, self._above, self._grade = words("bound-word"), words("above-word"), words("grade-end")
        self._behind = ("：", *words("condition-end"))
        self._one_of = re.compile(any_of(words("one-of")))
        self._supposed = re.compile(any_of(words("supposition-cue")))
        # 地方可支配财力: no 方可
        self._not_supposed = re.compile(any_of(words("not-normative")))
        # 比年初预计的2700亿元多出2100亿元
        self._expected = re.compile(rf"(?:{any_of(words('compare-word'))})[^，。；]{{0,12}}?(?:{any_of(words('expected-base'))})[^，。；]{{0,6}}$")
        self._doctrine = re.compile(any_of(words("numbered-doctrine")))
        self._worked = re.compile(any_of(words("worked-example")))

    def states_nothing(self, document: Document, line: Line, figure: Figure, is_normative: bool) -> bool:
        """Whether a figure is no fact; `is_normative` says that the whole text lays down rules."""
        return self._is_norm(document, line, figure, is_normative) or self._asks_or_counts_off(document, line, figure)

    def _asks_or_counts_off(self, document: Document, line: Line, figure: Figure) -> bool:
        """Whether the sentence asks, or the figure is the number of an item (第九名：…), of a grade (20万吨级), of a condition
        (超过35公顷的，) or of those that one is of (18个城市之一)."""
        return (
            document.text[line.sentence.end - 1] == "？"
            or document.text.startswith(self._behind, figure.mention.end)
            or self._doctrine.match(document.text, figure.mention.start) is not None
            or (document.text.startswith(self._grade, figure.mention.end) and self._labels.dimension(figure) in _GRADED)
            or self._is_bound(document, figure)
            or self._one_of.search(document.text, figure.mention.end, figure.clause.end) is not None
            or self._is_expected(document, figure)
        )

    def _is_bound(self, document: Document, figure: Figure) -> bool:
        """Whether a sum only says which things are counted or summed behind it: 500万元以上固定资产投资175亿元, 投资上1000万元的30个项目."""
        later = next((each for each in figure.clause.figures if each.start > figure.mention.end), None)
        if later is None or self._labels.dimension(figure) != "money":
            return False
        between = document.text[figure.mention.end : later.start]
        is_above = figure.mention.text.endswith(self._bounds) and between.isalpha()
        return is_above or (between == "的" and document.text[slice(*figure.left)].endswith(self._above))

    def _is_expected(self, document: Document, figure: Figure) -> bool:
        """Whether a figure is only what was planned, and the next says by how much it was passed or missed."""
        has_next = any(each.start > figure.mention.end for each in figure.clause.figures)
        return has_next and self._expected.search(document.text[slice(*figure.left)]) is not None

    def _is_norm(self, document: Document, line: Line, figure: Figure, is_normative: bool) -> bool:
        """Whether a figure belongs to what shall or might be: a deadline, a fine, a supposition, a worked example. Sums laid down for each person are facts."""
        if figure.quantity.per_person:
            return False
        if self._labels.dimension(figure) == "money" and self._worked.search(document.text, line.sentence.start, figure.clause.end):
            return True
        return is_normative or self._supposed.search(self._not_supposed.sub("", document.text[figure.clause.start : figure.clause.end])) is not None
