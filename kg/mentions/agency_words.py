"""Which names of public bodies a text may hold, as the ontology composes them.

body = party office | whole name | stem head            民政 + 局, 残疾人联合会
"""

from __future__ import annotations

import re

from kg.mentions.matcher import Matcher
from kg.mentions.scene import alternation
from kg.vocab.ontology import Concept
from kg.vocab.vocabulary import Vocabulary

# The longest stem that can stand before another one: 城市管理和综合执法 + 局
_LONGEST_STEM = 12


class AgencyWords:
    """The surface forms of bodies, in one automaton, and the small patterns around them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        functions = vocabulary.scheme("function")
        stemmed = [concept for concept in functions if concept.value("headNoun")]
        self._institution = re.compile(rf"(?:{alternation(words('institution-head'))})$")
        excluded = {*words("split-body"), *words("not-agency-body")}
        self.whole = frozenset(form for form in self._whole_forms(vocabulary, functions) if form not in excluded and not self._institution.search(form))
        self.departments = frozenset(form for concept in stemmed for form in self._composed(concept, words("agency-head")) if self._is_body(form, excluded))
        self.stems = frozenset(form for concept in stemmed for form in concept.forms)
        self.matcher = Matcher([*self.whole, *self.departments])
        inner_heads = alternation(words("inner-head"))
        ordinal = r"(?:第[一二三四五六七八九十\d]{1,3})?"
        self.inner = re.compile(rf"(?:(?:{alternation(self.stems)})(?:和|与)?){{1,3}}(?:{inner_heads})|{ordinal}(?:{alternation(words('inner-group'))})")
        self.office = re.compile(rf"(?:{alternation(words('government-office'))})")
        self.not_after = re.compile(alternation(words("not-after-agency")))

    def _is_body(self, form: str, excluded: set[str]) -> bool:
        """Whether a stem and a head make a body: 卫生 + 院 is a clinic."""
        return form not in excluded and not self._institution.search(form)

    def _whole_forms(self, vocabulary: Vocabulary, functions: tuple[Concept, ...]) -> set[str]:
        named = {name for concept in functions for name in concept.values.get("bodyName", ())}
        plain = {form for concept in functions if not concept.value("headNoun") for form in concept.forms if len(form) > 1}
        return {*vocabulary.words("whole-body"), *named, *plain}

    def _composed(self, concept: Concept, general: tuple[str, ...]) -> list[str]:
        """Stem and head, for the heads of the concept and those that any department takes; offices inside a body are none."""
        if concept.value("isInternal") == "true":
            return []
        heads = [head for head in {*concept.values["headNoun"], *general} if not self._institution.search(head)]
        return [stem + head for stem in concept.forms for head in heads]

    def start_with_stems(self, text: str, start: int) -> int:
        """Where a department's name begins: further stems may stand before the one that was found (教育和 体育局).

        Returns `start` where none does.
        """
        for _ in range(2):
            end = start - 1 if text[start - 1 : start] in ("和", "与") else start
            length = next((n for n in range(_LONGEST_STEM, 1, -1) if end >= n and text[end - n : end] in self.stems), 0)
            if not length:
                break
            start = end - length
        return start
