"""What does a member of a list, or a clause, leave unsaid because the one before it says it?

rate   = holder adverb rate … , adverb rate          行政审批提前办结率99%，按时办结率100%
pair   = holder measure … , measure                  粮食单产…，总产…; 经济总量…、人均水平…
joined = what-happened thing number 、 thing number   入社耕地2375亩、农户69户: those that joined
firms  = firms measure … , measure                   工业企业数量增长5%，资产总额增长12%
agent  = [ agent ] 对 thing rate … , 对 thing rate     科技进步对工业的贡献率40%，对农业的贡献率55%
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.labels import LabelReader
from kg.facts.memory import Memory
from kg.facts.topics import TopicReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary


class SharedReader:
    """Gives a measure what it shares with the measure before it."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._topics = TopicReader(vocabulary)
        rates = any_of((*words("soft-rate"), *words("rate-noun")))
        self._rate = re.compile(rf"(?:{any_of(words('rate-adverb'))})?(?:{rates}|[\u4e00-\u9fff]{{2}}率)$")
        self._timely = re.compile(rf"(?:{any_of(words('rate-adverb'))})(?:{rates})")
        pairs = any_of(words("paired-measure"))
        self._pair, self._held = re.compile(rf"(?:{pairs})"), re.compile(rf"([\u4e00-\u9fff]{{2,8}}?)({pairs})")
        self._joining = re.compile(rf"(?:{any_of(words('joining-word'))})(?=[\u4e00-\u9fff]{{2}})")
        lead = any_of(words("done-task-lead"))
        self._task = re.compile(rf"(?:{lead}){{0,4}}(?:{any_of(words('done-task-noun'))})")
        self._firm_measure = re.compile(rf"(?:{any_of(words('firm-measure'))})")
        self._firm = re.compile(rf"[\u4e00-\u9fff]{{0,16}}?(?:{any_of(words('firm-noun'))})")
        self._bare = frozenset((*words("held-measure"), *words("soft-measure"), *words("whole-measure")))
        self._measured = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{any_of(words('way-of-growing'))})?(?:{any_of(self._bare)})$")
        stages, projects = any_of(words("project-stage")), any_of(words("staged-thing"))
        self._staged = re.compile(rf"([\u4e00-\u9fff]{{0,8}}?)(?:{stages})(?:{projects})")
        fillers = any_of((*words("label-edge"), *words("label-lead")))
        self._to = words("toward-word")[-1]
        self._toward = re.compile(rf"(?:(?!{self._to})(?:{fillers})){{0,3}}{self._to}[\u4e00-\u9fff]{{2,16}}")
        self._agent_rate = re.compile(rf"(?:{any_of(words('agent-rate'))})$")

    def complete(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        """The words with what they share; nothing where they need what nobody says."""
        before = memory.measure.words if memory.measure is not None and memory.sentence == line.sentence.start else ""
        if self._agent_rate.search(composed):
            return self._of_agent(document, line, head, composed, before, memory.end)
        if self._task.fullmatch(composed):
            return ""
        if (firms := self._firms(document.text, line, head, composed, memory)) or not before:
            return f"{firms}{composed}"
        if self._pair.match(composed):
            held = next((found for each in reversed(memory.recent) if (found := self._held.match(each.words))), None)
            return f"{held[1]}{composed}" if held is not None and not composed.startswith(held[2]) else composed
        if composed in self._bare and head.is_listed(document.text):
            # 小麦种植面积50万亩、产量20万吨
            holder = self._measured.sub("", before)
            return f"{holder}{composed}" if holder != before else composed
        staged, own = self._staged.fullmatch(before), self._staged.fullmatch(composed)
        if staged is not None and own is not None and not own[1]:
            # 招商引资新签约项目215个，新开工项目88个
            return f"{staged[1]}{composed}"
        joined = self._joining.match(before) if head.is_listed(document.text) else None
        if joined is not None and not (self._joining.match(composed) or self._labels.opens_with_verb(composed, 1) or self._labels.is_relational(composed)):
            return f"{joined.group()}{composed}"
        return composed

    def is_task(self, words: str) -> bool:
        """Whether words name no more than what was to be done: 分别完成全年任务的50%和80%."""
        return self._task.fullmatch(words) is not None

    def _firms(self, text: str, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        """工业企业数量增长5%，资产总额增长12%: whose the assets are."""
        opens = head.left[0] == head.clause.start or head.is_listed(text)
        if not opens or not self._firm_measure.match(composed):
            return ""
        held = memory.recent if line.chained or memory.sentence == line.sentence.start else ()
        found = next((found for each in reversed(held) if (found := self._firm.match(each.core))), None)
        return found.group() if found is not None else ""

    def rate_holder(self, words: str) -> str:
        """What a rate is of: 行政审批 of 行政审批提前办结率."""
        return self._rate.sub("", words) or words

    def is_open_rate(self, words: str) -> bool:
        """Whether words are a rate that says nothing without what it is of: 办结率, 按时办结率."""
        return self._labels.is_soft_rate(words) or self._timely.fullmatch(words) is not None

    def _of_agent(self, document: Document, line: Line, head: Figure, composed: str, before: str, end: int) -> str:
        """民营经济…，对财政的贡献率: whose, stands before; where it does not, the rate says nothing."""
        if head.left[0] != head.clause.start or not self._toward.match(document.text, *head.left):
            return composed
        agent, at, _ = before[1:].partition(self._to)
        if at:
            return f"{before[0]}{agent}{self._to}{composed}"
        first = line.clauses[0]
        stretch = self._topics.topic(document, first) if head.clause.start == first.end + 1 and not first.figures else None
        if stretch and stretch[0] == first.start:
            before = self._labels.plain(document.text[slice(*stretch)])
        elif end != head.clause.start - 1:
            return ""
        return f"{before}{self._to}{composed}" if before and not self._labels.grows(before) else ""
