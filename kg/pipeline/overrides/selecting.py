"""Which thing of a build a correction means by a name."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from difflib import get_close_matches

from kg.model import Document, Entity, EntityKind, Span
from kg.resolve import names
from kg.vocab import iri


class Selector:
    """Finds entities by any of their names, by their key, or by their IRI (whole, or with its prefix)."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_label: dict[str, list[Entity]] = {}
        self._by_any: dict[str, list[Entity]] = {}
        self._labels: dict[EntityKind | None, set[str]] = {None: set()}
        for entity in entities:
            self._labels[None].add(entity.label)
            self._labels.setdefault(entity.kind, set()).add(entity.label)
            whole = iri.entity(entity)
            for name in {entity.key, whole, iri.short(whole)}:
                self._by_label.setdefault(name, []).append(entity)
            self._by_label.setdefault(names.key(entity.label), []).append(entity)
            for name in {names.key(alias) for alias in entity.aliases}:
                self._by_any.setdefault(name, []).append(entity)

    def find(self, name: str, kind: EntityKind | None) -> tuple[Entity | None, str]:
        """The one entity of a name, else None and why not. A label counts before an alias."""
        for held in (self._by_label, self._by_any):
            found = {entity.id: entity for given in (name, names.key(name)) for entity in held.get(given, ()) if kind in (None, entity.kind)}
            if len(found) == 1:
                return next(iter(found.values())), ""
            if found:
                told = ", ".join(iri.short(iri.entity(found[key])) for key in sorted(found))
                return None, f"{name} means {len(found)} things: {told}; give one of these instead of the name"
        close = get_close_matches(name, sorted(self._labels.get(kind, ())), n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        return None, f"nothing in this build is called {name}" + (f" and is of the kind {kind}" if kind else "") + hint


def is_document(given: str, name: str) -> bool:
    """Whether a document is meant: by its name, or by the end of its path.

    >>> is_document("a.txt", "2019/a.txt"), is_document("a.txt", "aa.txt")
    (True, False)
    """
    return name == given or name.endswith((f"/{given}", f"\\{given}", f"#{given}"))


def clean(document: Document, span: Span) -> str:
    """The clean words of a raw span."""
    return document.text[bisect_left(document.starts, span.start) : bisect_left(document.starts, span.end)]


def plain(words: str) -> str:
    """Words as they are compared: width unified, without spaces.

    >>> plain("６５６ %")
    '656%'
    """
    return "".join(unicodedata.normalize("NFKC", words).split())
