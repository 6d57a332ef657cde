"""Whom does a figure count or pay, and under which program? The groups and programs around it."""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.labels import Measure
from kg.model import Document, EntityKey, Resolved
from kg.vocab.vocabulary import Vocabulary

# so many letters of the end of a name say what kind of thing it is: 生活费
_HEAD = 3
# how far before a group the verb of harming begins
_HARM = 8


class WhomReader:
    """Reads the group and the program of a figure from the names in its sentence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        # 侵害老年人案件, but not 被拐卖儿童
        self._harmed_by = re.compile(rf"(?<!{any_of(words('harmed-one'))})(?:{any_of(words('harm-verb'))})$")

    def group(self, document: Document, line: Line, figure: Figure, measure: Measure) -> EntityKey | None:
        """The group counted or paid: the first behind the number, else the last before it; nobody who is only harmed by those counted."""
        behind = self._groups(document, line, tuple(stretch for stretch in measure.sources if stretch[0] >= figure.mention.end))
        if behind:
            return behind[0].entities[0]
        before = self._groups(document, line, tuple(stretch for stretch in measure.sources if stretch[1] <= figure.mention.start))
        # of several things that 分别 lists, the one that this figure measures
        mine = [name for name in before if name.mention.text in measure.words] if measure.is_part else before
        return mine[-1].entities[0] if mine else None

    def program(self, line: Line, measure: Measure) -> EntityKey | None:
        """The program that the words of the measure name."""
        found = _inside(line, "program", measure.sources)
        # of several things in a list, what the words of this one end like: 社会散居孤儿基本生活费 for 机构养育孤儿基本生活费 too
        found = [name for name in found if name.mention.text[-_HEAD:] in measure.words] if measure.is_part else found
        return found[0].entities[0] if found else None

    def _groups(self, document: Document, line: Line, stretches: tuple[tuple[int, int], ...]) -> list[Resolved]:
        found = _inside(line, "group", stretches)
        return [name for name in found if self._harmed_by.search(document.text, max(0, name.mention.start - _HARM), name.mention.start) is None]


def _inside(line: Line, kind: str, stretches: tuple[tuple[int, int], ...]) -> list[Resolved]:
    return [
        name
        for name in line.names
        if name.mention.kind == kind and name.entities and any(start <= name.mention.start and name.mention.end <= end for start, end in stretches)
    ]
