"""The ontology's Turtle files, read once into plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.vocab import terms


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept. `forms` are its Chinese surface forms: preferred, alternative, then hidden ones."""

    iri: str
    scheme: str
    notation: str
    label: str
    label_en: str | None
    aliases: tuple[str, ...]
    hidden: tuple[str, ...]
    broader: tuple[str, ...]
    # every other statement about it: local name of an mz: property -> IRIs or literals, sorted
    values: Mapping[str, tuple[str, ...]]
    # skos:notation where it is not the tail of the IRI: a unit as printed, 元/人/月 for yuan-per-person-month
    symbol: str | None = None
    # skos:note by language: the wording of a comment
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every Chinese form that names it in a text."""
        return (self.label, *self.aliases, *self.hidden)

    def value(self, name: str) -> str | None:
        """The one value of a property, None where there is none."""
        held = self.values.get(name, ())
        return held[0] if held else None


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology, with its labels."""

    iri: str
    label: str
    label_en: str


def ontology_folder() -> Path:
    """Where the ontology lies: beside the package in a checkout, inside it in an installation.

    Raises:
        OntologyError: neither place has it.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "ontology", package.parent / "ontology"):
        if (folder / "minzheng.ttl").is_file():
            return folder
    raise OntologyError(f"no ontology found: looked for minzheng.ttl in {package / 'ontology'} and {package.parent / 'ontology'}; reinstall the package")


def turtle_files(folders: Iterable[Path]) -> list[Path]:
    """The Turtle files of some folders, in the order of their names."""
    return [path for folder in folders for path in sorted(folder.glob("*.ttl"))]


def parse(path: Path) -> list[ox.Triple]:
    """The triples of one Turtle file.

    Raises:
        OntologyError: not Turtle; the message names the file, the line and what the parser expected.
    """
    try:
        return [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise OntologyError(f"{path.name}, line {error.lineno}: {error.msg}; mend the Turtle and build again") from error
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path}: cannot be read ({error})") from error


def read_concepts(triples: Iterable[ox.Triple]) -> dict[str, Concept]:
    """All concepts of the ontology's schemes, by IRI, sorted by IRI."""
    facts: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and terms.scheme_of(triple.subject.value):
            facts[triple.subject.value][triple.predicate.value].append(triple.object)  # type: ignore[arg-type]
    return {iri: _concept(iri, facts[iri]) for iri in sorted(facts) if "/" in iri[len(terms.CONCEPT) :]}


def _concept(iri: str, facts: Mapping[str, list[ox.Literal | ox.NamedNode]]) -> Concept:
    def literals(name: str, language: str | None) -> tuple[str, ...]:
        found = [o.value for o in facts.get(terms.SKOS + name, []) if isinstance(o, ox.Literal) and (language is None or o.language == language)]
        return tuple(sorted(set(found), key=lambda form: (-len(form), form)))

    labels = literals("prefLabel", "zh")
    if len(labels) != 1:
        raise OntologyError(f'<{iri}> has {len(labels)} Chinese preferred labels, needs exactly one: write skos:prefLabel "…"@zh once')
    english = literals("prefLabel", "en")
    values = {predicate[len(terms.MZ) :]: tuple(sorted({o.value for o in objects})) for predicate, objects in facts.items() if predicate.startswith(terms.MZ)}
    tail = iri[len(terms.CONCEPT) :].split("/", 1)[1]
    printed = [notation for notation in literals("notation", None) if notation != tail]
    return Concept(
        iri=iri,
        scheme=terms.scheme_of(iri) or "",
        notation=tail,
        label=labels[0],
        label_en=english[0] if english else None,
        aliases=literals("altLabel", "zh"),
        hidden=literals("hiddenLabel", "zh"),
        broader=tuple(sorted(o.value for o in facts.get(terms.SKOS + "broader", []))),
        values=values,
        symbol=printed[0] if printed else None,
        notes={language: note for language in ("zh", "en") for note in literals("note", language)},
    )
