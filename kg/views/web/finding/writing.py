"""Writing the index: one SQLite database, made once for each build."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from kg.views.web.finding.contents import SENTENCE, Item
from kg.views.web.finding.tokens import Typed, latin_column, plain, runs, sign_column, typed, word_column

# to be raised with every change of the tables or of how they are filled
VERSION = "2"
TABLES = """
CREATE TABLE item (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, iri TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL,
    others TEXT NOT NULL, said TEXT NOT NULL, about TEXT NOT NULL, weight INTEGER NOT NULL);
CREATE TABLE form (form TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (form, item)) WITHOUT ROWID;
CREATE TABLE choice (name TEXT NOT NULL, value TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (name, value, item)) WITHOUT ROWID;
CREATE TABLE total (name TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (name, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE text USING fts5 (names, name_signs, latin, said, said_signs, content = '', tokenize = "unicode61 remove_diacritics 0");
"""
AFTER = """
CREATE INDEX choice_of ON choice (item, name, value);
INSERT INTO total SELECT name, value, COUNT(*) FROM choice GROUP BY name, value;
INSERT INTO text (text) VALUES ('optimize');
ANALYZE;
"""
# a name of a hundred thousand letters is found by its beginning
LONGEST_NAME, LONGEST_SENTENCE = 300, 5000


def write(database: sqlite3.Connection, items: Sequence[Item]) -> None:
    """Fills an empty database. An item that stands first in `items` is found first among equals."""
    database.executescript(TABLES)
    database.execute("BEGIN")
    database.executemany("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (_row(number, item) for number, item in enumerate(items, 1)))
    sounds = {name: typed(name) for item in items for name in _cut(item)}
    database.executemany("INSERT OR IGNORE INTO form VALUES (?, ?)", _forms(items, sounds))
    database.executemany("INSERT INTO choice VALUES (?, ?, ?)", _choices(items))
    database.executemany(
        "INSERT INTO text (rowid, names, name_signs, latin, said, said_signs) VALUES (?, ?, ?, ?, ?, ?)",
        (_columns(number, item, sounds) for number, item in enumerate(items, 1)),
    )
    database.commit()
    database.executescript(AFTER)


def _row(number: int, item: Item) -> tuple[int | str, ...]:
    others = "\n".join(name[:LONGEST_NAME] for name in item.others)
    said = item.said[:LONGEST_SENTENCE]
    return (number, item.kind, item.iri, item.zh[:LONGEST_NAME], item.en[:LONGEST_NAME], others, said, item.about[:LONGEST_NAME], item.weight)


def _forms(items: Sequence[Item], sounds: Mapping[str, Typed]) -> Iterable[tuple[str, int]]:
    """Whole names and their pinyin without spaces: what equals one of them comes first."""
    for number, item in enumerate(items, 1):
        for name in _cut(item):
            for form in ("".join(run for run, _ in runs(name)), *sounds[name].forms):
                yield plain(form), number


def _choices(items: Sequence[Item]) -> Iterable[tuple[str, str, int]]:
    for number, item in enumerate(items, 1):
        for facet, values in sorted(item.choices.items()):
            for value in sorted(values):
                yield facet, value, number


def _columns(number: int, item: Item, sounds: Mapping[str, Typed]) -> tuple[int | str, ...]:
    names = _cut(item)
    said = [item.said[:LONGEST_SENTENCE]] if item.kind == SENTENCE else []
    return (number, word_column(names), sign_column(names), latin_column([sounds[name] for name in names]), word_column(said), sign_column(said))


def _cut(item: Item) -> list[str]:
    return [name[:LONGEST_NAME] for name in item.names]
