"""Where a noun phrase begins: the left edge of a name that ends in a known head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.mentions.scene import Scene, alternation
from kg.vocab.vocabulary import Vocabulary

_MARKS = "，。；：！？…—《》〈〉（）()【】、“”‘’"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase [start, end) whose head begins at `head`; `verb` is the verb right before it, if any."""

    start: int
    head: int
    end: int
    verb: str | None


class PhraseReader:
    """Reads leftwards from a head to the verb, mark, adverb or number that the phrase stands behind.

    >>> # 建立 | 孤儿养育费递增 机制    推进 | 示范性农村公益性公墓 建设
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        verbs = alternation({*words("operate-verb"), *words("found-verb"), *words("plain-verb"), *words("title-verb")})
        self._edge = re.compile(rf"(?P<verb>{verbs})(?:了|好|出)?|(?P<other>{alternation(words('phrase-edge'))})|(?P<mark>[{_MARKS}])|\d+(?:\.\d+)?[\u4e00-\u9fff]?")
        self._joint = re.compile(r"[和与及暨]")

    def before(self, scene: Scene, head: int, end: int, limit: int = 30, floor: int = 0) -> Phrase | None:
        """The phrase that ends in the head [head, end); None where nothing stands before the head.

        `floor` is an offset that the phrase may not reach across: the end of a place's name, say.
        """
        sentence = scene.sentence_at(head)
        if sentence is None:
            return None
        start = max(sentence.start, head - limit, floor)
        verb: str | None = None
        at = start
        while at < head:
            match = self._edge.search(scene.text, at, head)
            if match is None:
                break
            cut = match.end()
            if match.group("verb") and not self._is_whole(scene, match.start("verb"), match.end("verb")):
                at = match.start() + 1
                continue
            start = cut
            verb = match.group("verb")
            at = max(cut, match.start() + 1)
        if start >= head:
            return None
        return Phrase(start, head, end, verb)

    def _is_whole(self, scene: Scene, start: int, end: int) -> bool:
        """Whether a verb stands as a word of its own: 推行 in 推行政务 is none."""
        return scene.is_word_like(start, end)
