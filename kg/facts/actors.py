"""Where does the list of agencies begin that act together: 民政部 in 民政部、财政部已开展…, 财政部 in 财政部会同应急管理部预拨…?"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause
from kg.model import Document, Mention
from kg.vocab.vocabulary import Vocabulary


class ActorReader:
    """Follows agencies that are named side by side."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._joint = re.compile(any_of(vocabulary.words("joint-agent")))

    def first(self, document: Document, clause: Clause, agency: Mention) -> int:
        """Where the first of the agencies begins that an agency stands side by side with; its own beginning where it stands alone."""
        start = agency.start
        for name in reversed(clause.names):
            mention = name.mention
            if mention.kind == "agency" and mention.end <= start and self._joint.fullmatch(document.text, mention.end, start):
                start = mention.start
        return start
