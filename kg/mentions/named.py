"""Where a text names information systems and organizations: known ones, and by their heads.

    system       = known | quoted [ content ] head | [ place | level ] content head       河北省养老信息管理系统
    organization = known | place content head { shared head } | 《title》 medium            范县儿童福利中心
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.matcher import longest
from kg.mentions.phrases import PhraseReader
from kg.mentions.quoted import quoted_runs
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_PERIODICAL = re.compile(r"《([^《》]{2,12})》")


class SystemFinder:
    """Finds mentions of information systems."""

    def __init__(self, vocabulary: Vocabulary, phrases: PhraseReader) -> None:
        words = vocabulary.words
        self._phrases = phrases
        heads = alternation(words("system-head"))
        not_after = alternation(words("not-after-system"))
        self._head = re.compile(rf"(?:{heads})(?!{not_after})")
        self._behind_quote = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?(?:{heads})(?!{not_after})")
        self._needs = re.compile(alternation(words("system-word")))
        functions = alternation(form for concept in vocabulary.scheme("function") for form in concept.forms)
        self._generic = re.compile(rf"(?:{functions}|{alternation(words('generic-system'))})*$")

    def find(self, scene: Scene, regions: list[Mention]) -> list[Mention]:
        """All mentions of systems, by start, none inside another."""
        chosen: list[Mention] = []
        for candidates in (self._quoted(scene), self._known(scene), self._phrased(scene, regions)):
            for mention in candidates:
                if not any(mention.start < other.end and other.start < mention.end for other in chosen):
                    chosen.append(mention)
        return sorted(chosen, key=lambda mention: mention.start)

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["system"]
        for hit in longest(scene.hits["system"]):
            if scene.is_readable(hit.start, hit.end):
                yield scene.mention("system", hit.start, hit.end, "known system", lexicon[hit.surface])

    def _quoted(self, scene: Scene) -> Iterator[Mention]:
        for run in quoted_runs(scene):
            tail = self._behind_quote.match(scene.text, run.end)
            for start, end in run.names[-1:]:
                name = scene.text[start:end]
                whole = scene.text[run.start : tail.end()] if tail else name
                known = scene.dictionary.lexicons["system"].get(name, ()) or scene.dictionary.lexicons["system"].get(whole, ())
                if tail is not None or (self._head.search(name) and self._needs.search(name)):
                    label = f"“{name}”{scene.text[run.end : tail.end()]}" if tail else name
                    yield scene.mention("system", start - 1, tail.end() if tail else end + 1, "quoted system", known, label)

    def _phrased(self, scene: Scene, regions: list[Mention]) -> Iterator[Mention]:
        for match in self._head.finditer(scene.text):
            if not scene.is_readable(*match.span()):
                continue
            phrase = self._phrases.before(scene, *match.span(), limit=20)
            if phrase is None:
                continue
            content = scene.text[phrase.start : phrase.head]
            if len(content) >= 4 and self._needs.search(content) and not self._generic.match(content):
                yield scene.mention("system", phrase.start, phrase.end, "phrase with a head")


class OrganizationFinder:
    """Finds mentions of organizations; `head` is the name without the place where the place is shared in a list."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        heads = alternation(words("organization-head"))
        level = alternation(words("level-character"))
        not_after = alternation(words("not-after-organization"))
        self._behind_place = re.compile(rf"(?:第[一二三四五六七八九十]{{1,2}})?[\u4e00-\u9fff]{{0,14}}?(?:{heads})(?!{not_after})")
        self._behind_level = re.compile(rf"(?<![\u4e00-\u9fff])(?:{level})|(?<=[，。；、在由把将对向与和到设])(?:{level})")
        self._proper = re.compile(rf"([\u4e00-\u9fff]{{2,8}}?)(?:{alternation(words('proper-organization-head'))})(?!{not_after})")
        self._generic = frozenset(words("generic-organization"))
        self._crossing = re.compile(alternation([*words("operate-verb"), *words("plain-verb"), "的", "等"]))
        self._medium = re.compile(rf"(?:{alternation(words('medium-head'))})")

    def find(self, scene: Scene, regions: list[Mention], taken: list[Mention]) -> list[Mention]:
        """All mentions of organizations, by start; `taken` are the agencies and policies."""
        chosen: list[Mention] = []
        blocked = [(mention.start, mention.end) for mention in taken]
        for candidates in (self._known(scene), self._periodicals(scene), self._placed(scene, regions), self._levelled(scene)):
            for mention in candidates:
                spans = [*blocked, *((other.start, other.end) for other in chosen)]
                if not any(start < mention.end and mention.start < end for start, end in spans):
                    chosen.append(mention)
        return sorted(chosen, key=lambda mention: mention.start)

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["organization"]
        for hit in longest(scene.hits["organization"]):
            if scene.is_readable(hit.start, hit.end):
                yield scene.mention("organization", hit.start, hit.end, "known organization", lexicon[hit.surface])

    def _periodicals(self, scene: Scene) -> Iterator[Mention]:
        for match in _PERIODICAL.finditer(scene.text):
            medium = self._medium.match(scene.text, match.end())
            inside = self._medium.search(match.group(1)[-2:])
            if (medium or inside) and scene.is_readable(*match.span()):
                end = medium.end() if medium else match.end()
                yield scene.mention("organization", match.start(), end, "periodical", (), scene.text[match.start() : end] if medium else match.group(1))

    def _is_name(self, name: str) -> bool:
        return name not in self._generic and not self._crossing.search(name)

    def _placed(self, scene: Scene, regions: list[Mention]) -> Iterator[Mention]:
        ends = {mention.end for mention in regions}
        for region in regions:
            if region.kind != "region":
                continue
            match = self._behind_place.match(scene.text, region.end)
            if match is None or not self._is_name(match.group()) or not scene.is_readable(region.start, match.end()):
                continue
            start = min((other.start for other in regions if other.kind == "region" and self._touches(other, region, ends, scene)), default=region.start)
            yield scene.mention("organization", start, match.end(), "place and head", region.readings, match.group())

    def _touches(self, other: Mention, region: Mention, ends: set[int], scene: Scene) -> bool:
        """Whether `other` stands right before `region`, as in 石家庄市 新华区."""
        return other.end == region.start and other.end in ends

    def _levelled(self, scene: Scene) -> Iterator[Mention]:
        for level in self._behind_level.finditer(scene.text):
            match = self._behind_place.match(scene.text, level.end())
            if match and self._is_name(match.group()) and scene.is_readable(level.start(), match.end()) and len(match.group()) >= 4:
                yield scene.mention("organization", level.start(), match.end(), "level and head", (), match.group())
