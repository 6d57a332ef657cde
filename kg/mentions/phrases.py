"""Where a noun phrase begins: the left edge of a name that ends in a known head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.mentions.scene import Scene, alternation
from kg.vocab.vocabulary import Vocabulary

_MARKS = r"，。；：！？…—《》〈〉（）()【】\[\]、“”‘’·"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase [start, end) whose head begins at `head`.

    `verb` is the verb right before it, if any; `is_counted` tells that a number stands right before it.
    """

    start: int
    head: int
    end: int
    verb: str | None
    is_counted: bool = False


class PhraseReader:
    """Reads leftwards from a head to the verb, mark, adverb or number that the phrase stands behind.

    建立 | 孤儿养育费递增 机制    推进 | 示范性农村公益性公墓 建设    等级评定制度和 | 需求评估 制度
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        verbs = alternation({*words("operate-verb"), *words("found-verb"), *words("plain-verb"), *words("title-verb")})
        classifiers = alternation(words("classifier"))
        # edge = verb [了|好|出|起] | other word | mark | number [ classifier ]
        self._edge = re.compile(
            rf"(?P<compound>{alternation(words('compound-noun'))})|(?P<verb>{verbs})(?:了|好|出|起)?|(?P<other>{alternation(words('phrase-edge'))})|(?P<mark>[{_MARKS}])"
            rf"|(?P<number>\d{{1,15}}(?:\.\d{{1,8}})?[万亿余多]{{0,4}}(?:{classifiers})?|(?<![第一二三四五六七八九十])[一二两三四五六七八九十几数多]{{1,3}}大?(?:{classifiers}))"
        )
        closed = {*words("program-head"), *words("benefit-head"), *words("system-head"), *words("closed-conjunct")}
        self._closed = re.compile(rf"(?:{alternation(closed)})[和与及]")
        self._joint = re.compile(r"[和与及暨或]")

    def before(self, scene: Scene, head: int, end: int, limit: int = 30, floor: int = 0) -> Phrase | None:
        """The phrase that ends in the head [head, end); None where nothing stands before the head.

        `floor` is an offset that the phrase may not reach across: the end of a place's name, say.
        """
        sentence = scene.sentence_at(head)
        if sentence is None:
            return None
        start = max(sentence.start, head - limit, floor)
        is_bounded = start > head - limit
        edge = self._last_edge(scene, start, head)
        if edge is not None:
            start = edge.end() if scene.is_word_like(edge.end(), edge.end()) else edge.end(edge.lastgroup or 0)
            is_bounded = True
        verb = edge.group("verb") if edge else None
        is_counted = edge is not None and edge.group("number") is not None
        closed = self._last_closed(scene, start, head)
        if closed is not None:
            start, is_bounded = closed, True
        if start < head and self._joint.match(scene.text[start]):
            start += 1
        if start >= head or not is_bounded:
            return None
        return Phrase(start, head, end, verb, is_counted)

    def _last_edge(self, scene: Scene, start: int, head: int) -> re.Match[str] | None:
        """The edge nearest to the head; only few have to be asked for their words, which is slow."""
        found = []
        at = start
        while (match := self._edge.search(scene.text, at, head)) is not None:
            if match.group("compound"):
                at = match.end()
            else:
                found.append(match)
                at = match.start() + 1
        return next((match for match in sorted(found, key=lambda one: -one.end()) if self._is_edge(scene, match)), None)

    def _last_closed(self, scene: Scene, start: int, head: int) -> int | None:
        """Behind the last 和 of [start, head) that joins two whole names: X制度和Y制度."""
        ends = [match.end() for match in self._closed.finditer(scene.text, start, head)]
        return ends[-1] if ends else None

    def _is_edge(self, scene: Scene, match: re.Match[str]) -> bool:
        """Whether an edge word stands as a word of its own: 推行 in 推行政务 does not, nor 家 in 居家."""
        if match.group("mark") or match.group("number"):
            return True
        name = "verb" if match.group("verb") else "other"
        return scene.is_word_like(match.start(name), match.end(name))
