"""Does a label hold what no name of a measure can hold?

共投入亿占财政收入            a number has left its 亿
80岁的李大爷来到食堂, 某某一家   one person or family, of whom a story tells
在基层已经查找出             a place and a verb, and what is counted stands elsewhere
含新增, 能代表老人           what is in a bracket, or what somebody is able to do
目标是使最后的街道            an aim, without what is to become of them
超额完成改造任务             a task, without what is to be done
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, is_verb

_COUNTS = ("count", "person", "household", "event")


class MalformedLabels:
    """Tells labels that were put together wrongly."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        share = words("share-verb")[-1]
        self._lost = re.compile(rf"(?<![0-9十百千万数多余几上超]){words('hundred-million')[0]}(?={share})")
        self._person = re.compile(
            rf"[0-9]岁的?[\u4e00-\u9fff]{{1,4}}?(?:{any_of(words('personal-title'))})|^[\u4e00-\u9fff](?:{any_of(words('personal-title'))})"
        )
        self._family = words("family-of-person")
        self._aim = re.compile(rf"^(?:{any_of(words('aim-frame'))})")
        self._task = re.compile(rf"^(?:{any_of(words('task-met'))})[\u4e00-\u9fff]{{0,6}}(?:{any_of(words('met-task-noun'))})$")
        self._able, self._of = words("able-word"), words("of-word")[0]
        self._placing, self._containing = words("locating-preposition"), words("containing-word")

    def is_malformed(self, words: str, dimension: str) -> bool:
        """Whether the words cannot be what a figure of a dimension measures."""
        if self._lost.search(words) or self._person.search(words) or self._aim.match(words):
            return True
        if dimension not in _COUNTS:
            return False
        if self._task.match(words) is not None or words.endswith(self._family):
            return True
        return words.startswith((*self._placing, *self._containing, *self._able)) and self._is_no_name(words)

    def _is_no_name(self, words: str) -> bool:
        """Whether words only place an act, 在基层查找出, or say what is contained, 含新增: with no noun behind the verb."""
        cuts = [0, *sorted(boundaries(words)), len(words)]
        parts = [words[start:end] for start, end in pairwise(cuts)]
        if parts[0] in self._containing:
            return True
        if parts[0] in self._able:
            # 能享受补贴的学生: those who are able to
            return self._of not in words and len(parts) > 1 and len(parts[1]) > 1
        return parts[0] in self._placing and is_verb(parts[-1])
