"""Which place do 全省 and 我市 stand for?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.model import Mention
from kg.resolve.ledger import Ledger
from kg.resolve.places import NATION, PlaceResolver

# how far back a place that stands right before 全省 can begin
_NAME_REACH = 20


class PointingReader:
    """Reads words that point to a place."""

    def __init__(self, places: PlaceResolver) -> None:
        self._places = places

    def read(self, work: Ledger, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
        """The words that point to a place, each with its code, once all places are settled.

        What 全省 stood beside once (贵州全省…) it means to the end of the paragraph.
        """
        beside: dict[tuple[int, str], str] = {}
        for mention in (each for each in mentions if each.kind == "deixis"):
            sentence = bisect_right(work.document.sentences, mention.start, key=lambda each: each.start) - 1
            here = work.document.sentences[sentence].paragraph, mention.readings[0]
            own = self._beside(work, mention)
            if own:
                beside[here] = own
            code = beside.get(here) or self._pointed(work, mention)
            if code:
                yield mention, code

    def _beside(self, work: Ledger, mention: Mention) -> str | None:
        """The place right before the word: 贵州全省, 西藏全区."""
        before = work.regions_in(max(0, mention.start - _NAME_REACH), mention.start)
        if not before or before[-1].end != mention.start or mention.readings[0] == "国":
            return None
        code = work.codes[before[-1]]
        return self._places.ancestor(code, mention.readings[0]) or code

    def _pointed(self, work: Ledger, mention: Mention) -> str | None:
        """What 我市, 全省 stand for by themselves: the article's place of that level; in a national text the last one that was named."""
        level = mention.readings[0]
        if level == "国":
            return NATION
        setting = work.setting_at(mention.start)
        home = setting.region[1] if setting.region else NATION
        code = self._places.ancestor(home, level)
        if code is None and home == NATION:
            lines = (self._places.ancestor(named, level) for named in reversed(work.named_between(setting.start, mention.start)))
            code = next((above for above in lines if above), None)
        return code
