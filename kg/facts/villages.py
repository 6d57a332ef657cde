"""Which village or township does a sentence speak of, where it does not name it as a place: 村里, 全村, 该镇, 某村地处…?

    pointing = 村里 | 全村 | 村委 …         the village that the text named last, if no other place was named since
    unknown  = name 村 | name 社区          at the head of a clause, and known to be no place: 东山村地处山区，有贫困户24户
A figure of such a sentence is that village's, or nobody's: never the city's in which the village lies.
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.place_names import NATION
from kg.model import Document, EntityKey, Resolution
from kg.vocab.vocabulary import Vocabulary

# the digits of the code of a county
_COUNTY_CODE = 6


class VillageReader:
    """Finds the small place that a sentence speaks of."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._points = re.compile(any_of(words("village-pointing")))
        self._within = re.compile(rf"(?<![0-9个各农乡驻每些进到])(?:{any_of(words('village-inside'))})")
        self._villages = words("village-end")
        known = {word for cue in ("generic-place", "not-in-place-name", "plain-verb", "operate-verb") for word in words(cue)}
        self._generic = re.compile(rf"^(?:{any_of(known)})|(?:{any_of(word for word in known if len(word) > 1)})")
        self._generic_ends = frozenset(known) & frozenset(self._villages)
        self._kinds = re.compile(any_of(word for word in known if len(word) > 1))
        self._one = re.compile(any_of(words("village-is")))
        led, ends, goes_on = any_of(words("before-place")), any_of(words("village-end")), any_of(words("village-goes-on"))
        of = words("of-word")[0]
        self._unknown = re.compile(rf"(?:{led}){{0,3}}([^，；]{{2,12}}?[的市县区镇乡])?((?!{of})[\u4e00-\u9fff]{{2,3}})({ends})(?=$|{goes_on})")

    def place(self, document: Document, line: Line, figure: Figure, resolution: Resolution, region: EntityKey) -> EntityKey | None:
        """The place of a figure whose sentence names none, where `region` is that of the text; None where it is open."""
        if _is_small(region):
            return region
        text, start, end = document.text, line.sentence.start, figure.mention.start
        if self._points.search(text, start, end) or self._within.search(text, start, line.sentence.end):
            return self._last(resolution, end) or (None if self._points.search(text, start, end) else region)
        heads = [self._unknown.match(text, clause.start, clause.end) for clause in line.clauses if clause.start <= figure.clause.start]
        return None if any(found is not None and not self._generic.search(found[2] + found[3]) for found in heads) else region

    def is_inside(self, document: Document, line: Line, figure: Figure, region: EntityKey) -> bool:
        """Whether a clause begins with a place and an unknown village or community in it: 甲镇的乙村，有…, 甲市乙社区是…, of which the figure then is."""
        text = document.text
        for clause in line.clauses:
            found = self._unknown.match(text, clause.start, clause.end) if clause.start <= figure.clause.start else None
            if found is None or found[1] is None or self._is_kind(text, found) or figure.mention.start < found.end():
                continue
            later = [name for name in line.names if found.end() <= name.mention.start < figure.mention.start and name.mention.kind in ("region", "deixis")]
            named = [name for name in line.names if name.mention.end > found.start(2) and name.mention.start < found.end() and name.mention.kind == "region"]
            holds = any(region in name.entities for name in line.names if name.mention.end <= found.start(2) and name.mention.start >= clause.start)
            if holds and not later and not named:
                return True
        return False

    def _is_kind(self, text: str, found: re.Match[str]) -> bool:
        """Whether words before 村 or 社区 say what kind they are; 多 and 新 begin a name where what follows is said of one: 多闻社区是…, 新塘村位于…"""
        generic = self._kinds if self._one.match(text, found.end()) else self._generic
        # 社区 itself is a generic word
        return generic.search(found[2] if found[3] in self._generic_ends else found[2] + found[3]) is not None

    def _last(self, resolution: Resolution, offset: int) -> EntityKey | None:
        """The place named last, if it is a village."""
        named = [name for name in resolution.named if name.mention.kind == "region" and name.entities and name.mention.end <= offset]
        if not named:
            return None
        last = named[-1].entities[-1]
        held = resolution.entities.get(last)
        return last if held is not None and held.label.endswith(self._villages) and _is_small(last) else None


def _is_small(region: EntityKey) -> bool:
    """Whether a place lies below the counties; one that the text names by a letter only (000000-Y市) may be a city."""
    upper, _, name = region[1].partition("-")
    return ("-" in name if upper == NATION[1] else bool(name)) or (len(upper) > _COUNTY_CODE and upper.isdigit())
