"""Which words around a number only say when, in how many steps, or for which of the places counted before?

分三期改造               in how many steps, and no count of what was done
病例数近2周均持续下降       how long it has been so, and not how many cases
创办十多年来已为600人…      since when, and not what the number counts
300个镇、街道已投入…       the last of some places that another number counts
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

_NUMERAL = r"[0-9一二两三四五六七八九十]"


class PassingTimes:
    """Tells numbers of steps and of time just past, and words that say no more."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._stages = re.compile(rf"{_NUMERAL}{{1,3}}个?(?:{any_of(words('stage-classifier'))})")
        divided = "".join(f"(?<!{re.escape(letter)})" for letter in sorted(words("word-before-dividing")))
        self._divided = re.compile(rf"{divided}{words('dividing-word')[0]}[为成]?$")
        self._times = re.compile(rf"{_NUMERAL}{{1,3}}[多余]?个?(?:{any_of(words('time-classifier'))})")
        self._recent = re.compile(rf"(?:{any_of(words('recent-lead'))})$")
        self._going_on = re.compile(rf"[来均都]{{0,2}}(?:{any_of(words('going-on-word'))})")
        self._stepped = re.compile(rf"{divided}{words('dividing-word')[0]}{_NUMERAL}{{1,3}}个?(?:{any_of(words('stage-classifier'))})")
        places = any_of(words("counted-place"))
        self._last_place, self._places = re.compile(rf"(?:{places})(?=(?:{any_of(words('said-opening'))}))"), words("counted-place")
        self._since = re.compile(rf"(?:{any_of(words('founding-verb'))})(?:[多数几]|{_NUMERAL}{{1,3}}[多余几]?)个?[年月](?:多|以)?来")

    def is_passing(self, document: Document, head: Figure) -> bool:
        """Whether a number only says in how many steps, or for how long, something is so."""
        text, number = document.text, head.mention
        if self._stages.fullmatch(number.text):
            return self._divided.search(text, head.clause.start, number.start) is not None
        if self._times.fullmatch(number.text) is None:
            return False
        is_recent = self._recent.search(text, head.clause.start, number.start) is not None or number.text.startswith("近")
        return is_recent and self._going_on.match(text, number.end, head.clause.end) is not None

    def said(self, document: Document, head: Figure) -> list[tuple[int, int]]:
        """The stretches before a number that only say when, 创办十多年来, in how many steps, 分三期, or end a list of places counted before."""
        text, (start, end) = document.text, head.left
        found = [pattern.search(text, start, end) for pattern in (self._since, self._stepped)]
        if text[start - 1 : start] == "、" and text.endswith(self._places, head.clause.start, start - 1):
            found.append(self._last_place.match(text, start, end))
        return [each.span() for each in found if each is not None]
