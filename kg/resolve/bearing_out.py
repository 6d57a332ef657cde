"""Does the text bear out the place that a local program or system gets where nothing says whose it is?

A thing without an owner is that of the article's place. In a text that speaks of many places that is the nation, which few
such things are of: the words around must speak of it. And it is not the article's place where the sentence names others only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.model import Mention
from kg.resolve.ledger import Ledger
from kg.resolve.places import NATION
from kg.vocab.vocabulary import Vocabulary

# how far before and behind a name the nation is spoken of, and how far its sentence is looked through
_BEFORE, _BEHIND, _SENTENCE = 160, 60, 120
_ENDS = "。！？；\n"


class BearingOut:
    """Weighs the places of local things in one document after another."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        self._nation = re.compile("|".join(map(re.escape, vocabulary.words("nationwide-sign"))))

    def read(self, mentions: Sequence[Mention]) -> tuple[int, ...]:
        """Where the text names bodies of the nation."""
        return tuple(mention.start for mention in mentions if mention.kind == "agency" and mention.rule == "known body")

    def place(self, work: Ledger, mention: Mention, home: str) -> str | None:
        """The article's place, or None where the text speaks against it."""
        text = work.document.text
        if home == NATION:
            before, behind = max(0, mention.start - _BEFORE), mention.end + _BEHIND
            index = bisect_left(work.national, before)
            is_named = index < len(work.national) and work.national[index] < behind
            return home if is_named or self._nation.search(text, before, behind) else None
        start = max(text.rfind(mark, max(0, mention.start - _SENTENCE), mention.start) for mark in _ENDS) + 1
        codes = [work.codes[place] for place in work.regions_in(max(start, mention.start - _SENTENCE), mention.end)]
        return None if codes and not any(self._is_near(code, home) for code in codes) else home

    def _is_near(self, code: str, home: str) -> bool:
        return code in (home, NATION) or self._gazetteer.within(code, home) or self._gazetteer.within(home, code) or code.startswith(f"{home}-")
