"""What two builds say differently: gained, lost and changed, each with the words of the text behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

import pyoxigraph as ox

from kg.evaluate.contents import EVIDENCE, MENTION, MENTIONS, TYPE, Contents, Node, Quote
from kg.evaluate.found import CLASSES
from kg.evaluate.pairing import pair
from kg.vocab import terms
from kg.vocab.iri import short

Section = Literal["documents", "entities", "mentions", "relations", "figures", "flags", "other"]
SECTIONS: tuple[Section, ...] = ("documents", "entities", "mentions", "relations", "figures", "flags", "other")
How = Literal["gained", "lost", "changed"]
# class of the ontology -> section
_SECTION_OF: Mapping[str, Section] = {
    "SourceDocument": "documents", "TextSpan": "mentions", "Statement": "relations", "Observation": "figures", "QualityFlag": "flags",
    "Indicator": "entities", **dict.fromkeys(CLASSES, "entities"),
}  # fmt: skip
_STATED = tuple(terms.RDF + name for name in ("subject", "predicate", "object"))
# the properties that a figure is told by, in this order
_TOLD = ("value", "unit", "indicator", "region", "periodStart", "kind")


@dataclass(frozen=True, slots=True)
class Detail:
    """A property with the values that it has lost and gained, as a person reads them."""

    what: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `iri` names the thing, `was` the old thing where a figure is now known by another."""

    section: Section
    how: How
    iri: str
    label: str
    quotes: tuple[Quote, ...] = ()
    details: tuple[Detail, ...] = ()
    was: str | None = None


@dataclass(frozen=True)
class Changes:
    """All differences, by section, then by place in the text. Empty means that the graphs hold the same triples."""

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each section are gained, lost and changed; sections without any are left out."""
        counted = Counter((change.section, change.how) for change in self.changes)
        sections = [section for section in SECTIONS if any(held == section for held, _ in counted)]
        return {section: {how: counted[section, how] for how in ("gained", "lost", "changed")} for section in sections}

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {"equal": not self.changes, "counts": self.counts, "changes": [asdict(change) for change in self.changes]}


def compare(old: Contents, new: Contents) -> Changes:
    """The differences of two builds.

    Entities are the same under one IRI, mentions in one file at one place, relations with the same ends, kind and document,
    figures where their numbers stand in the same place or overlap.
    """
    lost, gained = old.triples - new.triples, new.triples - old.triples
    touched = {triple.subject.value for triple in (*lost, *gained)}  # type: ignore[union-attr]
    held: dict[Section, list[str]] = {section: [] for section in SECTIONS}
    for subject in sorted(touched):
        held[_section(subject, old, new)].append(subject)
    comparison = _Comparison(old, new, _stated(held["relations"], old, new))
    found = [change for section in SECTIONS for change in comparison.section(section, held[section])]
    if touched and not found:
        found = [Change("other", "changed", subject, short(subject)) for subject in sorted(touched)]
    return Changes(tuple(sorted(found, key=lambda change: (SECTIONS.index(change.section), change.quotes[:1], change.label, change.iri))))


def _section(subject: str, *builds: Contents) -> Section:
    classes = frozenset[str]().union(*(build.classes(subject) for build in builds))
    return next((section for name, section in _SECTION_OF.items() if name in classes), "other")


def _stated(statements: list[str], *builds: Contents) -> frozenset[tuple[str, str, str]]:
    """The triples that differing statements are about: told as relations, not as properties of their subjects."""
    rows = (tuple(build.one(statement, part) for part in _STATED) for statement in statements for build in builds)
    return frozenset((row[0], row[1], row[2]) for row in rows if all(row))


class _Comparison:
    def __init__(self, old: Contents, new: Contents, stated: frozenset[tuple[str, str, str]]) -> None:
        self._old = old
        self._new = new
        self._stated = stated

    def section(self, section: Section, subjects: list[str]) -> Iterator[Change]:
        if section == "figures":
            lost, gained = ([subject for subject in subjects if subject in build.by_subject] for build in (self._old, self._new))
            for before, after in pair(lost, gained, self._old, self._new):
                yield from self._change(section, before, after)
            return
        for subject in subjects:
            yield from self._change(section, *(subject if self._has(section, subject, build) else None for build in (self._old, self._new)))

    def _has(self, section: Section, subject: str, build: Contents) -> bool:
        facts = build.by_subject.get(subject, {})
        # a span that names nothing is only the evidence of something else
        return MENTIONS in facts if section == "mentions" else bool(facts)

    def _change(self, section: Section, before: str | None, after: str | None) -> Iterator[Change]:
        if before and after:
            details = self._details(section, before, after)
            if details:
                was = before if before != after else None
                yield Change(section, "changed", after, self._label(section, after, self._new), self._quotes(section, after, self._new), details, was)
        elif after:
            yield Change(section, "gained", after, self._label(section, after, self._new), self._quotes(section, after, self._new))
        elif before:
            yield Change(section, "lost", before, self._label(section, before, self._old), self._quotes(section, before, self._old))

    def _details(self, section: Section, before: str, after: str) -> tuple[Detail, ...]:
        old, new = self._old.by_subject[before], self._new.by_subject[after]
        names = [MENTIONS] if section == "mentions" else sorted({*old, *new} - {TYPE} | ({TYPE} if old.get(TYPE) != new.get(TYPE) else set()))
        details = []
        for name in names:
            gone, come = self._difference(old.get(name, ()), new.get(name, ())), self._difference(new.get(name, ()), old.get(name, ()))
            gone, come = ([node for node in nodes if (after, name, node.value) not in self._stated] for nodes in (gone, come))
            if gone or come:
                before_words, after_words = tuple(map(self._old.shown, gone)), tuple(map(self._new.shown, come))
                # two things of one name are told apart by their IRIs
                told = (before_words, after_words) if before_words != after_words else (tuple(map(_exactly, gone)), tuple(map(_exactly, come)))
                details.append(Detail(_local(name), *told))
        return tuple(details)

    def _difference(self, these: tuple[Node, ...], those: tuple[Node, ...]) -> list[Node]:
        return [node for node in these if node not in those]

    def _label(self, section: Section, subject: str, build: Contents) -> str:
        if section == "relations":
            return " ".join((build.name(build.one(subject, _STATED[0])), _local(build.one(subject, _STATED[1])), build.name(build.one(subject, _STATED[2]))))
        if section == "mentions":
            return " + ".join(sorted(build.shown(node) for node in build.by_subject[subject][MENTIONS]))
        if section == "figures":
            values = [build.by_subject[subject].get(terms.MZ + name, ()) for name in _TOLD]
            return " · ".join(build.shown(nodes[0]) for nodes in values if nodes)
        if section == "flags":
            return " ".join(filter(None, (build.one(subject, terms.MZ + "rule"), build.one(subject, terms.MZ + "expected"))))
        kind = next(iter(sorted(build.classes(subject))), "")
        if section == "entities":
            return f"{kind} {build.name(subject)}"
        return f"{short(subject)} {build.name(subject)}" if section == "other" else build.name(subject)

    def _quotes(self, section: Section, subject: str, build: Contents) -> tuple[Quote, ...]:
        if section == "mentions":
            return (build.quote(subject),)
        if section == "flags":
            return build.quotes(build.one(subject, terms.MZ + "flags"))
        return build.quotes(subject) if section in ("entities", "relations", "figures") else ()


def _exactly(node: Node) -> str:
    return short(node.value) if isinstance(node, ox.NamedNode) else str(node)


def _local(iri: str) -> str:
    names = {MENTION: "number", EVIDENCE: "sentence", TYPE: "class"}
    return names.get(iri, iri.replace("#", "/").rsplit("/", 1)[-1])
