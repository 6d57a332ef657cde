"""Where a text names organizations: known ones, and by their heads.

organization = known | place unit [ sub-unit ] | place content head | level content head | place-like unit
             | places shared-head | brands | 《title》 medium | content proper-head | found content head
places       = place { 、 place }         甲县、乙县 儿童福利中心: each place has one
brands       = place name 、 place name   甲市康乐、甲市福寿: two names of one build
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.companies import Companies
from kg.mentions.matcher import longest
from kg.mentions.phrases import Phrase, PhraseReader
from kg.mentions.scene import Scene, alternation
from kg.mentions.stretches import Stretches
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_PERIODICAL = re.compile(r"《([^《》]{2,12})》")
_JOINT = re.compile(r"[、和与及]")
# how long the field of an association is that makes a name of it: 养老服务 + 协会
_FIELD = 4
_HAN = "\u4e00-\u9fff"


class OrganizationFinder:
    """Finds mentions of organizations.

    `head` is the name where the text prints it in pieces, or the name without its place for 市社会福利中心;
    `also` holds the name behind the innermost place of 沿滩区沿滩镇敬老院.
    """

    def __init__(self, vocabulary: Vocabulary, phrases: PhraseReader) -> None:
        words = vocabulary.words
        self._phrases = phrases
        units = alternation(words("unit-head"))
        heads = alternation({*words("organization-head"), *words("unit-head")})
        levels = alternation(words("level-character"))
        not_after = alternation(words("not-after-organization"))
        sub = rf"(?:[{_HAN}]{{0,4}}(?:{alternation(words('sub-unit-head'))}))?"
        numbered_head = rf"(?P<head>{heads}){sub}(?!{not_after})"
        self._behind_place = re.compile(rf"(?P<content>(?:第[一二三四五六七八九十]{{1,2}})?[{_HAN}]{{0,14}}?){numbered_head}")
        self._founded = re.compile(rf"(?:{alternation(words('join-verb'))})[了起]?(?P<content>[{_HAN}]{{2,14}}?){numbered_head}")
        numbered = alternation(words("numbered-unit"))
        self._unit = re.compile(rf"(?:第[一二三四五六七八九十]{{1,2}}(?:{units}|{numbered})|(?:{units})){sub}$")
        self._level = re.compile(rf"(?:{alternation(words('deictic'))})?({levels})(?!{alternation(words('not-after-level'))})")
        edges = alternation({*words("operate-verb"), *words("plain-verb"), *words("phrase-edge")})
        self._before_level = re.compile(rf"(?:^|[^{_HAN}]|{edges})$")
        self._before_loose = re.compile(rf"(?:^|[^{_HAN}]|[和与及]|{edges})$")
        self._place_like = re.compile(rf"(?:{alternation(words('township-type'))})(?:{alternation(words('grade-word'))})?(?:{units})(?!{not_after})")
        self._proper = re.compile(rf"(?:{alternation(words('proper-organization-head'))})(?!{not_after}|[{_HAN}]?(?:{heads}))")
        self._counted = re.compile(rf"[一二两三四五六七八九十几数多](?:{alternation(words('classifier'))}|[支只])")
        self._plural = frozenset(words("plural-organization"))
        self._association = frozenset(words("association-head"))
        self._generic = re.compile(rf"(?:{alternation({*words('generic-owner'), *(word for word in words('generic-place') if len(word) > 1)})}){{1,8}}")
        self._class_noun = frozenset(words("generic-organization"))
        self._domain = frozenset(words("domain-word"))
        self._town_types = words("township-type")
        self._gazetteer = vocabulary.gazetteer
        verbs = alternation(word for cue in ("operate-verb", "plain-verb") for word in words(cue) if len(word) > 1)
        self._crossing = re.compile(rf"{verbs}|{alternation(words('name-crossing'))}|[的等和与及在是为由对将某着了去把让]|[一两几多]家")
        # inside a name 发展 is a noun; a name does not begin with it
        self._noun = re.compile(rf"(?<=[{_HAN}])(?:{alternation(words('verbal-noun'))})")
        self._medium = re.compile(rf"(?:{alternation(words('medium-head'))})")
        self._no_medium = tuple(words("no-medium"))
        self._loose = frozenset(words("loose-head"))
        self._heads_before = re.compile(rf"(?:{heads})$")
        self._ends_as_medium = re.compile(rf"(?:{alternation(words('medium-head'))})$")
        # 中国 + 发展 + …基金会
        self._national_lead = re.compile(rf"(?:{alternation(words('nationwide-opening'))})(?:{alternation(words('verbal-noun'))}){{1,2}}$")
        self._companies = Companies(vocabulary)
        self._brand = re.compile(rf"([{_HAN}]{{2}})(?=$|[^{_HAN}]|[和与及等]|{edges})")

    def find(self, scene: Scene, regions: list[Mention], taken: list[Mention]) -> list[Mention]:
        """All mentions of organizations, by start; `taken` are the agencies and policies."""
        places = [mention for mention in regions if mention.kind == "region"]
        held = Stretches(len(scene.text), taken)
        chosen: list[Mention] = []
        for rule in (self._known, self._periodicals):
            chosen += held.choose(rule(scene))
        placed = held.choose(self._placed(scene, places))
        chosen += placed
        chosen += held.choose(self._shared(scene, places, placed))
        for rule in (self._levelled, self._place_likes):
            chosen += held.choose(rule(scene))
        chosen += held.choose(self._brands(scene, places))
        for rule in (self._propers, self._founding):
            chosen += held.choose(rule(scene))
        return sorted(chosen, key=lambda mention: mention.start)

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["organization"]
        for hit in longest(scene.hits["organization"]):
            if scene.is_readable(hit.start, hit.end) and not (scene.cuts_word(hit.start) or scene.cuts_word(hit.end)):
                if self._companies.is_other(scene, hit.end):
                    continue
                end, is_branch = self._companies.end(scene, hit.end)
                if is_branch:
                    yield scene.mention("organization", hit.start, end, "branch of a known one")
                    continue
                yield scene.mention("organization", hit.start, end, "known organization", lexicon[hit.surface])

    def _periodicals(self, scene: Scene) -> Iterator[Mention]:
        for match in _PERIODICAL.finditer(scene.text):
            medium = self._medium.match(scene.text, match.end())
            if medium and scene.cuts_word(medium.end()):
                medium = None
            if medium is None and match.group(1).endswith(self._no_medium):
                continue
            if (medium or self._ends_as_medium.search(match.group(1))) and scene.is_readable(*match.span()):
                end = medium.end() if medium else match.end()
                also = (match.group(1),) if medium else ()
                yield scene.mention("organization", match.start(), end, "periodical", (), scene.text[match.start() : end] if medium else match.group(1), also)

    def _is_name(self, match: re.Match[str]) -> bool:
        """Whether what stands behind a place makes a name with it: 儿童福利院 and 养老服务业联合会 do, 养老机构 and 民办学校 do not."""
        name, content = match.group("content") + match.group("head"), match.group("content")
        if self._unit.fullmatch(match.group()) or self._unit.fullmatch(name):
            return True
        is_generic = self._generic.fullmatch(content) and not (match.group("head") in self._association and len(content) >= _FIELD)
        return name not in self._plural and name not in self._class_noun and not is_generic and not self._is_crossed(content)

    def _is_crossed(self, content: str) -> bool:
        """Whether a verb or a joint divides what stands before a head; 发展 inside a name does not."""
        return self._crossing.search(self._noun.sub("", content)) is not None

    def _placed(self, scene: Scene, places: list[Mention]) -> Iterator[Mention]:
        starts = {place.start: place for place in places}
        before = {place.end: place for place in places}
        for place in places:
            match = self._behind_place.match(scene.text, place.end)
            if match is None or not self._is_name(match) or not scene.is_readable(place.start, match.end()):
                continue
            if any(offset in starts for offset in range(place.end, match.end())) or self._is_other_place(place, match.group("content")):
                continue
            first, also = place, [scene.text[place.start : match.end()]]
            while first.start in before and self._is_above(before[first.start], first):
                first = before[first.start]
                also.append(scene.text[first.start : match.end()])
            if not self._is_piece(scene, first.start, match.group("head")):
                yield scene.mention("organization", first.start, match.end(), "place and head", place.readings, None, also[:-1])

    def _is_above(self, upper: Mention, lower: Mention) -> bool:
        """Whether one of two places side by side lies in the other: 丙县 | 丁市日报 are two things."""
        if lower.rule != "gazetteer" or not all(code.isdigit() for code in (*upper.readings, *lower.readings)):
            return True
        return any(self._gazetteer.within(code, above) for code in lower.readings for above in upper.readings)

    def _is_other_place(self, place: Mention, content: str) -> bool:
        """Whether what stands behind a place begins with the name of another one: 丙县 | 丁省日报."""
        named = [other for length in (2, 3) for other in self._gazetteer.named(content[:length]) if len(content) >= length and other.level != "county"]
        return bool(named) and not any(self._gazetteer.within(other.code, code) for other in named for code in place.readings)

    def _is_piece(self, scene: Scene, start: int, head: str) -> bool:
        """Whether a name that begins here is the end of a longer one: 甲市中学 | 乙区附属学校, 某公司 | 丙市 … 基地."""
        before = scene.text[max(0, start - 6) : start]
        if self._heads_before.search(before):
            return True
        return head in self._loose and not self._before_loose.search(before)

    def _shared(self, scene: Scene, places: list[Mention], placed: list[Mention]) -> Iterator[Mention]:
        """甲县、乙县、丙县儿童福利中心: the places listed before one that has a unit each have theirs."""
        ends = {place.end: place for place in places}
        starts = {place.start: place for place in places}
        for mention in placed:
            first = starts.get(mention.start)
            tail = scene.text[first.end : mention.end] if first else ""
            if first is None or not self._unit.fullmatch(tail):
                continue
            at = mention.start
            while at > 0 and _JOINT.match(scene.text[at - 1]) and at - 1 in ends:
                place = ends[at - 1]
                yield scene.mention("organization", place.start, place.end, "shared head", place.readings, place.text + tail)
                at = place.start

    def _founding(self, scene: Scene) -> Iterator[Mention]:
        """成立 + 康养产业发展联盟: behind a verb of founding or joining, content and a head are a name without a place."""
        for match in self._founded.finditer(scene.text):
            start = match.start("content")
            if not self._is_name(match) or self._counted.match(match.group("content")) or not scene.is_readable(start, match.end()):
                continue
            level = self._level.match(scene.text, start, match.start("head"))
            if level and level.end() < match.start("head") and scene.is_word_like(level.end(), match.end()):
                yield scene.mention("organization", start, match.end(), "level and head", (), scene.text[level.end() : match.end()])
            else:
                yield scene.mention("organization", start, match.end(), "founded or joined")

    def _levelled(self, scene: Scene) -> Iterator[Mention]:
        for level in self._level.finditer(scene.text):
            match = self._behind_place.match(scene.text, level.end())
            if match is None or not self._unit.fullmatch(match.group()) or not scene.is_readable(level.start(), match.end()):
                continue
            if self._before_level.search(scene.text, max(0, level.start() - 4), level.start()):
                yield scene.mention("organization", level.start(), match.end(), "level and head", (), match.group())

    def _place_likes(self, scene: Scene) -> Iterator[Mention]:
        """横山镇综合文化站: a place that no list has, told by its type, with a unit."""
        for match in self._place_like.finditer(scene.text):
            phrase = self._phrases.before(scene, match.start(), match.end(), limit=8)
            if phrase is None or phrase.is_counted or not scene.is_readable(phrase.start, phrase.end):
                continue
            name = scene.text[phrase.start : phrase.head]
            if 2 <= len(name) <= 5 and not scene.cuts_word(match.start()) and not self._generic.match(name) and not self._crossing.search(name):
                yield scene.mention("organization", phrase.start, phrase.end, "place-like unit")

    def _brands(self, scene: Scene, places: list[Mention]) -> Iterator[Mention]:
        """甲市康乐、甲市福寿: names of one build, side by side; then each of them wherever it stands."""
        found: list[tuple[str, Mention]] = []
        for one in places:
            match = self._brand.match(scene.text, one.end) if len(one.text) == 2 else None
            if match and not self._is_common(match.group(1), one) and not self._generic.match(match.group(1)) and not self._crossing.search(match.group(1)):
                found.append((scene.text[one.start : match.end()], one))
        ends = {one.end + 2: name for name, one in found}
        listed = {
            name
            for second, one in found
            if one.start > 0 and _JOINT.match(scene.text[one.start - 1]) and one.start - 1 in ends
            for name in (ends[one.start - 1], second)
        }
        if not any(not scene.segmenter.is_word(name[2:]) for name in listed):
            return
        for name in sorted(listed):
            for again in re.finditer(re.escape(name), scene.text):
                if scene.is_readable(*again.span()):
                    yield scene.mention("organization", *again.span(), "brand")

    def _is_common(self, brand: str, place: Mention) -> bool:
        """Whether what stands behind a place is a word of the field or another place: 华宁华溪 is no brand."""
        if self._gazetteer.named(brand):
            return True
        towns = (town for kind in self._town_types for town in self._gazetteer.townships_named(brand + kind))
        return brand in self._domain or any(town.parent is not None and town.parent.startswith(place.readings) for town in towns)

    def _propers(self, scene: Scene) -> Iterator[Mention]:
        """仁爱医院, “晨星”志愿服务队: heads that make a name with a word of no other meaning."""
        for match in self._proper.finditer(scene.text):
            phrase = self._phrases.before(scene, *match.span(), limit=16) or Phrase(match.start(), match.start(), match.end(), None)
            if phrase.is_counted or not scene.is_readable(phrase.start, phrase.end):
                continue
            if scene.text[phrase.start - 1] == "”":
                start = scene.text.rfind("“", max(0, phrase.start - 14), phrase.start)
                is_name = start >= 0 and "，" not in scene.text[start : phrase.start] and not self._generic.fullmatch(scene.text, start, phrase.head)
                if is_name and not self._crossing.search(scene.text, phrase.start, phrase.head):
                    yield scene.mention("organization", start, phrase.end, "quoted name")
            elif not scene.is_law and self._is_coined(scene, phrase.start, phrase.head):
                lead = self._national_lead.search(scene.text, max(0, phrase.start - 8), phrase.start)
                yield scene.mention("organization", lead.start() if lead else phrase.start, phrase.end, "proper name")

    def _is_coined(self, scene: Scene, start: int, end: int) -> bool:
        """Whether a name is one word, or holds pieces that are no words: 恶势力犯罪 + 集团 is neither."""
        name = scene.text[start:end]
        if not 2 <= len(name) <= 12 or self._counted.match(name) or self._level.fullmatch(name[-1:]):
            return False
        if self._generic.match(name) or self._generic.fullmatch(name, 1) or self._crossing.search(name):
            return False
        words = scene.words(start, end)
        return len(words) == 1 or any(len(word) == 1 for word in words)
