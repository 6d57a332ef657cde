"""Is a short name no place here, but a housing estate's (甲地六村), a mountain's (…岭林区) or a people's (汉、蒙、藏等各族)?"""

from __future__ import annotations

import re

from kg.mentions.scene import Scene, alternation
from kg.vocab.vocabulary import Vocabulary

_NUMERAL = "一二三四五六七八九十"
# how far behind a letter the word for peoples stands, and how much of a list is looked at before it
_PEOPLES_WITHIN, _LISTED_BEFORE = 24, 2


class NoPlaces:
    """Knows the signs around a short name that it is a piece of another name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        # 甲地 | 四村 is an estate, 甲地 | 一村庄 and 甲地 | 五村镇 are not
        self._estate = re.compile(rf"[东西南北]?[{_NUMERAL}]{{1,3}}村(?![{_NUMERAL}庄民镇乡落寨村])")
        self._landscape = tuple(words("landscape-end"))
        self._parts = re.compile(alternation(words("part-of-mountain")))
        listed = r"[^，。；！？、]?(?:、[^，。；！？、]{1,4}){0,10}"
        number = rf"(?:各|多|数|\d{{1,2}}|[{_NUMERAL}两]{{1,3}})"
        self._peoples = re.compile(rf"{listed}等?{number}?个?(?:{alternation(words('word-for-peoples'))})")
        self._letter = frozenset(words("people-letter"))

    def is_piece(self, scene: Scene, start: int, end: int) -> bool:
        """Whether what stands behind a short name makes an estate or a mountain of it."""
        if self._estate.match(scene.text, end):
            return True
        return scene.text[end - 1] in self._landscape and self._parts.match(scene.text, end) is not None

    def are_peoples(self, scene: Scene, start: int, end: int) -> bool:
        """Whether single letters are of a list of peoples: one of them stands before, or the word for them behind."""
        before = scene.text[max(0, start - _LISTED_BEFORE) : start]
        if before.endswith("、") and before[:1] in self._letter:
            return True
        return self._peoples.match(scene.text, end, end + _PEOPLES_WITHIN) is not None
