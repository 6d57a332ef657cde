"""Where a text names programs: known ones, quoted ones, and noun phrases with a head such as 工程 or 制度.

    program = known | quoted [ content ] head | verb quoted | [ content with a domain word ] head
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.matcher import longest
from kg.mentions.phrases import Phrase, PhraseReader
from kg.mentions.quoted import quoted_runs
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary


class ProgramFinder:
    """Finds mentions of programs; `readings` holds the concepts of known ones, `head` the normalised name."""

    def __init__(self, vocabulary: Vocabulary, phrases: PhraseReader) -> None:
        words = vocabulary.words
        self._phrases = phrases
        heads = alternation(words("program-head"))
        weak = alternation(words("program-weak-head"))
        not_after = alternation(words("not-after-program"))
        self._head = re.compile(rf"(?:{heads})(?!{not_after})")
        self._benefit = re.compile(rf"(?:{alternation(words('benefit-head'))})(?:制度)?(?!{alternation(words('not-after-benefit'))})")
        self._behind_quote = re.compile(rf"([\u4e00-\u9fff]{{0,14}}?)({heads})(?!{not_after})|({weak})")
        self._verbs = re.compile(rf"(?:{alternation(words('operate-verb'))})(?:了|好)?[\u4e00-\u9fff]{{0,8}}$")
        self._domain = re.compile(alternation(words("domain-word")))
        self._generic = re.compile(rf"(?:{alternation(words('generic-program'))})+$")
        self._slogan = re.compile(alternation(words("slogan")))
        self._system = re.compile(alternation(words("system-head")))
        self._leading = re.compile(rf"(?:{alternation(words('group-scope'))})+")
        self._concepts = vocabulary.concepts

    def find(self, scene: Scene, taken: list[Mention]) -> list[Mention]:
        """All mentions of programs, by start. `taken` are the policies, agencies, systems and organizations."""
        chosen: list[Mention] = []
        blocked = [(mention.start, mention.end) for mention in taken]
        for candidates in (self._quoted(scene), self._phrased(scene), self._benefits(scene), self._known(scene)):
            for mention in candidates:
                rival = [*blocked, *((m.start, m.end) for m in chosen)] if mention.rule != "known program" else [(m.start, m.end) for m in chosen]
                if not any(start < mention.end and mention.start < end for start, end in rival):
                    chosen.append(mention)
        return sorted(chosen, key=lambda mention: mention.start)

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["program"]
        for hit in longest(scene.hits["program"]):
            named = tuple(iri for iri in lexicon[hit.surface] if self._concepts[iri].value("isBorderline") != "true")
            if named and scene.is_readable(hit.start, hit.end):
                yield scene.mention("program", hit.start, hit.end, "known program", named)

    def _quoted(self, scene: Scene) -> Iterator[Mention]:
        for run in quoted_runs(scene):
            tail = self._behind_quote.match(scene.text, run.end)
            strong = tail is not None and tail.group(2) is not None
            head_end = tail.end() if tail and strong else run.end
            for index, (start, end) in enumerate(run.names):
                name = scene.text[start:end]
                if self._slogan.search(name) or self._system.match(scene.text, run.end):
                    continue
                known = scene.dictionary.lexicons["program"].get(name, ())
                if not (known or strong or self._head.search(name[-4:]) or self._is_governed(scene, run.start)):
                    continue
                last = index == len(run.names) - 1
                whole = f"“{name}”{scene.text[run.end : head_end]}" if strong and not self._head.search(name[-4:]) else name
                yield scene.mention("program", start - 1, (head_end if last and strong else end + 1), "quoted name", known, whole)

    def _is_governed(self, scene: Scene, start: int) -> bool:
        sentence = scene.sentence_at(start)
        return sentence is not None and self._verbs.search(scene.text, max(sentence.start, start - 12), start) is not None

    def _phrased(self, scene: Scene) -> Iterator[Mention]:
        for match in self._head.finditer(scene.text):
            if not scene.is_readable(*match.span()):
                continue
            phrase = self._phrases.before(scene, *match.span())
            if phrase is not None and self._is_named(scene, phrase):
                lead = self._leading.match(scene.text, phrase.start, phrase.head)
                start = lead.end() if lead and lead.end() < phrase.head - 1 else phrase.start
                known = scene.dictionary.lexicons["program"].get(scene.text[start : phrase.end], ())
                yield scene.mention("program", start, phrase.end, "phrase with a head", known)

    def _is_named(self, scene: Scene, phrase: Phrase) -> bool:
        content = scene.text[phrase.start : phrase.head]
        return len(content) >= 2 and self._domain.search(content) is not None and not self._generic.match(content)

    def _benefits(self, scene: Scene) -> Iterator[Mention]:
        for match in self._benefit.finditer(scene.text):
            if not scene.is_readable(*match.span()):
                continue
            phrase = self._phrases.before(scene, *match.span(), limit=16)
            if phrase is not None and self._is_named(scene, phrase) and scene.is_word_like(phrase.start, phrase.end):
                known = scene.dictionary.lexicons["program"].get(scene.text[phrase.start : phrase.end], ())
                yield scene.mention("program", phrase.start, phrase.end, "benefit", known)
