"""Which phenomena of the language a row of the gold shows, and how many of each were found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.evaluate.found import CLASSES
from kg.evaluate.gold import Gold, Row
from kg.evaluate.relations import LAYER
from kg.evaluate.traits import texts
from kg.evaluate.verdict import FIGURE, Verdict


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """A name in Chinese and English; it shows where `pattern` is found in the text of a row that `on` names."""

    key: str
    zh: str
    en: str
    of: str
    on: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Share:
    """Of some rows, how many are there at all, and how many are right in all that counts."""

    rows: int = 0
    found: int = 0
    whole: int = 0


@cache
def phenomena() -> tuple[Phenomenon, ...]:
    """The phenomena of phenomena.toml, in its order."""
    with Path(__file__).with_name("phenomena.toml").open("rb") as stream:
        rows = tomllib.load(stream)["phenomenon"]
    return tuple(Phenomenon(**{**row, "pattern": re.compile(row["pattern"])}) for row in rows)


def shown_by(gold: Gold, row: Row, of: str) -> tuple[Phenomenon, ...]:
    """What a row shows; `of` is "figure", "entity" or "relation"."""
    held: Mapping[str, str] = texts(gold, row, of)
    return tuple(one for one in phenomena() if one.of == of and one.pattern.search(held.get(one.on, "")))


def count(documents: Iterable[tuple[Gold, Sequence[Verdict]]]) -> tuple[tuple[Phenomenon, Share], ...]:
    """Each phenomenon that some row shows, with what was found; optional rows do not count."""
    held: dict[str, Share] = {}
    for gold, verdicts in documents:
        for verdict in verdicts:
            if verdict.row is None or verdict.optional:
                continue
            for one in shown_by(gold, verdict.row, kind_of(verdict.layer)):
                share = held.get(one.key, Share())
                held[one.key] = Share(share.rows + 1, share.found + verdict.is_there, share.whole + (verdict.how == "found"))
    return tuple((one, held[one.key]) for one in phenomena() if one.key in held)


def kind_of(layer: str) -> str:
    """What kind of row a verdict's layer is about.

    >>> kind_of("figure"), kind_of("agency"), kind_of("relation issued")
    ('figure', 'entity', 'relation')
    """
    if layer == FIGURE:
        return layer
    return "entity" if layer in CLASSES.values() else "relation" if layer.startswith(LAYER) else ""
