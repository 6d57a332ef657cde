"""What each figure of a clause measures: its own words, words shared in a run, words carried over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.facts.alternatives import any_of
from kg.facts.around import Around
from kg.facts.averaging import AverageReader
from kg.facts.beneficiaries import BeneficiaryReader
from kg.facts.carrying import Carrier
from kg.facts.clauses import Line
from kg.facts.composing import Composer
from kg.facts.each_one import EachReader
from kg.facts.figures import Figure, Run
from kg.facts.givers import GiverReader
from kg.facts.handing import HandingReader
from kg.facts.labels import LONGEST, LabelReader, Measure
from kg.facts.lacking import LackReader
from kg.facts.memory import Memory
from kg.facts.paces import PaceReader
from kg.facts.passing_times import PassingTimes
from kg.facts.plants import PlantReader
from kg.facts.predicates import PredicateReader
from kg.facts.restricting import RestrictionReader
from kg.facts.said_elsewhere import ElsewhereReader
from kg.facts.scope import ScopeReader
from kg.facts.sharing import SharedReader
from kg.facts.unsaid import UnsaidReader
from kg.facts.wholes import WholeReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

# what grows by these grows at a rate, and its name says so
_RELATIVE = ("ratio", "multiple", "rank")
# how many of the things counted last are kept in mind
_HELD = 5
# how far before a number the words reach that say in what way it grew
_MANNER = 8


class MeasureReader:
    """Finds the measures of the figures of a clause."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, scope: ScopeReader, is_known: Callable[[str], bool]) -> None:
        words = vocabulary.words
        self._labels = labels
        self._scope = scope
        self._wholes = WholeReader(vocabulary, labels, is_known)
        self._averages = AverageReader(vocabulary)
        self._plants = PlantReader(vocabulary, labels)
        self._base = re.compile(r"[由从][^由从]{1,16}$")
        self._comes_to = re.compile(rf"[，、\u4e00-\u9fff]{{0,3}}?(?:{any_of(words('become-verb'))})")
        self._in_all = words("in-all")
        self._distribute = re.compile(any_of(words("distribute-cue")))
        self._states = words("project-state")
        # 存款、贷款分别新增20亿元和30亿元: what was added to each, and not all of it
        self._added = re.compile(rf"(?<!比)({any_of(words('change-verb'))})了?(?:约|近|逾)?$")
        self._examples = re.compile(rf"(?:{any_of(words('example-end'))})$")
        # 13个市场改造和各县道路建设: those of each county have no number
        # 高速公路共有甲（县）乙（县）、丙（县）丁（县）两条: names of roads, each letter spelled out
        self._spelled = re.compile(rf"(?:共|现)?(?:{any_of(words('there-is'))})\s?(?:[\u4e00-\u9fff][（(][\u4e00-\u9fff]{{1,3}}[）)]){{2}}")
        work, places = any_of(words("work-end")), any_of(words("each-place"))
        self._others = re.compile(rf"(?<=..)({work})[和与及](?:{words('each-word')[0]})(?:{places})[^的]{{4,30}}$")
        self._composer = Composer(vocabulary, labels, scope, is_known)
        self._beneficiaries = BeneficiaryReader(vocabulary, is_known)
        self._unsaid = UnsaidReader(vocabulary, labels)
        self._givers = GiverReader(vocabulary, is_known)
        self._each = EachReader(vocabulary, labels)
        self._passing = PassingTimes(vocabulary)
        self._handing = HandingReader(vocabulary, labels, self._each)
        self._shared = SharedReader(vocabulary, labels)
        self._predicates, self._restrictions = PredicateReader(vocabulary, labels, scope), RestrictionReader(vocabulary, labels)
        self._paces, self._elsewhere = PaceReader(vocabulary), ElsewhereReader(vocabulary)
        self._lacks = LackReader(vocabulary, labels, scope)
        self._carrier = Carrier(vocabulary, labels, scope, self._shared)

    def read(self, document: Document, line: Line, runs: Sequence[Run], memory: Memory) -> list[tuple[Figure, Figure, list[Measure]]]:
        """Each figure with the first of its run and its measures: one, several where 均 gives one number to several things, or none."""
        found: list[tuple[Figure, Figure, list[Measure]]] = []
        for index, run in enumerate(runs):
            measures = [self._paces.of_rate(line, run[0], each, memory) for each in self._run(document, line, run, memory, runs[index + 1 :])]
            found += [(figure, run[0], each) for figure, each in zip(run, measures, strict=True)]
            firsts = tuple(each[0] for each in measures if each)
            if run[-1].quantity.unit is None and firsts:
                # 烟叶收购186万担: a number whose unit nobody knows names nothing for those behind it
                memory.measure, memory.run, memory.recent = None, (), ()
            elif len(firsts) == len(run) and not self._is_aside(document, run[0]):
                recent = memory.recent if memory.sentence == line.sentence.start else ()
                memory.counted = (*memory.counted[-_HELD:], (run[-1].quantity.unit, firsts[-1].words))
                memory.unit, memory.end = run[-1].quantity.unit, run[-1].mention.end
                memory.summed = memory.summed if self._labels.dimension(run[-1]) in ("ratio", "multiple", "rank") else memory.unit
                memory.run, memory.measure, memory.sentence, memory.recent = firsts, firsts[-1], line.sentence.start, (*recent, *firsts)
        return found

    def _takes_up(self, document: Document, line: Line, run: Run, own: str, memory: Memory) -> bool:
        """培训2.8万人，就业9.3万人，分别增长55%和40%: growths of the things before, one each."""
        head = run[0]
        fits = len(run) > 1 and len(memory.recent) >= len(run) and memory.sentence == line.sentence.start
        return (
            fits
            and self._labels.dimension(head) in ("ratio", "multiple")
            and (self._labels.is_verbal(own) or self._shared.is_task(own))
            and self._distribute.search(document.text, *head.left) is not None
        )

    def _is_aside(self, document: Document, head: Figure) -> bool:
        """Whether a figure stands in brackets, as in 人均45031元（折合6652美元）: nothing is carried over from there."""
        before = document.text[head.clause.start : head.mention.start]
        return before.count("（") + before.count("(") > before.count("）") + before.count(")")

    def _run(self, document: Document, line: Line, run: Run, memory: Memory, later: Sequence[Run]) -> list[list[Measure]]:
        head = run[0]
        listed = self._listed(document, line, run)
        if listed is not None:
            return listed
        shares = self._wholes.shares(document, line, run, memory)
        if shares:
            return shares
        plant = self._plants.read(document, run)
        if plant is not None:
            return [[plant] if self._labels.says_something(plant.words) else [] for _ in run]
        skip = self._scope.stretches(document, line, head.clause)
        around = self._around(document, line, run, later, skip)
        if self._unsaid.leaves_open(document, around, memory) or self._predicates.is_of_people(document, run, around.right, later):
            return [[] for _ in run]
        cost = self._composer.invested(document, around)
        if cost:
            return [[Measure(cost, cost, (head.left, around.behind))] for _ in run]
        composed = self._composer.compose(document, line, around, memory)
        is_task = self._shared.is_task(composed) and self._takes_up(document, line, run, composed, memory)
        if not composed or is_task or self._labels.is_weak(composed):
            return self._carried(document, line, run, composed, around.left, memory)
        composed = self._beneficiaries.kept(document, head, composed)
        composed = self._shared.complete(document, line, head, composed, memory)
        composed = composed and self._lacks.completed(document, line, head, composed, memory)
        composed = self._each.complete(document, head, composed and self._completed(document, line, run, composed, memory))
        several = self._handing.joint(document, head)
        if not several and self._each.is_of_each(document, head):
            return [[] for _ in run]
        if several:
            return [[Measure(part, part, (head.left,), is_part=True) for part in several] for _ in run]
        if not composed or len(composed) > LONGEST:
            # cut anywhere it would say something else
            return [[] for _ in run]
        sources = (head.left, run[-1].right) if self._labels.is_before_noun(document, run[-1].right) else (head.left,)
        if self._elsewhere.is_said(document, line, head, composed, self._labels.dimension(head)):
            return [[] for _ in run]
        composed = self._lacks.of_whole(composed, memory)
        words = self._restrictions.restricted(document, line, head, composed, memory)
        core = self._restrictions.carried(words, composed)
        return [[Measure(words, self._labels.core(core), sources)] for _ in run]

    def _listed(self, document: Document, line: Line, run: Run) -> list[list[Measure]] | None:
        """The measures of numbers of which each has its place or thing in a list; None where no list hands them out."""
        head = run[0]
        if len(run) > 1:
            placed = self._handing.placed(document, run, self._scope.names.listed(head), self._scope.stretches(document, line, head.clause))
            if placed:
                return [[measure] for measure in placed]
            parts = self._handing.listed(document, head, len(run))
            if not parts:
                return None
            # 分别年均增长6%和8%, 年均分别增长6%和8%
            own = document.text[max(head.left[0], head.mention.start - _MANNER) : head.mention.start]
            added = self._added.search(own) if self._labels.dimension(head) not in _RELATIVE else None
            named = [f"{part}{added[1]}" if added and added[1] not in part else part for part in parts]
            return [[self._labels.yearly(Measure(part[:LONGEST], part[:LONGEST], (head.left,), is_part=True), own)] for part in named]
        if self._handing.is_first(document, head):
            parts = self._handing.listed(document, head, 2)
            return [[Measure(parts[0][:LONGEST], parts[0][:LONGEST], (head.left,), is_part=True)] if parts else []]
        return None

    def _around(self, document: Document, line: Line, run: Run, later: Sequence[Run], skip: Sequence[tuple[int, int]]) -> Around:
        head = run[0]
        left = self._labels.words_of(document, self._up_to_base(document, run), (*skip, *self._passing.said(document, head)))
        begun = self._plants.begun(document, head)
        left = f"{self._labels.words_of(document, begun, skip) if begun else ''}{self._state(document, head)}{left}"
        if self._examples.search(document.text, *head.left):
            # 组建甲基金等5支基金: the examples are no part of what is counted
            left = self._labels.event(left)
        elif named := self._spelled.search(document.text, *head.left):
            left = self._labels.words_of(document, (head.left[0], named.start()), skip)
        right = self._others.sub(r"\1", self._labels.words_of(document, run[-1].right, skip))
        behind = run[-1].right
        if later and document.text[slice(*behind)] in self._in_all:
            # 3支共118人的养老服务队伍: the noun stands behind both numbers
            behind = later[0][-1].right
            right = self._labels.words_of(document, behind, skip)
        right = self._predicates.said(document, line, run, right, later, skip)
        return Around(head, left, right, behind, later, skip)

    def _state(self, document: Document, head: Figure) -> str:
        """51个在建、新开工项目完成投资63亿元: the first of two states, which is no item of a list."""
        before = next((each for each in reversed(head.clause.figures) if each.end <= head.left[0] - 1), None)
        stood = document.text[before.end : head.left[0] - 1] if before is not None and head.is_listed(document.text) else ""
        return stood if stood in self._states else ""

    def _carried(self, document: Document, line: Line, run: Run, composed: str, left: str, memory: Memory) -> list[list[Measure]]:
        """The measures of figures whose own words say only how: those of the figures before, or of what stands before or behind."""
        in_area = self._wholes.in_area(document, line, run[0], composed, memory)
        if in_area:
            return [[Measure(in_area, in_area, (run[0].left,))] for _ in run]
        if len(run) > 1 and len(memory.run) == len(run):
            grown = left if self._labels.is_verbal(left) and self._labels.grows(left) and self._labels.dimension(run[0]) not in _RELATIVE else ""
            held = [replace(measure, words=f"{self._labels.without_growth(measure.words)}{grown}") for measure in memory.run]
            return [[self._labels.yearly(measure, left)] for measure in held]
        listed = self._handing.before(document, line, run[0], len(run)) if len(run) > 1 else []
        if listed:
            return [[self._labels.yearly(Measure(part[:LONGEST], part[:LONGEST], is_part=True), left)] for part in listed]
        if self._takes_up(document, line, run, composed or left, memory):
            task = composed if self._shared.is_task(composed) else ""
            things = [replace(measure, words=f"{measure.words}{task}") for measure in memory.recent[-len(run) :]]
            return [[self._labels.yearly(measure, left)] for measure in things]
        if any(each.start == run[-1].mention.end for each in run[0].clause.figures):
            # 4人9次打破5项纪录: what is counted stands behind the last
            return [[] for _ in run]
        carried = self._carrier.carry(document, line, run[0], composed or left, memory)
        carried = carried or self._carrier.paid(run[0], composed or left)
        return [[carried] if carried else [] for _ in run]

    def _completed(self, document: Document, line: Line, run: Run, composed: str, memory: Memory) -> str:
        """Words with what they leave to the words around them: the holder, the subject, the whole, and that they are of each year."""
        head = run[0]
        if self._labels.may_lack_holder(composed) or self._shared.is_open_rate(composed):
            composed = self._carrier.with_holder(document, line, head, composed, memory)
        elif self._starts_elided(document, head, run[-1]) or (self._labels.is_bare_place(composed) and not self._wholes.is_part(document, line, head, memory)):
            composed = self._carrier.with_subject(document, line, head, composed, memory)
        elif self._labels.dimension(head) == "mass" and (line.chained or memory.sentence == line.sentence.start):
            composed = self._labels.as_output(composed, memory.measure.core if memory.measure else "")
        composed = self._givers.named(document, line, head, self._carrier.spelled_out(document, line, head, composed))
        composed = self._averages.named(document, head, self._wholes.part(document, line, head, composed, memory))
        return self._wholes.among(document, line, head, composed, memory)

    def _up_to_base(self, document: Document, run: Run) -> tuple[int, int]:
        """The words before a number without the words of a state that it only began from: 覆盖率 | 由2008年冰冻灾害后的64%上升到66%."""
        start, end = run[0].left
        if self._comes_to.match(document.text, run[-1].mention.end) is None:
            return start, end
        base = self._base.search(document.text, start + 2, end)
        return (start, base.start()) if base else (start, end)

    def _starts_elided(self, document: Document, head: Figure, last: Figure) -> bool:
        raw = document.text[slice(*head.left)]
        return (
            head.left[0] == head.clause.start
            and self._labels.is_elided(raw)
            and (not self._labels.is_before_noun(document, last.right) or self._labels.dimension(head) == "ratio")
        )
