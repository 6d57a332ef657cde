"""What a figure's own words make of its measure: those before the number, those behind it, or both."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.facts.alternatives import any_of
from kg.facts.around import Around
from kg.facts.beneficiaries import BeneficiaryReader
from kg.facts.clauses import Line
from kg.facts.counting import CountingReader
from kg.facts.figures import CONJUNCTIONS, LIST_MARKS, Figure
from kg.facts.labels import LabelReader
from kg.facts.lasting import DurationReader
from kg.facts.memory import Memory
from kg.facts.scope import ScopeReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

_COUNTED = ("count", "household")
_THINGS = ("count", "area", "length", "person", "mass", "power")
# how long the words before a counted noun may be to go with it
SHORT_VERB, LONG_VERB = 8, 14
# how long what follows a counted body must be to say what it does
_PREDICATE = 6
# people of a list that share its verb are named at length: 副高以上专业技术人才, but not 处分
_SHORT_NAME = 4
# 示范 of 示范镇 and 示范点
_SAME_KIND = 2
_VERB = 2


class Composer:
    """Composes the words of a measure."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, scope: ScopeReader, is_known: Callable[[str], bool]) -> None:
        self._labels = labels
        self._scope = scope
        self._beneficiaries = BeneficiaryReader(vocabulary, is_known)
        self._counting = CountingReader(vocabulary, labels, is_known)
        self._for_whom = re.compile(rf"(?:{any_of(vocabulary.words('for-whom'))})$")
        self._cost = vocabulary.words("invested-sum")
        project = rf"(?:{any_of(vocabulary.words('costed-project'))})(?!{any_of(vocabulary.words('not-after-project'))})"
        # 总投资2亿元的体育馆正式启用: whatever it is, up to what is said of it
        self._project = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9]{{2,20}}?(?:{project}|(?<=...)(?=(?:{any_of(vocabulary.words('state-opening'))})..))")
        self._events = frozenset(vocabulary.words("event-verb"))
        self._light = vocabulary.words("light-verb")
        self._durations = DurationReader(vocabulary, labels)
        self._built = vocabulary.words("built-thing")
        self._stages = vocabulary.words("project-stage")
        self._raising = vocabulary.words("raise-verb")
        self._parts, self._aims = frozenset(vocabulary.words("part-noun")), vocabulary.words("target-noun")
        self._of_all = re.compile(rf"(?:{any_of(vocabulary.words('of-all-cue'))})")
        self._of = vocabulary.words("of-word")[0]
        self._reach_of_all = re.compile(rf"^([\u4e00-\u9fff]{{2,20}}?(?:{any_of(vocabulary.words('reaching-verb'))}))了?[\u4e00-\u9fff]{{2,16}}$")
        self._spend_next = re.compile(rf"^(?:{any_of(vocabulary.words('spend-next'))})")

    def compose(self, document: Document, line: Line, around: Around, memory: Memory) -> str:
        """The words before the number, the words behind it, or both."""
        labels = self._labels
        head, left, right, behind, later, skip = around.head, around.left, around.right, around.behind, around.later, around.skip
        dimension = labels.dimension(head)
        weak = labels.is_weak(left)
        if head.quantity.role == "duration":
            return self._durations.words(document, around)
        noun_behind = bool(right) and labels.is_before_noun(document, behind)
        chosen = self._counting.chosen(document, around)
        if chosen:
            return chosen
        noun = labels.unit_noun(document, head)
        if noun:
            if len(right) >= _PREDICATE or self._labels.opens_with_verb(right):
                # 八部门出台… counts who does it; 4市入围
                return f"{right}{self._of}{left if weak or len(left) <= _PREDICATE else ''}{noun}"
            verb = left if weak or len(left) <= _PREDICATE else ""
            return f"{verb}{noun}{right}" if right else f"{left}{noun}"
        if not noun_behind:
            return self._beneficiaries.named(document, head, self._without_noun(document, around, memory))
        if labels.is_level(right) and later and self._shares_noun(document, around):
            shared = labels.words_of(document, later[-1][-1].right, skip)
            right += "" if labels.is_level(shared) or labels.is_bare_place(shared) else labels.without_level(shared)
        if dimension in ("count", "person", "event") or head.quantity.unit is None:
            return self._of_count(document, line, replace(around, right=right), dimension, memory)
        if dimension in ("area", "length", "mass") and labels.is_verbal(left):
            return left + right
        if left and document.text[behind[0]] == self._of and right.endswith(self._aims):
            return left  # 面积达到60平方公里的大城市目标
        if dimension == "ratio" or weak or document.text[behind[0]] == "的":
            if later and (labels.is_weak(right) or self._spend_next.sub("", right) == ""):
                right += labels.words_of(document, later[-1][-1].right, skip)
            # 覆盖所有县市及60%以上的村: all of another thing
            joined = dimension == "ratio" and document.text[head.mention.start - 1] in CONJUNCTIONS
            left = self._reach_of_all.sub(r"\1", left) if joined else left
            return left + right if left not in right else right
        return labels.without_build(left) + (right if dimension == "money" else "")

    def _shares_noun(self, document: Document, around: Around) -> bool:
        """Whether a level goes with the noun behind a later number: 1个区级、3个街道和60个农村社区服务中心, but not 3个街道 700名老人."""
        last = around.later[-1][0]
        return around.behind[1] != around.later[0][0].mention.start and last.quantity.unit == around.head.quantity.unit

    def _before_next(self, document: Document, around: Around) -> str:
        """What a number before another one counts: those of 园区实现收入3亿元, or who did what stands behind the other: 4人9次打破5项纪录."""
        labels, right = self._labels, around.right
        if not around.left and labels.first_verb(right) == right:
            return f"{right}{labels.words_of(document, around.later[0][-1].right, around.skip)}"
        return labels.subject(right)

    def _without_noun(self, document: Document, around: Around, memory: Memory) -> str:
        lent = self._lent(document, around)
        if not lent:
            return self._brought_about(document, around.head, around.left, memory)
        memory.verb = around.left
        return f"{around.left}{lent}"

    def _lent(self, document: Document, around: Around) -> str:
        """新建2所、改建3所幼儿园: the noun that two verbs share stands behind the second number."""
        if not around.later or not around.left or around.right or document.text[around.behind[1]] != "、":
            return ""
        head, following = around.head, around.later[0][0]
        verb = document.text[around.behind[1] + 1 : following.mention.start]
        is_alike = head.quantity.unit == following.quantity.unit and self._labels.dimension(head) in _COUNTED
        if not is_alike or not self._is_verb(verb) or not self._is_verb(around.left[-len(verb) :]):
            return ""
        behind = around.later[0][-1].right
        if behind[0] == behind[1]:
            # 预备3个5000万元以上的工业项目
            behind = behind[0], around.later[-1][-1].right[1]
        return self._labels.words_of(document, behind, around.skip)

    def _is_verb(self, words: str) -> bool:
        """Whether a few letters are a verb: 改建, 预备."""
        return len(words) == _VERB and (words in self._stages or self._labels.opens_with_verb(words, 1) or self._labels.last_verb(words) == words)

    def _of_count(self, document: Document, line: Line, around: Around, dimension: str, memory: Memory) -> str:
        """The words of a number of things or people that are named behind it."""
        labels, head, left, right, behind, later = self._labels, around.head, around.left, around.right, around.behind, around.later
        if later and behind[1] == later[0][0].mention.start:
            right = self._counting.doers(document, around) or self._before_next(document, around)
        if document.text[behind[0]] == "的" and not labels.is_weak(left):
            return f"{labels.without_build(left)}{right}"
        if self._for_whom.search(document.text, *head.left):
            if dimension == "count":
                right = labels.served(right)
            elif later and not labels.says_of(right):
                # 为35名老人开展了300余次陪伴服务
                right += labels.words_of(document, (behind[1], later[0][0].mention.start), around.skip) + labels.words_of(
                    document, later[-1][-1].right, around.skip
                )
        left, bound = self._counting.bounded(document, around)
        if dimension == "count":
            right = self._counting.headed(document, replace(around, right=right), left or memory.verb)
        elif dimension == "person":
            right = self._beneficiaries.served(document, head, right)
        right = f"{bound}{right}"
        return self._counted(document, head, left, right, labels.is_weak(left), memory) + self._predicate(document, line, around)

    def invested(self, document: Document, around: Around) -> str:
        """推进总投资2000亿元的300个转型升级项目: the sum is what the projects behind it cost."""
        cost = next((word for word in self._cost if around.left.endswith(word)), "")
        if not cost or self._labels.dimension(around.head) != "money" or not document.text.startswith(self._of, around.behind[0]):
            return ""
        named = around.right or (self._labels.words_of(document, around.later[0][-1].right, around.skip) if around.later else "")
        found = self._project.match(named)
        return f"{found.group()}{cost}" if found else ""

    def _brought_about(self, document: Document, head: Figure, left: str, memory: Memory) -> str:
        """The verb that a list begins with goes with each thing brought about: 新建中小学119所、幼儿园32所."""
        labels = self._labels
        if head.is_listed(document.text) and left in self._parts and memory.measure is not None:
            # 养老机构10所、床位1000张: the beds are in the homes
            return f"{memory.verb}{memory.measure.core}{left}"
        if self._goes_on(document, head, left, memory):
            return f"{memory.verb}{left}"
        if head.left[0] == head.clause.start:
            gives = labels.dimension(head) == "person" and labels.first_verb(left)
            raises = next((verb for verb in self._raising if left.startswith(verb) and len(left) > len(verb)), "")
            done = self._done(document, head, left)
            memory.verb = (raises if labels.dimension(head) == "money" else "") or labels.event(left) or gives or done
            memory.holder = labels.holder_before_verb(left)
            if done:
                return f"{done}{left}"
        elif not head.is_listed(document.text) and document.text[head.left[0]] not in CONJUNCTIONS:
            memory.verb = labels.event(left) or memory.verb
        elif event := labels.event(left):
            # 新建高速公路100公里、改造国道200公里、农村公路300公里
            memory.verb = event
        elif (alike := self._alike(document, head, left, memory)) is not None:
            return alike
        elif memory.verb and left and self._shares(head, left, memory) and not (labels.event(left) or labels.is_flow(left) or labels.is_weak(left)):
            return f"{memory.verb}{left}"
        elif memory.holder and left and head.is_listed(document.text) and not (labels.is_flow(left) or labels.is_weak(left)):
            return f"{memory.holder}{left}"
        return labels.without_build(left)

    def _done(self, document: Document, head: Figure, left: str) -> str:
        """完成县乡公路60公里: what was done, where the words alone would name all that there is."""
        if self._labels.dimension(head) not in _THINGS or not left.endswith(self._built) or self._labels.event(left):
            return ""
        at = document.text.find(left, *head.left)
        return next((verb for verb in self._light if at > 0 and document.text.endswith(verb, head.left[0], at)), "")

    def _shares(self, head: Figure, left: str, memory: Memory) -> bool:
        """Whether a further thing of a list goes with the verb that the list begins with; money goes only with the verbs of getting it."""
        dimension = self._labels.dimension(head)
        if memory.verb in self._light and not left.endswith(self._built):
            # 完成公路60公里、造林2万亩: what names work that is done needs no verb
            return False
        return dimension in _THINGS or (dimension == "money" and memory.verb in self._raising and not left.startswith(self._raising))

    def _alike(self, document: Document, head: Figure, left: str, memory: Memory) -> str | None:
        """乡村旅游示范镇3个、示范点5个: a thing of one kind with the one before has what stands before it."""
        before = memory.measure.words if memory.measure is not None and head.is_listed(document.text) else ""
        at = before.rfind(left[:_SAME_KIND]) if len(left) == len(before[before.rfind(left[:_SAME_KIND]) :]) == _SAME_KIND + 1 else 0
        return f"{before[:at]}{left}" if at > 0 else None

    def _goes_on(self, document: Document, head: Figure, left: str, memory: Memory) -> bool:
        """新增中学1所，小学3所: a clause that is no more than a further thing of the list before it."""
        labels = self._labels
        return (
            head.left[0] == head.clause.start
            and head.clause.start > 0
            and document.text[head.clause.start - 1] in "，,"
            and memory.unit == head.quantity.unit
            and memory.end == head.clause.start - 1
            and bool(memory.verb and left)
            and left == document.text[slice(*head.left)].replace("“", "").replace("”", "")
            and (labels.dimension(head) in _COUNTED or (labels.dimension(head) == "person" and len(left) > _SHORT_NAME))
            and not (labels.event(left) or labels.is_flow(left) or labels.is_weak(left) or labels.is_relational(left) or labels.opens_with_verb(left))
        )

    def _counted(self, document: Document, head: Figure, left: str, right: str, weak: bool, memory: Memory) -> str:
        """The verb of a list of counts goes with each item: 深入13个市、25个县."""
        labels = self._labels
        if head.is_listed(document.text) and not left:
            verb = memory.verb
        else:
            is_first = head.left[0] == head.clause.start
            longest = LONG_VERB if labels.ends_in_flow(left) else SHORT_VERB
            joined = document.text[head.mention.start - 1] in LIST_MARKS and not labels.ends_in_flow(document.text[slice(*head.left)])
            if joined and not weak:
                # 开工建设新校区和4所幼儿园: the verb of the list, not its first thing
                verb = labels.event(left)
            else:
                verb = labels.without_build(left) if weak else left if is_first and len(left) <= longest else labels.last_verb(left)
                verb = verb or (left if head.is_listed(document.text) and self._is_verb(left) else "")
            # 改造和新建 alone before the number is one verb
            memory.verb = verb if verb in self._events else labels.event(left) or verb
        return right if verb in right else f"{verb}{right}"

    def _predicate(self, document: Document, line: Line, around: Around) -> str:
        """86家行业协会，全部完成了脱钩工作: what the next clause says of all that was counted, where nothing was said of them before."""
        following = next((clause for clause in line.clauses if clause.start == around.behind[1] + 1), None)
        if document.text[slice(*around.head.left)].endswith(self._light):
            return ""
        if following is None or following.figures or not self._of_all.match(document.text, following.start):
            return ""
        return self._labels.words_of(document, (following.start, following.end), self._scope.stretches(document, line, following))
