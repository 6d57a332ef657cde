"""Who issued a document.

issued = actor [ adverbs ] verb [ 了 ] title { joiner title }       市民政局、市扶贫办联合印发《…》
       | body { joiner body } [ adverbs ] verb 的 title             省委、省政府出台的《…》
       | body [ 的 ] title                                          市政府《关于…的意见》
       | 《 body { body } 关于 …》                                   a title that begins with who speaks
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.joining import JOINER
from kg.facts.turns import NATION, Passage, Turn
from kg.model import EntityKey, Resolved
from kg.vocab.vocabulary import Vocabulary

ISSUERS = frozenset({"agency", "region", "organization"})
_GAP = re.compile(r"[^，。；：“”《》的对向将把为]{0,16}")
_NEAR = 8  # letters that may stand between a verb and the title that it governs


class IssuingRule:
    """Finds issuedBy."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._verb = re.compile(any_of(words("issue-verb")))
        self._not_done = re.compile(rf"(?:{any_of(words('not-done'))})")
        self._title_link = re.compile(any_of(words("title-link")))
        self._with = re.compile(rf"(?:{any_of(words('together-with'))}|{any_of(words('facing'))})$")

    def find(self, passage: Passage) -> Iterator[Found]:
        """Issuers of the documents that a sentence names."""
        for index, turn in enumerate(passage.turns):
            for policy in turn.of("policy"):
                for issuer, rule in self._issuers(passage, index, turn, policy):
                    for key in policy.entities:
                        if issuer[0] in ISSUERS and issuer != NATION:
                            yield Found(key, "issuedBy", issuer, rule)

    def _issuers(self, passage: Passage, index: int, turn: Turn, policy: Resolved) -> Iterator[tuple[EntityKey, str]]:
        titled = self._titled(passage, policy)
        if titled:
            yield from ((key, "title names its issuer") for key in titled)
            return
        verb = self.verb_before(passage, turn, policy)
        if verb is None:
            yield from ((key, "body before the title") for key in self._owner(passage, turn, policy))
        elif not passage.prescribes and not self._is_unreal(passage, index, turn, verb.start()):
            yield from ((key, "issued by the subject") for key in self._acting(passage, turn, verb))

    def verb_before(self, passage: Passage, turn: Turn, policy: Resolved) -> re.Match[str] | None:
        """The verb of issuing that governs a title: the last one before it, with little but other titles between."""
        text = passage.document.text
        verbs = list(self._verb.finditer(text, turn.clause.start, policy.mention.start))
        if not verbs:
            return None
        between = text[verbs[-1].end() : policy.mention.start]
        for other in turn.of("policy"):
            if verbs[-1].end() <= other.mention.start < policy.mention.start:
                between = between.replace(other.mention.text, "")
        return verbs[-1] if len(between) <= _NEAR else None

    def _is_unreal(self, passage: Passage, index: int, turn: Turn, offset: int) -> bool:
        """Whether issuing is only asked for: 建议，制定…"""
        text = passage.document.text
        if self._not_done.search(text, turn.clause.start, offset):
            return True
        return index > 0 and self._not_done.search(text, max(passage.turns[index - 1].clause.end - 3, 0), passage.turns[index - 1].clause.end) is not None

    def _acting(self, passage: Passage, turn: Turn, verb: re.Match[str]) -> list[EntityKey]:
        text = passage.document.text
        near = self._run_before(passage, turn, verb.start())
        if near and _GAP.fullmatch(text, near[-1].mention.end, verb.start()) and not self._with.search(text, turn.clause.start, near[0].mention.start):
            return [key for name in near for key in name.entities]
        actor = turn.actor
        return [*actor.keys, *actor.companions]

    def _run_before(self, passage: Passage, turn: Turn, offset: int) -> list[Resolved]:
        """The bodies, joined, that end last before an offset of the clause."""
        run: list[Resolved] = []
        for name in turn.of("agency", "organization"):
            if name.mention.end > offset:
                break
            joined = run and JOINER.fullmatch(passage.text(run[-1].mention.end, name.mention.start))
            run = [*run, name] if joined else [name]
        return run

    def _owner(self, passage: Passage, turn: Turn, policy: Resolved) -> list[EntityKey]:
        """The bodies right before a title that no verb governs."""
        run = self._run_before(passage, turn, policy.mention.start)
        if run and passage.text(run[-1].mention.end, policy.mention.start) in ("", "的"):
            return [key for name in run for key in name.entities]
        return []

    def _titled(self, passage: Passage, policy: Resolved) -> list[EntityKey]:
        """The bodies that a title begins with, before 关于."""
        title = policy.mention.text.lstrip("《“")
        link = self._title_link.search(title)
        if link is None or link.start() == 0:
            return []
        rest = title[: link.start()]
        found: list[EntityKey] = []
        bodies = [entity for entity in passage.entities.values() if entity.kind in ("agency", "organization")]
        forms = {(form, entity.id) for entity in bodies for form in (entity.label, *entity.aliases)}
        names = sorted(forms, key=lambda pair: (-len(pair[0]), pair))
        while rest:
            step = next(((form, key) for form, key in names if rest.startswith(form)), None)
            if step is None:
                return found
            found.append(step[1])
            rest = rest[len(step[0]) :].lstrip("、 ")
        return found
