"""Where a text names places: divisions of the gazetteer, places below them by their grammar, named areas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.joined_places import JoinedPlaces
from kg.mentions.matcher import Hit
from kg.mentions.no_places import NoPlaces
from kg.mentions.region_support import RegionSupport
from kg.mentions.scene import Scene, alternation
from kg.mentions.townships import ALONE, VEILED, TownshipFinder
from kg.model import Mention
from kg.vocab.gazetteer import NATION, Gazetteer
from kg.vocab.vocabulary import Vocabulary

# 清河、清浦两区: short names, each completed by the type that follows the list
_SHARED_TYPE = re.compile(r"((?:[\u4e00-\u9fff]{2,4}、){1,6}[\u4e00-\u9fff]{2,4}?)[两二三四五六七八九十](省|市|县|区|州|旗)")

_SHORTEST_TOWNSHIP, _LONGEST_TOWNSHIP = 4, 10
# the shortest district whose name, a common word, may be meant: 港口区, but not 城区
_SHORTEST_COMMON = 3
# what stands before the first word of a clause
_BREAKS = "；：，"


class RegionFinder:
    """Finds mentions of regions. Readings are division codes, most likely first, or an area's notation."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        self._townships = TownshipFinder(vocabulary)
        self._support = RegionSupport(vocabulary)
        self._joined = JoinedPlaces(vocabulary.gazetteer)
        words = vocabulary.words
        self._not_after = re.compile(rf"(?:{alternation(words('not-after-place'))})")
        self._not_after_short = re.compile(rf"(?!{alternation(words('safe-after-short-place'))})(?:{alternation(words('not-after-short-place'))})")
        self._communities = re.compile(alternation(words("community-type")))
        self._before_short = re.compile(rf"(?:{alternation(words('before-former-place'))})$")
        # 穆长春应邀, 徐东明、: a surname that ends no word, and what follows a person
        self._surname = frozenset(words("surname"))
        self._behind_person = re.compile(alternation(words("behind-person")))
        self._any_of_level = re.compile(rf"[（(](?:{alternation(words('deictic-level'))}|、){{1,6}}[）)]")
        self._not_after_nation = re.compile(alternation(words("not-after-nation")))
        self._letter = re.compile(rf"(?<![A-Za-z0-9])[A-Z](?:{alternation(words('veiled-type'))})(?=[\u4e00-\u9fff，。、])")
        self._no_places = NoPlaces(vocabulary)
        self._one_letter = OneLetterNames(self._gazetteer, self._no_places)
        self._never = frozenset(words("never-place"))
        self._small = words("township-type")
        self._township = re.compile(rf"[\u4e00-\u9fff]{{0,5}}(?:{alternation(words('township-type'))})")
        self._foreign = words("foreign-place")
        self._common = frozenset(words("common-district"))
        self._relative = frozenset(words("relative-area"))
        self._not_deictic = frozenset(words("not-deictic"))
        levels = alternation(words("deictic-level"))
        self._deixis = re.compile(rf"(?:{alternation(words('deictic'))})({levels})(?!{alternation(words('not-after-deictic'))})")

    def find(self, scene: Scene) -> list[Mention]:
        """All mentions of regions and of 我市, 全省 …, by start."""
        found = self._support.keep(scene, [*self._listed(scene)])
        found += self._shared_types(scene, found)
        found += self._one_letter.find(scene, found)
        found += self._veiled(scene)
        found += self._townships.find(scene, found)
        found += self._deictic(scene, found)
        return sorted(found, key=lambda mention: (mention.start, -mention.end))

    def former(self, scene: Scene) -> list[tuple[int, int]]:
        """Where names of former divisions stand that are never meant as places; 三区 is no number there either."""
        return [(hit.start, hit.end) for hit in scene.hits["region"] if hit.surface in self._never]

    def _listed(self, scene: Scene) -> Iterator[Mention]:
        end = 0
        chain: tuple[int, tuple[str, ...]] = (-1, ())  # where the last place ended, and its readings
        joined = self._joined.words(scene)
        for hit in scene.hits["region"]:
            if hit.start < end or hit.surface in self._never or not scene.is_readable(hit.start, hit.end):
                continue
            if scene.text.endswith(self._foreign, 0, hit.start):
                # 俄罗斯白山市
                continue
            readings = self._readings(hit.surface)
            longer = self._longer(scene, hit, readings)
            if longer is not None:
                yield longer
                end = longer.end
                continue
            linked = chain[0] == hit.start and self._is_inside(readings, chain[1])
            if chain[0] == hit.start and hit.surface in self._relative:
                continue
            if not linked and self._is_smaller(scene, hit, readings, chain[1] if chain[0] == hit.start else ()):
                continue
            if not (linked or hit.start in joined or self._stands(scene, hit, readings)) or self._goes_on(scene, hit, readings, linked):
                continue
            if linked:
                readings = tuple(code for code in readings if any(self._gazetteer.within(code, above) for above in chain[1])) or readings
            end = self._end(scene, hit, readings)
            yield scene.mention("region", hit.start, end, "gazetteer", readings)
            chain = (end, readings)

    def _longer(self, scene: Scene, hit: Hit, readings: tuple[str, ...]) -> Mention | None:
        """A township whose full name begins like a city's short one: 潍坊新村街道 is not in 潍坊市. It is unique, or the text names its county."""
        place = self._gazetteer.by_code(readings[0])
        if place is None or place.level == "nation" or hit.surface == place.name or not self._township.match(scene.text, hit.end):
            return None
        for length in range(_LONGEST_TOWNSHIP, max(len(hit.surface), _SHORTEST_TOWNSHIP - 1), -1):
            end = hit.start + length
            named = self._gazetteer.townships_named(scene.text[hit.start : end])
            if len(named) > 1:
                around = {code for other in scene.hits["region"] if other.end != hit.end for code in self._readings(other.surface)}
                named = tuple(each for each in named if each.parent in around)
            if len(named) == 1 and scene.is_readable(hit.start, end):
                return scene.mention("region", hit.start, end, ALONE, (named[0].code,))
        return None

    def _readings(self, surface: str) -> tuple[str, ...]:
        area = self._gazetteer.area_named(surface)
        places = tuple(place.code for place in self._gazetteer.named(surface))
        return places if area is None else (area.notation, *places) if surface not in area.hidden else (*places, area.notation)

    def _is_inside(self, readings: tuple[str, ...], above: tuple[str, ...]) -> bool:
        return any(self._gazetteer.within(code, upper) for code in readings for upper in above)

    def _goes_on(self, scene: Scene, hit: Hit, readings: tuple[str, ...], linked: bool) -> bool:
        """Whether a short name is the beginning of a longer name: 沿滩镇, 金寨南路, 四平社区; 宁夏 | 银川 | 社区 is a city's, `linked` to its province."""
        place = self._gazetteer.by_code(readings[0])
        if place is not None and hit.surface != place.name and self._no_places.is_piece(scene, hit.start, hit.end):
            return True
        if place is not None and (place.level not in ("prefecture", "county") or hit.surface == place.name):
            return False
        if linked and self._joined.is_city(readings) and self._communities.match(scene.text, hit.end):
            return False
        before = self._before_short.search(scene.text, max(0, hit.start - 2), hit.start)
        if self._not_after_short.match(scene.text, hit.end) or (before and not scene.cuts_word(before.start())):
            return True
        return self._is_person(scene, hit)

    def _is_smaller(self, scene: Scene, hit: Hit, readings: tuple[str, ...], above: tuple[str, ...]) -> bool:
        """Whether a short name begins that of something in the county or township before it: 丰台区 | 玉林西里, 湖熟街道 | 河南社区."""
        place = self._gazetteer.by_code(readings[0])
        if place is None or hit.surface == place.name:
            return False
        if above:
            return all(upper is not None and upper.level == "county" for upper in map(self._gazetteer.by_code, above))
        return scene.text.endswith(self._small, 0, hit.start) and scene.text.startswith(self._small, hit.end)

    def _is_person(self, scene: Scene, hit: Hit) -> bool:
        """Whether the name is a person's: 徐 | 东明, 所长穆 | 长春应邀."""
        if scene.text[hit.start - 1 : hit.start] not in self._surname or not self._behind_person.match(scene.text, hit.end):
            return False
        return not scene.cuts_word(hit.start - 1)

    def _end(self, scene: Scene, hit: Hit, readings: tuple[str, ...]) -> int:
        """Where the name ends: 威宁 + 自治县 is the short name with its type."""
        place = self._gazetteer.by_code(readings[0])
        kind = next((kind for kind in ("自治州", "自治县", "自治旗") if scene.text.startswith(kind, hit.end)), "")
        return hit.end + len(kind) if place is not None and kind and place.name.endswith(kind) and not hit.surface.endswith(kind) else hit.end

    def _stands(self, scene: Scene, hit: Hit, readings: tuple[str, ...]) -> bool:
        """Whether a listed name is a place here, and not a piece of another word."""
        # a name that is both a place's and, hidden, an area's is decided by the text around it
        # 县(市、区): any of them
        if (
            self._not_after.match(scene.text, hit.end)
            or self._any_of_level.match(scene.text, hit.end)
            or not (self._gazetteer.is_safe(hit.surface) or self._is_shared(readings) or self._is_own(scene, hit, readings))
        ):
            return False
        if readings[0] == NATION and self._not_after_nation.match(scene.text, hit.end):
            return False
        if any(hit.surface not in place.short for place in self._gazetteer.named(hit.surface)) and len(hit.surface) > 2:
            is_cut = scene.cuts_word(hit.start) and scene.segmenter.is_word(hit.surface[1:])
            return not is_cut or scene.is_word_like(hit.start, hit.end)
        return scene.is_word_like(hit.start, hit.end)

    def _is_own(self, scene: Scene, hit: Hit, readings: tuple[str, ...]) -> bool:
        """Whether a name that is a common word heads a clause in a text of its city: 港口区 in one of 防城港市."""
        if len(hit.surface) < _SHORTEST_COMMON or hit.surface in self._common:
            return False
        sentence = scene.sentence_at(hit.start)
        if sentence is None or (sentence.start < hit.start and scene.text[hit.start - 1] not in _BREAKS):
            return False
        above = {place.parent for place in map(self._gazetteer.by_code, readings) if place is not None and place.name == hit.surface}
        return any(other.surface == place.name for place in map(self._gazetteer.by_code, filter(None, above)) if place for other in scene.hits["region"])

    def _is_shared(self, readings: tuple[str, ...]) -> bool:
        return len(readings) > 1 and self._gazetteer.by_code(readings[0]) is not None and self._gazetteer.by_code(readings[-1]) is None

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

    def _veiled(self, scene: Scene) -> Iterator[Mention]:
        """Z市, T县: places that a text names by a letter only. The reading is the key of a place without a code."""
        for match in self._letter.finditer(scene.text):
            if scene.is_readable(*match.span()):
                yield scene.mention("region", *match.span(), VEILED, (f"{NATION}-{match.group()}",))

    def _deictic(self, scene: Scene, found: list[Mention]) -> Iterator[Mention]:
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        for match in self._deixis.finditer(scene.text):
            if match.start() not in taken and match.group() not in self._not_deictic and scene.is_readable(*match.span()):
                yield scene.mention("deixis", *match.span(), "deixis", (match.group(1),))


class OneLetterNames:
    """One-letter names count only beside others of their kind: 冀、鲁、豫三省, 晋冀鲁豫."""

    def __init__(self, gazetteer: Gazetteer, no_places: NoPlaces) -> None:
        self._gazetteer = gazetteer
        self._no_places = no_places
        letters = "".join(sorted({name for place in gazetteer.places() for name in place.contextual}))
        # letters that follow each other without a mark need three, so that 新青 or 云台 are no places
        marked = rf"[{letters}](?:、[{letters}]){{1,8}}(?=[等和与及两二三四五六七八九十，。、省地])"
        self._list = re.compile(rf"{marked}|[{letters}]{{3,6}}(?=[等两二三四五六七八九十边省地])")

    def find(self, scene: Scene, found: list[Mention]) -> Iterator[Mention]:
        """One mention for each letter of a list."""
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        for match in self._list.finditer(scene.text):
            if not taken.isdisjoint(range(*match.span())) or not scene.is_readable(*match.span()) or self._no_places.are_peoples(scene, *match.span()):
                continue
            for at in range(*match.span()):
                place = self._gazetteer.contextual(scene.text[at])
                if place is not None:
                    yield scene.mention("region", at, at + 1, "one letter", (place.code,))
