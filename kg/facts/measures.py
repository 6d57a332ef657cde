"""What each figure of a clause measures: its own words, words shared in a run, words carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts import distribution
from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure, Run
from kg.facts.labels import LONGEST, LabelReader, Measure, any_of
from kg.facts.scope import ScopeReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

_PAYERS = ("agency", "organization", "region")


@dataclass
class Memory:
    """What later figures of a paragraph may leave unsaid."""

    measure: Measure | None = None
    sentence: int = -1  # where the sentence of `measure` begins
    run: tuple[Measure, ...] = ()
    verb: str = ""  # 深入 in 深入13个市、25个县

    def forget(self) -> None:
        """A new paragraph begins."""
        self.measure, self.run, self.verb, self.sentence = None, (), "", -1


class MeasureReader:
    """Finds the measures of the figures of a clause."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, scope: ScopeReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._scope = scope
        self._distribute = re.compile(any_of(words("distribute-cue")))
        self._jointly = re.compile(rf"(?:{any_of(words('joint-cue'))})[^、]{{0,4}}$")
        self._heads = words("measure-noun")
        self._of_all = re.compile(rf"(?:{any_of(words('of-all-cue'))})")
        self._spend_next = re.compile(rf"^(?:{any_of(words('spend-next'))})")

    def read(self, document: Document, line: Line, runs: Sequence[Run], memory: Memory) -> list[tuple[Figure, Figure, list[Measure]]]:
        """Each figure with the first of its run and its measures: one, several where 均 gives one number to several things, or none."""
        found: list[tuple[Figure, Figure, list[Measure]]] = []
        for index, run in enumerate(runs):
            measures = self._run(document, line, run, memory, runs[index + 1 :])
            found += [(figure, run[0], each) for figure, each in zip(run, measures, strict=True)]
            firsts = tuple(each[0] for each in measures if each)
            if len(firsts) == len(run) and not self._is_aside(document, run[0]):
                memory.run, memory.measure, memory.sentence = firsts, firsts[-1], line.sentence.start
        return found

    def _is_aside(self, document: Document, head: Figure) -> bool:
        """Whether a figure stands in brackets, as in 人均45031元（折合6652美元）: nothing is carried over from there."""
        before = document.text[head.clause.start : head.mention.start]
        return before.count("（") + before.count("(") > before.count("）") + before.count(")")

    def _run(self, document: Document, line: Line, run: Run, memory: Memory, later: Sequence[Run]) -> list[list[Measure]]:
        head = run[0]
        if len(run) > 1:
            placed = self._placed(document, line, run)
            if placed:
                return [[measure] for measure in placed]
            parts = self._listed(document, head, len(run))
            if parts:
                return [[Measure(part[:LONGEST], part[:LONGEST], (head.left,), is_part=True)] for part in parts]
        skip = self._scope.stretches(document, line, head.clause)
        left = self._labels.words_of(document, head.left, skip)
        right = self._labels.words_of(document, run[-1].right, skip)
        composed = self._compose(document, line, head, run[-1].right, left, right, memory, later, skip)
        if not composed or self._labels.is_weak(composed):
            if len(run) > 1 and len(memory.run) == len(run):
                return [[measure] for measure in memory.run]
            carried = self._carry(document, line, head, composed or left, memory, skip)
            carried = carried or self._paid(head, composed or left)
            return [[carried] if carried else [] for _ in run]
        if self._starts_elided(document, head, run[-1]) or self._labels.is_bare_place(composed):
            composed = self._with_subject(document, line, head, composed, memory)
        several = self._joint(document, head)
        if several:
            return [[Measure(part, part, (head.left,)) for part in several] for _ in run]
        sources = (head.left, run[-1].right) if self._labels.is_before_noun(document, run[-1].right) else (head.left,)
        return [[Measure(composed[:LONGEST], self._labels.core(composed)[:LONGEST], sources)] for _ in run]

    def _compose(
        self,
        document: Document,
        line: Line,
        head: Figure,
        behind: tuple[int, int],
        left: str,
        right: str,
        memory: Memory,
        later: Sequence[Run],
        skip: Sequence[tuple[int, int]],
    ) -> str:
        """The words before the number, the words behind it, or both."""
        labels = self._labels
        dimension = labels.dimension(head)
        if head.quantity.role == "duration":
            return right or left
        weak = labels.is_weak(left)
        noun_behind = bool(right) and labels.is_before_noun(document, behind)
        noun = labels.unit_noun(document, head)
        if noun:
            verb = left if weak or len(left) <= 6 else ""
            return f"{verb}{noun}{right}" if right else f"{left}{noun}"
        if not noun_behind:
            return labels.without_build(left)
        if labels.is_level(right) and later:
            right += labels.words_of(document, later[-1][-1].right, skip)
        if dimension in ("count", "person", "event") or head.quantity.unit is None:
            if document.text[behind[0]] == "的" and not weak:
                return f"{labels.without_build(left)}{right}"
            return self._counted(document, head, left, right, weak, memory) + self._predicate(document, line, behind)
        if dimension == "ratio" or weak or document.text[behind[0]] == "的":
            if later and (labels.is_weak(right) or self._spend_next.sub("", right) == ""):
                right += labels.words_of(document, later[-1][-1].right, skip)
            return left + right if left not in right else right
        return labels.without_build(left) + (right if dimension == "money" else "")

    def _counted(self, document: Document, head: Figure, left: str, right: str, weak: bool, memory: Memory) -> str:
        """The verb of a list of counts goes with each item: 深入13个市、25个县."""
        if head.is_listed(document.text) and not left:
            verb = memory.verb
        else:
            is_first = head.left[0] == head.clause.start
            verb = memory.verb = self._labels.without_build(left) if weak else left if is_first and len(left) <= 8 else ""
        return right if verb in right else f"{verb}{right}"

    def _predicate(self, document: Document, line: Line, behind: tuple[int, int]) -> str:
        """86家行业协会，全部完成了脱钩工作: what the next clause says of all that was counted."""
        following = next((clause for clause in line.clauses if clause.start == behind[1] + 1), None)
        if following is None or following.figures or not self._of_all.match(document.text, following.start):
            return ""
        return self._labels.words_of(document, (following.start, following.end), self._scope.stretches(document, line, following))

    def _placed(self, document: Document, line: Line, run: Run) -> list[Measure]:
        """为甲县、乙县、丙县分别捐赠51万元、50万元、49万元助残资金: one measure, each place with its figure."""
        head = run[0]
        cut = self._distribute.search(document.text, *head.left)
        places = self._scope.listed_places(head)
        if cut is None or len(places) != len(run):
            return []
        skip = self._scope.stretches(document, line, head.clause)
        words = self._labels.words_of(document, (cut.end(), head.mention.start), skip) + self._labels.words_of(document, run[-1].right, skip)
        if not words:
            return []
        return [Measure(words[:LONGEST], self._labels.core(words)[:LONGEST], (head.left, run[-1].right), region=place) for place in places]

    def _listed(self, document: Document, head: Figure, count: int) -> list[str]:
        """The things that 分别 hands the figures to; none where it does not or their number differs."""
        raw = document.text[slice(*head.left)]
        cut = self._distribute.search(raw)
        if cut is None:
            return []
        parts = distribution.items(self._labels.trim(self._without_scope(raw[: cut.start()], head)), count)
        if not parts:
            return []
        return [self._labels.trim(part) for part in distribution.completed(parts, self._scope.group_end(parts[-1]), self._heads)]

    def _without_scope(self, raw: str, head: Figure) -> str:
        for name in head.clause.names:
            if name.mention.kind == "deixis":
                raw = raw.replace(name.mention.text, "", 1)
        return raw

    def _joint(self, document: Document, head: Figure) -> list[str]:
        """统一受理事项覆盖率、网上受理率均为100%: one number, several measures."""
        raw = document.text[slice(*head.left)]
        if not self._jointly.search(raw[-6:]):
            return []
        cut = self._jointly.search(raw[-6:])
        words = self._labels.trim(self._without_scope(raw[: len(raw) - 6 + cut.start()] if cut and len(raw) > 6 else raw, head))
        parts = [self._labels.trim(part) for part in words.split("、")]
        return parts if len(parts) > 1 and all(len(part) > 2 for part in parts) else []

    def _starts_elided(self, document: Document, head: Figure, last: Figure) -> bool:
        raw = document.text[slice(*head.left)]
        return (
            head.left[0] == head.clause.start
            and self._labels.is_elided(raw)
            and (not self._labels.is_before_noun(document, last.right) or self._labels.dimension(head) == "ratio")
        )

    def _carry(self, document: Document, line: Line, head: Figure, own: str, memory: Memory, skip: Sequence[tuple[int, int]]) -> Measure | None:
        """The measure of a figure whose clause says only 增长 or 占比: what stood before, or what the next clause says."""
        topic = self._topic_before(document, line, head)
        core = document.text[slice(*topic)] if topic else ""
        if not core and self._spends(document, line, head):
            return self._ahead(document, line, head, own)
        if not core and memory.measure is not None and (memory.sentence == line.sentence.start or self._may_reach_back(document, head)):
            core = memory.measure.core
        if not core:
            return self._ahead(document, line, head, own)
        words = core if not own or own in core else f"{core}{own}"
        return Measure(words[:LONGEST], core, (topic,) if topic else ())

    def _paid(self, head: Figure, own: str) -> Measure | None:
        """市民政局拨付30万元: with nothing else in reach, what someone named does with money names the sum."""
        someone = any(name.entities and name.mention.kind in _PAYERS and name.mention.end <= head.mention.start for name in head.clause.names)
        paid = someone and self._labels.dimension(head) == "money" and self._labels.is_flow(own)
        return Measure(own[:LONGEST], own[:LONGEST], (head.left,)) if paid else None

    def _may_reach_back(self, document: Document, head: Figure) -> bool:
        return self._labels.is_elided(document.text[slice(*head.left)])

    def _next(self, line: Line, head: Figure) -> Clause | None:
        later = [clause for clause in line.clauses if clause.start > head.clause.start]
        return later[0] if later else None

    def _spends(self, document: Document, line: Line, head: Figure) -> bool:
        """投入5000余万元，建设…: the next clause says what for."""
        following = self._next(line, head)
        return (
            following is not None
            and self._labels.dimension(head) == "money"
            and self._spend_next.match(document.text[following.start : following.end]) is not None
        )

    def _ahead(self, document: Document, line: Line, head: Figure, own: str) -> Measure | None:
        following = self._next(line, head)
        if following is None or not self._spends(document, line, head):
            return None
        words = self._labels.words_of(document, (following.start, following.end), self._scope.stretches(document, line, following))
        return Measure(f"{words}{own}"[:LONGEST], words[:LONGEST], ((following.start, following.end),)) if words else None

    def _with_subject(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        topic = self._topic_before(document, line, head)
        subject = document.text[slice(*topic)] if topic else memory.measure.core if memory.measure else ""
        return f"{subject}{composed}" if subject and subject not in composed else composed

    def _topic_before(self, document: Document, line: Line, head: Figure) -> tuple[int, int] | None:
        """What the clause right before this one speaks of, where it has no figure of its own."""
        if head.left[0] != head.clause.start:
            return None
        before = [clause for clause in line.clauses if clause.end < head.clause.start + 1 and clause.start < head.clause.start]
        for clause in reversed(before):
            if clause.figures:
                return None
            stretch = self._scope.topic(document, clause)
            if stretch:
                return stretch
        return None
