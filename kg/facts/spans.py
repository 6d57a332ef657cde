"""Which end of a way from one state to another is a figure, and when did it hold?

    way   = from [ time ] figure become [ time ] figure        由2013年底的552万人减少到2019年底的17.5万人
    since = compared with a time ，{ way }                       与2015年相比，生产总值由208亿元增加到385亿元；…

A day before the way is that of its end: 截至2019年底，床位由500张增加到600张 says of no day that there were 500; in a year both held. Where a later clause goes
the same way without times of its own (…，贫困发生率由26.6%下降到0.9%，下降25.7个百分点), its ends hold at the times of the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.facts.kinds import Kind
from kg.facts.periods import Period, governs, period_of
from kg.model import Document, Mention
from kg.vocab.vocabulary import Vocabulary

# how long the words may be between a time and 以来 that tell what began then
_EVENT = 30
# 达到 and 超过 do not say that it came from elsewhere, as 提高到 does
_VERB = 2
# the letters of a year
_YEAR = 4


class SpanReader:
    """Finds the time of a figure that begins or ends such a way."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        froms, becomes = any_of(words("from-word")), any_of(set(words("become-verb")) - set(words("from-word")))
        self._led = re.compile(rf"(?:{froms})[^，。；由从]{{0,20}}$")
        self._goes_on = re.compile(rf"[^，。；]{{0,12}}?(?:{becomes})")
        ever = any_of(words("ever-since"))
        # 自1987年创办以来, 2016年全市推行“三社”机制以来，
        self._ever_since = re.compile(rf"[\u4e00-\u9fff]{{1,4}}(?:{ever})|[\u4e00-\u9fff“”《》]{{5,{_EVENT}}}?(?:{ever})(?=，)")
        self._since = words("since-end")
        self._sums = re.compile(any_of(words("sum-adverb")))
        # 由1998年的8元提高到2018年的39元，…提高到47元
        self._came = re.compile(rf"(?:{any_of(word for word in words('become-verb') if len(word) > _VERB)})(?:了|约|近)?$")
        self._moved = re.compile(rf"(?:{any_of(words('growth-verb'))})(?:了|约|近)?$")

    def time(self, document: Document, line: Line, figure: Figure, head: Figure, governing: Mention | None, compared: Mention | None) -> Mention | None:
        """The time of a figure; `governing` is the one before it that would govern any other, `compared` what its chain of sentences compares with."""
        text = document.text
        if self.begins(text, head.clause, head.mention, figure.mention):
            own = self._own(text, head.clause, head.mention)
            return own or self._of_way(text, line, figure.clause)[0] or compared or (governing if _is_year(governing) else None)
        start = self._start(text, figure.clause, figure.mention)
        way = self._of_way(text, line, figure.clause)
        if start is not None and way[0] is not None and (governing is None or governing.start < figure.clause.start):
            return way[1] or (None if governing is way[0] else governing)
        if start is not None and self._lasts(governing, text):
            return None
        is_open = governing is None or (governing.time is not None and governing.time.relative == "recent-years")
        moved = is_open and start is None and way[0] is not None and (governing is None or governing.end < way[0].start)
        goes_along = moved and (self._moved.search(text, *figure.left) or self._came.search(text, *figure.left))
        return way[1] if goes_along and way[1] is not None else governing

    def period(self, document: Document, time: Mention | None, head: Figure, kind: Kind) -> Period:
        """The period that a time gives a figure: 到2020年累计完成3000亿元 is a sum up to then, whenever it began."""
        if time is None or time.time is None:
            return Period()
        is_sum = self._sums.search(document.text, *head.left) is not None if time.time.role == "by" else kind == "flow"
        found = period_of(time.time, is_sum)
        if found is not None and found.start and self._ever_since.match(document.text, time.end):
            # 自1987年创办以来
            found = Period(found.start, None, found.basis)
        return found or Period()

    def way(self, text: str, line: Line, clause: Clause) -> Period:
        """The years of the way before a clause, of which it says how much they were on average: 从2012年的8元涨到2018年的16元，年均增长12%."""
        first, last = (mention.time if mention is not None else None for mention in self._of_way(text, line, clause))
        if first is None or first.start is None or first.start.startswith("-"):
            return Period()
        return Period(first.start, last.end if last is not None and last.end else None, "stated")

    def _lasts(self, time: Mention | None, text: str) -> bool:
        """Whether something went on ever since a time (…以来): what it was brought down to holds at the end, not from the beginning."""
        return time is not None and time.time is not None and time.time.role == "since" and text.endswith(self._since, 0, time.end)

    def begins(self, text: str, clause: Clause, head: Mention, last: Mention) -> bool:
        """Whether a figure, of a run that `head` begins, is where a way starts."""
        return self._led.search(text, clause.start, head.start) is not None and self._goes_on.match(text, last.end, clause.end) is not None

    def _start(self, text: str, clause: Clause, mention: Mention) -> Mention | None:
        """The figure that starts the way which ends in another of the clause."""
        before = [each for each in clause.figures if each.end <= mention.start]
        return next((each for each in reversed(before) if self.begins(text, clause, each, each)), None)

    def _own(self, text: str, clause: Clause, mention: Mention) -> Mention | None:
        """The time between 由 and the figure that starts a way."""
        led = self._led.search(text, clause.start, mention.start)
        return _last([time for time in clause.times if led is not None and led.start() < time.start and time.end <= mention.start])

    def _of_way(self, text: str, line: Line, clause: Clause) -> tuple[Mention | None, Mention | None]:
        """The times of both ends of the last way before a clause that has them."""
        clauses = [each for each in line.clauses if each.end < clause.start]
        for at in reversed(range(len(clauses))):
            each, after = clauses[at], clauses[at + 1] if at + 1 < len(clauses) else None
            for mention in each.figures if each.times else ():
                own = self._own(text, each, mention)
                if own is None:
                    continue
                if self.begins(text, each, mention, mention):
                    # 由2003年的250家增加到409家，…由2家增加到13家: when it came there, nobody says
                    return own, _last([time for time in each.times if time.start >= mention.end])
                if after is not None and mention.end == each.end and after.times and self._goes_on.match(text, after.start, after.end):
                    # 从2006年的900张，增加到2019年的2.5万张
                    return own, _last(after.times)
        return None, None


def _is_year(time: Mention | None) -> bool:
    """Whether a time is a year, in which something went from one state to the other."""
    return time is not None and time.time is not None and time.time.role in ("at", "during") and len(time.time.start or "") == _YEAR


def _last(times: Sequence[Mention]) -> Mention | None:
    """The last of some times that can say when something held."""
    return next((time for time in reversed(times) if governs(time)), None)
