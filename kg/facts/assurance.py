"""Is what was read of a figure sure enough to be written? A wrong fact is worse than a missing one.

A reason not to write it is a phrase that the report counts:

    figure of a bare noun            推出14条措施: of whom, for what, the clause does not say
    figure with a broken label       the words found end in the middle of a phrase: 以…为指导
    figure of a place left open      a bulletin's news from abroad, of the whole world, of a case before a court,
                                     or of one person (她照料了1000多名儿童)
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.labels import Measure
from kg.facts.malformed import MalformedLabels
from kg.facts.persons import PersonReader
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

BARE, BROKEN, OPEN = "figure of a bare noun", "figure with a broken label", "figure of a place left open"

# how far into a text its opening reaches
_OPENING = 300
# how far its headline and first sentence do
_HEADLINE = 80
_COUNTS = ("count", "event")
# 金额763.52万元 before 处理: a number with its unit, or a broken one, belongs to something else
_NUMBERED = re.compile(r"[0-9]\.[0-9]{1,8}(?![0-9万亿])|[0-9][万亿]{1,2}元(?![以的])")
# 关闭了企业: what was done before, and not what the number counts
_DONE = re.compile(r"^[\u4e00-\u9fff]{2}了")
# what stands in addresses and between pictures
_SYMBOL = re.compile(r"^.?[、，：；]|[@=↘↙→↓■□●◆▲★*#|<>]")
# 增速由-5.6%回升到…: where it came from
_SWALLOWED = re.compile(r"-[0-9.]{1,20}[%％]")


class Assurance:
    """Finds reasons to leave a figure unwritten."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        led = any_of((*words("label-edge"), *words("label-lead")))
        around = any_of((*words("label-edge"), *words("label-lead"), *words("count-lead")))
        self._persons = PersonReader(vocabulary)
        self._malformed = MalformedLabels(vocabulary)
        self._bare = re.compile(rf"(?:{around}){{0,3}}(?:{any_of((*words('bare-noun'), *words('soft-rate')))}){{1,2}}(?:{led}){{0,2}}")
        self._open = re.compile(rf"(?:{any_of(words('label-open-end'))})$")
        self._start = re.compile(rf"(?:{any_of(words('label-open-start'))})")
        self._broken = re.compile(any_of(words("label-broken")))
        self._whole_words = re.compile(any_of(words("label-not-broken")))
        self._compared = re.compile(any_of((*words("amounts-to"), *words("compare-word"), *words("growth-verb"), *words("multiple-measure"))))
        outlay = any_of((*words("bare-outlay"), *words("sum-adverb")))
        self._paid = re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{any_of(words('payer-noun'))})(?:{outlay}){{1,3}}")
        self._sum = re.compile(rf"(?:{any_of(words('sum-measure'))})$")
        self._amount = re.compile(rf"(?:{any_of((*words('sum-measure'), *words('amount-measure')))})$")
        self._share = words("share-verb")[-1]
        self._wholes = tuple(f"{total}{words('suffix-share-of')[0]}" for total in ("", *words("total-noun")))
        self._abroad = re.compile(any_of(words("foreign-place")))
        self._world = re.compile(any_of(words("world-place")))
        self._people = re.compile(rf"(?:{any_of(words('counted-people'))})$")
        not_one = any_of(words("many-or-other"))
        self._one_person = re.compile(rf"(?:^|[，；：。])(?!{not_one})(?:{any_of(words('one-person'))})")
        self._ranked = re.compile(rf"(?:{any_of(words('rank-noun'))})(?!{any_of(words('not-after-rank'))})")
        self._opening = re.compile(any_of(words("case-opening")))
        self._local = re.compile(any_of(words("local-deictic")))
        # 清河西社区有1万名居民: a place that the reader does not know
        types = any_of(words("low-place-type"))
        self._small_place = re.compile(rf"[\u4e00-\u9fff]{{2,6}}(?:{types})(?:{any_of(words('there-is'))})")
        self._case = re.compile(any_of(words("court-case")))

    def of_label(self, measure: Measure, dimension: str, kind: str, is_known: bool, is_of_it: bool) -> str | None:
        """Why the words of a measure cannot stand as they are; None where they can. `is_of_it` says that the number is so much of what they name."""
        is_share = not is_of_it and dimension in ("ratio", "multiple") and self._share not in measure.words
        if kind in ("level", "flow") and ((dimension in _COUNTS and self._sum.search(measure.words)) or (is_share and self._amount.search(measure.words))):
            # 投资6.5倍, 支出八项: a share or a count of what only a sum can measure
            return BARE
        if is_known:
            return None
        if _SWALLOWED.search(measure.words):
            return BROKEN
        part, share, whole = measure.words.partition(self._share)
        if share and len(part) > 1 and whole.startswith(part) and whole[len(part) :] in self._wholes:
            # 农户占农户总数比重: what makes them a part is lost
            return BROKEN
        if self._bare.fullmatch(measure.words) or self._paid.fullmatch(measure.words):
            return BARE
        if dimension == "money" and kind in ("level", "flow") and self._people.search(measure.words):
            # 全日制研究生2.5万元: for what, the label does not say
            return BARE
        if dimension == "rank" and self._ranked.match(measure.words):
            # 均居产业带第二位: of what, stands elsewhere
            return BARE
        if dimension == "multiple" and kind in ("level", "target") and not self._compared.search(measure.words):
            # 住宅2.9倍: of what, the label does not say
            return BARE
        return BROKEN if self._is_broken(measure.words) or self._malformed.is_malformed(measure.words, dimension) else None

    def _is_broken(self, words: str) -> bool:
        """Whether words begin, end or go on as no name of a measure does: 占比重, 以…为指导, 我们…的成就, 金额763.52万元处理."""
        return (
            self._open.search(words) is not None
            or "[" in words
            or self._start.match(words) is not None
            or self._broken.search(self._whole_words.sub("", words)) is not None
            or _NUMBERED.search(words) is not None
            or _SYMBOL.search(words) is not None
            or _DONE.search(words) is not None
        )

    def of_place(
        self, document: Document, line: Line, figure: Figure, is_named: bool, of_nation: tuple[bool, bool], is_news: bool, among_places: bool
    ) -> str | None:
        """Why the place of a figure is open; None where it is not.

        `is_named` says that its sentence names a place, `of_nation` that it is the nation's and whether the text names places below it,
        `is_news` that the text as a whole speaks of none, and `among_places` that its paragraph speaks of several.
        """
        is_national, is_placed = of_nation
        before = document.text[line.sentence.start : figure.mention.start]
        is_of_one = self._one_person.search(before) or self._persons.is_of_one(before)
        if is_of_one or self._world.search(document.text, *figure.left) or self._opening.search(document.text, 0, _OPENING):
            return OPEN
        if is_named:
            return None
        if is_national and is_placed and self._local.search(before):
            # 全镇3名, 我市第一所: a place, and the text does not say which
            return OPEN
        if is_national and self._abroad.search(document.text, 0, _HEADLINE):
            return OPEN
        if is_national and any(self._small_place.match(document.text, clause.start) for clause in line.clauses if clause.start <= figure.clause.start):
            return OPEN
        if self._case.search(before) or (is_news and (among_places or self._abroad.search(before))):
            return OPEN
        return None
