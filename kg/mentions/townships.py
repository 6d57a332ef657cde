"""Where a text names places below the county: those that the gazetteer lists, and others by their grammar.

place = name type        城关镇, 朝阳社区, 滑泥桥村; right behind the place that it lies in, or, once named, alone
      | verb name type   来到 + 金桂社区: where someone comes to, in the place that the text speaks from
      | place 、 name type  甲街道丁社区、戊社区: what is listed lies in the same place
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from kg.mentions.joined_places import JoinedPlaces
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

BELOW = "below the county"
AGAIN = "named before"
ALONE = "township of a county named"
VISITED = "place come to"
LISTED = "community listed behind another"
VEILED = "letter for a name"
# types that have places of their own below them: 电力新村社区 is one name, 王家镇村 is none
_UPPER = frozenset(("街道", "街道办事处", "镇", "乡", "民族乡", "社区", "苏木"))
_TOWNS = frozenset(("街道", "街道办事处", "地区办事处", "镇", "乡", "民族乡", "苏木"))
# a text that names more counties than this is a list of them, and their townships are not looked for
_COUNTIES = 40
_LIST_JOINTS = frozenset("、和")


class TownshipFinder:
    """Finds townships, streets, communities and villages."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        self._joined = JoinedPlaces(vocabulary.gazetteer)
        words = vocabulary.words
        types = alternation(words("township-type"))
        self._generic = frozenset(words("generic-place"))
        self._below = re.compile(rf"([\u4e00-\u9fff]{{1,5}}?)({types})")
        self._generic_start = re.compile(alternation(self._generic))
        self._phrase_start = re.compile(alternation(word for word in self._generic if len(word) > 1))
        forward = "".join(words("before-forward"))
        # 义诊进 + 社区 is none, 前进 + 社区 is one
        self._not_at_end = re.compile(rf"(?:{alternation(words('not-at-end-of-place-name'))}|(?<![{forward}])进)$")
        self._whole = frozenset(words("place-name-with-and"))
        self._community = re.compile(rf"([\u4e00-\u9fff]{{2,6}}?)(?:{alternation(words('community-type'))})(?!{alternation(words('not-after-community'))})")
        common = alternation({*words("generic-owner"), *words("domain-word"), *words("bare-group"), *(word for word in self._generic if len(word) > 1)})
        self._common = re.compile(rf"(?:{common}){{1,8}}")
        # 高新区 + 甲社区: a zone or a street and what lies in it
        zones = {length: alternation(word for word in words("zone-or-street") if (len(word) > 1) == (length == 0)) for length in (0, 2)}
        self._two = re.compile(rf"(?:.{{0,4}}(?:{zones[0]})|.{{2,4}}(?:{zones[2]})).{{2,4}}$")
        self._short_street = re.compile(r"([\u4e00-\u9fff]{2,4}?街)(?=[\u4e00-\u9fff]{2,5}社区)")
        self._doing = re.compile(alternation(word for cue in ("operate-verb", "plain-verb") for word in words(cue) if len(word) > 1))
        self._visit = re.compile(rf"(?:{alternation(words('visit-verb'))})了?")
        # 曹庄村 | 村民
        self._further = re.compile(rf"(?!村(?:{alternation(words('not-after-village'))}))(?:{types})")
        self._never = re.compile(alternation(words("not-in-place-name")))

    def find(self, scene: Scene, found: Sequence[Mention]) -> list[Mention]:
        """Mentions of places below the county; those `found` are the places above."""
        linked = self._linked(scene, found)
        alone = list(self._alone(scene, [*found, *linked]))
        linked += self._linked(scene, alone)
        linked += self._listed(scene, [*found, *linked, *alone])
        alone += self._visited(scene, [*found, *linked, *alone])
        return [*linked, *alone, *self._again(scene, [*found, *alone], [*linked, *(mention for mention in alone if mention.rule == VISITED)])]

    def _linked(self, scene: Scene, found: Sequence[Mention]) -> list[Mention]:
        """Places right behind the place that they lie in, and places behind those."""
        lower: list[Mention] = []
        queue = deque(found)
        starts = {mention.start for mention in found}
        while queue:
            above = queue.popleft()
            end = self._end(scene, above)
            if end is None or not scene.is_readable(above.start, end) or not starts.isdisjoint(range(above.end, end)):
                continue
            codes = self._codes(above, scene.text[above.end : end])
            mention = scene.mention("region", above.end, end, BELOW, codes)
            lower.append(mention)
            queue.append(mention)
        return lower

    def _end(self, scene: Scene, above: Mention) -> int | None:
        """Where a lower place's name ends that begins where `above` ends; None where there is none."""
        level = self._level(above)
        if level == "county":
            for length in range(9, 1, -1):
                name = scene.text[above.end : above.end + length]
                if name[-1:] != "街" and self._codes(above, name):
                    return above.end + length
            if street := self._street_of(scene, above):
                return street
        if level == "prefecture":
            if street := self._joined.street_end(scene.text, above.end, above.readings):
                return street
            community = self._community.match(scene.text, above.end)
            return community.end() if community and self._is_coined(community[1]) and not self._two.match(community[1]) else None
        if level is None:
            return None
        match = self._below.match(scene.text, above.end)
        if match is None or match[1] in self._generic or self._never.search(match[1]) or len(match[1]) < 2:
            return None
        if level == "township" and (match[2] in _TOWNS or (match[2] == "社区" and above.text.endswith("社区"))):
            # no street lies in a community or in another street: 甲街道 | 和乙镇, 甲社区 | 联合乙街道
            return None
        if (self._not_at_end.search(match[1]) and match[1] not in self._whole) or (level in ("county", VEILED) and self._generic_start.match(match[1])):
            return None
        if above.rule == ALONE and (self._phrase_start.match(match[1]) or self._doing.match(match[1])):
            return None
        further = self._further.match(scene.text, match.end())
        return further.end() if further and match[2] not in _UPPER else match.end()

    def _street_of(self, scene: Scene, above: Mention) -> int | None:
        """Where a street's short name ends that a community stands behind: 甲街 | 乙社区, where 甲街道 is listed."""
        match = self._short_street.match(scene.text, above.end)
        return match.end(1) if match and self._codes(above, f"{match[1]}道") else None

    def _level(self, above: Mention) -> str | None:
        if above.rule in (BELOW, AGAIN, ALONE, VISITED, LISTED):
            return "township"
        if above.rule == VEILED:
            return VEILED
        place = self._gazetteer.by_code(above.readings[0]) if above.readings else None
        if place is None or place.level == "nation":
            return None
        # a municipality has counties right below it, as a prefecture has
        below = self._gazetteer.children(place.code)[:1] if place.level == "province" else ()
        lowest = self._gazetteer.by_code(below[0]) if below else None
        return "prefecture" if lowest is not None and lowest.level == "county" else place.level if place.level != "province" else None

    def _is_coined(self, name: str) -> bool:
        """Whether what stands before 社区 is a name: 四季长安 is, 农村 and 聚焦 are not."""
        if self._generic_start.match(name) or self._never.search(name) or self._not_at_end.search(name):
            return False
        return self._common.fullmatch(name) is None and self._doing.match(name) is None

    def _visited(self, scene: Scene, found: Sequence[Mention]) -> Iterator[Mention]:
        """Communities that someone comes to (来到金桂社区), where no place stands before the name."""
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        for verb in self._visit.finditer(scene.text):
            match = self._community.match(scene.text, verb.end())
            if match is None or not self._is_coined(match[1]) or not taken.isdisjoint(range(*match.span())):
                continue
            if scene.is_readable(verb.start(), match.end()):
                yield scene.mention("region", *match.span(), VISITED)

    def _listed(self, scene: Scene, found: Sequence[Mention]) -> list[Mention]:
        """Communities listed behind one that stands with its street: 甲街道丁社区、戊社区."""
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        listed: list[Mention] = []
        for first in found:
            at = first.end
            while first.rule == BELOW and scene.text[at - 2 : at] == "社区" and scene.text[at : at + 1] in _LIST_JOINTS:
                match = self._community.match(scene.text, at + 1)
                if match is None or not self._is_coined(match[1]) or any(match[1][:length] in scene.dictionary.places for length in (3, 4)):
                    break
                if not taken.isdisjoint(range(*match.span())) or not scene.is_readable(first.start, match.end()):
                    break
                listed.append(scene.mention("region", *match.span(), LISTED))
                at = match.end()
        return listed

    def _cuts_word(self, scene: Scene, start: int) -> bool:
        """Whether a name would begin in the middle of a word: 文 | 明村镇; not so where the letter before ends another: 来到 | 达川镇."""
        return scene.cuts_word(start) and not scene.segmenter.is_word(scene.text[max(0, start - 2) : start])

    def _codes(self, above: Mention, name: str) -> tuple[str, ...]:
        full = f"{name}道" if name.endswith("街") else name
        if self._level(above) == "prefecture":
            return self._joined.streets(full, above.readings)
        return tuple(place.code for place in self._gazetteer.townships_named(full) if place.parent in above.readings)

    def _alone(self, scene: Scene, found: Sequence[Mention]) -> Iterator[Mention]:
        """Townships by their full names, of the counties that the text names."""
        counties = {code for mention in found for code in mention.readings[:1] if len(code) == 6 and not code.endswith("00")}
        if len(counties) > _COUNTIES:
            return
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        codes: dict[str, list[str]] = {}
        for county in sorted(counties):
            for code in self._gazetteer.children(county):
                place = self._gazetteer.by_code(code)
                if place is not None and len(place.name) > 2 and place.name in scene.text:
                    codes.setdefault(place.name, []).append(code)
        for name in sorted(codes, key=lambda name: (-len(name), name)):
            for match in re.finditer(re.escape(name), scene.text):
                if taken.isdisjoint(range(*match.span())) and scene.is_readable(*match.span()) and not self._cuts_word(scene, match.start()):
                    taken.update(range(*match.span()))
                    yield scene.mention("region", *match.span(), ALONE, tuple(codes[name]))

    def _again(self, scene: Scene, found: Sequence[Mention], lower: Sequence[Mention]) -> Iterator[Mention]:
        """Later mentions, without the place above, of a name that the text has introduced."""
        taken = {offset for mention in (*found, *lower) for offset in range(mention.start, mention.end)}
        for first in {mention.text: mention for mention in reversed(lower)}.values():
            for match in re.finditer(re.escape(first.text), scene.text):
                if taken.isdisjoint(range(*match.span())) and scene.is_readable(*match.span()) and not self._cuts_word(scene, match.start()):
                    yield scene.mention("region", *match.span(), AGAIN, first.readings)
