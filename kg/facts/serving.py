"""Whom a program or a document serves.

    serves = name with the group in it                      重度残疾人护理补贴
           | group … link verb … program                    对重病患者实行“单人保”, 孤儿享受补贴
           | group [ 的 ] program                           老年人高龄津贴
           | program … benefit verb … group                 补贴惠及残疾人; also in the clauses behind
           | focus verb group , … program                   聚焦失智老年人，建立…机制
A group whose own name holds the program's (低保对象) says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.issuing import IssuingRule
from kg.facts.turns import Passage, Turn
from kg.model import Resolved
from kg.vocab.vocabulary import Vocabulary

_NEAR = 12  # letters between a verb of giving and what is given
_LINKED = 4  # letters between groups of one list: 和, 以及, 中的


def _runs(text: str, groups: tuple[Resolved, ...]) -> list[list[Resolved]]:
    """Groups in lists: those with no more than a joiner between them."""
    runs: list[list[Resolved]] = []
    for group in groups:
        close = runs and group.mention.start - runs[-1][-1].mention.end <= _LINKED
        if close and "的" not in text[runs[-1][-1].mention.end : group.mention.start][:1]:
            runs[-1].append(group)
        else:
            runs.append([group])
    return runs


def _is_level(text: str, name: Resolved, group: Resolved) -> bool:
    """Whether no edge of a bracket lies between two names: what a bracket says, it says of what stands before it."""
    between = text[min(name.mention.end, group.mention.end) : max(name.mention.start, group.mention.start)]
    return between.count("（") + between.count("(") == between.count("）") + between.count(")")


class ServingRule:
    """Finds serves."""

    def __init__(self, vocabulary: Vocabulary, issuing: IssuingRule) -> None:
        words = vocabulary.words
        self._issuing = issuing
        self._link = re.compile(rf"(?:{any_of(words('serve-link'))})")
        self._benefit = re.compile(rf"(?:{any_of(words('benefit-verb'))})")
        self._secure = re.compile(rf"(?:{any_of(words('secure-verb'))})")
        self._toward = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('serve-toward'))})")
        self._own_predicate = re.compile(rf"(?:{any_of(words('serve-link'))})")
        self._set_up = re.compile(rf"(?:{any_of(words('set-up-verb'))})")
        self._respectively = re.compile(rf"(?:{any_of(words('distribute-cue'))})")
        self._qualified = re.compile(rf"(?:{any_of(words('qualifying-link'))})")
        self._institution = re.compile(rf"(?:{any_of(words('institution-after'))})")
        self._focus = re.compile(rf"(?:{any_of(words('focus-verb'))})")
        self._admit = re.compile(rf"(?:{any_of(words('put-into'))})")
        self._pays = re.compile(rf"(?:{any_of(words('money-verb'))})")
        self._except_before = re.compile(rf"(?:{any_of(words('except-before'))})")
        self._except_behind = re.compile(rf"(?:{any_of(words('except-behind'))})")
        self._attached = re.compile(r"的?|[\u4e00-\u9fff]{1,2}(?<![和与及对为将有])")

    def find(self, passage: Passage) -> Iterator[Found]:
        """What one sentence says of whom a program is for."""
        programs = self._chained(passage)
        documents: tuple[Resolved, ...] = ()
        focus: list[Resolved] = []
        for turn in passage.turns:
            yield from self._inside(turn)
            named = tuple(name for name in turn.of("program") if not self._institution.match(passage.document.text, name.mention.end))
            issued = tuple(name for name in turn.of("policy") if self._issuing.verb_before(passage, turn, name))
            groups = tuple(group for group in turn.of("group") if not self._is_excluded(passage.document.text, turn, group))
            if named or issued:
                yield from self._with_program(passage, turn, (*named, *issued), groups)
                yield from self._in_focus(passage, turn, named, issued, focus)
            elif groups:
                yield from self._behind(passage, turn, programs, documents, groups)
                if self._focus.search(passage.document.text, turn.clause.start, groups[0].mention.start):
                    focus = list(groups)
            programs, documents = (named or programs), (*documents, *issued)

    def _chained(self, passage: Passage) -> tuple[Resolved, ...]:
        """The programs that the sentence before named last, where it ended in a semicolon and this one goes on with what they pay."""
        start = passage.line.sentence.start
        if not passage.line.chained or passage.before is None or not self._pays.match(passage.document.text, start):
            return ()
        return next((named for turn in reversed(passage.before.turns) if (named := turn.of("program"))), ())

    def _is_excluded(self, text: str, turn: Turn, group: Resolved) -> bool:
        """Whether a clause says that a group is left out: 不含低保对象, 特困人员除外."""
        before = self._except_before.search(text, turn.clause.start, group.mention.start)
        return before is not None or self._except_behind.search(text, group.mention.end, turn.clause.end) is not None

    def _in_focus(self, passage: Passage, turn: Turn, named: tuple[Resolved, ...], issued: tuple[Resolved, ...], focus: list[Resolved]) -> Iterator[Found]:
        """What is set up or issued behind 聚焦 and a group."""
        for name in (*named, *issued):
            if name in issued or self._set_up.search(passage.document.text, turn.clause.start, name.mention.start):
                for group in focus:
                    yield from self._state(name, group, "in focus")

    def _inside(self, turn: Turn) -> Iterator[Found]:
        """Groups that a name has in it, the widest ones."""
        groups = [name for name in turn.clause.names if name.mention.kind == "group" and name.entities]
        for name in turn.clause.names:
            if name.mention.kind not in ("program", "policy") or not name.entities:
                continue
            start, end = name.mention.start, name.mention.end
            held = [g for g in groups if g.mention.end <= end and g.mention.end > start and (g.mention.start >= start or g.mention.end < end)]
            for group in held:
                wider = any(g is not group and g.mention.start <= group.mention.start and group.mention.end <= g.mention.end for g in held)
                if not wider:
                    yield from self._state(name, group, "named in the name")

    def _state(self, name: Resolved, group: Resolved, rule: str) -> Iterator[Found]:
        trivial = group.mention.start <= name.mention.start and name.mention.end <= group.mention.end
        if not trivial:
            yield from (Found(a, "serves", b, rule) for a in name.entities for b in group.entities)

    def _with_program(self, passage: Passage, turn: Turn, named: tuple[Resolved, ...], groups: tuple[Resolved, ...]) -> Iterator[Found]:
        text = passage.document.text
        for name in named:
            level = tuple(group for group in groups if _is_level(text, name, group))
            before = [run for run in _runs(text, level) if run[-1].mention.end <= name.mention.start]
            behind = [run for run in _runs(text, level) if run[0].mention.start >= name.mention.end]
            for run in before:
                given = self._is_given(text, turn, run[-1], name)
                attached = run is before[-1] and name.mention.kind == "program" and self._attached.fullmatch(text, run[-1].mention.end, name.mention.start)
                if given or attached:
                    yield from self._states(passage, turn, name, run, "given to the group" if given else "named with its group")
            for run in behind[:1]:
                if self._reaches(passage, turn, name, run[0]):
                    yield from self._states(passage, turn, name, run, "benefits the group")

    def _states(self, passage: Passage, turn: Turn, name: Resolved, run: list[Resolved], rule: str) -> Iterator[Found]:
        """Each program with each group; with 分别, where there are as many, the first with the first."""
        paired = len(name.entities) == len(run) > 1 and self._respectively.search(passage.document.text, turn.clause.start, turn.clause.end)
        for index, group in enumerate(run):
            if paired:
                yield from (Found(name.entities[index], "serves", key, rule) for key in group.entities)
            else:
                yield from self._state(name, group, rule)

    def _is_given(self, text: str, turn: Turn, group: Resolved, name: Resolved) -> bool:
        """Whether a verb of giving stands near enough behind a group, and little but other programs between it and the program."""
        verb = self._link.search(text, group.mention.end, name.mention.start)
        if verb is None or "、" in text[group.mention.end : verb.start()]:
            return False
        rest = text[verb.end() : name.mention.start]
        for other in turn.of("program"):
            if verb.end() <= other.mention.start < name.mention.start:
                rest = rest.replace(other.mention.text, "")
        return len(rest) <= _NEAR

    def _reaches(self, passage: Passage, turn: Turn, name: Resolved, group: Resolved) -> bool:
        between = (name.mention.end, group.mention.start)
        words = passage.text(*between)
        for other in turn.of("program"):
            if between[0] <= other.mention.start and other.mention.end <= between[1]:
                words = words.replace(other.mention.text, "")
        listed = words.find("、", 1) >= 0
        return (not listed and self._benefit.search(words) is not None) or self._qualified.match(words) is not None

    def _behind(
        self, passage: Passage, turn: Turn, programs: tuple[Resolved, ...], documents: tuple[Resolved, ...], groups: tuple[Resolved, ...]
    ) -> Iterator[Found]:
        """Groups of a clause that goes on about the programs, or the documents issued, before it."""
        text, start = passage.document.text, turn.clause.start
        toward = self._toward.match(text, start)
        for group in groups:
            rest = (group.mention.end, turn.clause.end)
            admitted = toward and self._admit.search(text, *rest)
            given = toward and toward.end() == groups[0].mention.start and not self._own_predicate.search(text, *rest)
            benefits = not toward and self._benefit.search(text, start, group.mention.start)
            if admitted or given or benefits:
                yield from (found for name in programs for found in self._state(name, group, "benefits the group, said behind"))
            if self._secure.search(text, start, group.mention.start):
                yield from (found for name in documents for found in self._state(name, group, "secures the group"))
