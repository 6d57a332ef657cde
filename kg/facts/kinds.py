"""Whether a figure is a level, a flow, a change, a growth or a target."""

from __future__ import annotations

import re
from typing import Literal

from kg.facts.figures import Figure
from kg.facts.labels import any_of
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

Kind = Literal["level", "flow", "change", "growth", "target"]
_RELATIVE = ("ratio", "multiple")


class KindReader:
    """Tells the kind of a figure from the verbs of its clause."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        between = r"(?:了|约|近|超过|达|达到|[一-鿿]{0,2})"
        self._growth = re.compile(rf"(?:{any_of(words('growth-verb'))}){between}$")
        self._change = re.compile(rf"(?:{any_of(words('change-verb'))})")
        self._become = re.compile(rf"(?:{any_of(words('become-verb'))})(?:约|近|每[人月年]{{0,4}}|月人均|年人均|[一-鿿]{{0,2}})$")
        self._flow = re.compile(rf"(?:{any_of(words('flow-verb'))})")
        self._target = re.compile(rf"(?:{any_of(words('target-cue'))})")
        self._not_target = re.compile(any_of(words("not-target")))
        self._growth_noun = re.compile(r"(?:增幅|涨幅|降幅|增速|增长率)")

    def kind(self, document: Document, figure: Figure, dimension: str, planned: bool, shared_left: tuple[int, int] | None) -> Kind:
        """The kind. `planned` says that the sentence or its part of the text lays out plans."""
        left = document.text[slice(*(shared_left or figure.left))]
        tail = left[-12:]
        if planned or self._is_target(left):
            return "target"
        becomes = self._become.search(tail) is not None
        if dimension in _RELATIVE and not becomes and (self._growth.search(tail) or self._growth_noun.search(left)):
            return "growth"
        if dimension in _RELATIVE and self._growth_noun.search(tail):
            return "growth"
        if dimension not in _RELATIVE and not becomes and self._change.search(tail):
            return "change"
        if dimension in ("ratio", "rank", "multiple", "duration"):
            return "level"
        return "flow" if self._flow.search(left) or self._flows_behind(document, figure) else "level"

    def _is_target(self, left: str) -> bool:
        return self._target.search(self._not_target.sub("", left)) is not None

    def _flows_behind(self, document: Document, figure: Figure) -> bool:
        return self._flow.search(document.text, *figure.right) is not None
