"""Asking the index: what holds some words, narrowed by choices, and how many each further choice would leave."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import LifoQueue
from typing import Any

from kg.views.web.finding.contents import FACETS
from kg.views.web.finding.tokens import Question, question

# So many of what matches are ranked and counted, in the order of importance; a page says when there is more.
MOST = 2000
# a name weighs more than a sentence, a whole word more than signs in a row
_RANK = "bm25(text, 8.0, 4.0, 6.0, 1.0, 0.5)"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: the words typed and the choices made, at most one a facet."""

    typed: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `said` is the sentence, `about` the IRI of its document; for a document, `about` is who published it."""

    kind: str
    iri: str
    zh: str
    en: str
    others: tuple[str, ...]
    said: str
    about: str
    weight: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, how many of what is found it would leave, and whether it is chosen."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits among `total`; `more` where there are more than were counted, `loose` where not every word is held."""

    hits: tuple[Hit, ...]
    total: int
    more: bool
    loose: bool
    facets: Mapping[str, tuple[Choice, ...]]
    needles: tuple[str, ...]


class Index:
    """A finished index, asked through some connections that were opened beforehand: its file may go while it is served."""

    def __init__(self, connections: Sequence[sqlite3.Connection]) -> None:
        self._free: LifoQueue[sqlite3.Connection] = LifoQueue()
        for connection in connections:
            self._free.put(connection)

    def find(self, wish: Wish, start: int = 0, count: int = 20, values: int = 12) -> Found:
        """What suits a wish, best first, and at most `values` choices of each facet, beside the chosen one."""
        asked = question(wish.typed)
        match, loose = asked.strict, False
        rows, total = self._hits(asked, match, wish.choices, start, count)
        if asked and not total and asked.loose:
            match, loose = asked.loose, True
            rows, total = self._hits(asked, match, wish.choices, start, count)
        facets = {name: self._choices(name, match, wish.choices, values) for name in FACETS} if values else {}
        hits = tuple(_hit(row) for row in rows)
        return Found(hits, min(total, MOST), total > MOST, loose and total > 0, facets, asked.needles)

    def totals(self, name: str) -> dict[str, int]:
        """How many things each value of a facet has, over all."""
        return dict(self._ask("SELECT value, count FROM total WHERE name = ? ORDER BY count DESC, value", (name,)))

    def _hits(self, asked: Question, match: str, choices: Mapping[str, str], start: int, count: int) -> tuple[list[tuple[Any, ...]], int]:
        some, values = _some(match, choices)
        total = self._ask(f"SELECT COUNT(*) FROM ({some})", values)[0][0]
        order = "(SELECT COUNT(*) FROM form WHERE form = ? AND item = id) DESC, (score - 0.2 * MIN(weight, 20)), id" if match else "? IS NULL, id"
        rows = self._ask(
            f"SELECT kind, iri, zh, en, others, said, about, weight FROM ({some}) JOIN item ON id = found ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, asked.form, count, start),
        )
        return rows, total

    def _choices(self, name: str, match: str, choices: Mapping[str, str], most: int) -> tuple[Choice, ...]:
        """The choices of one facet under those of the others: first what leaves most, and what leaves nothing last."""
        some, values = _some(match, {facet: value for facet, value in choices.items() if facet != name})
        counted = dict(self._ask(f"SELECT value, COUNT(*) FROM ({some}) JOIN choice ON item = found AND name = ? GROUP BY value", (*values, name)))
        if not match and len(choices) == (name in choices):
            counted = self.totals(name)
        known = self._ask("SELECT value, count FROM total WHERE name = ? ORDER BY count DESC, value LIMIT ?", (name, most))
        overall = dict(known)
        order = sorted({*counted, *overall}, key=lambda value: (-counted.get(value, 0), -overall.get(value, 0), value))[:most]
        chosen = choices.get(name)
        if chosen is not None and chosen not in order:
            order = [chosen, *order]
        return tuple(Choice(value, counted.get(value, 0), value == chosen) for value in order)

    def _ask(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = self._free.get()
        try:
            yield connection
        finally:
            self._free.put(connection)


def _some(match: str, choices: Mapping[str, str]) -> tuple[str, tuple[object, ...]]:
    """A query for the first matches in the order of importance, with its values: columns `found` and `score`."""
    joins = "".join(f" JOIN choice c{place} ON c{place}.item = {{id}} AND c{place}.name = ? AND c{place}.value = ?" for place in range(len(choices)))
    values: list[object] = [part for pair in choices.items() for part in pair]
    if match:
        return (
            f"SELECT text.rowid AS found, {_RANK} AS score FROM text{joins.format(id='text.rowid')} WHERE text MATCH ? ORDER BY text.rowid LIMIT {MOST + 1}",
            (*values, match),
        )
    return f"SELECT item.id AS found, 0 AS score FROM item{joins.format(id='item.id')} ORDER BY item.id LIMIT {MOST + 1}", tuple(values)


def _hit(row: tuple[Any, ...]) -> Hit:
    kind, iri, zh, en, others, said, about, weight = row
    return Hit(kind, iri, zh, en, tuple(filter(None, others.split("\n"))), said, about, weight)
