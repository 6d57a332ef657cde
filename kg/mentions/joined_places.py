"""Do a place and one in it stand together, both by their short names, so that neither is taken for a piece of another word?

辽宁沈阳利用…        one word of the segmenter: both are places
宁夏银川社区食堂      银川 behind its province is the city, and no community of that name
北京安贞街道          a street of the city, whose district is left out, if there is only one of its name
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.mentions.matcher import Hit
from kg.mentions.scene import Scene
from kg.vocab.gazetteer import Gazetteer, Place

_SHORTEST, _LONGEST = 3, 9
_CITIES = ("prefecture", "county")


class JoinedPlaces:
    """Knows the names that stand right behind that of the place they lie in."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def words(self, scene: Scene) -> frozenset[int]:
        """Where the names begin that make one word together, a province's and that of a place in it."""
        found: set[int] = set()
        for upper, lower in pairwise(scene.hits["region"]):
            if upper.end == lower.start and scene.is_word_like(upper.start, lower.end) and self._lies_in(lower, upper):
                found.update((upper.start, lower.start))
        return frozenset(found)

    def _lies_in(self, lower: Hit, upper: Hit) -> bool:
        above, place = self._first(upper), self._first(lower)
        if above is None or place is None or above.level != "province" or place.level not in _CITIES:
            return False
        return self._gazetteer.within(place.code, above.code)

    def _first(self, hit: Hit) -> Place | None:
        return next(iter(self._gazetteer.named(hit.surface)), None)

    def is_city(self, readings: Sequence[str]) -> bool:
        """Whether a name is that of a city right below a province."""
        place = self._gazetteer.by_code(readings[0])
        return place is not None and place.level == "prefecture"

    def street_end(self, text: str, start: int, above: Sequence[str]) -> int | None:
        """Where the full name of a township ends that begins behind a city, if only one of the city has it."""
        for length in range(_LONGEST, _SHORTEST - 1, -1):
            if len(self.streets(text[start : start + length], above)) == 1:
                return start + length
        return None

    def streets(self, name: str, above: Sequence[str]) -> tuple[str, ...]:
        """The codes of the townships of a name that lie in a city."""
        named = self._gazetteer.townships_named(name) if len(name) >= _SHORTEST else ()
        return tuple(place.code for place in named if any(self._gazetteer.within(place.code, code) for code in above))
