"""Do the words around a number leave open what is so of the things that it counts?"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.around import Around
from kg.facts.composing import LONG_VERB, SHORT_VERB
from kg.facts.figures import LIST_MARKS
from kg.facts.labels import LabelReader
from kg.facts.memory import Memory
from kg.facts.passing_times import PassingTimes
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

_SIZES = ("mass", "area", "length", "power", "volume")
# how far behind a share a verb is looked for
_VERB = 6


class UnsaidReader:
    """Tells figures whose measure stands too far away, or nowhere."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._passing = PassingTimes(vocabulary)
        self._there_is = re.compile(rf"(?:{any_of(words('there-is'))})$")
        self._for_whom = re.compile(rf"(?:{any_of(words('for-whom'))})$")
        self._added_to = re.compile(rf"(?:{any_of(words('base-lead'))})[^，。；]{{1,8}}?(?:{any_of(words('base-end'))})")
        self._done = words("done-noun")
        self._of = words("of-word")[0]
        self._and_so_on = re.compile(
            rf"[^，。；、0-9]{{2,20}}(?:{any_of(words('example-end'))})(?:[0-9]{{1,4}}|[一二两三四五六七八九十]{{1,3}})(?:{any_of(words('project-classifier'))})"
        )

    def leaves_open(self, document: Document, around: Around, memory: Memory) -> bool:
        """Whether the words do not say what is so."""
        if not around.left and (self._lacks_predicate(document, around, memory) or self._lacks_whole(document, around)):
            return True
        if self._passing.is_passing(document, around.head):
            return True
        return self._names_a_project(document, around) or self._loses_verb(document, around) or self._measures_next(document, around)

    def _measures_next(self, document: Document, around: Around) -> bool:
        """五项社会保险参保人数93万人次: the words behind a count end in what the next number measures, and where its own noun ends is open."""
        abuts = bool(around.later) and around.behind[1] == around.later[0][0].mention.start
        if not abuts or self._labels.dimension(around.head) != "count" or self._for_whom.search(document.text, *around.head.left):
            return False
        if self._added_to.match(f"{document.text[around.head.mention.start - 1]}{document.text[slice(*around.behind)]}"):
            # 在10个档上又增加了2个档: there were ten before
            return True
        return self._labels.is_relational(around.right) and self._labels.subject(around.right) == around.right

    def _lacks_predicate(self, document: Document, around: Around, memory: Memory) -> bool:
        """23个乡镇卫生院、55个村卫生室改扩建: what happened to the first stands behind the last, and where its name ends there is open."""
        right, end = around.right, around.behind[1]
        joined = bool(around.later) and end < len(document.text) and document.text[end] in LIST_MARKS
        led = bool(memory.verb) and around.head.is_listed(document.text)
        if not joined or led or not right or right.endswith(self._done) or self._labels.is_level(right) or self._labels.says_of(right):
            return False
        memory.verb = ""
        return self._labels.says_of(self._labels.words_of(document, around.later[-1][-1].right, around.skip))

    def _names_a_project(self, document: Document, around: Around) -> bool:
        """甲公司厂房扩建、乙公司3万吨铝材等20个项目: how large one of the projects is that are named."""
        head = around.head
        if self._labels.dimension(head) not in _SIZES or "、" not in document.text[slice(*head.left)]:
            return False
        return self._and_so_on.match(document.text, head.mention.end) is not None

    def _lacks_whole(self, document: Document, around: Around) -> bool:
        """60%以上完成整治: the share of what?"""
        head = around.head
        if self._labels.dimension(head) != "ratio" or head.mention.start != head.clause.start:
            return False
        follows = document.text[head.mention.end : min(head.mention.end + _VERB, around.behind[1])]
        return not follows.startswith(self._of) and self._labels.opens_with_verb(follows, 1)

    def _loses_verb(self, document: Document, around: Around) -> bool:
        """囊括了过去一年做出贡献的20名企业家: what is said of them stands too far before the number for a label."""
        labels, head, left, behind = self._labels, around.head, around.left, around.behind
        counts = labels.dimension(head) in ("count", "person", "event") and labels.is_before_noun(document, behind) and document.text[behind[0]] != self._of
        if not counts or not left or labels.is_weak(left) or head.left[0] > head.clause.start or self._there_is.search(document.text, *head.left):
            return False
        longest = LONG_VERB if labels.ends_in_flow(left) else SHORT_VERB
        is_kept = len(left) <= longest or labels.last_verb(left) or labels.event(left)
        return not is_kept and not labels.says_of(around.right)
