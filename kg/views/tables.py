"""A build as three tidy tables: observations, entities, relations.

Comma-separated, UTF-8 with a byte order mark so that Excel opens them, one header line. IRIs and labels stand
side by side, and each row has file, start, end and quote, so that a figure can be checked without the graph.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kg.model import EntityKey, Naming, Observation, Reading, Span
from kg.pipeline.merge import Build
from kg.vocab import iri, terms
from kg.vocab.lookup import Lookup, symbol

Cell = str | int | Decimal | None

# A spreadsheet takes a cell that begins so for a formula; full-width signs count where the locale is East Asian.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLACE = ("file", "start", "end", "quote")
OBSERVATION_COLUMNS = (
    "observation", "indicator", "indicator_label", "region", "region_label", "value", "unit", "unit_label", "kind", "modifier",
    "period_start", "period_end", "period_basis", "baseline", "area", "group", "group_label", "program", "program_label", "flags", *_PLACE, "sentence",
)  # fmt: skip
ENTITY_COLUMNS = ("entity", "class", "label", "label_en", "aliases", "place", "place_label", "mentions", *_PLACE)
RELATION_COLUMNS = (
    "statement", "subject", "subject_class", "subject_label", "predicate", "predicate_name", "object", "object_class", "object_label", "rule", *_PLACE,
)  # fmt: skip


def observations(build: Build, vocabulary: Lookup) -> bytes:
    """`observations.csv`: one row an observation."""
    return HEADS["observations.csv"] + b"".join(observation_rows(build, reading, vocabulary) for reading in build.readings)


def entities(build: Build) -> bytes:
    """`entities.csv`: one row for each entity and document, quoting where the document first names it."""
    return HEADS["entities.csv"] + b"".join(entity_rows(build, reading) for reading in build.readings)


def relations(build: Build) -> bytes:
    """`relations.csv`: one row for each relation and stretch of text that states it."""
    return HEADS["relations.csv"] + b"".join(relation_rows(build, reading) for reading in build.readings)


def observation_rows(build: Build, reading: Reading, vocabulary: Lookup) -> bytes:
    """The rows of one document in `observations.csv`."""
    return _csv(_observations(build, reading, vocabulary))


def entity_rows(build: Build, reading: Reading) -> bytes:
    """The rows of one document in `entities.csv`."""
    return _csv(_entities(build, reading))


def relation_rows(build: Build, reading: Reading) -> bytes:
    """The rows of one document in `relations.csv`."""
    return _csv(_relations(build, reading))


def _observations(build: Build, reading: Reading, vocabulary: Lookup) -> Iterator[list[Cell]]:
    often = Counter(observation.mention for observation in reading.observations)
    doubts: dict[Span, list[str]] = defaultdict(list)
    for flag in reading.flags:
        doubts[flag.mention].append(flag.rule)
    for seen in reading.observations:
        yield [
            iri.observation(reading.document.source, seen, shared=often[seen.mention] > 1),
            *_named(build, seen.indicator),
            *_named(build, seen.region),
            seen.value,
            seen.unit,
            symbol(seen.unit, vocabulary),
            *_times(seen),
            *_named(build, seen.group),
            *_named(build, seen.program),
            " ".join(sorted(doubts[seen.mention])),
            *_where(reading, seen.mention),
            reading.document.exact(seen.evidence),
        ]


def _times(seen: Observation) -> list[Cell]:
    return [seen.kind, seen.modifier, seen.period_start, seen.period_end, seen.period_basis, seen.baseline, seen.area]


def _entities(build: Build, reading: Reading) -> Iterator[list[Cell]]:
    named: dict[EntityKey, list[Naming]] = defaultdict(list)
    for naming in sorted(reading.namings, key=lambda naming: naming.span):
        named[naming.entity].append(naming)
    for key in sorted({entity.id for entity in reading.entities}):
        entity, at = build.by_id[key], named[key]
        place: EntityKey | None = ("region", entity.place) if entity.place else None
        where = _where(reading, at[0].span) if at else [reading.document.source.name, None, None, None]
        yield [iri.entity(entity), entity.kind, entity.label, entity.label_en, " | ".join(entity.aliases), *_named(build, place), len(at), *where]


def _relations(build: Build, reading: Reading) -> Iterator[list[Cell]]:
    for relation in reading.relations:
        subject, target = _named(build, relation.subject), _named(build, relation.object)
        predicate = terms.MZ + relation.predicate
        statement = iri.statement(reading.document.source, str(subject[0]), predicate, str(target[0]))
        head = [statement, subject[0], relation.subject[0], subject[1], predicate, relation.predicate, target[0], relation.object[0], target[1], relation.rule]
        for span in relation.evidence:
            yield [*head, *_where(reading, span)]


def _named(build: Build, key: EntityKey | None) -> list[Cell]:
    if key is None:
        return [None, None]
    return [iri.named(key, build.by_id), build.labels.get(key)]


def _where(reading: Reading, span: Span) -> list[Cell]:
    return [reading.document.source.name, span.start, span.end, reading.document.exact(span)]


def _csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8")


def _cell(cell: Cell) -> str:
    """A cell as it is written: numbers as numbers, words so that no spreadsheet computes them.

    >>> _cell("=1+1"), _cell(Decimal("-5.50")), _cell(None)
    ("'=1+1", '-5.50', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    words = str(cell)
    return f"'{words}" if words.startswith(_FORMULA) and not isinstance(cell, int) else words


# the first line of each table, after the mark by which Excel knows UTF-8
HEADS = {
    "observations.csv": b"\xef\xbb\xbf" + _csv([OBSERVATION_COLUMNS]),
    "entities.csv": b"\xef\xbb\xbf" + _csv([ENTITY_COLUMNS]),
    "relations.csv": b"\xef\xbb\xbf" + _csv([RELATION_COLUMNS]),
}
