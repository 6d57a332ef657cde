"""Where a text names beneficiary groups: known ones, and ones composed of attributes and a head.

    group     = { attribute [的] } head        农村 + 贫困 + 失能、半失能 + 老人
    head      = self-standing | dependent      老年人 儿童 残疾人 | 人员 对象 家庭 群众 户 (only with an attribute)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.matcher import longest
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary


class GroupFinder:
    """Finds mentions of groups; `readings` holds the concept of a known one, nothing for a composed one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        attribute = alternation(words("group-attribute"))
        needy = alternation(words("group-need"))
        standing = alternation(words("group-head"))
        dependent = alternation(words("group-dependent-head"))
        joint = r"(?:的|、|和|及|或|等)?"
        attributes = rf"(?:(?:{attribute}|{needy}){joint}){{0,5}}"
        self._composed = re.compile(
            rf"(?:{attributes}(?:{attribute}|{needy})的?(?:{standing})|{attributes}(?:{needy})的?(?:{dependent}))(?!{alternation(words('not-after-group'))})"
        )
        self._not_after = re.compile(alternation(words("not-after-group")))
        self._strip = re.compile(rf"(?:{alternation(words('group-scope'))})+(?=.{{2}})")

    def find(self, scene: Scene) -> list[Mention]:
        """All mentions of groups, by start: the longest reading at each place."""
        candidates = [*self._known(scene), *self._grammatical(scene)]
        chosen: list[Mention] = []
        for mention in sorted(candidates, key=lambda m: (m.start, -m.end, not m.readings)):
            if chosen and mention.start < chosen[-1].end:
                continue
            chosen.append(mention)
        return chosen

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["group"]
        for hit in longest(scene.hits["group"]):
            if scene.is_readable(hit.start, hit.end) and not self._not_after.match(scene.text, hit.end):
                yield scene.mention("group", hit.start, hit.end, "known group", lexicon[hit.surface])

    def _grammatical(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["group"]
        for match in self._composed.finditer(scene.text):
            start, end = match.span()
            if not scene.is_readable(start, end):
                continue
            scope = self._strip.match(scene.text, start, end)
            if scope and scene.text[scope.end() : end] in lexicon:
                start = scope.end()
            known = lexicon.get(scene.text[start:end], ())
            yield scene.mention("group", start, end, "composed group", known)
