"""Which place do 我市, 全省 and 该县 point to?

pointing = own place of that level          全省 in an article of 贵州省 or of a city in it
         | place level                      贵州 | 全省: that of the name before it, and so does every 全省 behind it in the paragraph
         | the last place of that level     in an article of no place below the nation
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.model import Mention
from kg.resolve.ledger import Ledger
from kg.resolve.places import NATION, PlaceResolver


class PointingReader:
    """Resolves the words that point to a place."""

    def __init__(self, places: PlaceResolver) -> None:
        self._places = places

    def read(self, work: Ledger, pointing: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
        """What each of some words points to, in the order of the text; those that stay open are left out."""
        ends = {place.end: code for place, code in work.codes.items()}
        told: dict[str, str] = {}
        here = -1
        for mention in pointing:
            sentence = bisect_right(work.document.sentences, mention.start, key=lambda each: each.start) - 1
            paragraph = work.document.sentences[sentence].paragraph if sentence >= 0 else -1
            if paragraph != here:
                here, told = paragraph, {}
            level = mention.readings[0]
            named = ends.get(mention.start)
            above = self._places.ancestor(named, level) if named and level != "国" else None
            if above:
                told[level] = above
            code = told.get(level) or self._pointed(work, mention, level)
            if code:
                yield mention, code

    def _pointed(self, work: Ledger, mention: Mention, level: str) -> str | None:
        """The article's place of that level; in a national text the last one that was named."""
        if level == "国":
            return NATION
        setting = work.setting_at(mention.start)
        home = setting.region[1] if setting.region else NATION
        code = self._places.ancestor(home, level)
        if code is None and home == NATION:
            lines = (self._places.ancestor(named, level) for named in reversed(work.named_between(setting.start, mention.start)))
            code = next((above for above in lines if above), None)
        return code
