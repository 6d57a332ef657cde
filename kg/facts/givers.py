"""Who gave the help that is measured: a charity, whose 救助 is not the 社会救助 of the state?"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary


class GiverReader:
    """Names the charity that a sentence speaks of before its help."""

    def __init__(self, vocabulary: Vocabulary, is_known: Callable[[str], bool]) -> None:
        words = vocabulary.words
        self._is_known = is_known
        self._help = re.compile(rf"(?:{any_of(words('charity-help'))})")
        # 慈善总会…, 某市红十字会…: the subject, at the beginning of a clause
        self._charity = re.compile(rf"(?:^|[，；。：,;])[^，；。：,;、]{{0,12}}?({any_of(words('charity-body'))})")

    def named(self, document: Document, line: Line, head: Figure, words: str) -> str:
        """Words of help with the charity before them, where the ontology would take them for those of the state."""
        if self._help.match(words) is None or not self._is_known(words):
            return words
        named = [found[1] for found in self._charity.finditer(document.text[line.sentence.start : head.mention.start])]
        return f"{named[-1]}{words}" if named else words
