"""Which bodies hold an event together.

host  = [ 由 ] body { joiner body } [ 联合 ] verb          由甲市民政局、乙集团主办
event = host { ( 、 | ， ) host }                           甲局主办、乙局承办，丙局协办: all of one sentence
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.joining import JOINER
from kg.facts.turns import Passage
from kg.model import EntityKey
from kg.vocab.vocabulary import Vocabulary

_KINDS = ("agency", "region")


class HostingRule:
    """Finds cooperatesWith between the hosts of an event. Organizations stand in the lists but are no partners."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._verb = re.compile(rf"(?:{any_of(words('jointly'))})?(?:{any_of(words('host-verb'))})")
        # the nominal 主办单位 is no verb, and 主办的 only where the hosts stand before it
        self._nominal = re.compile(rf"{any_of(words('host-noun'))}")

    def find(self, passage: Passage) -> Iterator[Found]:
        """The pairs of one sentence."""
        for first, second in combinations(self._hosts(passage), 2):
            if first != second:
                yield Found(first, "cooperatesWith", second, "hold an event together")

    def _hosts(self, passage: Passage) -> list[EntityKey]:
        """The bodies and places in the lists that stand before the verbs of a sentence."""
        text, sentence = passage.document.text, passage.line.sentence
        hosts: list[EntityKey] = []
        begin = sentence.start
        for verb in self._verb.finditer(text, sentence.start, sentence.end):
            if self._nominal.match(text, verb.end()):
                continue
            start = max(begin, text.rfind("，", begin, verb.start()) + 1, text.rfind("；", begin, verb.start()) + 1)
            hosts += self._listed(passage, start, verb.start())
            begin = verb.end()
        return hosts

    def _listed(self, passage: Passage, start: int, end: int) -> Iterator[EntityKey]:
        text = passage.document.text
        for turn in passage.turns:
            for name in turn.of(*_KINDS):
                mention = name.mention
                if start <= mention.start and mention.end <= end and (mention.end == end or JOINER.match(text, mention.end)):
                    yield from name.entities
