"""Which words tell a number that measures something from one that names, orders, limits or only looks like a number?

The words are classes of cues of the ontology (`ontology/cues-quantities.ttl`); here they become patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


class QuantityWords:
    """The classes of words that the grammar of quantities asks for; made once for a vocabulary.

    `words` gives the surface forms of a class by its notation; a table without words knows no classes.
    """

    def __init__(self, words: Callable[[str], Iterable[str]] = lambda cue: ()) -> None:
        self.structure = _ordered(words("structure-word"))
        self.fixed = _any(words("number-idiom"))
        self.normative = _any(words("normative-cue"))
        # 地方可支配财力: no 方可
        self.not_normative = _any(words("not-normative"))
        self.demanded = _any(words("demanded-after"))
        self.earning = _any(words("earning-word"))
        self.sized = _any(words("sized-thing"))
        self.settlement = _any(words("settlement-word"))
        self.infants = _any(words("age-noun"))
        self.rate_base = _any(words("rate-base-verb"))
        self.race = _any(words("race-word"))
        self.campaign = re.compile(rf"[\u4e00-\u9fff]{{2,14}}?(?:{_any(words('campaign-word')).pattern})")
        self.phased = _any(words("project-noun"))
        self.building = _any(words("building-name-end"))
        self.money = _any(words("money-noun"))
        self.money_before = (*words("money-noun"), *words("money-verb"))
        self.people = _any(words("people-noun"))
        self.people_before = tuple(words("people-noun"))
        # 第三位女院士, 第一名举人: who is told of, and no rank
        self.somebody = re.compile(rf"[^，。；：、,;的并和]{{1,5}}?(?:{_any(words('person-suffix')).pattern})(?=[，。；、,;]|$)")
        # 的养老机构6家, behind 200张以上: the number of those so large follows
        classifiers = _any(words("sorted-classifier")).pattern
        self.sorted_out = re.compile(rf"的[^，。；：、,;0-9和与及]{{0,10}}[0-9][0-9.,]{{0,10}}[万亿余多]{{0,2}}(?:{classifiers})")
        self._other: dict[str, list[str]] = {}
        for word in words("not-unit-word"):
            self._other.setdefault(word[0], []).append(word)

    def is_other(self, text: str, start: int, form: str) -> bool:
        """Whether a classifier is only the beginning of another word: 家 in 家庭, 户 in 户籍, 国 in 国道."""
        held = self._other.get(form[0])
        return held is not None and any(len(word) > len(form) and text.startswith(word, start) for word in held)


def _ordered(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these words, the longest first; it matches nothing for none."""
    return re.compile("|".join(map(re.escape, _ordered(words))) or r"(?!)")
