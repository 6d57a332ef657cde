"""What does a clause speak of, that a figure of the next one leaves unsaid?"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries

# how many characters behind a name may still belong to the topic: 特困人员 | 供养标准
_TOPIC_TAIL = 8
_PLACES = ("region", "deixis")


class TopicReader:
    """Reads the topics of clauses from their names and verbs."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._verb = re.compile(rf"(?:{any_of({*words('operate-verb'), *words('plain-verb')})})了?")
        self._group_heads = words("group-head")
        self._lies = re.compile(rf"([\u4e00-\u9fff]{{2,20}}?)(?:{any_of(words('lies-in'))})")
        self._end = re.compile(rf"(?:{any_of(words('topic-end'))})")

    def group_end(self, words: str) -> int | None:
        """Where in some words the name of a group ends; None where no group is named."""
        ends = [words.find(head) + len(head) for head in self._group_heads if head in words]
        return min(ends) if ends else None

    def _object(self, document: Document, clause: Clause) -> tuple[int, int] | None:
        """The subject of a clause without a name, 数字经济 | 逆势成长, or what it says behind its verb: 村规民约修订完善工作."""
        end = self._end.search(document.text, clause.start + 3, clause.end)
        is_subject = end is not None and end.start() - clause.start <= 18 and not self._verb.match(document.text, clause.start)
        if end is not None and is_subject and not any(time.start < end.start() for time in clause.times):
            return clause.start, end.start()
        cuts = boundaries(document.text[clause.start : clause.end])
        for verb in self._verb.finditer(document.text, clause.start, clause.end):
            if 4 <= clause.end - verb.end() <= 24 and verb.end() - clause.start in cuts:
                return verb.end(), clause.end
        is_time = any(time.start <= clause.start + 1 and time.end >= clause.end - 1 for time in clause.times)
        return (clause.start, clause.end) if clause.end - clause.start <= 18 and not is_time else None

    def begins_with_subject(self, document: Document, stretch: tuple[int, int]) -> bool:
        """Whether a topic opens its clause; the object of a verb before it is no subject of what follows."""
        return stretch[0] == 0 or document.text[stretch[0] - 1] in "，；。：、！？\n "

    def names_something(self, clause: Clause) -> bool:
        """Whether a clause names a program, a body, a system or a group that it can be about."""
        return any(name.mention.kind in ("program", "organization", "system", "group") and name.entities for name in clause.names)

    def topic(self, document: Document, clause: Clause) -> tuple[int, int] | None:
        """The words that a clause begins with, up to its verb: 特困人员供养标准 in 特困人员供养标准每年随收入增加."""
        if (lies := self._lies.match(document.text, clause.start, clause.end)) is not None:
            # 甲水库位于乙县境内，面积5平方公里: the reservoir, and not the county; of a place itself the label says nothing
            is_place = any(name.mention.start == clause.start and name.mention.end == lies.end(1) for name in clause.names if name.mention.kind in _PLACES)
            return None if is_place else (clause.start, lies.end(1))
        kinds = ("program", "organization", "system"), ("group",)
        named = next((found for each in kinds if (found := [name for name in clause.names if name.mention.kind in each and name.entities])), [])
        if not named:
            return self._object(document, clause)
        start = named[0].mention.start
        end = self._end.search(document.text, named[0].mention.end, clause.end)
        stop = end.start() if end is not None else clause.end
        if stop - named[0].mention.end <= _TOPIC_TAIL:
            return start, stop
        return (named[0].mention.kind == "group" and self._object(document, clause)) or (start, named[0].mention.end)
