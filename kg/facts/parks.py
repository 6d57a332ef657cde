"""Which park or zone a sentence speaks of: what is measured in 莞韶产业园完成投资6.9亿元，工业增加值增长20% is the park's, not the city's."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.facts.labels import LabelReader
from kg.facts.periods import governs
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

# how far into a clause the name of a park may reach
_LONGEST = 14
# how many letters tell whether a sentence opens with a verb
_VERB = 6


@dataclass
class Park:
    """The park that a chain of sentences speaks of."""

    name: str = ""
    start: int = -1  # the clause that names it
    sentence: int = -1


class ParkReader:
    """Finds the park that is the subject of what is measured."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        noun = any_of(words("park-noun"))
        self._led = re.compile(rf"(?:{any_of(words('before-place'))}){{0,4}}")
        goes_on = any_of((*words("light-verb"), *words("flow-verb"), *words("event-verb"), *words("park-goes-on")))
        begins = any_of((*words("takes-object"), *words("build-verb"), *words("event-verb")))
        self._subject = re.compile(rf"(?!{begins})([\u4e00-\u9fff]{{0,{_LONGEST}}}?(?:{noun}))(?=(?:{goes_on}))")
        self._bodies = words("every-body")
        # 每家福利院投入20万元，新增床位50张: in each of them; 每个县建成1所，新建20所 may be 20 in all
        self._each_subject = re.compile(rf"((?:{any_of(self._bodies)})[\u4e00-\u9fff]{{1,10}}?)(?=(?:{goes_on}))")
        self._in_all = words("sum-adverb")
        # 城北新区建设全面提速，完成…: a first clause that only says how it goes on there
        self._topic = re.compile(
            rf"(?!{begins})([\u4e00-\u9fff]{{2,{_LONGEST}}}?(?:{noun}))(?:{any_of(words('park-work'))})?(?:{any_of(words('park-moves'))})[\u4e00-\u9fff]{{0,8}}$"
        )
        self._every = words("every-word")
        self._noun = re.compile(noun)
        self._generic = re.compile(rf"^(?:{noun})")
        self._done_for = re.compile(rf"(?:{any_of(words('run-verb'))})({noun})(?=[\u4e00-\u9fff]{{2,10}}(?:{any_of(words('plan-head'))}))")
        self._whole = re.compile(rf"^(?:{any_of(words('whole-measure-lead'))})")

    def turn(self, document: Document, line: Line, clause: Clause, park: Park) -> None:
        """Takes up a park that a clause begins with; lets go of it where a sentence begins anew or a clause names a place."""
        if park.sentence != line.sentence.start:
            if park.name.startswith(self._every) or (not line.chained and not self._goes_on_there(document, line, park.name)):
                park.name = ""
            park.sentence = line.sentence.start
        at = clause.start
        for name in clause.names:
            if name.mention.kind in ("region", "deixis") and name.mention.start - at <= 1:
                at = name.mention.end
        for time in clause.times:
            at = time.end if time.start - at <= 1 and time.end > at and governs(time) else at
        is_elsewhere = at > clause.start
        if clause.figures and clause.figures[0].start == at:
            # 8个重点镇完成投资9亿元: so many of them together
            at = clause.figures[0].end
        planned, subject = self._done_for.match(document.text, at, clause.end), self._subject.match(document.text, at, clause.end)
        subject = subject or self._each_subject.match(document.text, at, clause.end)
        topic = None if clause.figures or clause.start != line.sentence.start else self._topic.match(document.text, at, clause.end)
        if planned is not None:
            park.name, park.start = planned[1], clause.start
        elif subject is not None and clause.figures and not self._labels.opens_with_verb(subject[1], 1):
            park.name, park.start = subject[1], clause.start
        elif topic is not None and not self._labels.opens_with_verb(topic[1], 1):
            park.name, park.start = topic[1], clause.start
        elif is_elsewhere or (park.name.startswith(self._every) and document.text.startswith(self._in_all, clause.start)):
            park.name = ""

    def _goes_on_there(self, document: Document, line: Line, name: str) -> bool:
        """Whether a sentence without a subject stands between two that speak of a park: 高新区完成…。引进项目85个。高新区完成…"""
        at = bisect_right(document.sentences, line.sentence.start, key=lambda each: each.start)
        after = document.sentences[at] if name and at < len(document.sentences) else None
        if after is None or after.paragraph != line.sentence.paragraph or name not in document.text[after.start : after.end]:
            return False
        return self._labels.opens_with_verb(document.text[line.sentence.start : line.sentence.start + _VERB], 1)

    def named(self, words: str, figure: Figure, park: Park) -> str:
        """Words with the park that they leave unsaid."""
        is_of_whole = self._whole.match(words) is not None and not park.name.startswith(self._every)
        if not park.name or figure.clause.start == park.start or is_of_whole:
            return words
        if park.name.startswith(self._bodies) and not (self._labels.event(words) and self._labels.dimension(figure) not in ("ratio", "multiple")):
            return words
        if park.name.startswith(self._every):
            return words if words.startswith(self._every) else f"{park.name}{words}"
        generic = self._generic.match(words)
        if generic is not None:
            return words if park.name == generic.group() else f"{park.name}{words[generic.end() :]}"
        return words if self._noun.search(words) else f"{park.name}{words}"
