"""Does a known name of many uses mean its program here: does the text around speak of those whom it is for?

助餐服务 is that for the old where the text speaks of them, and 夏日送清凉 a campaign for the homeless; elsewhere they are anything.
"""

from __future__ import annotations

import re

from kg.mentions.scene import Scene, alternation
from kg.vocab.vocabulary import Vocabulary

# how far around a name those it is for are looked for
_NEAR = 240


class BoundNames:
    """Knows the names that need a sign beside them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        pairs = (("meal-name", "sign-of-age"), ("season-campaign", "sign-of-homelessness"))
        self._signs = {name: re.compile(alternation(words(sign))) for bound, sign in pairs for name in words(bound)}

    def is_meant(self, scene: Scene, start: int, end: int) -> bool:
        """Whether the name at [start, end) needs no sign or has one near."""
        sign = self._signs.get(scene.text[start:end].strip("“”"))
        return sign is None or sign.search(scene.text, max(0, start - _NEAR), end + _NEAR) is not None
