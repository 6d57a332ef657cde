"""What do the things do that a number counts, or what is sent to them? The number counts them, and not what they do.

30个食堂每天供应午餐              每天供应午餐的食堂
30个食堂每天接待500人             食堂: what they do has a number of its own
40个驿站让骑手歇脚更方便            驿站: what comes of them is no part of what is counted
12个县（市）还扩大了覆盖范围          扩大覆盖范围的县
向50个村派出工作队               派出工作队的村
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.around import Around
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, is_verb, part_of_speech

# what is done in fewer characters has no object of its own
_OBJECT = 4
_NOUNS = ("n", "vn", "j", "l", "i")


class HabitReader:
    """Puts those who do something behind what they do."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._of = words("of-word")[0]
        each_day = any_of(words("each-day-word"))
        self._daily, self._doer = re.compile(rf"([^的]{{2,14}}?)(?=(?:{each_day})..)"), re.compile(rf"([^的]{{2,14}}?)(?={each_day})")
        self._causes = re.compile(rf"([^的]{{2,16}}?)(?:{any_of(words('causing-verb'))})(?=.{{4}})")
        places = any_of(words("counted-place"))
        self._acts = re.compile(rf"([^的]{{0,6}}?(?:{places}))(?:{any_of(words('said-opening'))}){{0,2}}((?:{any_of(words('place-acts-verb'))})[^的]{{4,40}})$")
        self._toward = re.compile(rf"(?:{any_of(words('toward-recipient'))})$")
        self._bodies = re.compile(rf"[^的]{{0,8}}?(?:{any_of(words('counted-body'))})")

    def headed(self, right: str) -> str | None:
        """What is counted, with what it does before it; None where the words say no such thing."""
        daily = self._daily.match(right)
        if daily is not None and _is_noun(daily[1]):
            done = right[daily.end() :]
            return f"{done}{self._of}{daily[1]}" if len(done) >= _OBJECT + 2 else daily[1]
        causes = self._causes.match(right)
        if causes is not None and _is_noun(causes[1]):
            return causes[1]
        acts = self._acts.match(right)
        return f"{acts[2]}{self._of}{acts[1]}" if acts is not None else None

    def doer(self, right: str) -> str | None:
        """Who does something every day of which the next number says how much; None where the words say no such thing."""
        daily = self._doer.match(right)
        return daily[1] if daily is not None and _is_noun(daily[1]) else None

    def sent_to(self, document: Document, around: Around) -> str:
        """What was sent to the bodies that are counted, with them behind it; nothing where nothing was sent."""
        right = around.right
        if around.head.quantity.role == "duration" or self._toward.search(document.text, *around.head.left) is None:
            return ""
        cuts = [0, *sorted(boundaries(right)), len(right)]
        at = next((start for start, end in pairwise(cuts) if start and is_verb(right[start:end])), 0)
        named = right[:at]
        if not at or len(right) - at < _OBJECT or self._of in named or self._bodies.fullmatch(named) is None:
            return ""
        return f"{right[at:]}{self._of}{named}"


def _is_noun(words: str) -> bool:
    """Whether words end in a noun."""
    cuts = [0, *sorted(boundaries(words)), len(words)]
    parts = [words[start:end] for start, end in pairwise(cuts)]
    # 点 of 学习点 is a measure word elsewhere
    return part_of_speech(parts[-1]).startswith(_NOUNS) or (len(parts) > 1 and len(parts[-1]) == 1 and not is_verb(parts[-1]))
