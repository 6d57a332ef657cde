"""What kind of term does a head make: X补贴 a program, X对象 a group, X平台 a system?

The heads are the classes of words that the readers of names use, so that a head added there is looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.vocab.measures import Measures, read_measures
from kg.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Kind:
    """A scheme of the ontology, the classes of words that its terms end in, those that make no term of them, and its class."""

    scheme: str
    heads: tuple[str, ...]
    generic: tuple[str, ...] = ()
    class_name: str | None = None


# where two heads are equally long the first kind has the word: 补贴 ends benefits and also measures
KINDS = (
    Kind("group", ("group-head", "group-dependent-head"), ("group-scope",), "BeneficiaryGroup"),
    Kind("program", ("benefit-head", "program-head"), ("generic-program",), "Program"),
    Kind("system", ("system-head",), ("generic-system",), "InformationSystem"),
    Kind("organization", ("organization-head", "proper-organization-head"), ("generic-organization",), "Organization"),
    Kind("function", ("agency-head",), ("generic-before-agency",)),
    Kind("indicator", ("measure-end",), (), "Indicator"),
    Kind("unit", ()),
)
BY_SCHEME = {kind.scheme: kind for kind in KINDS}
# forms of these schemes are known words, whatever a term of another is made of
KNOWN = ("group", "program", "system", "organization", "agency", "indicator", "unit", "doctype", "period")


class KindReader:
    """Tells the kind of a term by its head, and whether the ontology has it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._heads: dict[str, str] = {}
        for kind in KINDS:
            for cue in kind.heads:
                for head in words(cue):
                    self._heads.setdefault(head, kind.scheme)
        self.longest = max(map(len, self._heads))
        self._generic = {kind.scheme: frozenset(word for cue in kind.generic for word in words(cue)) for kind in KINDS}
        self._weak = frozenset(words("suggest-weak-head"))
        self._empty = words("suggest-no-term")
        self._known = frozenset(form for scheme in KNOWN for form in vocabulary.lexicon(scheme))
        functions = vocabulary.scheme("function")
        self._functions = frozenset(name for held in functions for name in (*held.forms, *held.values.get("bodyName", ())))
        self._measures: Measures = read_measures(vocabulary.scheme("indicator"), vocabulary.scheme("unit"), vocabulary.scheme("cue"))

    def head(self, word: str) -> tuple[str, str] | None:
        """The longest head that a word ends in, with its scheme.

        One character is a head only where it is a word of its own, or ends a rate (满意率): 户 in 入户 and 局 in 布局 are none.
        """
        for length in range(min(len(word), self.longest), 0, -1):
            scheme = self._heads.get(word[-length:])
            if scheme is not None and (length > 1 or len(word) == 1 or (scheme == "indicator" and len(word) > 2)):
                return word[-length:], scheme
        return None

    def words(self) -> Iterator[str]:
        """Words that a segmenter should not cut: those that the ontology has."""
        yield from (form for form in self._known if 2 <= len(form) <= 12)
        yield from (form for form in self._functions if len(form) >= 2)

    def is_known(self, term: str, head: str, scheme: str) -> bool:
        """Whether the ontology has a term, or it says too little: nothing beyond its head, or an event without a name in quotation marks."""
        if scheme == "unit":
            return term in self._known
        bare = term.removesuffix(head)
        plain = re.sub("[“”]", "", term)
        if (
            term in self._known
            or plain in self._known
            or term.endswith(self._empty)
            or (head in self._weak and plain == term)
            or bare in self._generic[scheme]
            or not bare
        ):
            return True
        if scheme == "function":
            return term in self._functions or bare in self._functions
        return scheme == "indicator" and self._measures.find(term) is not None
