"""Which named areas there are: regions without a code of their own, from `areas.ttl`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.vocab import terms
from kg.vocab.ontology import parse

REGION = terms.ID + "region/"
FILE = "areas.ttl"


@dataclass(frozen=True, slots=True)
class Area:
    """A named area. `notation` is its part of the IRI; `members` are codes of places, `within` the smallest place around it.

    `hidden` are names that mean it only in a context that says so.
    """

    notation: str
    name: str
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    within: str | None = None

    @property
    def iri(self) -> str:
        """The IRI under which exports know it."""
        return REGION + self.notation

    @property
    def names(self) -> tuple[str, ...]:
        """Every Chinese name, the preferred one first."""
        return (self.name, *self.aliases, *self.hidden)

    def is_safe(self, surface: str) -> bool:
        """Whether a name of it means it wherever it stands."""
        return surface not in self.hidden


def read_areas(folders: Iterable[Path]) -> tuple[Area, ...]:
    """The areas of the folders that have a file of them, by notation.

    Raises:
        OntologyError: not Turtle, or an area without exactly one Chinese label.
    """
    facts: dict[str, dict[str, list[ox.Triple]]] = defaultdict(lambda: defaultdict(list))
    for path in (folder / FILE for folder in folders):
        for triple in parse(path) if path.is_file() else []:
            if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(REGION):
                facts[triple.subject.value][triple.predicate.value].append(triple)
    return tuple(_area(iri, facts[iri]) for iri in sorted(facts))


def _area(iri: str, facts: dict[str, list[ox.Triple]]) -> Area:
    def literals(name: str, language: str) -> tuple[str, ...]:
        values = [t.object for t in facts.get(terms.SKOS + name, [])]
        return tuple(sorted({v.value for v in values if isinstance(v, ox.Literal) and v.language == language}, key=lambda v: (-len(v), v)))

    def codes(name: str) -> tuple[str, ...]:
        values = [t.object for t in facts.get(terms.MZ + name, [])]
        return tuple(sorted({v.value.removeprefix(REGION) for v in values if isinstance(v, ox.NamedNode)}))

    labels = literals("prefLabel", "zh")
    if len(labels) != 1:
        raise OntologyError(f'{FILE}: <{iri}> has {len(labels)} Chinese preferred labels, needs exactly one: write skos:prefLabel "…"@zh once')
    english = literals("prefLabel", "en")
    return Area(
        notation=iri.removeprefix(REGION),
        name=labels[0],
        name_en=english[0] if english else None,
        aliases=literals("altLabel", "zh"),
        hidden=literals("hiddenLabel", "zh"),
        members=codes("member"),
        within=next(iter(codes("within")), None),
    )
