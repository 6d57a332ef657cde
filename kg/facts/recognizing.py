"""Who praised, listed, approved or reported a program or a place.

recognized = topic … 得到 | 受到 body { joiner body } … 肯定 | 表彰
           | topic … 被 medium [ 等… ] 报道 | topic 通过 body … 验收
           | medium { joiner medium } [ 相继 ] 刊登 … topic | body … 推广 place 经验
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.turns import NATION, Passage, Turn
from kg.model import EntityKey, Resolved
from kg.vocab.vocabulary import Vocabulary

JUDGES = ("agency", "organization")


class RecognitionRule:
    """Finds recognizedBy."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._receive = re.compile(rf"(?:{any_of(words('receive-verb'))})")
        self._praise = re.compile(rf"(?:{any_of(words('praise'))})")
        self._report = re.compile(rf"(?:{any_of(words('report-verb'))})")
        self._anaphor = re.compile(rf"(?:{any_of(words('taking-up'))})")
        self._reporter = re.compile(rf"(?:{any_of(words('reporter'))})")
        self._spread = re.compile(rf"(?:{any_of(words('spread-verb'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The judgements of one sentence."""
        for index, turn in enumerate(passage.turns):
            judges = self._judges(passage, index, turn)
            if judges:
                for topic in self._topics(passage, index, turn):
                    yield from (Found(topic, "recognizedBy", judge, "praised, approved or reported") for judge in judges if judge != topic)

    def _judges(self, passage: Passage, index: int, turn: Turn) -> list[EntityKey]:
        text, clause = passage.document.text, turn.clause
        bodies = turn.of(*JUDGES)
        cue = self._receive.search(text, clause.start, clause.end)
        if cue and self._praise.search(text, cue.end(), clause.end):
            return [key for name in bodies if name.mention.start >= cue.end() for key in name.entities]
        leading = [name for name in bodies if self._report.search(text, name.mention.end, clause.end) and not self._reporter.match(text, name.mention.end)]
        media = [name for name in leading if name.mention.kind == "organization"]
        if media and media[0].mention.start <= clause.start + 2:
            return [key for name in media for key in name.entities]
        if self._spread.search(text, clause.start, clause.end) and turn.actor.reach in ("clause", "sentence") and not turn.actor.is_place:
            return list(turn.actor.keys)
        return []

    def _topics(self, passage: Passage, index: int, turn: Turn) -> list[EntityKey]:
        """What is judged: a program of the clause, else the last one named before, else the place."""
        own = self._programs(turn)
        if own:
            return list(own[-1].entities)
        if self._takes_up(passage, turn):
            named = [name for earlier in passage.turns[:index] for name in self._programs(earlier)]
            if named:
                return list(named[0].entities)
        if passage.before is not None and any(self._judges(passage.before, i, t) for i, t in enumerate(passage.before.turns)):
            for earlier in passage.before.turns:
                if self._programs(earlier):
                    return list(self._programs(earlier)[0].entities)
        for earlier in (turn, *reversed(passage.turns[:index])):
            places = [name for name in earlier.of("region", "deixis") if name.entities[-1] != NATION]
            if places:
                return [places[-1].entities[-1]]
        return [passage.home] if passage.home and passage.home != NATION else []

    def _takes_up(self, passage: Passage, turn: Turn) -> bool:
        """Whether a clause goes on about what was named before it: 相关经验得到…, 被…报道."""
        cue = self._receive.search(passage.document.text, turn.clause.start, turn.clause.end)
        return cue is not None and (cue.start() - turn.clause.start <= 1 or self._anaphor.match(passage.document.text, turn.clause.start) is not None)

    def _programs(self, turn: Turn) -> tuple[Resolved, ...]:
        return turn.of("program")
