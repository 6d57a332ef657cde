"""Where a text names places: divisions of the gazetteer, places below it by their grammar, named areas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.matcher import Hit
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

# 清河、清浦两区: short names, each completed by the type that follows the list
_SHARED_TYPE = re.compile(r"((?:[\u4e00-\u9fff]{2,4}、){1,6}[\u4e00-\u9fff]{2,4}?)[两二三四五六七八九十](省|市|县|区|州|旗)")


class RegionFinder:
    """Finds mentions of regions. Readings are division codes, most likely first, or an area's notation."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        types = alternation(vocabulary.words("township-type"))
        generic = alternation(vocabulary.words("generic-place"))
        # name = 1 to 5 letters that are no generic word; a place below the county follows a named one
        self._below = re.compile(rf"(?!{generic})([\u4e00-\u9fff]{{1,5}}?)({types})")
        self._generic = frozenset(vocabulary.words("generic-place"))
        self._not_after = re.compile(rf"(?:{alternation(vocabulary.words('not-after-place'))})")
        levels = alternation(vocabulary.words("deictic-level"))
        self._deixis = re.compile(rf"(?:{alternation(vocabulary.words('deictic'))})({levels})(?!{alternation(vocabulary.words('not-after-deictic'))})")

    def find(self, scene: Scene) -> list[Mention]:
        """All mentions of regions and of 我市, 全省 …, by start."""
        found = [*self._listed(scene)]
        found += self._shared_types(scene, found)
        found += self._lower(scene, found)
        found += self._deictic(scene, found)
        return sorted(found, key=lambda mention: (mention.start, -mention.end))

    def _listed(self, scene: Scene) -> Iterator[Mention]:
        end = 0
        chain: tuple[int, tuple[str, ...]] = (-1, ())  # where the last place ended, and its readings
        for hit in scene.hits["region"]:
            if hit.start < end or not scene.is_readable(hit.start, hit.end):
                continue
            readings = self._readings(hit.surface)
            linked = chain[0] == hit.start and self._is_inside(readings, chain[1])
            if not (linked or self._stands(scene, hit)):
                continue
            if linked:
                readings = tuple(code for code in readings if any(self._gazetteer.within(code, above) for above in chain[1])) or readings
            yield scene.mention("region", hit.start, hit.end, "gazetteer", readings)
            end = hit.end
            chain = (hit.end, readings)

    def _readings(self, surface: str) -> tuple[str, ...]:
        area = self._gazetteer.area_named(surface)
        if area is not None:
            return (area.notation,)
        return tuple(place.code for place in self._gazetteer.named(surface))

    def _is_inside(self, readings: tuple[str, ...], above: tuple[str, ...]) -> bool:
        return any(self._gazetteer.within(code, upper) for code in readings for upper in above)

    def _stands(self, scene: Scene, hit: Hit) -> bool:
        """Whether a listed name is a place here, and not a piece of another word."""
        if self._not_after.match(scene.text, hit.end):
            return False
        if not self._gazetteer.is_safe(hit.surface):
            return False
        if any(place.name == hit.surface for place in self._gazetteer.named(hit.surface)) and len(hit.surface) > 2:
            return True
        return scene.is_word_like(hit.start, hit.end)

    def _shared_types(self, scene: Scene, found: list[Mention]) -> Iterator[Mention]:
        taken = {mention.start for mention in found}
        for match in _SHARED_TYPE.finditer(scene.text):
            at = match.start(1)
            for name in match.group(1).split("、"):
                for cut in range(len(name) - 1):
                    codes = tuple(place.code for place in self._gazetteer.named(name[cut:] + match.group(2)))
                    if codes and at + cut not in taken and scene.is_readable(at, match.end()):
                        yield scene.mention("region", at + cut, at + len(name), "shared type", codes, name[cut:] + match.group(2))
                        break
                at += len(name) + 1

    def _lower(self, scene: Scene, found: list[Mention]) -> list[Mention]:
        """城关镇, 朝阳社区, 滑泥桥村 right behind the place that they lie in."""
        lower: list[Mention] = []
        queue = list(found)
        while queue:
            above = queue.pop(0)
            if not self._may_contain(above):
                continue
            match = self._below.match(scene.text, above.end)
            if match is None or match.group(1) in self._generic or not scene.is_readable(above.start, match.end()):
                continue
            if any(mention.start < match.end() and match.start() < mention.end for mention in found):
                continue
            mention = scene.mention("region", match.start(), match.end(), "below the county", self._township_codes(above, match.group(0)))
            lower.append(mention)
            queue.append(mention)
        return lower + self._repeated(scene, found, lower)

    def _may_contain(self, above: Mention) -> bool:
        if not above.readings or above.rule == "below the county":
            return True
        place = self._gazetteer.by_code(above.readings[0])
        return place is not None and place.level in ("county", "township")

    def _township_codes(self, above: Mention, name: str) -> tuple[str, ...]:
        return tuple(place.code for place in self._gazetteer.townships_named(name) if place.parent in above.readings)

    def _repeated(self, scene: Scene, found: list[Mention], lower: list[Mention]) -> list[Mention]:
        """Later mentions, without the place above, of a name that the text has introduced."""
        taken = [(mention.start, mention.end) for mention in (*found, *lower)]
        again = []
        for first in {mention.text: mention for mention in reversed(lower)}.values():
            for match in re.finditer(re.escape(first.text), scene.text):
                if scene.is_readable(*match.span()) and not any(start < match.end() and match.start() < end for start, end in taken):
                    again.append(scene.mention("region", *match.span(), "named before", first.readings))
        return again

    def _deictic(self, scene: Scene, found: list[Mention]) -> Iterator[Mention]:
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        for match in self._deixis.finditer(scene.text):
            if match.start() not in taken and scene.is_readable(*match.span()):
                yield scene.mention("deixis", *match.span(), "deixis", (match.group(1),))
