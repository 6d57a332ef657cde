"""Where does the name of a company that the ontology knows end, with its form and its branch?

company = known [ filler ] [ form ] [ place branch ]      中国人寿 + 保险 + 股份有限公司 + 甲市分公司
"""

from __future__ import annotations

import re

from kg.mentions.scene import Scene, alternation
from kg.vocab.vocabulary import Vocabulary


class Companies:
    """Reads what stands behind a known name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        form = rf"(?:{alternation(words('company-filler'))}){{0,2}}(?:{alternation(words('company-form'))})"
        branch = rf"(?P<seat>[\u4e00-\u9fff]{{2,9}}?)(?:{alternation(words('company-branch'))})"
        self._tail = re.compile(rf"(?:{form})?(?:{branch})?")
        self._other = re.compile(alternation(words("not-after-known-organization")))

    def is_other(self, scene: Scene, end: int) -> bool:
        """Whether the word behind makes another thing of the name: 中国福利 + 彩票."""
        return self._other.match(scene.text, end) is not None

    def end(self, scene: Scene, end: int) -> tuple[int, bool]:
        """Where the name ends, and whether it is that of a branch, which has a place in it."""
        tail = self._tail.match(scene.text, end)
        if tail is None or not scene.is_readable(end - 1, tail.end()):
            return end, False
        seat = tail["seat"]
        if seat is None or any(seat[:length] in scene.dictionary.places for length in range(2, len(seat) + 1)):
            return tail.end(), seat is not None
        return tail.start("seat"), False
