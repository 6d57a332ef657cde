"""A reading as bytes and back: JSON of plain lists, in which an entity is a number of the reading's own list.

What is not stored is the clean text with its map to the raw one, which nobody needs once the spans are found.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from decimal import Decimal
from typing import Any

from kg.model import Document, Entity, EntityKey, Flag, Metadata, Naming, Observation, Reading, Relation, Source, Span, Unread

# the fastest: what is kept is read as often as it is written
_LEVEL = 1
Plain = Any


def pack(value: Plain) -> bytes:
    """Plain values as few bytes."""
    # a file name or a broken text may hold half of a surrogate pair: escaped, it survives
    return zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii"), _LEVEL)


def unpack(data: bytes) -> Plain:
    """What `pack` packed.

    >>> unpack(pack([1, "甲", None]))
    [1, '甲', None]
    """
    return json.loads(zlib.decompress(data))


def encode(reading: Reading) -> Plain:
    """Plain values that stand for a reading, without the text that was read."""
    keys = _Keys()
    source, document = reading.document.source, reading.document
    return {
        "source": [source.name, source.sha256, source.encoding, source.format, source.layer, astuple(source.hints)],
        "metadata": astuple(document.metadata),
        "about": keys.number(reading.about),
        "entities": [_entity(entity, keys) for entity in reading.entities],
        "namings": [[naming.span.start, naming.span.end, keys.number(naming.entity)] for naming in reading.namings],
        "relations": [[keys.number(one.subject), one.predicate, keys.number(one.object), _pairs(one.evidence), one.rule] for one in reading.relations],
        "observations": [_observation(one, keys) for one in reading.observations],
        "flags": [[_pair(one.mention), one.rule, _digits(one.expected), one.comment_zh, one.comment_en, _pairs(one.evidence)] for one in reading.flags],
        "skipped": dict(reading.skipped),
        "keys": keys.held,
    }


def decode(plain: Plain, raw: str) -> Reading:
    """The reading that was encoded, over the text that was read; its document has no clean text."""
    keys: list[EntityKey] = [(kind, key) for kind, key in plain["keys"]]

    def key(number: int | None) -> EntityKey | None:
        return None if number is None else keys[number]

    name, sha256, encoding, format, layer, hints = plain["source"]
    source = Source(name, sha256, raw, encoding, format, layer, Metadata(*hints))
    return Reading(
        document=Document(source, "", (), (), (), Metadata(*plain["metadata"])),
        about=key(plain["about"]),
        entities=tuple(_entity_of(row, keys) for row in plain["entities"]),
        namings=tuple(Naming(Span(start, end), keys[number]) for start, end, number in plain["namings"]),
        relations=tuple(
            Relation(keys[subject], predicate, keys[target], _spans(evidence), rule) for subject, predicate, target, evidence, rule in plain["relations"]
        ),
        observations=tuple(_observation_of(row, keys) for row in plain["observations"]),
        flags=tuple(Flag(Span(*mention), rule, _number(expected), zh, en, _spans(evidence)) for mention, rule, expected, zh, en, evidence in plain["flags"]),
        skipped=plain["skipped"],
    )


def encode_unread(unread: Unread) -> Plain:
    """Plain values that stand for a file that could not be read."""
    return list(astuple(unread))


def decode_unread(plain: Plain) -> Unread:
    """The same back.

    >>> decode_unread(encode_unread(Unread("a", "empty", "it is empty.", "Remove it.")))
    Unread(name='a', reason='empty', message='it is empty.', advice='Remove it.')
    """
    return Unread(*plain)


def encode_entity(entity: Entity) -> Plain:
    """Plain values that stand for an entity alone."""
    keys = _Keys()
    return [_entity(entity, keys), keys.held]


def decode_entity(plain: Plain) -> Entity:
    """The same back."""
    row, held = plain
    return _entity_of(row, [(kind, key) for kind, key in held])


class _Keys:
    """The numbers of entities."""

    def __init__(self) -> None:
        self._numbers: dict[EntityKey, int] = {}

    def number(self, key: EntityKey | None) -> int | None:
        return None if key is None else self._numbers.setdefault(key, len(self._numbers))

    @property
    def held(self) -> list[EntityKey]:
        return list(self._numbers)


def _entity(entity: Entity, keys: _Keys) -> Plain:
    properties = [[name, value if isinstance(value, str) else keys.number(value)] for name, value in entity.properties]
    return [keys.number(entity.id), entity.label, entity.aliases, entity.label_en, entity.concept, entity.place, properties]


def _entity_of(row: Plain, keys: Sequence[EntityKey]) -> Entity:
    number, label, aliases, label_en, concept, place, properties = row
    kind, key = keys[number]
    values = tuple((name, value if isinstance(value, str) else keys[value]) for name, value in properties)
    return Entity(kind, key, label, tuple(aliases), label_en, concept, place, values)


def _observation(one: Observation, keys: _Keys) -> Plain:
    spans, parts = (_pair(one.mention), _pair(one.evidence)), (one.indicator, one.region, one.group, one.program)
    times = (one.period_start, one.period_end, one.period_basis, one.baseline)
    return [*spans, *(keys.number(part) for part in parts), str(one.value), one.unit, one.kind, one.modifier, one.area, *times]


def _observation_of(row: Plain, keys: Sequence[EntityKey]) -> Observation:
    mention, evidence, indicator, region, group, program, value, unit, kind, modifier, area, start, end, basis, baseline = row
    return Observation(
        mention=Span(*mention),
        evidence=Span(*evidence),
        indicator=keys[indicator],
        region=keys[region],
        value=Decimal(value),
        unit=unit,
        kind=kind,
        period_start=start,
        period_end=end,
        period_basis=basis,
        modifier=modifier,
        group=None if group is None else keys[group],
        program=None if program is None else keys[program],
        area=area,
        baseline=baseline,
    )


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [_pair(span) for span in spans]


def _spans(pairs: Plain) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
