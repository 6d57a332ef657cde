"""For whom is done what is measured, where a preposition says so? 为企业解决难题216个 is 为企业解决难题, and not what 企业 solve."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, part_of_speech

# so many letters of what was read tell where it stands
_START = 2
_NOUN = "n"


class BeneficiaryReader:
    """Keeps the preposition before those for whom something is done."""

    def __init__(self, vocabulary: Vocabulary, is_known: Callable[[str], bool]) -> None:
        words = vocabulary.words
        self._is_known = is_known
        verbs = any_of({*words("flow-verb"), *words("act-verb"), *words("event-verb"), *words("helped-to"), *words("operate-verb"), *words("done-for-them")})
        self._done = re.compile(rf"(?!{any_of(words('not-served'))})[\u4e00-\u9fff]{{2,14}}?(?:{verbs})")
        self._served = words("for-whom")
        self._prepositions = (*words("for-whom"), *words("done-to"))
        # 500人安置项目均已完工: how the project is getting on is not said of the people
        project = any_of((*words("costed-project"), *words("met-task-noun")))
        self._state = re.compile(rf"(?<=..)({project})(?:{any_of(words('state-opening'))})[^的]{{2,40}}$")
        # what is paid out is never paid by those who get it
        self._paid = re.compile(any_of(words("paid-out-verb")))
        self._bounds = words("bound-word")
        self._before = re.compile(rf"({any_of(self._prepositions)})(?:{any_of(words('about-word'))})?$")

    def named(self, document: Document, head: Figure, words: str) -> str:
        """Words with the preposition that stood before them."""
        at = document.text.find(words[:_START], *head.left)
        # 为全县居民提供…: 全县 is no part of the label
        if part_of_speech(words[: min(boundaries(words), default=len(words))]).startswith(_NOUN):
            at = next((name.mention.start for name in head.clause.names if name.mention.kind == "deixis" and name.mention.end == at), at)
        before = document.text[at - 1] if at > head.left[0] else "" if self._paid.search(words) else self._before_number(document, head, at)
        is_for_them = before in self._prepositions and self._done.match(words) is not None and not self._is_known(words)
        return f"{before}{words}" if is_for_them else words

    def _before_number(self, document: Document, head: Figure, at: int) -> str:
        """The preposition before the number of those for whom something is done: 为全国30万户农户提供 | 5亿元贷款."""
        number = next((each for each in head.clause.figures if each.end == at), None)
        if number is None:
            return ""
        found = self._before.search(document.text, head.clause.start, _without_deixis(head, number.start))
        return found[1] if found else ""

    def kept(self, document: Document, head: Figure, words: str) -> str:
        """Words with the preposition before those for whom something is done, where it stands far before the number: 为学生提供30种餐食."""
        named = words if self._before.search(document.text, *head.left) else self.named(document, head, words)
        return named if named.startswith(self._served) else words

    def served(self, document: Document, head: Figure, words: str) -> str:
        """Words of people, and of what is done for them, with the preposition before their number: 为老人提供午餐, of 为300名老人提供午餐."""
        words = self._state.sub(r"\1", words)
        found = self._before.search(document.text, head.left[0], _without_deixis(head, head.mention.start))
        # 万人以上特大型安置区: the number is none of people served
        is_bound = document.text[head.mention.start : head.mention.end].endswith(self._bounds)
        return f"{found[1]}{words}" if found and not is_bound and self._done.match(words) and not self._is_known(words) else words


def _without_deixis(head: Figure, at: int) -> int:
    """Where 全县 begins that ends at an offset: of 为全县300名老人 it is no part of what is done."""
    return next((name.mention.start for name in head.clause.names if name.mention.kind == "deixis" and name.mention.end == at), at)
