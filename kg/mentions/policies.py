"""Where a text names policy documents: in 《》, as 关于…的意见, or behind a verb of issuing.

    title    = 《 … 》 | 关于 … 的 type | verb [了] content type { 及 content type }
    number   = （ issuer 〔 year 〕 n 号 ） | ( GB/T35796-2017 )
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_BRACKETED = re.compile(r"《([^《》]{1,120}(?:《[^《》]{1,80}》[^《》]{0,60}){0,2})》?")
_NUMBER = re.compile(r"[（(]([^（()）]{1,12}[〔\[（(]\d{4}[〕\])）]\s?\d{1,4}号|[A-Z]{2,4}/?T?\s?\d{2,6}(?:\.\d)?[-—]\d{4})[）)]")


class PolicyFinder:
    """Finds mentions of policy documents; `head` is the title, `readings` the IRI of the type and the number, if printed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        kinds = [concept for concept in vocabulary.scheme("doctype") if concept.value("isPolicy") != "false"]
        self._types = {form: concept.iri for concept in kinds for form in concept.forms}
        everything = alternation(self._types)
        unmarked = alternation(form for form in self._types if form not in words("only-in-brackets"))
        trailer = alternation(words("title-trailer"))
        self._ends_with_type = re.compile(rf"({everything})(?:[（(](?:{trailer})[）)])?$")
        self._about = re.compile(rf"关于([^，。；！？《》“”：]|“[^”]{{1,20}}”){{3,70}}?的({unmarked})(?![\u4e00-\u9fff]?(?:{alternation(words('not-after-title'))}))")
        verbs = alternation(words("title-verb"))
        self._verb = re.compile(rf"(?:{verbs})(?:了|出|的|完善)?")
        fill = r"(?:[^，。；！？：《》“”、]|“[^”]{1,20}”|、(?=[^，。；、]{2,30}的))"
        self._behind_verb = re.compile(rf"({fill}{{2,40}}?)({unmarked})(?![\u4e00-\u9fff]{{0,2}}(?:{alternation(words('not-after-title'))}))")
        self._second = re.compile(rf"(?:及|和|以及)({fill}{{2,24}}?)({unmarked})")
        self._generic = re.compile(rf"(?:{alternation(words('generic-title'))})+$")
        self._skip = re.compile(rf"(?:{alternation(words('title-filler'))})*")
        self._quoted = re.compile(rf"“([^“”]{{4,60}}?({unmarked}))”")

    def find(self, scene: Scene) -> list[Mention]:
        """All mentions of policy documents, by start, none inside another."""
        chosen: list[Mention] = []
        for candidates in (self._bracketed(scene), self._quoted_titles(scene), self._about_titles(scene), self._verb_titles(scene)):
            for mention in candidates:
                if not any(mention.start < other.end and other.start < mention.end for other in chosen):
                    chosen.append(mention)
        return sorted(chosen, key=lambda mention: mention.start)

    def _bracketed(self, scene: Scene) -> Iterator[Mention]:
        for match in _BRACKETED.finditer(scene.text):
            kind = self._ends_with_type.search(match.group(1))
            if kind is None or not scene.is_readable(*match.span()):
                continue
            yield self._titled(scene, match.start(), match.end(), match.group(1), kind.group(1), "bracketed title")

    def _titled(self, scene: Scene, start: int, end: int, title: str, kind: str, rule: str) -> Mention:
        number = _NUMBER.match(scene.text, end)
        extra = (number.group(1),) if number else ()
        return scene.mention("policy", start, end, rule, (self._types[kind], *extra), title)

    def _quoted_titles(self, scene: Scene) -> Iterator[Mention]:
        for match in self._quoted.finditer(scene.text):
            if scene.is_readable(*match.span()) and not self._generic.match(match.group(1)):
                yield self._titled(scene, match.start(), match.end(), match.group(1), match.group(2), "quoted title")

    def _about_titles(self, scene: Scene) -> Iterator[Mention]:
        for match in self._about.finditer(scene.text):
            if scene.is_readable(*match.span()):
                yield self._titled(scene, match.start(), match.end(), match.group(), match.group(2), "about")

    def _verb_titles(self, scene: Scene) -> Iterator[Mention]:
        for verb in self._verb.finditer(scene.text):
            skipped = self._skip.match(scene.text, verb.end())
            at = skipped.end() if skipped else verb.end()
            match = self._behind_verb.match(scene.text, at)
            while match is not None and self._acceptable(scene, match):
                yield self._titled(scene, match.start(), match.end(), match.group(), match.group(2), "behind a verb")
                match = self._second.match(scene.text, match.end())
                if match is not None:
                    match = self._behind_verb.match(scene.text, match.start(1))

    def _acceptable(self, scene: Scene, match: re.Match[str]) -> bool:
        content = match.group(1)
        return scene.is_readable(*match.span()) and not self._generic.match(content) and scene.is_word_like(match.start(2), match.end(2))
