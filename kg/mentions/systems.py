"""Where a text names information systems: known ones, quoted ones, and noun phrases with a head such as 平台 or 热线.

system = known | quoted [ content ] head | [ place | level ] content head       河北省养老信息管理系统
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.matcher import longest
from kg.mentions.phrases import PhraseReader
from kg.mentions.quoted import quoted_runs
from kg.mentions.scene import Scene, alternation
from kg.mentions.stretches import Stretches
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary


class SystemFinder:
    """Finds mentions of information systems; `head` is the name without the level for 市大数据信息平台."""

    def __init__(self, vocabulary: Vocabulary, phrases: PhraseReader) -> None:
        words = vocabulary.words
        self._phrases = phrases
        heads = alternation(words("system-head"))
        not_after = alternation(words("not-after-system"))
        self._head = re.compile(rf"(?:{heads})(?!{not_after})")
        self._behind_quote = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?(?:{heads})(?!{not_after})")
        self._needs = re.compile(alternation(words("system-word")))
        self._proper_head = re.compile(rf"(?:{alternation(words('proper-system-head'))})")
        functions = alternation(form for concept in vocabulary.scheme("function") for form in concept.forms)
        self._generic = re.compile(rf"(?:{functions}|{alternation(words('generic-system'))}){{0,8}}$")
        self._wide = frozenset(words("wide-system-head"))
        self._domain = re.compile(alternation(words("domain-word")))
        self._administration = re.compile(rf"(?:{alternation(words('line-of-administration'))})$")
        self._crossing = re.compile(rf"{alternation(words('operate-verb'))}|[的等和与及在是为由将]")
        self._back = re.compile(alternation(words("back-reference")))
        self._level = re.compile(rf"(?:{alternation(words('level-character'))})(?!{alternation(words('not-after-level'))})")

    def find(self, scene: Scene, taken: list[Mention]) -> list[Mention]:
        """All mentions of systems, by start, none inside another; `taken` are the policies and organizations."""
        held = Stretches(len(scene.text), taken)
        chosen: list[Mention] = []
        for rule in (self._quoted, self._known, self._phrased):
            chosen += held.choose(rule(scene))
        return sorted(chosen, key=lambda mention: mention.start)

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["system"]
        for hit in longest(scene.hits["system"]):
            if scene.is_readable(hit.start, hit.end) and self._is_whole(scene, hit.start, hit.end):
                yield scene.mention("system", hit.start, hit.end, "known system", lexicon[hit.surface])

    def _is_whole(self, scene: Scene, start: int, end: int) -> bool:
        """Whether a known form is not the end or the beginning of a longer name: 平台 behind 微信公众."""
        return not scene.cuts_word(start) and scene.is_word_like(start, end)

    def _quoted(self, scene: Scene) -> Iterator[Mention]:
        full: dict[str, str] = {}
        for run in sorted(quoted_runs(scene), key=lambda run: self._back.match(scene.text, run.end) is not None):
            start, end = run.names[-1]
            name = scene.text[start:end]
            tail = self._behind_quote.match(scene.text, run.end)
            if tail is not None and (self._crossing.search(tail.group()) or not self._is_computing(name, tail.group())):
                tail = None
            if tail is None and not (self._proper_head.search(name) and self._needs.search(name)):
                continue
            if tail is None and "、" in name:
                continue
            stop = tail.end() if tail else end + 1
            if self._back.match(scene.text, run.end):
                stop, label = end + 1, full.get(name, name)
            else:
                label = full[name] = f"“{name}”{scene.text[run.end : stop]}" if tail else name
            lexicon = scene.dictionary.lexicons["system"]
            yield scene.mention("system", start - 1, stop, "quoted system", lexicon.get(name, ()) or lexicon.get(label, ()), label)

    def _is_computing(self, name: str, tail: str) -> bool:
        """Whether a quoted name and its head speak of computing: “i家园” + 微信小程序 does, “大党委” + 平台 does not."""
        return self._proper_head.search(tail) is not None or self._needs.search(name + tail) is not None

    def _phrased(self, scene: Scene) -> Iterator[Mention]:
        for match in self._head.finditer(scene.text):
            if not scene.is_readable(*match.span()):
                continue
            phrase = self._phrases.before(scene, *match.span(), limit=20)
            if phrase is None or phrase.is_counted:
                continue
            level = self._level.match(scene.text, phrase.start, phrase.head)
            start = level.end() if level else phrase.start
            content = scene.text[start : phrase.head]
            if scene.is_law and not (level or self._is_placed(scene, phrase.start, phrase.end)):
                continue
            if self._is_named(content, match.group()) and (level or match.group() not in self._wide or self._is_at_home(scene, phrase.start, phrase.end)):
                rule = "level and head" if level else "phrase with a head"
                yield scene.mention("system", phrase.start, phrase.end, rule, (), scene.text[start : phrase.end] if level else None)

    def _is_at_home(self, scene: Scene, start: int, end: int) -> bool:
        """Whether a bare 平台 or 系统 belongs to the field or to a place: 工业互联网 + 平台 does to neither."""
        return self._domain.search(scene.text, start, end) is not None or self._is_placed(scene, start, end)

    def _is_placed(self, scene: Scene, start: int, end: int) -> bool:
        """Whether the name begins with a place."""
        name = scene.text[start:end]
        return any(name[:length] in scene.dictionary.places for length in range(2, min(len(name), 8)))

    def _is_named(self, content: str, head: str) -> bool:
        """Whether content and head make a name: 线上比对 + 分析系统 does, 信息 + 平台 does not."""
        if len(content) < 2 or not self._needs.search(content + head) or self._crossing.search(content):
            return False
        if self._proper_head.fullmatch(head):
            return len(content) >= 3
        return len(content) >= 4 and not self._generic.match(content) and not self._administration.search(content)
