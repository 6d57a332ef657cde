"""Where a text names programs: known ones, and noun phrases with a head such as 工程, 制度 or 补贴.

program = known | quoted (see `quoted_programs`) | content head | [ group ] benefit { 和 benefit }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.mentions.bound_names import BoundNames
from kg.mentions.matcher import longest
from kg.mentions.phrases import Phrase, PhraseReader
from kg.mentions.program_variants import ProgramVariants
from kg.mentions.quoted_programs import QuotedPrograms
from kg.mentions.scene import Scene, alternation
from kg.mentions.stretches import Stretches
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_JOINT = re.compile(r"[和与及、]$")
_INNER_JOINT = re.compile(r"[和与及]")
# 模范城（县）: what else the name may be of
_EITHER = r"[（(](?:[省市州县区旗]、?){1,4}[）)]"
# how long a field is that makes the name of a trial, and a principle with its mark
_FIELD, _PRINCIPLE = 4, 6


class ProgramFinder:
    """Finds mentions of programs; `readings` holds the concepts of known ones, `head` the normalised name."""

    def __init__(self, vocabulary: Vocabulary, phrases: PhraseReader) -> None:
        words = vocabulary.words
        self._phrases = phrases
        self._quoted = QuotedPrograms(vocabulary)
        self._variants = ProgramVariants(vocabulary)
        self._bound = BoundNames(vocabulary)
        not_after = alternation(words("not-after-program"))
        self._head = re.compile(rf"(?:{alternation(words('program-head'))})(?!{not_after})")
        self._site_head = frozenset(words("site-head"))
        self._trial_head = frozenset(words("trial-head"))
        self._no_name = re.compile(rf"(?:{alternation(words('no-name-ending'))})$")
        self._needs_verb = frozenset(words("governed-head"))
        self._operate = frozenset(words("operate-verb"))
        self._benefit = re.compile(rf"(?:{alternation(words('benefit-head'))})(?!{alternation(words('not-after-benefit'))})")
        self._attributes = re.compile(rf"(?:{alternation({*words('group-attribute'), *words('group-scope')})}){{1,8}}")
        self._bare_benefit = frozenset(words("bare-benefit"))
        self._domain = re.compile(alternation(words("domain-word")))
        self._generic = re.compile(rf"(?:{alternation(words('generic-program'))}){{1,8}}$")
        self._trailer = re.compile(rf"(?:{alternation(words('program-trailer'))}){{1,8}}$")
        self._not_after_known = re.compile(alternation(words("not-after-known-program")))
        self._either = re.compile(rf"(?<=[省市州县区城旗]){_EITHER}")
        self._principles = words("slogan-part")
        self._scope = re.compile(rf"(?:{alternation(words('group-scope'))}){{1,8}}")
        self._inner = re.compile(alternation(words("operate-verb")))
        self._concepts = vocabulary.concepts

    def find(self, scene: Scene, taken: list[Mention], groups: list[Mention]) -> list[Mention]:
        """All mentions of programs, by start. `taken` are the policies, agencies, systems and organizations."""
        held = Stretches(len(scene.text), taken)
        chosen = held.choose(self._quoted.find(scene))
        for candidates in (self._variants.listed(scene), self._benefits(scene, groups), self._phrased(scene)):
            chosen += held.choose(candidates)
        # a known program counts inside another name too, as long as that is no program
        chosen += Stretches(len(scene.text), chosen).choose(self._known(scene))
        chosen = Stretches(len(scene.text)).choose(self._variants.merged(scene, chosen))
        return sorted(chosen, key=lambda mention: mention.start)

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["program"]
        for hit in longest(scene.hits["program"]):
            known = lexicon[hit.surface]
            if self._not_after_known.match(scene.text, hit.end) or not self._bound.is_meant(scene, hit.start, hit.end):
                continue
            if not self._is_borderline(known) and scene.is_readable(hit.start, hit.end) and not self._is_slogan(scene, hit.start, hit.end):
                # 双拥模范城 | （县）
                either = self._either.match(scene.text, hit.end)
                yield scene.mention("program", hit.start, either.end() if either else hit.end, "known program", known)

    def _is_slogan(self, scene: Scene, start: int, end: int) -> bool:
        """Whether a name stands in a list of principles: 托底线、救急难、可持续."""
        return scene.text.startswith(self._principles, end) or scene.text[max(0, start - _PRINCIPLE) : start].endswith(self._principles)

    def _is_borderline(self, known: tuple[str, ...]) -> bool:
        """Whether a name stands for fields of work and strategies only, which a text need not mean as a program."""
        return bool(known) and all(self._concepts[iri].value("isBorderline") == "true" for iri in known)

    def _phrased(self, scene: Scene) -> Iterator[Mention]:
        for match in self._head.finditer(scene.text):
            if not scene.is_readable(*match.span()) or scene.cuts_word(match.start()):
                continue
            phrase = self._phrases.before(scene, *match.span())
            if phrase is None or (phrase.is_counted and match.group() not in self._site_head) or scene.text[phrase.end : phrase.end + 1].isdigit():
                continue
            phrase = self._behind_known(scene, phrase)
            phrase = replace(phrase, start=self._behind_place(scene, phrase.start, phrase.end))
            known = self._reading(scene, phrase.start, phrase.end)
            if self._is_borderline(known):
                if match.group() not in self._trial_head:
                    continue
                known = ()
            # a regulation speaks of mechanisms that are to be
            is_general = scene.is_law and not self._holds_known(scene, phrase)
            if known or (not is_general and self._is_named(scene, phrase)):
                phrase = self._with_mark(scene, phrase)
                lead = self._scope.match(scene.text, phrase.start, phrase.head)
                start = lead.end() if lead and lead.end() < phrase.head - 1 and not scene.cuts_word(lead.end()) else phrase.start
                yield scene.mention("program", start, phrase.end, "phrase with a head", known)

    def _behind_known(self, scene: Scene, phrase: Phrase) -> Phrase:
        """The part of a phrase behind the last 和 that a known program stands before: 医疗救助和 | 基本医疗保险."""
        joints = [joint for joint in _INNER_JOINT.finditer(scene.text, phrase.start + 2, phrase.head) if joint.start() in scene.program_ends]
        return replace(phrase, start=joints[-1].end()) if joints else phrase

    def _holds_known(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether a known program stands in a phrase, right before its head or up to its end."""
        if scene.program_ends.isdisjoint((phrase.head, phrase.end)):
            return False
        lexicon = scene.dictionary.lexicons["program"]
        hits = (hit for hit in scene.hits["program"] if hit.end in (phrase.head, phrase.end) and hit.start >= phrase.start)
        return any(not self._is_borderline(lexicon[hit.surface]) for hit in hits)

    def _with_mark(self, scene: Scene, phrase: Phrase) -> Phrase:
        """With the opening mark of a name that is quoted in part: “甲”专项计划."""
        is_open = scene.text.find("”", phrase.start, phrase.head) > 0 and scene.text[phrase.start - 1 : phrase.start] == "“"
        return replace(phrase, start=phrase.start - 1) if is_open and "“" not in scene.text[phrase.start : phrase.head] else phrase

    def _reading(self, scene: Scene, start: int, end: int) -> tuple[str, ...]:
        """The concepts of a name, also without a trailing 制度 or 工作."""
        lexicon = scene.dictionary.lexicons["program"]
        name = scene.text[start:end]
        return lexicon.get(name, ()) or lexicon.get(self._trailer.sub("", name), ())

    def _behind_place(self, scene: Scene, start: int, end: int) -> int:
        """Where a known program begins behind the place that runs it: 邯郸市 | 残疾人两项补贴."""
        places = [hit.end for hit in scene.hits["region"] if hit.start == start and hit.end < end - 1]
        return next((place for place in places if self._reading(scene, place, end)), start)

    def _is_named(self, scene: Scene, phrase: Phrase) -> bool:
        """Whether content and head make a name: enough words, one of the field, and a verb where the head is weak."""
        content = scene.text[phrase.start : phrase.head]
        head = scene.text[phrase.head : phrase.end]
        if len(content) < 2 or self._domain.search(scene.text, phrase.start, phrase.end) is None or self._inner.match(content):
            return False
        # a trial has the name of its field: 居家养老 + 试点; a place before a field makes no name of it
        places = [hit.end for hit in scene.hits["region"] if hit.start == phrase.start and hit.end < phrase.head]
        is_generic = any(self._generic.fullmatch(scene.text, start, phrase.head) for start in (phrase.start, *places))
        if is_generic and not (head in self._trial_head and len(content) >= _FIELD):
            return False
        if self._no_name.search(scene.text, phrase.start, phrase.end):
            return False
        if head in self._needs_verb:
            return phrase.verb in self._operate and len(content) >= 4
        return True

    def _benefits(self, scene: Scene, groups: list[Mention]) -> Iterator[Mention]:
        """补贴, 津贴 and the like, with the group that they are for; 养老服务补贴和护理补贴 share the group."""
        ends = {group.end: group for group in groups}
        starts = {start: group for group in groups for start in range(group.start, group.end)}
        last: tuple[int, str] = (-9, "")
        for match in self._benefit.finditer(scene.text):
            if not scene.is_readable(*match.span()):
                continue
            phrase = self._phrases.before(scene, *match.span(), limit=16) or Phrase(match.start(), match.start(), match.end(), None)
            phrase = self._behind_known(scene, phrase)
            phrase = replace(phrase, start=self._behind_place(scene, phrase.start, phrase.end))
            group = ends.get(match.start()) or starts.get(phrase.start)
            start = min(phrase.start, group.start) if group else phrase.start
            joined = start - 1 == last[0] and _JOINT.match(scene.text[start - 1]) is not None
            whole = f"{last[1]}{scene.text[start : phrase.end]}" if joined and not group else None
            last = (phrase.end, group.text) if group and group.start == start else (phrase.end, last[1] if joined else "")
            content = whole[: -len(match.group())] if whole else scene.text[start : match.start()]
            if len(content) < 2 or phrase.is_counted or self._generic.match(content) or not (group or self._domain.search(content)):
                continue
            known = scene.dictionary.lexicons["program"].get(whole, ()) if whole else self._benefit_reading(scene, start, match.start(), phrase.end)
            if not known and (scene.is_law if group is None else group.end == match.start() and match.group() in self._bare_benefit):
                continue
            if not self._is_borderline(known) and scene.is_word_like(start, phrase.end):
                yield scene.mention("program", start, phrase.end, "benefit", known, whole)

    def _benefit_reading(self, scene: Scene, start: int, head: int, end: int) -> tuple[str, ...]:
        """The concept of the longest known name behind attributes without weight: 社会散居 | 孤儿基本养育费."""
        lexicon = scene.dictionary.lexicons["program"]
        for at in range(start, head - 1):
            if scene.text[at:end] in lexicon and (at == start or self._attributes.fullmatch(scene.text, start, at)):
                return lexicon[scene.text[at:end]]
        return ()
