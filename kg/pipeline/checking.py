"""What in a build is wrong or doubtful: the shapes of the ontology, and the audit of the texts' own figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.pipeline import additions
from kg.store import Graph, Rows, load
from kg.vocab.ontology import ontology_folder

SHAPES = "shapes.ttl"

_FLAGS = """
SELECT ?file ?start ?quote ?rule ?expected ?zh ?en WHERE {
  ?flag a mz:QualityFlag ; mz:flags ?figure ; mz:rule ?rule ; rdfs:comment ?zh , ?en .
  FILTER (LANG(?zh) = "zh" && LANG(?en) = "en")
  ?figure mz:mention ?mention . ?mention mz:start ?start ; oa:exact ?quote ; oa:hasSource ?document .
  ?document dct:source ?file .
  OPTIONAL { ?flag mz:expected ?expected }
} ORDER BY ?file ?start ?rule ?zh
"""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something that does not satisfy a shape; IRIs are whole."""

    severity: str
    focus: str
    path: str
    value: str
    message: str


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """A figure that the text's own other figures contradict; `start` is the raw offset of the number."""

    file: str
    start: int
    quote: str
    rule: str
    expected: str
    comment_zh: str
    comment_en: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a check found; empty tuples where all is well."""

    violations: tuple[Violation, ...]
    doubts: tuple[Doubt, ...]

    def __bool__(self) -> bool:
        return bool(self.violations or self.doubts)


def check(place: Path, shapes: Sequence[Path] = (), ontology: Sequence[Path] = ()) -> Findings:
    """Checks the Turtle of a build, or of the folder that holds it, against the ontology's shapes and `shapes`.

    The concepts of the `ontology` folders are checked too: such a violation's focus names file, line and term.

    Raises:
        StoreError: there is no build, or it cannot be read.
        OntologyError: the shapes cannot be read.
    """
    # pyshacl and rdflib take half a second to import
    from kg.rdf import shacl

    graph = load(place)
    file = place / "graph.ttl" if place.is_dir() else place
    if place.is_dir() and not file.is_file():
        raise StoreError(f"{place}: so large a build has no graph.ttl, against which the shapes are checked; make it with: kg export turtle {place}")
    if not file.is_file() or file.suffix != ".ttl":
        raise StoreError(f"{file}: the shapes are checked against graph.ttl; make it with: kg build seeds -o exports")
    found = [finding for each in (ontology_folder() / SHAPES, *shapes) for finding in shacl.check(file, each)]
    violations = {Violation(one.severity, one.focus, one.path, one.value, one.message) for one in found}
    violations |= {Violation("violation", f"{fault.file}:{fault.line} {fault.term}", "", "", fault.message) for fault in additions.faults(ontology)}
    return Findings(tuple(sorted(violations)), doubts(graph))


def doubts(graph: Graph) -> tuple[Doubt, ...]:
    """The quality flags of a loaded build, in the order of the text."""
    answer = graph.ask(_FLAGS)
    assert isinstance(answer, Rows)
    rows = [[value.text if value else "" for value in row] for row in answer]
    return tuple(Doubt(file, int(start), quote, rule, expected, zh, en) for file, start, quote, rule, expected, zh, en in rows)
