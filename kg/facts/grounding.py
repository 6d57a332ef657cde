"""Which document a program or a further document rests on.

based = 按照 title … verb program | 根据 title … 制定 title
      | verb of issuing title , … verb program         出台《…》，开展…
      | title with the name of the program in it        《…低保专项治理工作方案》
      | title 规定 | 明确 | 将 … program                  《办法》将…
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.facts.alternatives import any_of
from kg.facts.found import Found
from kg.facts.issuing import IssuingRule
from kg.facts.turns import Passage, Turn
from kg.model import Resolved
from kg.vocab.vocabulary import Vocabulary


class GroundingRule:
    """Finds basedOn of programs and implements of documents."""

    def __init__(self, vocabulary: Vocabulary, issuing: IssuingRule) -> None:
        words = vocabulary.words
        self._issuing = issuing
        self._basis = re.compile(rf"(?:{any_of(words('basis-cue'))})")
        self._run = re.compile(rf"(?:{any_of(words('run-verb'))})")
        self._carry_out = re.compile(rf"(?:{any_of(words('carry-out-verb'))})")
        self._rules = re.compile(rf"[\u4e00-\u9fff]{{0,2}}?(?:{any_of(words('provide-verb'))})")

    def find(self, passage: Passage) -> Iterator[Found]:
        """What one sentence bases on a document."""
        basis: list[Resolved] = []
        issued: list[Resolved] = []
        for turn in passage.turns:
            policies = turn.of("policy")
            yield from self._inside(turn, policies)
            for policy in policies:
                if self._issuing.verb_before(passage, turn, policy):
                    yield from (Found(a, "implements", b, "made on the basis of") for held in basis for a in policy.entities for b in held.entities)
                    issued.append(policy)
                elif self._basis.search(passage.document.text, turn.clause.start, policy.mention.start):
                    basis.append(policy)
            yield from self._provided(passage, turn, policies)
            yield from self._run_after(passage, turn, basis, self._run)
            yield from self._run_after(passage, turn, issued, self._carry_out)

    def _inside(self, turn: Turn, policies: tuple[Resolved, ...]) -> Iterator[Found]:
        """Programs that a title names."""
        for policy in policies:
            for name in turn.clause.names:
                inside = policy.mention.start <= name.mention.start and name.mention.end <= policy.mention.end
                if name.mention.kind == "program" and inside:
                    yield from (Found(a, "basedOn", b, "named in the title") for a in name.entities for b in policy.entities)

    def _provided(self, passage: Passage, turn: Turn, policies: tuple[Resolved, ...]) -> Iterator[Found]:
        """Programs behind a title that rules on them."""
        for policy in policies[:1]:
            if policy.mention.start == turn.clause.start and self._rules.match(passage.document.text, policy.mention.end, turn.clause.end):
                for name in turn.of("program"):
                    if name.mention.start >= policy.mention.end:
                        yield from (Found(a, "basedOn", b, "ruled on by the document") for a in name.entities for b in policy.entities)

    def _run_after(self, passage: Passage, turn: Turn, documents: list[Resolved], verb: re.Pattern[str]) -> Iterator[Found]:
        """Programs that are run in a clause behind a document that was issued or followed."""
        for name in turn.of("program"):
            earlier = [document for document in documents if document.mention.end < name.mention.start]
            if earlier and verb.search(passage.document.text, turn.clause.start, name.mention.start):
                yield from (Found(a, "basedOn", b, "run on the basis of") for document in earlier for a in name.entities for b in document.entities)
