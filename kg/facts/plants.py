"""What a number measures that only describes a plant: 年产8万吨的铸铁管生产线, 日处理1200吨的垃圾处理场, 400万千瓦光伏项目."""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure, Run
from kg.facts.labels import LONGEST, LabelReader, Measure
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

_SIZES = ("mass", "power", "volume", "count")
_SIZED = ("mass", "power")


class PlantReader:
    """Reads the sizes of plants."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._can = re.compile(rf"(?:{any_of(words('capacity-verb'))})$")
        self._plant = re.compile(rf"^的?(?:[0-9一二两三四五六七八九十]{{1,4}}[条座个台家])?([\u4e00-\u9fff“”]{{0,16}}?(?:{any_of(words('plant-noun'))}))")
        self._capacity, self._size = words("suffix-capacity")[0], words("suffix-size")[0]

    def read(self, document: Document, run: Run) -> Measure | None:
        """The size of the plant behind a number; a measure without words where the plant is not named; None where there is no plant."""
        head, last = run[0], run[-1]
        dimension = self._labels.dimension(head)
        raw = document.text[slice(*head.left)]
        verb = self._can.search(raw)
        if dimension not in _SIZES or (verb is None and (dimension not in _SIZED or self._labels.is_relational(raw))):
            return None
        found = self._plant.match(document.text[last.mention.end : head.clause.end])
        if found is None:
            # 满意日产4500吨和…: of which plant stands behind the next one
            return Measure("", "") if verb and document.text[last.mention.end : last.mention.end + 1] in "和、及与的" else None
        named = self._labels.plain(found[1])
        words = f"{named}{verb.group()}{self._capacity}" if verb else f"{named}{self._size}"
        return Measure(words[:LONGEST], words[:LONGEST], ((last.mention.end, last.mention.end + found.end()),))

    def begun(self, document: Document, head: Figure) -> tuple[int, int] | None:
        """Where the words stand that were begun before the size of a plant: 新建 of 新建存栏3000头的示范羊场12个, for the second number."""
        before = next((each for each in reversed(head.clause.figures) if each.end == head.left[0]), None)
        if before is None:
            return None
        start = max((each.end for each in head.clause.figures if each.end <= before.start), default=head.clause.start)
        verb = self._can.search(document.text, start, before.start)
        found = self._plant.match(document.text[before.end : head.mention.start])
        return (start, verb.start()) if verb and found and verb.start() > start else None
