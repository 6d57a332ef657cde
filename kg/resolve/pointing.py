"""Which place do 全省 and 我市 stand for?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.model import Mention
from kg.resolve.ledger import Ledger
from kg.resolve.places import NATION, PlaceResolver

# how far back a place that stands right before 全省 can begin
_NAME_REACH = 20
# 全省 may be any, 我省 and 本省 are the speaker's own
_ALL = "全"


class PointingReader:
    """Reads words that point to a place."""

    def __init__(self, places: PlaceResolver) -> None:
        self._places = places

    def read(self, work: Ledger, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
        """The words that point to a place, each with its code, once all places are settled.

        What 全省 stood beside once (贵州全省…) it means to the end of the paragraph, where another province begins a sentence it means that one.
        """
        beside: dict[tuple[int, str], str] = {}
        ours = -1
        for mention in (each for each in mentions if each.kind == "deixis"):
            sentence = bisect_right(work.document.sentences, mention.start, key=lambda each: each.start) - 1
            here = work.document.sentences[sentence].paragraph, mention.readings[0]
            own = self._beside(work, mention)
            if own:
                beside[here] = own
            code = beside.get(here) or self._turned_to(work, mention, sentence, ours) or self._pointed(work, mention)
            ours = ours if mention.text.startswith(_ALL) else mention.start
            if code:
                yield mention, code

    def _beside(self, work: Ledger, mention: Mention) -> str | None:
        """The place right before the word: 贵州全省, 西藏全区."""
        before = work.regions_in(max(0, mention.start - _NAME_REACH), mention.start)
        if not before or before[-1].end != mention.start or mention.readings[0] == "国":
            return None
        code = work.codes[before[-1]]
        return self._places.ancestor(code, mention.readings[0]) or code

    def _turned_to(self, work: Ledger, mention: Mention, sentence: int, ours: int) -> str | None:
        """The place of its level that a sentence of the paragraph begins with: 甲省民政厅《…》提出，…。全省…, in a text of 乙省.

        `ours` is where the text last spoke of its own (我省); nothing before that counts.
        """
        sentences, level = work.document.sentences, mention.readings[0]
        if level == "国" or not mention.text.startswith(_ALL):
            return None
        for each in reversed(sentences[: sentence + 1]):
            if each.paragraph != sentences[sentence].paragraph or each.start <= ours:
                return None
            named = work.regions_in(each.start, min(each.end, mention.start))
            if named:
                code = work.codes[named[0]]
                home = self._pointed(work, mention)
                leads = named[0].start == each.start and self._places.ancestor(code, level) == code
                # 义乌市…。全市…: of a text about 金华市, which it lies in
                return code if leads and not (home and self._places.lies_in(code, home)) else None
        return None

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
