"""What a figure measures, in the text's own words: 全市低保平均保障标准达到 693 -> 低保平均保障标准."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.figures import Figure
from kg.model import Document, Mention, Resolved
from kg.vocab.vocabulary import Vocabulary

LONGEST = 36
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ASPECT = re.compile(r"(?<=[\u4e00-\u9fff])了(?![解望])")
_PUNCTUATION = re.compile(r"[“”‘’《》〈〉，。、；：！？…—\s]")


@dataclass(frozen=True, slots=True)
class Measure:
    """A label under construction: `words` as composed, `core` without leading verbs, for figures that elide it."""

    words: str
    core: str
    sources: tuple[tuple[int, int], ...]  # clean stretches that the words came from


def any_of(words: tuple[str, ...]) -> str:
    """A regular expression for any of some words, given longest first."""
    return "|".join(map(re.escape, words)) or r"(?!)"


class LabelReader:
    """Composes the label of a figure from the words around it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        edge = any_of(tuple(sorted({*words("label-edge"), *words("become-verb")}, key=lambda word: (-len(word), word))))
        self._lead = re.compile(rf"^(?:{edge})+")
        self._trail = re.compile(rf"(?:{edge})+$")
        self._build = re.compile(rf"^(?:{any_of(words('build-verb'))})+(?=.{{2}})")
        verbs = tuple(sorted({*words("flow-verb"), *words("change-verb"), *words("build-verb"), *words("growth-verb")}, key=lambda word: (-len(word), word)))
        self._verbs = re.compile(rf"^(?:(?:{any_of(verbs)})(?:各类|各级)?)+")
        self._trailing_verbs = re.compile(rf"(?:{any_of(verbs)})+$")
        self._weak = re.compile(rf"^(?:{any_of(words('weak-measure'))}|{any_of(verbs)})*$")
        self._elided = re.compile(rf"^(?:{any_of(words('elided-subject-verb'))})")
        self._ends = re.compile(rf"(?:{any_of(words('measure-end'))})$")
        self._dimension = {concept.iri: concept.value("dimension") or "count" for concept in vocabulary.scheme("unit")}
        self._noun_follows = re.compile(rf"的?(?!(?:{any_of(words('label-edge'))})$)[\u4e00-\u9fff“《(]")

    def dimension(self, unit: str | None) -> str:
        """The dimension of a unit: money, person, count, ratio …; "count" where no unit is printed."""
        return self._dimension.get(unit or "", "count")

    def words_of(self, document: Document, stretch: tuple[int, int], skip: list[tuple[int, int]]) -> str:
        """The words of a stretch without the skipped ones (times, places), brackets and marks, trimmed of fillers."""
        start, end = stretch
        pieces, at = [], start
        for left, right in sorted(skip):
            if right <= at or left >= end:
                continue
            pieces.append(document.text[at : max(at, left)])
            at = max(at, right)
        pieces.append(document.text[at:end])
        joined = "".join(self.trim(piece) for piece in pieces)
        return self.trim(_PUNCTUATION.sub("", _ASPECT.sub("", _BRACKETS.sub("", joined))))

    def trim(self, words: str) -> str:
        """Words without fillers at either end; a word that would vanish stays."""
        bare = self._lead.sub("", words)
        return self._trail.sub("", bare)

    def is_weak(self, words: str) -> bool:
        """Whether words say how, not what, is measured: 占比, 增长, 新增."""
        return self._weak.match(words) is not None

    def is_elided(self, words: str) -> bool:
        """Whether a clause begins with a verb whose subject stood before."""
        return self._elided.match(words) is not None

    def core(self, words: str) -> str:
        """Words without the verbs that lead and trail them."""
        return self._trailing_verbs.sub("", self._verbs.sub("", words)) or words

    def without_build(self, words: str) -> str:
        """Words without a leading 建成, 设有: that something is there is what the figure says."""
        return self._build.sub("", words)

    def is_before_noun(self, document: Document, figure: Figure) -> bool:
        """Whether the counted noun follows the number: 19022名残疾人."""
        return self._noun_follows.match(document.text, *figure.right) is not None

    def suffix(self, words: str, figure: Figure, kind: str) -> str:
        """What makes words read as a measure: 人数, 金额, 占比 …; nothing where they do already."""
        dimension = self.dimension(figure.quantity.unit)
        if figure.quantity.role == "duration":
            return "年数" if not words.endswith("年数") else ""
        if kind == "growth":
            return "" if words.endswith(("率", "增幅", "增速", "涨幅")) else "增长率"
        if dimension == "person":
            return "" if words.endswith("人数") else "数" if words.endswith("人") and len(words) < 3 else "人数"
        if dimension == "event":
            counted = "人次" if (figure.quantity.unit or "").endswith("/person-time") else "次数"
            return "" if words.endswith(("人次", "次数", "场次")) else counted
        if self._ends.search(words):
            return ""
        return {"money": "金额", "ratio": "占比", "area": "面积", "rank": "位次", "multiple": "倍数"}.get(dimension, "数")


def skipped(figure: Figure, scope: list[Resolved], times: tuple[Mention, ...]) -> list[tuple[int, int]]:
    """Stretches that say where and when, which the label leaves out."""
    places = [(name.mention.start, name.mention.end) for name in scope]
    return places + [(time.start, time.end) for time in times]
