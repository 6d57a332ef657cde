"""Which noun does a number with its classifier count, and what is said of it?

The counted noun stands right behind the classifier, whatever follows it, and so it heads the label:

    改造58所中小学的校舍           校舍的中小学: the schools, and not what is theirs
    扶持15个卫生院增加设备         增加设备的卫生院: the one helped, and not what it is helped to
    27个项目列入省工程             列入省工程的项目: the subject, and not the object behind its verb
    76个县中型水库投运             中型水库投运的县: the place, and not what it has
    从报名的50户农户中选出18户   报名的农户: those from among whom
    抓好投资上千万元的30个项目     投资上千万元的项目: only those within the bound
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.around import Around
from kg.facts.habits import HabitReader
from kg.facts.labels import LabelReader
from kg.model import Document
from kg.vocab import terms
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, is_verb, part_of_speech

# what is said of the counted thing in fewer characters has no object of its own
_OBJECT = 2
_NOUNS = ("n", "j", "l", "i")


class CountingReader:
    """Puts the counted noun at the head of a label."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, is_known: Callable[[str], bool]) -> None:
        words = vocabulary.words
        self._labels = labels
        self._is_known = is_known
        self._habits = HabitReader(vocabulary)
        self._of = words("of-word")[0]
        self._classifiers = words("body-classifier")
        no_body = "".join(f"(?<!{re.escape(word)})" for word in sorted(words("not-counted-body")))
        bodies = rf"(?:{any_of(words('counted-body'))}){no_body}"
        self._body = re.compile(rf"{bodies}$")
        # 22个脱贫任务重的省份: of what kind, and who
        self._described = re.compile(rf"(?:(?!{bodies})[^的]){{2,16}}的(?:{any_of(words('counted-place'))})(?:{any_of(words('said-opening'))})?")
        self._owned = re.compile(rf"([^的]{{0,16}}?{bodies})的(?=.{{2}})")
        self._said = re.compile(rf"(?:{any_of(words('said-verb'))})")
        self._opens = re.compile(rf"(?:{any_of((*words('said-verb'), *words('said-opening')))})")
        self._helped = re.compile(rf"(?:{any_of(words('helping-verb'))})$")
        self._helped_to = re.compile(rf"(?:{any_of(words('helped-to'))})")
        self._work = words("done-noun")
        self._done_to = re.compile(rf"(?:{any_of((*words('done-to'), *words('disposed-of')))})$")
        self._held = re.compile(rf"(?:{any_of((*words('held-quality'), *words('measure-end')))})(?:{any_of(words('said-opening'))})?$")
        # 3家电厂脱硫、脱硝等项目建设: 家 counts them, and not the projects
        self._bodies_only = words("establishment-classifier")
        self._worked = re.compile(rf"([^的]{{0,8}}?{bodies})([^的]{{4,30}}(?:{any_of(words('example-end'))})[^的]{{2,8}})$")
        self._household = terms.concept("unit", "household")
        place = any_of(words("counted-place"))
        measured = rf".{{2,10}}?(?:{any_of(words('growth-noun'))}|{any_of(words('measure-end'))})(?:{any_of(words('held-against'))}).{{2}}"
        self._of_place = re.compile(rf"({place})(?=(?:{any_of(words('size-modifier'))}).{{2}}|{measured})")
        self._taking = re.compile(rf"(?:{any_of((*words('event-verb'), *words('taking-verb')))})")
        self._going = re.compile(rf"(?:{any_of(words('going-verb'))})$")
        self._doing = re.compile(rf"(?:{any_of((*words('event-verb'), *words('said-verb'), *words('taking-verb')))})")
        self._begun = re.compile(rf"(?:{any_of(words('progress-verb'))})(?:{any_of(words('past-year'))})的?$")
        self._progress_end = re.compile(rf"(?<=..)(?:{any_of(words('progress-end'))})$")
        self._level = re.compile(rf"(?:{any_of(words('level-modifier'))})$")
        self._among = re.compile(rf"(?:{any_of(words('chosen-from-lead'))})([^从]{{0,16}})$")
        self._amid = re.compile(rf"([\u4e00-\u9fff]{{1,12}}?)(?:{any_of(words('chosen-from-end'))})")
        number = r"[0-9.,]{0,12}[十百千万亿]{0,3}[\u4e00-\u9fff]{1,3}?"
        over, bound = any_of(words("over-word")), any_of(words("bound-word"))
        self._bound = re.compile(rf"(?:({any_of(words('size-noun'))})?(?:{over})?{number}(?:{bound})|({any_of(words('size-noun'))})(?:{over}){number})的$")

    def headed(self, document: Document, around: Around, verb: str) -> str:
        """The words behind a number, led by a verb, with the counted noun at their end; as they are where it stands there or nobody can tell."""
        right = around.right
        abuts = bool(around.later) and around.behind[1] == around.later[0][0].mention.start
        owned = self._owned.match(right) if document.text[around.head.mention.end - 1] in self._classifiers else None
        if owned is not None and not self._said.search(owned[1]):
            # 58个社区的居民3万人: what is theirs has a number of its own
            return owned[1] if abuts else f"{right[owned.end() :]}{self._of}{owned[1]}"
        worked = self._worked.match(right) if document.text[around.head.mention.end - 1] in self._bodies_only and not abuts else None
        if worked is not None:
            return f"{worked[2]}{self._of}{worked[1]}"
        if not self._counts_things(document, around) or self._is_known(right) or self._is_known(f"{verb}{right}"):
            return right
        if abuts:
            if (acting := self._habits.doer(right)) is not None:
                return acting
            # 三所高校招生超过1万人: what is said of them has a number of its own
            at = self._verb(right, self._taking, is_body=True, least=0) or self._plain_verb(right)
            return f"{right[at:]}{self._of}{right[:at]}" if at else right
        if (acting := self._habits.headed(right)) is not None:
            return acting
        placed = self._of_place.match(right)
        if placed is not None:
            return f"{right[placed.end() :]}{self._of}{placed[1]}"
        at = 0 if self._going.search(verb) else self._predicate(right, verb)
        return f"{right[at:]}{self._of}{right[:at]}" if at else right

    def doers(self, document: Document, around: Around) -> str:
        """The things counted with what they do to those that the next number counts: 开展活动的社区 of 154个社区开展319项活动."""
        later, right = around.later, around.right
        if not later or around.behind[1] != later[0][0].mention.start or not self._counts_things(document, around):
            return ""
        behind = later[0][-1].right
        done = self._labels.words_of(document, behind, around.skip) if self._labels.is_before_noun(document, behind) else ""
        if self._labels.dimension(around.head) == "person":
            # 近百名老人挑战15公里健步走
            return f"{right}{done}" if done and is_verb(right[max(boundaries(right), default=0) :]) else ""
        at = self._verb(right, self._doing, is_body=True, least=0)
        return f"{right[at:]}{done}{self._of}{right[:at]}" if at and done and self._doing.fullmatch(right[at:]) else ""

    def _counts_things(self, document: Document, around: Around) -> bool:
        """Whether the label of a number names what it counts only by its end: of 人数 and 户数 everybody knows; and 对 says to whom something is done."""
        head = around.head
        counted = head.quantity.unit not in (None, self._household)
        return counted and self._done_to.search(document.text, *head.left) is None

    def _predicate(self, right: str, lead: str) -> int:
        """Where the words begin that say something of the counted noun, with an object of their own; 0 where they do not."""
        verb = self._verb(right, self._said, is_body=False)
        if not verb and self._helped.search(lead):
            verb = self._verb(right, self._helped_to, is_body=True)
            return verb if not right.endswith(self._work) else 0
        if not verb:
            return 0
        opened = self._opens.search(right, 1)
        return opened.start() if opened and opened.start() < verb and self._is_noun(right[: opened.start()]) else verb

    def _verb(self, right: str, verbs: re.Pattern[str], *, is_body: bool, least: int = _OBJECT) -> int:
        """Where a verb stands that has a counted noun before it and an object behind it; 0 where none does."""
        cuts = boundaries(right)
        for found in verbs.finditer(right, 1):
            if found.start() not in cuts or len(right) - found.end() < least or right.startswith(self._of, found.end()):
                continue
            named = right[: found.start()]
            if (self._of in named and not self._described.fullmatch(named)) or self._held.search(named):
                return 0
            if self._body.search(named) or (not is_body and self._is_noun(named)):
                return found.start()
        return 0

    def _plain_verb(self, right: str) -> int:
        """Where the first verb of the dictionary stands that has a counted noun before it: 报告 in 省报告病例."""
        cuts = [0, *sorted(boundaries(right)), len(right)]
        return next((at for at, end in pairwise(cuts) if at and is_verb(right[at:end]) and self._body.search(right[:at])), 0)

    def _is_noun(self, words: str) -> bool:
        """Whether words end in a noun, and not in a mere level: 市级."""
        cuts = [0, *sorted(boundaries(words))]
        return self._body.search(words) is not None or (
            self._level.search(words) is None and len(words) > 1 and part_of_speech(words[cuts[-1] :]).startswith(_NOUNS)
        )

    def bounded(self, document: Document, around: Around) -> tuple[str, str]:
        """The words before a number without the bound of what is counted, and that bound: 抓好 and 投资上1000万元的."""
        head = around.head
        start, end = head.left
        if document.text[start:end] == self._of:
            # the sum of the bound was read as a figure of its own
            start = max((each.end for each in head.clause.figures if each.end < start), default=head.clause.start)
        found = self._bound.search(document.text, start, end)
        if found is None:
            return around.left, ""
        left, bound = self._labels.words_of(document, (start, found.start()), around.skip), found.group()
        # 月均服务2000人次以上的: what is so large is no verb, but part of the bound
        return (left, bound) if found[1] or found[2] or self._labels.last_verb(left) else ("", f"{left}{bound}")

    def chosen(self, document: Document, around: Around) -> str:
        """A label that the words before the number choose by themselves; nothing where they do not."""
        return self.among(document, around) or self.begun(document, around) or self._habits.sent_to(document, around)

    def begun(self, document: Document, around: Around) -> str:
        """What was begun in a year past, without getting on with it now: 签约项目 of 加快去年85个签约项目落地建设."""
        if self._begun.search(document.text, *around.head.left) is None:
            return ""
        named = self._progress_end.sub("", around.right)
        return "" if named == around.right else named

    def among(self, document: Document, around: Around) -> str:
        """What a choice is made from: 报名的农户 of 从报名的50户农户中选出18户."""
        found = self._among.search(document.text, *around.head.left)
        amid = self._amid.match(document.text, *around.behind) if found and around.later else None
        if found is None or amid is None:
            return ""
        described = self._labels.words_of(document, (found.start(1), around.head.mention.start), around.skip)
        return f"{described}{self._of if described else ''}{amid[1]}"
