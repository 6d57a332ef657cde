"""Under which headings the edges of a thing stand on its page, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.views.web.addresses import address, place_of
from kg.views.web.entity_facts import Edge
from kg.views.web.languages import Language, phrases, say
from kg.views.web.site import Site
from kg.vocab import terms

# a section shows so many things at once, the rest on demand, and says how many there are
FIRST, MOST = 40, 1000
# so many places where a relation is stated are linked from one line
MOST_PLACES = 4
# class -> its first sections: direction, predicate, and, where it matters, the class of the other thing
ORDER: Mapping[str, Sequence[str]] = {
    "region": (
        "in-jurisdiction-policy", "in-implementedIn-program", "in-jurisdiction-agency", "in-within", "in-issuedBy", "in-operatedBy",
        "in-implementedIn-system", "out-cooperatesWith", "in-cooperatesWith", "in-replacedBy", "out-replacedBy", "in-member", "out-member",
    ),
    "policy": ("out-issuedBy", "out-jurisdiction", "out-serves", "in-basedOn", "out-implements", "in-implements", "out-documentType", "out-recognizedBy"),
    "program": (
        "out-serves", "out-implementedIn", "out-operatedBy", "out-basedOn", "in-supports", "out-hasPart", "in-hasPart", "out-recognizedBy", "out-field",
        "in-broader", "out-broader", "out-usualAgency",
    ),
    "agency": ("out-jurisdiction", "in-issuedBy", "in-operatedBy", "in-recognizedBy", "out-partOf", "in-partOf", "out-cooperatesWith", "in-cooperatesWith"),
    "group": ("in-serves-program", "in-serves-policy", "out-broader", "in-broader", "out-field"),
    "system": ("out-operatedBy", "out-implementedIn", "out-supports"),
    "organization": ("in-recognizedBy", "out-within", "out-jurisdiction", "out-cooperatesWith", "in-cooperatesWith"),
    "indicator": ("out-unit", "out-field", "out-broader", "in-broader", "out-program", "out-group"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """Another thing, its class, its page, and where the text says that they belong together."""

    iri: str
    label: str
    kind: str
    href: str | None
    places: tuple[str, ...]
    further: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows; `total` counts those that are not shown as well."""

    name: str
    heading: str
    rows: tuple[Row, ...]
    total: int


def kind_of(iri: str) -> str:
    """The class of a thing, which its IRI says; the scheme of a concept; empty for anything else.

    >>> kind_of("https://w3id.org/minzheng/id/region/131000"), kind_of("https://w3id.org/minzheng/concept/unit/yuan")
    ('region', 'unit')
    """
    if iri.startswith(terms.ID):
        return iri[len(terms.ID) :].split("/", 1)[0]
    return terms.scheme_of(iri) or ""


def sections(site: Site, edges: Sequence[Edge], kind: str, language: Language) -> list[Section]:
    """The edges by heading: those of ORDER first, then the rest by name."""
    labels = site.labels.of({edge.other for edge in edges}, language)
    grouped: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for edge in edges:
        held = grouped[_name(edge, kind)]
        held[edge.other] = tuple(sorted({*held.get(edge.other, ()), *edge.evidence}))
    wanted = ORDER.get(kind, ())
    order = sorted(grouped, key=lambda name: (wanted.index(name) if name in wanted else len(wanted), name))
    return [_section(name, grouped[name], labels, _heading(site, name, language)) for name in order]


def _name(edge: Edge, kind: str) -> str:
    plain = f"{'out' if edge.outgoing else 'in'}-{_local(edge.predicate)}"
    exact = f"{plain}-{kind_of(edge.other)}"
    return exact if exact in ORDER.get(kind, ()) else plain


def _section(name: str, held: Mapping[str, tuple[str, ...]], labels: Mapping[str, str], heading: str) -> Section:
    # what texts say comes before what follows from lists
    order: Callable[[str], tuple[bool, str, str]] = lambda iri: (not held[iri], labels[iri], iri)  # noqa: E731 - a sort key
    rows = tuple(_row(iri, labels[iri], held[iri]) for iri in sorted(held, key=order)[:MOST])
    return Section(name, heading, rows, len(held))


def _row(iri: str, label: str, spans: tuple[str, ...]) -> Row:
    places = [place for place in map(place_of, spans) if place]
    return Row(iri, label, kind_of(iri), address(iri), tuple(places[:MOST_PLACES]), max(0, len(places) - MOST_PLACES))


def _heading(site: Site, name: str, language: Language) -> str:
    if f"entity.{name}" in phrases():
        return say(f"entity.{name}", language)
    direction, predicate, *_ = name.split("-")
    term = site.words.term(predicate)[0 if language == "zh" else 1]
    return term if direction == "out" else say("entity.inverse", language, relation=term)


def _local(iri: str) -> str:
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :].replace("-", "")
