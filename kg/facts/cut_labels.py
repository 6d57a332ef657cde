"""Is the label of a figure a piece of its sentence, and not the name of a measure?"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.figures import CONJUNCTIONS, LIST_MARKS, Figure
from kg.facts.kinds import Kind
from kg.facts.labels import Measure
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, is_verb, part_of_speech

COUNTED = ("count", "person", "event", "household", "duration", "length", "mass", "area")
SPATIAL = ("length", "area", "mass", "power")

# the shortest words that can name a measure by themselves, and the longest statement about what is counted
_BARE, _SAID = 3, 8
# the longest label that leaves to the words before it what it is of
_SHORT = 6
# the fewest words behind a preposition that say for whom, what was done and what is counted
_WHOLE = 4
# the classes of words that tell for whom; 向 | 紧急下拨 has lost that
_NAMES = ("n", "j", "l", "i", "")
# so many letters of the end of what is said tell where it stands
_ENDS = 2
# the longest name of a sum that leaves to the words before it whose it is, and the longest name of any measure
_OWNED, _NAME = 8, 20
_YUAN = "/yuan"
# words of a sentence that no name of a measure holds: adverbs, pronouns, conjunctions, particles; and those that none begins with
_LOOSE = frozenset(("d", "r", "c", "uz", "uv", "ul", "ug", "k", "y", "mq", "o", "e", "ng"))
_LEADING = frozenset(("p", "f", "q", "m", "u", "zg", "t"))
_NOUNS = ("n", "vn")
_FOREIGN = re.compile(r"[A-Za-z0-9#□]")
_NUMBER = re.compile(r"[0-9]")
_UP_TO_NUMBER = re.compile(r"[^0-9、，。；和与及]{4,30}(?<!每[人户年月])[0-9]")
_LISTS_ON = re.compile(r"[0-9、“]")


class CutLabels:
    """Tells labels that were cut out of a sentence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._against = re.compile(any_of(words("held-against")))
        self._source = re.compile(any_of(words("told-by")))
        self._share = words("share-verb")[-1]
        self._share_end = re.compile(rf"(?:{any_of(words('share-verb'))})(?:比|{any_of(words('end-share'))}){{0,2}}$")
        self._standard = words("standard-noun")[0]
        self._of = words("of-word")[0]
        self._served = re.compile(any_of((*words("for-whom"), *words("done-to"))))
        self._prepositions = (*words("for-whom"), *words("done-to"))
        self._of_which, self._compare = words("of-which"), words("compare-word")
        self._each = re.compile(any_of(words("each-one")))
        self._new = words("new-word")
        self._above = words("above-word")
        self._fillers = re.compile(rf"(?:{any_of(words('label-edge'))}){{0,3}}")
        self._reporters = re.compile(rf"[0-9]{{1,2}}(?:{any_of(words('counted-province'))})")
        self._for = re.compile(rf"(?:{any_of(words('before-counted-place'))})[^，。；]{{0,4}}$")
        self._kept = frozenset(words("label-word"))
        self._average = words("average-mark")[0]
        self._governing = frozenset(words("governing-preposition"))
        goes_on = any_of(words("goes-on"))
        # 90%和95%, 10%提高到20%, 5亩以上
        self._goes_on = re.compile(rf"[、和及与至到，]{{0,2}}(?:(?:{goes_on})[\u4e00-\u9fff]{{0,2}})?(?:[0-9]|$)|{goes_on}")

    def weak_signs(self, measure: Measure) -> tuple[bool, bool, bool]:
        """Whether a label falls into single letters, says what is said of a thing, and is long: signs that it may be cut out."""
        is_loose = any(len(part) == 1 and part_of_speech(part) not in _NOUNS for part in self._said_of(_parts(measure.words)))
        return is_loose, self._of in measure.words, len(measure.words) > _NAME

    def _said_of(self, parts: list[str]) -> list[str]:
        """The words behind a preposition: 为居民提供便民服务 says for whom, what was done, and what is counted."""
        is_whole = parts[0] in self._prepositions and len(parts) >= _WHOLE and part_of_speech(parts[1])[:1] in _NAMES
        return parts[1:] if is_whole else parts

    def as_told(self, document: Document, figure: Figure, measure: Measure) -> Measure:
        """A label that was turned to end in what is counted (启动试点的城市) in the order of its sentence (城市启动试点)."""
        is_served = document.text[figure.mention.start - 1] in self._prepositions
        led = self._served.match(measure.words) if is_served else None
        if led is not None:
            # 为老人提供午餐: of whom the number is, stands behind it
            return replace(measure, words=measure.words[led.end() :])
        said, of, counted = measure.words.rpartition(self._of)
        behind = document.text[slice(*figure.right)]
        cut = figure.right[1] < figure.clause.end and document.text[figure.right[1]] not in LIST_MARKS
        if cut or not (of and said) or is_served:
            return measure
        is_turned = behind.startswith(counted[:_BARE]) and not behind.startswith(f"{counted}{of}") and said[-_ENDS:] in behind[len(counted) :]
        return replace(measure, words=f"{counted}{said}") if is_turned else measure

    def lacks_holder(self, line: Line, figure: Figure, measure: Measure) -> bool:
        """Whether a short label stands behind other figures of its sentence, so that what it is of is most likely said before them: 资金总规模."""
        if self._adds_to(line, figure, measure):
            return True
        if len(measure.words) > _SHORT or not any(each.end <= figure.mention.start for clause in line.clauses for each in clause.figures):
            return False
        return not any(name.mention.kind == "group" and name.mention.text in measure.words for name in line.names)

    def _adds_to(self, line: Line, figure: Figure, measure: Measure) -> bool:
        """Whether a clause begins with what is new in a program that a clause before names: 旧区改造试点已…，新增停车位3000个."""
        if not measure.words.startswith(self._new) or figure.left[0] != figure.clause.start:
            return False
        before = [name for name in line.names if name.mention.kind in ("program", "system") and name.entities and name.mention.end <= figure.clause.start]
        return any(name.mention.text not in measure.words for name in before)

    def leaves_owner(self, line: Line, figure: Figure, measure: Measure, dimension: str) -> bool:
        """Whether a chain of sentences goes on with a sum whose owner only its first one names: 中央企业实现…；累计上交税金总额1.9万亿元，同比增长13%."""
        if not line.chained or len(measure.words) > _OWNED:
            return False
        before = [each for clause in line.clauses for each in clause.figures if each.end <= figure.mention.start]
        sums = any(each.quantity is not None and (each.quantity.unit or "").endswith(_YUAN) for each in before)
        return dimension == "money" or (dimension == "ratio" and sums)

    def lacks_whole(self, document: Document, line: Line, figure: Figure, measure: Measure, dimension: str) -> bool:
        """Whether a share says only 占比, of those whose part it is: 受理900人，其中干部90人，占比10%."""
        before = document.text[line.sentence.start : figure.mention.start]
        return any(word in before for word in self._of_which) and dimension == "ratio" and self._share_end.search(measure.words) is not None

    def names_standard(self, figure: Figure, measure: Measure) -> bool:
        """Whether a sum per head that is paid once and is called no standard was taken for one: 农村五保供养对象每人200元."""
        quantity = figure.quantity
        is_paid_once = quantity.per_person and quantity.period is None and self._average not in figure.mention.text
        return is_paid_once and self._standard not in measure.words

    def is_of_something(self, document: Document, line: Line, figure: Figure, measure: Measure, kind: Kind) -> bool:
        """Whether a figure is that of a part, of each one or of what something is held against, and its label does not say so.

        其中武汉193例, 对每家菜市场…最高25万元, 较2021年763万对; and 兰州新区 alone is no measure.
        """
        before = document.text[figure.clause.start : figure.mention.start]
        if any(name.mention.kind == "region" and name.mention.text == measure.words for name in line.names):
            return True
        if kind in ("level", "flow") and before.startswith(self._compare):
            return True
        if any(self._is_of_part(document, clause) for clause in line.clauses if clause.start <= figure.clause.start):
            return True
        start = max((clause.start for clause in line.clauses if clause.end < figure.clause.start), default=figure.clause.start)
        each = self._each.search(document.text, start, figure.mention.start)
        return each is not None and not figure.quantity.per_person and self._each.search(measure.words) is None

    def _is_of_part(self, document: Document, clause: Clause) -> bool:
        return document.text.startswith(self._of_which, clause.start) and any(name.mention.kind == "region" for name in clause.names)

    def is_torn(self, document: Document, figure: Figure, measure: Measure, dimension: str) -> bool:
        """Whether a label lacks what stands around the number: 上|千家…, 一半以上…|在西部, 接近…面积的|60%."""
        text, at, words = document.text, figure.mention.start, measure.words
        if dimension == "count" and self._reporters.match(text, at) and _NUMBER.search(text, figure.mention.end, figure.clause.end):
            # 31个省份累计报告9692例: those who reported what is counted
            return True
        if dimension in COUNTED and self._runs_into_a_number(document, figure, words):
            return True
        if text.startswith(self._above, at - 1) and any(word in words for word in self._above):
            return True
        if dimension != "ratio" and dimension not in SPATIAL:
            return False
        if dimension == "ratio" and text[at - 1] in CONJUNCTIONS and figure.left[0] == figure.clause.start:
            # 覆盖全部城市社区和50%以上的农村社区: what stands before is of another share
            return True
        behind = text[figure.mention.end : figure.clause.end].removeprefix(self._of)
        says_more = len(behind) > 1 and not self._goes_on.match(behind) and behind[:2] not in words
        return says_more or (dimension == "ratio" and text[at - 1] == self._of and self._share not in words)

    def _runs_into_a_number(self, document: Document, figure: Figure, words: str) -> bool:
        """Whether a label ends with a verb's object that is a number itself: 百名老人挑战 | 15公里健步走, 857个平台服务群众 | 26万人次."""
        text, clause = document.text, figure.clause
        runs = _UP_TO_NUMBER.match(text, figure.mention.end, clause.end)
        if runs is None or _NUMBER.search(words) or self._for.search(text, clause.start, figure.mention.start):
            # 为924名学生发放助学金76万元: the number is what they were given
            return False
        return any(is_verb(part) for part in _parts(words)[1:])

    def is_cut(self, document: Document, figure: Figure, measure: Measure, label: str, dimension: str) -> bool:
        """Whether the label is what a sentence left, and not the name of a measure."""
        words = measure.words
        if len(words) < _BARE or _FOREIGN.search(label) or self._source.search(words) or self._against.search(words):
            return True
        parts = self._said_of(_parts(words))
        kinds = [(part, part_of_speech(part)) for part in parts if part not in self._kept]
        if any(kind in _LOOSE or part in self._governing for part, kind in kinds) or (kinds and kinds[0][0] == parts[0] and kinds[0][1] in _LEADING):
            return True
        if dimension == "ratio" and self._fillers.fullmatch(document.text, figure.clause.start, figure.mention.start):
            # 57.9%实现了…: of what stands in a clause before
            return True
        at = document.text.rfind(words[:_BARE], figure.left[0], figure.mention.start)
        if at > figure.left[0] and document.text[at - 1] == "、":
            # 种植、养殖、加工等各类基地: the last thing of a list
            return True
        behind = document.text[figure.mention.end : figure.clause.end]
        return dimension in COUNTED and len(behind) > _SAID and _LISTS_ON.search(behind) is not None


def _parts(words: str) -> list[str]:
    return [words[start:end] for start, end in pairwise([0, *sorted(boundaries(words)), len(words)])]
