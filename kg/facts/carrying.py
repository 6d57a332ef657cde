"""What a figure measures whose own words do not say it: what stood before, or what the next clause says."""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.facts.labels import LONGEST, LabelReader, Measure
from kg.facts.memory import Memory
from kg.facts.scope import ScopeReader
from kg.facts.sharing import SharedReader
from kg.facts.topics import TopicReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

# how long the words may be that say what money is for
_LONGEST_AIM = 16
# so much of a subject in the words themselves shows that they have it: 谈话函询监察干部 | 立案监察干部
_TAIL = 2
_RATES = ("ratio", "multiple")
# the shortest thing that can rise
_HOLDS = 2
_UNREAD = re.compile(r"[0-9][万亿][\u4e00-\u9fff]")
_PAYERS = ("agency", "organization", "region")


class Carrier:
    """Finds what is left unsaid."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, scope: ScopeReader, shared: SharedReader) -> None:
        self._labels = labels
        self._shared = shared
        self._scope = scope
        self._topics = TopicReader(vocabulary)
        self._against = re.compile(rf"(?:{any_of(vocabulary.words('held-against'))})")
        self._hollow = re.compile(rf"(?:{any_of(vocabulary.words('label-open-end'))})$")
        self._opposite = vocabulary.words("opposite-measure")
        self._manner = vocabulary.words("free-of-charge")
        self._sums, self._new = vocabulary.words("sum-adverb"), vocabulary.words("new-word")
        self._newly = re.compile(rf"(?:{any_of(vocabulary.words('newly'))})(?=.{{2}})")
        self._total = re.compile(rf"(?:{any_of(vocabulary.words('total-noun'))})")
        self._route = re.compile(rf"(?:{any_of(vocabulary.words('route-verb'))})")
        self._state = re.compile(rf"^(?:{any_of((*vocabulary.words('project-state'), *vocabulary.words('project-stage')))})(?=.{{2}})")
        self._via = vocabulary.words("via-word")
        self._length = re.compile(rf"(?<=[\u4e00-\u9fff])(?:{any_of(vocabulary.words('length-noun'))})$")
        self._share = vocabulary.words("share-verb")
        self._outlay = re.compile(rf"(?:{any_of(vocabulary.words('bare-outlay'))})$")
        self._aim = re.compile(rf"(?:{any_of(vocabulary.words('aim-verb'))})")
        self._and_others = vocabulary.words("example-end")[0]
        self._attracting = vocabulary.words("attracting-work")
        self._attracted = re.compile(rf"(?:{any_of(vocabulary.words('attract-verb'))})(?:{any_of(vocabulary.words('staged-thing'))})")
        self._held, self._done = vocabulary.words("done-sum"), vocabulary.words("light-verb")[0]
        stages = any_of(vocabulary.words("project-stage"))
        self._stage, self._stage_end = re.compile(rf"(?:{stages})"), re.compile(rf"(?:{any_of(vocabulary.words('of-all-cue'))})?(?:{stages})$")
        self._of_whole = re.compile(rf"^(?:{any_of(vocabulary.words('amounts-to'))})[\u4e00-\u9fff]{{2,14}}的$")
        self._come_to = re.compile(any_of(vocabulary.words("become-verb")))
        self._spend_next = re.compile(rf"^(?:{any_of(vocabulary.words('spend-next'))})")

    def carry(self, document: Document, line: Line, head: Figure, own: str, memory: Memory) -> Measure | None:
        """The measure of a figure whose clause says only 增长 or 占比: what stood before, or what the next clause says."""
        # 项目全部开工，完成投资5亿元: what was spent, and not what they cost
        own = f"{self._done}{own}" if own in self._held and document.text.startswith(f"{self._done}{own}", head.clause.start) else own
        topic = self._topic_before(document, line, head)
        is_same = memory.measure is not None and memory.sentence == line.sentence.start
        if is_same and not topic and not self._is_next(document, line, head, memory):
            return None
        if topic and is_same and self._labels.is_verbal(own) and not self._topics.begins_with_subject(document, topic):
            topic = None
        core = document.text[slice(*topic)] if topic else ""
        if not core and self._spends(document, line, head):
            return self._ahead(document, line, head, own)
        if not core and memory.measure is not None and (is_same or self._may_reach_back(document, line, head)):
            core = next((each.core for each in reversed(memory.recent) if not self._labels.is_verbal(each.core)), memory.measure.core)
        if not core:
            return self._ahead(document, line, head, own)
        core = self._without_number(core, head)
        if self._labels.grows(own or document.text[slice(*head.left)]):
            core = self._before_rise(core)
        added = own or document.text[slice(*head.left)]
        if added in self._sums:
            core = self._old_and_new(core)
            return Measure(f"{added}{core}"[:LONGEST], core, (topic,) if topic else ())
        if not own or own in core:
            return Measure(core[:LONGEST], core, (topic,) if topic else ())
        if self._total.fullmatch(own):
            core = self._old_and_new(core)
        elif self._labels.dimension(head) in _RATES and self._labels.grows(own):
            core = self._new_ones(core, memory)
        pair = next((each for each in self._opposite if own in self._opposite and own != each and core.endswith(each)), "")
        if pair:
            # 预算收入15.9亿元、支出32.4亿元
            words = f"{core.removesuffix(pair)}{own}"[:LONGEST]
            return Measure(words, words, (topic,) if topic else ())
        if self._labels.is_verbal(own) or own.startswith(self._share):
            core = self._of_stage(core, own, memory, not topic and is_same)
            return Measure(f"{core}{own}"[:LONGEST], core, (topic,) if topic else ())
        # of a rate that stands beside another rate the holder is the same: 农产品转化率达到42%，精深加工比重达到29%
        core = self._length.sub("", core)
        words = f"{self._labels.holder(core) if not topic else core}{own}"[:LONGEST]
        return Measure(words, self._labels.core(words), (topic,) if topic else ())

    def _before_rise(self, core: str) -> str:
        """贫困标准 of 把标准提高到年人均2700元，比上年提高了一倍: what it was raised to is not what rose."""
        come_to = self._come_to.search(core, _HOLDS)
        return core[: come_to.start()] if come_to else core

    def _of_stage(self, core: str, own: str, memory: Memory, is_same: bool) -> str:
        """What a verb is said of: 项目 in 项目开工50个，竣工20个，完成投资90亿元."""
        if self._stage.match(own):
            # 项目新签约230个、总投资330亿元，新开工100个: what began is the projects
            core = next((each.core for each in reversed(memory.recent) if is_same and self._stage_end.search(each.core)), core)
        if self._stage.match(own) or not self._labels.grows(own):
            core = core if own.startswith(self._share) else self._begun(core, memory)
            core = self._stage_end.sub("", core) or core
        return core

    def _without_number(self, core: str, head: Figure) -> str:
        """粮食总产 of 粮食总产突破100万吨, which names the years that it did so, for the 100万吨."""
        at = core.find(head.mention.text)
        return self._labels.trim(core[:at]) if at > 1 else core

    def _begun(self, core: str, memory: Memory) -> str:
        """项目 of 在建项目30个、总投资50亿元，竣工10个: projects are finished, and not what they cost."""
        if not self._labels.is_relational(core):
            return core
        things = next((each.core for each in reversed(memory.recent) if not self._labels.is_relational(each.core)), core)
        return self._state.sub("", things) if core.startswith(things) else core

    def _new_ones(self, core: str, memory: Memory) -> str:
        """新设商户400户，增长12%: those that are new grew, and not all."""
        words = memory.measure.words if memory.measure is not None else ""
        return words if words.endswith(core) and (self._newly.match(words) or words.startswith(self._new)) else core

    def _old_and_new(self, core: str) -> str:
        """新转移劳动力29万人，累计70万人; 新登记市场主体25万户，总量118万户: not only the new ones."""
        newly = self._newly.match(core)
        rest = core[newly.end() :] if newly else next((core.removeprefix(new) for new in self._new if core.startswith(new)), core)
        return rest if len(rest) > 1 else core

    def paid(self, head: Figure, own: str) -> Measure | None:
        """市民政局拨付30万元: with nothing else in reach, what someone named does with money names the sum."""
        someone = any(name.entities and name.mention.kind in _PAYERS and name.mention.end <= head.mention.start for name in head.clause.names)
        paid = someone and self._labels.dimension(head) == "money" and self._labels.is_flow(own)
        return Measure(own[:LONGEST], own[:LONGEST], (head.left,)) if paid else None

    def _is_next(self, document: Document, line: Line, head: Figure, memory: Memory) -> bool:
        """Whether no figure that nobody understood stands between this one and the one whose measure it would take up."""
        between = [each for clause in line.clauses for each in clause.figures if memory.end < each.start < each.end <= head.mention.start]
        return all("（" in document.text[memory.end : each.start] or "(" in document.text[memory.end : each.start] for each in between)

    def _may_reach_back(self, document: Document, line: Line, head: Figure) -> bool:
        """Whether a sentence begins with a verb whose subject can be that of the sentence before."""
        return head.clause == line.clauses[0] and self._labels.is_elided(document.text[slice(*head.left)])

    def _next(self, line: Line, head: Figure) -> Clause | None:
        later = [clause for clause in line.clauses if clause.start > head.clause.start]
        return later[0] if later else None

    def _spends(self, document: Document, line: Line, head: Figure) -> bool:
        """投入5000余万元，建设…: the next clause says what for."""
        following = self._next(line, head)
        return (
            following is not None
            and self._labels.dimension(head) == "money"
            and not (following.figures and self._of_whole.match(document.text[following.start : following.figures[0].start]))
            and self._spend_next.match(document.text[following.start : following.end]) is not None
        )

    def _ahead(self, document: Document, line: Line, head: Figure, own: str) -> Measure | None:
        following = self._next(line, head)
        if following is None or not self._spends(document, line, head):
            return None
        words = self._labels.words_of(document, (following.start, following.end), self._scope.stretches(document, line, following))
        return Measure(f"{words}{own}"[:LONGEST], words[:LONGEST], ((following.start, following.end),)) if words else None

    def spelled_out(self, document: Document, line: Line, head: Figure, composed: str) -> str:
        """What the clause before or behind adds to words that are no more than a verb and a noun.

        开展小微企业贴息贷款，发放贷款6800万元: the loans are those. 市财政列支400万元，扶持园区建设: the money is for that.
        """
        following = self._next(line, head)
        if following is not None and not following.figures and self._outlay.search(composed) and self._aim.match(document.text, following.start):
            aim = self._labels.words_of(document, (following.start, following.end), self._scope.stretches(document, line, following))
            return f"{composed}{aim}" if self._labels.dimension(head) == "money" and len(aim) <= _LONGEST_AIM else composed
        before = [clause for clause in line.clauses if clause.end == head.clause.start - 1]
        if head.left[0] != head.clause.start or not before or before[0].figures:
            return composed
        if self._attracted.match(composed):
            # 农业招商引资形势喜人，引进项目22宗: what they were attracted to
            topic = self._topics.topic(document, before[0])
            words = document.text[slice(*topic)] if topic and topic[0] == before[0].start else ""
            return f"{words}{composed}" if words.endswith(self._attracting) and words not in self._attracting else composed
        for length in (4, 3, 2):
            noun, verb = composed[-length:], composed[:-length]
            if (
                len(verb) <= 2
                and document.text.startswith(noun, before[0].end - length)
                and (not verb or verb in self._manner or self._labels.is_flow(verb) or self._labels.event(composed))
            ):
                topic = self._topics.topic(document, before[0])
                words = self._labels.without_lead(self._labels.trim(document.text[slice(*topic)])) if topic else ""
                return f"{verb}{words}" if words.endswith(noun) and len(words) > length and words.isalpha() else composed
        return composed

    def with_holder(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        """A measure with what the clause before speaks of or counts, where it is named: 养老保险制度不断完善，参保人数…, 提案368件，答复率…"""
        topic = self._topic_before(document, line, head)
        subject = document.text[slice(*topic)] if topic and self._topics.begins_with_subject(document, topic) else ""
        if not subject and self._shared.is_open_rate(composed) and memory.measure is not None and memory.sentence == line.sentence.start:
            subject = self._shared.rate_holder(memory.measure.core) if head.left[0] == head.clause.start else ""
            before = next((clause for clause in line.clauses if clause.end == head.clause.start - 1), None)
            if subject and before is not None and 1 < len(before.figures) <= len(memory.recent) and "、" in document.text[before.start : before.end]:
                # 办复建议126件、提案164件，办复率100%: that of all
                subject = f"{self._shared.rate_holder(memory.recent[-len(before.figures)].core)}{self._and_others}"
        return f"{subject}{composed}" if subject and subject not in composed else composed

    def with_subject(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        """A measure whose clause begins with a verb, with the subject that the verb has: what the clause before or the figure before is about."""
        topic = self._topic_before(document, line, head)
        held = memory.measure.words if memory.measure and memory.sentence == line.sentence.start else ""
        if not topic and held and self._against.match(composed) and self._labels.grows(held):
            # 增长16%，高于全区3个百分点: what is higher is the growth
            return f"{held}{composed}"
        subject = document.text[slice(*topic)] if topic else memory.measure.core if memory.measure and memory.sentence == line.sentence.start else ""
        if self._stage.match(composed):
            subject = self._stage_end.sub("", subject)
        is_there = subject in composed or (composed.endswith(subject[-_TAIL:]) and not composed.startswith(self._share))
        return composed if not subject or is_there else f"{subject}{composed}"

    def _is_route(self, document: Document, clause: Clause) -> bool:
        """Whether a clause only says where a road or line runs, as the second one in 公路东起甲镇，西至乙镇，全长30公里."""
        passes = any(name.mention.kind == "region" and name.mention.start == clause.start + 1 for name in clause.names)
        return self._route.match(document.text, clause.start) is not None or (passes and document.text.startswith(self._via, clause.start))

    def _topic_before(self, document: Document, line: Line, head: Figure) -> tuple[int, int] | None:
        """What the clause right before this one speaks of, where it has no figure of its own."""
        if head.left[0] != head.clause.start:
            return None
        before = [clause for clause in line.clauses if clause.end < head.clause.start + 1 and clause.start < head.clause.start]
        for clause in reversed(before):
            if clause.figures:
                return None
            if self._is_route(document, clause):
                continue
            stretch = self._topics.topic(document, clause)
            words = self._labels.trim(document.text[slice(*stretch)]) if stretch else ""
            if _UNREAD.search(words) or self._hollow.search(words):
                # 烟叶收购186万担: a number that nobody read; 生态富民步伐: no holder of anything
                return None
            if words and (self._topics.names_something(clause) or not self._labels.is_relational(words)):
                return stretch
        return None
