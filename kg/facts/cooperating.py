"""Which bodies or places work together.

together = actor 会同 body { joiner body }            省民政厅会同省财政厅…
         | body { joiner body } 联合 …                市民政局、市扶贫办联合印发…
         | actor [ adverbs ] 与 body { joiner body } … 对接 | 合作 | 签订
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.passages import PassageReader
from kg.facts.turns import Passage, Turn
from kg.model import EntityKey
from kg.vocab.vocabulary import Vocabulary

PARTNERS = frozenset({"agency", "region"})
_NEAR = 14  # letters between the partner and the verb that says what is done together


class CooperationRule:
    """Finds cooperatesWith."""

    def __init__(self, vocabulary: Vocabulary, passages: PassageReader) -> None:
        words = vocabulary.words
        self._passages = passages
        self._jointly = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{any_of(words('jointly'))})")
        self._facing = re.compile(rf"(?:{any_of(words('facing'))})")
        self._verb = re.compile(rf"(?:{any_of(words('cooperate-verb'))})")
        self._coordinate = re.compile(rf"(?:{any_of(words('coordinate-verb'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The pairs of one sentence."""
        for turn in passage.turns:
            actor = turn.actor
            for first in actor.keys:
                yield from self._pairs(first, actor.companions, "acts together with")
            for joint in self._joint(passage, turn):
                for first, second in combinations(joint, 2):
                    yield from self._pairs(first, (second,), "act jointly")
            for partner in self._partners(passage, turn):
                yield from self._pairs(actor.keys[0] if actor.keys else partner, (partner,), "works with")

    def _joint(self, passage: Passage, turn: Turn) -> Iterator[list[EntityKey]]:
        """Lists of bodies with 联合 or 共同 behind them."""
        at = turn.clause.start
        for name in turn.of("agency"):
            if name.mention.start >= at:
                run = self._passages.run(passage.document, turn.names, name.mention.start)
                at = run[-1].mention.end if run else name.mention.end
                if len(run) > 1 and self._jointly.match(passage.document.text, at, turn.clause.end):
                    yield [key for each in run for key in each.entities]

    def _pairs(self, first: EntityKey, others: tuple[EntityKey, ...], rule: str) -> Iterator[Found]:
        for other in others:
            if first != other and first[0] in PARTNERS and other[0] in PARTNERS:
                yield Found(first, "cooperatesWith", other, rule)

    def _partners(self, passage: Passage, turn: Turn) -> Iterator[EntityKey]:
        """Bodies behind 与 with a verb of cooperation after them; behind 协调, places and bodies."""
        text = passage.document.text
        for cue in self._facing.finditer(text, turn.clause.start, turn.clause.end):
            run = self._passages.run(passage.document, turn.names, cue.end())
            if run and self._verb.search(text, run[-1].mention.end, min(turn.clause.end, run[-1].mention.end + _NEAR)):
                yield from (key for name in run for key in name.entities)
        if turn.actor.reach == "clause" and turn.actor.keys and turn.actor.keys[0][0] == "agency":
            cue_after = self._coordinate.match(text, turn.actor.end)
            run = self._passages.run(passage.document, turn.names, cue_after.end()) if cue_after else []
            yield from (key for name in run for key in name.entities)
