"""Of what is a rate, a number of those reached, a sum or a count, where its own words do not say it?

reach    = [ area ] rate of reach                日间照料中心770个，城乡覆盖率分别超过50%和76%: those of the centres
         | those reached                         启动供水工程，新增受益人口9万: by the works
subsidy  = subsidy per head                      提高合作医疗水平，财政补助人均达100元: of the scheme named before
hold     = 在 number places verb                 新农合制度全面推开，已在2400个县区实施: what was said to spread
found    = finding verb number                   …等问题，查找出8类: the problems
aim      = meeting verb … verb number 的 aim     改造96万户，超额完成改造80万户的目标: of what was done
purpose  = payer outlay number                   为加快公路建设，中央财政将安排20亿元
offence  = verb of a court number                批捕盗窃犯罪30人，起诉40人

The words stand in the clause before or with the figure before it. Where nobody says them, the figure has no measure.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.facts.labels import LabelReader
from kg.facts.memory import Memory
from kg.facts.scope import ScopeReader
from kg.facts.topics import TopicReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries

_COUNTED = ("count", "household", "person")
# the longest thing that a label may be of
_LONGEST = 24
# the shortest thing that can be done or found
_LEAST = 2
# the longest name of things of which some are counted behind it
_SHORT = 12
# among so many first words the verb stands whose object the others are
_AMONG = 3


class LackReader:
    """Gives a measure what its words lack."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, scope: ScopeReader) -> None:
        words = vocabulary.words
        self._labels, self._scope, self._topics = labels, scope, TopicReader(vocabulary)
        self._both = words("both-town-and-country")
        self._rate = re.compile(rf"(?:{any_of(words('rated-area'))}){{1,2}}(?:{any_of(words('rate-of-reach'))})")
        self._rate_end = re.compile(rf"(?:{any_of(words('rate-of-reach'))})$")
        self._among, self._among_end = words("among")[0], words("among-end")
        self._to_do = re.compile(rf"(?:{any_of(words('share-verb'))})(?:{any_of(words('still-to-do'))})([\u4e00-\u9fff]{{2}})的?$")
        self._covers = re.compile(any_of(words("covering-body")))
        self._covering = re.compile(rf"({any_of(words('covering-body'))})(?:{any_of(words('rate-of-reach'))})$")
        self._reached = re.compile(rf"(?:{any_of(words('those-reached'))})")
        self._subsidy = re.compile(rf"(?:{any_of(words('subsidy-per-head'))})")
        places, holds = any_of(words("counted-place")), any_of(words("taking-hold"))
        self._hold = re.compile(rf"((?:{places}){{1,3}})((?:{any_of(words('setting-in'))})?(?:{holds}))")
        self._setting_in = re.compile(rf"(?:{any_of(words('setting-in'))}){{1,2}}$")
        finding = any_of(words("finding-verb"))
        filler = any_of(words("label-edge"))
        self._finding = re.compile(rf"(?:在[\u4e00-\u9fff]{{2,10}}(?:{any_of(words('finding-place'))}))?(?:{filler}){{0,3}}(?:{finding})")
        self._found = re.compile(rf"(?:{any_of(words('found-noun'))})$")
        self._aims = any_of(words("aim-set"))
        self._aim = re.compile(rf"^(?:{any_of(words('aim-meeting-verb'))})([\u4e00-\u9fff]{{2,12}}?)((?:{self._aims}){{1,2}})$")
        outlay = any_of((*words("bare-outlay"), *words("sum-adverb")))
        self._paid = re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{any_of(words('payer-noun'))})(?:{outlay}){{1,3}}")
        self._drawing = re.compile(rf"(?:{any_of(words('drawing-people'))})")
        self._scheme = re.compile(rf"[\u4e00-\u9fff]{{0,8}}(?:{any_of(words('subsidised-scheme'))})")
        self._acts = frozenset((*words("operate-verb"), *words("plain-verb")))
        self._done = re.compile(rf"^(?:{any_of(words('way-of-doing'))}){{1,2}}(?:{any_of(self._acts)})(?=[\u4e00-\u9fff]{{3}})")
        self._ranked = re.compile(rf"在?(?:{any_of(words('ranked-places'))}){{1,2}}(?:{any_of(words('finding-place'))})?的?(?:{any_of(words('rank-noun'))})?")
        self._fund = re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{any_of(words('bare-outlay'))})(?:{any_of(words('unspecific-fund'))})")
        self._purpose = re.compile(rf"(?:{any_of(words('for-purpose'))})")
        court = any_of(words("court-verb"))
        self._court = re.compile(rf"(?:{filler}){{0,2}}(?:{court})")
        self._accused = re.compile(rf"(?:{court})([\u4e00-\u9fff]{{2,20}}?(?:{any_of(words('offence-noun'))}))$")
        self._sentenced = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{any_of(words('sentenced'))})")
        self._offence = re.compile(any_of(words("offence-noun")))

    def completed(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        """The words with what they lack; nothing where nobody says it."""
        dimension = self._labels.dimension(head)
        if dimension != "ratio" and (whole := self._among_those(document, line, head, composed)):
            return f"{whole}{composed}"
        if dimension == "ratio" and self._rate.fullmatch(composed):
            return self._of_reach(document, line, head, composed, memory)
        if dimension == "ratio" and (own := self._rate_end.search(composed)) is not None:
            return self._covered(line, composed, own.group(), memory)
        if self._reached.fullmatch(composed):
            # 持卡人数13亿人，覆盖98%的人口: those are the ones who reach
            reaches = self._held(line, head, memory) if dimension == "ratio" else self._thing_held(line, head, memory)
            return self._joined(self._object_before(document, line, head) or reaches, composed)
        if dimension == "money":
            return self._of_money(document, line, head, composed)
        if self._drawing.fullmatch(composed):
            held = self._scheme.search(memory.measure.words) if memory.measure is not None and memory.sentence == line.sentence.start else None
            return self._joined(held.group() if held is not None else self._scheme_before(document, line, head), composed)
        if dimension == "person" and (self._court.fullmatch(composed) or self._sentenced.match(composed)):
            return self._of_offence(document, line, composed, memory)
        if dimension == "rank" and self._ranked.fullmatch(composed):
            # 在各县中居第2位: in what, nobody says
            return ""
        return self._of_count(document, line, head, composed, memory) if dimension in _COUNTED else composed

    def of_whole(self, composed: str, memory: Memory) -> str:
        """巷道占需改造巷道 of 改造巷道35条，占需改造的50%: the whole is of the same things."""
        core = memory.measure.core if memory.measure is not None else ""
        to_do = self._to_do.search(composed) if core and composed.startswith(core) else None
        if to_do is None:
            return composed
        # 认证企业, 应认证的: the companies, and not those that are certified
        things = core.rpartition(to_do[1])[2]
        return f"{composed}{things}" if things and len(composed) + len(things) <= _LONGEST else composed

    def _among_those(self, document: Document, line: Line, head: Figure, composed: str) -> str:
        """百大项目 of 百大项目中，20个交通项目完成投资8亿元: those of which these are some."""
        before = next((each for each in reversed(line.clauses) if each.end + 1 == head.clause.start), None)
        if before is None or before.figures or not document.text.endswith(self._among_end, before.start, before.end):
            return ""
        whole = self._labels.words_of(document, (before.start, before.end - 1), self._scope.stretches(document, line, before))
        is_some = _LEAST < len(whole) <= _SHORT and whole[-_LEAST:] in composed and whole not in composed
        # 十件实事中，6件实事已办结
        return "" if not is_some else whole.removesuffix(composed[:_LEAST]) if composed.startswith(whole[-_LEAST:]) else f"{whole}{self._among}"

    def _joined(self, of: str, composed: str) -> str:
        return f"{of}{composed}" if of else ""

    def _of_reach(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        of = self._thing_held(line, head, memory) or self._object_before(document, line, head)
        both = next((word for word in self._both if word in of and composed.startswith(word)), "")
        of = self._rate_end.sub("", of)
        return self._joined(of, composed.removeprefix(both))

    def _covered(self, line: Line, composed: str, rate: str, memory: Memory) -> str:
        """机关党组织覆盖率达95%，企业覆盖率达90%: that of the same bodies."""
        held = memory.measure.words if memory.measure is not None and memory.sentence == line.sentence.start else ""
        found = self._covering.search(held)
        if found is None or self._covers.search(composed):
            return composed
        return f"{composed.removesuffix(rate)}{found[1]}{rate}"

    def _of_money(self, document: Document, line: Line, head: Figure, composed: str) -> str:
        if self._subsidy.fullmatch(composed):
            return self._joined(self._scheme_before(document, line, head), composed)
        if self._paid.fullmatch(composed) or self._fund.fullmatch(composed):
            before = self._before(line, head)
            if before is not None and self._purpose.match(document.text, before.start):
                return self._joined(self._object_before(document, line, head), composed) or composed
        return composed

    def _of_offence(self, document: Document, line: Line, composed: str, memory: Memory) -> str:
        """起诉40人 behind 批捕盗窃犯罪30人; of those sentenced, which are some of those, the offence must be said."""
        held = memory.recent if memory.sentence == line.sentence.start else ()
        offence = next((found[1] for each in reversed(held) if (found := self._accused.search(each.words))), "")
        if self._court.fullmatch(composed):
            return f"{composed}{offence}"
        is_part = held and not self._offence.search(composed)
        return f"{offence}{composed}" if offence and offence not in composed else "" if is_part else composed

    def _of_count(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        spread = self._hold.fullmatch(composed)
        if spread is not None and head.left[0] == head.clause.start:
            subject = self._object_before(document, line, head, is_subject=True)
            return f"{self._setting_in.sub('', subject)}{spread[2]}{spread[1]}" if subject else ""
        aim = self._aim.search(composed) if document.text.startswith("的", head.mention.end) else None
        if aim is not None:
            done = self._held(line, head, memory)
            return f"{done}{aim[2]}" if aim[1] in done else "" if self._labels.is_verbal(aim[1]) else composed
        if self._finding.fullmatch(composed) and not self._labels.is_before_noun(document, head.right):
            before = self._before(line, head)
            found = self._found.search(document.text, before.start, before.end) if before is not None else None
            return f"{composed}{found.group()}" if found is not None else ""
        return composed

    def _held(self, line: Line, head: Figure, memory: Memory) -> str:
        """What the figure before measures, if nothing stands between its clause and this one."""
        if memory.measure is None or memory.sentence != line.sentence.start or memory.end < head.clause.start - 1:
            return ""
        core = memory.measure.core
        return core if _LEAST < len(core) <= _LONGEST and not self._labels.is_verbal(core) else ""

    def _thing_held(self, line: Line, head: Figure, memory: Memory) -> str:
        """What the figure before counts, if it is no people: of whom there are so many reaches nobody."""
        return "" if (memory.unit or "").endswith("/person") else self._held(line, head, memory)

    def _before(self, line: Line, head: Figure) -> Clause | None:
        """The clause before that of a figure, if it is no mere time and has no figure of its own."""
        earlier = [clause for clause in line.clauses if clause.end < head.clause.start + 1 and clause.start < head.clause.start]
        told = next((clause for clause in reversed(earlier) if not _is_time(clause)), None)
        return told if told is not None and not told.figures else None

    def _object_before(self, document: Document, line: Line, head: Figure, is_subject: bool = False) -> str:
        """What the clause before speaks of, without places and times."""
        before = self._before(line, head)
        stretch = self._topics.topic(document, before) if before is not None else None
        if before is None or stretch is None or (is_subject and stretch[0] != before.start):
            return ""
        skip = self._scope.stretches(document, line, before)
        words = self._labels.words_of(document, stretch, skip)
        if not is_subject:
            # 广泛开展社区卫生 | 服务, which a topic ends before: what is done, to its end
            whole = self._labels.words_of(document, (before.start, before.end), skip)
            thing = self._thing(whole)
            words = thing if thing != whole else self._thing(words)
        return words if _LEAST < len(words) <= _LONGEST else ""

    def _thing(self, words: str) -> str:
        """Words without the verb among the first of them, and without what stands before it: 社会保障体系建设 of 进一步加快社会保障体系建设."""
        done = self._done.match(words)
        if done is not None:
            return words[done.end() :]
        cuts = [0, *sorted(boundaries(words))][: _AMONG + 1]
        ends = [end for start, end in pairwise(cuts) if words[start:end] in self._acts]
        return words[ends[-1] :] if ends else words

    def _scheme_before(self, document: Document, line: Line, head: Figure) -> str:
        """The scheme that the sentence named last before a figure."""
        named = [name for name in line.names if name.mention.kind == "program" and name.entities and name.mention.end <= head.mention.start]
        before = self._before(line, head)
        if before is None or any(name.mention.start >= before.start for name in named):
            return named[-1].mention.text if named else ""
        found = self._scheme.match(self._thing(self._labels.plain(document.text[before.start : before.end])))
        return found.group() if found is not None else ""


def _is_time(clause: Clause) -> bool:
    """Whether a clause only names a time: 2003年，…"""
    return any(time.start <= clause.start + 1 and time.end >= clause.end - 1 for time in clause.times)
