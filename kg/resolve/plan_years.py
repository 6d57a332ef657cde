"""Which year does a text speak from that calls it the first or the last of a plan: “十五五”开局之年，…; 今年是“十四五”收官之年?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Document, Mention
from kg.vocab.vocabulary import Vocabulary

# how far behind a plan its year is named: “十五五”规划的开局之年
_REACH = 6
# the letters of a year
_YEAR = 4
_QUOTES = "“”「」"


class PlanYears:
    """Reads the year from the plan that it begins or ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        first, last, now = ("|".join(map(re.escape, vocabulary.words(cue))) for cue in ("first-year-of-plan", "last-year-of-plan", "this-very-year"))
        self._called = re.compile(rf"[^，。；]{{0,{_REACH}}}?(?:({first})|(?:{last}))")
        self._now = re.compile(rf"(?:^|[。！？；\n]|{now})[{_QUOTES}]?$")

    def year(self, document: Document, start: int, mentions: Sequence[Mention]) -> str | None:
        """The year that an article which begins at `start` calls so, if it calls no other one so."""
        years = {year for mention in mentions if mention.start >= start and (year := self._of(document.text, mention)) is not None}
        return years.pop() if len(years) == 1 else None

    def _of(self, text: str, mention: Mention) -> str | None:
        time = mention.time
        if mention.rule != "period" or time is None or not (time.start and time.end):
            return None
        called = self._called.match(text, mention.end)
        before = text[max(0, mention.start - 2 * _REACH) : mention.start].rstrip(" \u3000")
        if called is None or self._now.search(before) is None:
            return None
        return (time.start if called[1] else time.end)[:_YEAR]
