"""The shelf on which readings stand: one SQLite file beside a build, or one in memory."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.model import EntityKey, Reading, Unread
from kg.pipeline.keeping.codec import Plain, decode, decode_unread, unpack
from kg.pipeline.keeping.database import MEMORY, open_database, remove

FILE = Path(".work") / "readings.db"
# of a build with corrections by hand: the readings as they are corrected
CORRECTED = "corrected"
_ARRANGE = """
INSERT INTO place (number, kept)
SELECT row_number() OVER (ORDER BY name, sha256) - 1, number FROM
  (SELECT number, name, sha256, row_number() OVER (PARTITION BY sha256 ORDER BY name, number) AS turn FROM kept WHERE sha256 IS NOT NULL)
WHERE turn = 1 ORDER BY name, sha256
"""
_ENLIVEN = "UPDATE form SET live = EXISTS (SELECT 1 FROM held JOIN place ON place.kept = held.kept WHERE held.form = form.number)"
_STANDING = "SELECT body, text FROM place JOIN kept ON kept.number = place.kept"
_REPEATED = """
SELECT other.name, kept.name FROM place JOIN kept ON kept.number = place.kept JOIN kept AS other ON other.sha256 = kept.sha256
WHERE other.number <> kept.number ORDER BY other.name
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of one text, ready to be put on the shelf: `forms` are kind, key and body of its entities; `sha256` is None of what was not read."""

    key: str
    name: str
    body: bytes
    sha256: str | None = None
    layer: str | None = None
    counts: str = "{}"
    text: bytes | None = None
    forms: tuple[tuple[str, str, str], ...] = ()


class Shelf:
    """Readings by key. What a killed program had put down before the last `settle` is there afterwards.

    Raises:
        StoreError: the file is locked, or cannot be written.
    """

    def __init__(self, path: Path | str = MEMORY, read_only: bool = False) -> None:
        self.path = path
        self._database = open_database(path, read_only)
        self._forms: dict[tuple[str, str, str], int] = {}

    def close(self) -> None:
        """Gives the file free, in a form that can be read where nothing may be written."""
        # nothing to do where it is closed already, or where others still read
        with suppress(sqlite3.Error):
            self._database.execute("PRAGMA journal_mode = DELETE")
        self._database.close()

    def beside(self, name: str) -> Shelf:
        """An empty shelf beside this one."""
        if self.path == MEMORY:
            return Shelf()
        self.alone(name)
        return Shelf(Path(self.path).with_name(f"{name}.db"))

    def alone(self, name: str) -> None:
        """Removes a shelf beside this one."""
        if self.path != MEMORY:
            remove(Path(self.path).with_name(f"{name}.db"))

    def begin(self) -> None:
        """Forgets what an earlier build had found; what was read stays."""
        for table in ("taken", "place", "reader"):
            self._database.execute(f"DELETE FROM {table}")
        self._database.commit()

    @property
    def state(self) -> str | None:
        """What had read the build that stands here, as `kg.pipeline.keeping.identity` names it; None of one that is not finished."""
        found = self._database.execute("SELECT state FROM reader").fetchone()
        return str(found[0]) if found else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here."""
        return self._database.execute("SELECT 1 FROM kept").fetchone() is None

    def take(self, key: str) -> bool:
        """Marks what is kept under a key as part of the present build; False where there is nothing."""
        found = self._database.execute("SELECT number FROM kept WHERE key = ?", (key,)).fetchone()
        if found is None:
            return False
        self._database.execute("INSERT OR IGNORE INTO taken VALUES (?)", found)
        return True

    def put(self, one: Kept) -> None:
        """Puts a reading down, as part of the present build."""
        row = (one.key, one.name, one.sha256, one.layer, one.counts, one.body, one.text)
        number = self._database.execute("INSERT INTO kept (key, name, sha256, layer, counts, body, text) VALUES (?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        self._database.execute("INSERT INTO taken VALUES (?)", (number,))
        self._database.executemany("INSERT OR IGNORE INTO held VALUES (?, ?)", [(self._form(form), number) for form in one.forms])

    def _form(self, form: tuple[str, str, str]) -> int:
        number = self._forms.get(form)
        if number is None:
            self._database.execute("INSERT OR IGNORE INTO form (kind, id, body) VALUES (?, ?, ?)", form)
            number = int(self._database.execute("SELECT number FROM form WHERE kind = ? AND id = ? AND body = ?", form).fetchone()[0])
            if len(self._forms) >= _REMEMBERED:
                self._forms.clear()
            self._forms[form] = number
        return number

    def all(self) -> Iterator[Kept]:
        """Everything that was put down, in the order in which it was."""
        rows = self._database.execute("SELECT number, key, name, body, sha256, layer, counts, text FROM kept ORDER BY number")
        for number, key, name, body, sha256, layer, counts, text in rows.fetchall():
            forms = self._database.execute("SELECT kind, id, body FROM held JOIN form ON form.number = held.form WHERE held.kept = ? ORDER BY form", (number,))
            yield Kept(key, name, body, sha256, layer, counts, text, tuple(forms.fetchall()))

    def settle(self) -> None:
        """Makes what was put down last."""
        self._database.commit()

    def arrange(self, state: str = "") -> None:
        """Removes what the present build did not find and puts the rest in order: by name, each text once; `state` is what read it."""
        database = self._database
        gone = database.execute("DELETE FROM kept WHERE number NOT IN (SELECT kept FROM taken)").rowcount
        if gone:
            database.execute("DELETE FROM held WHERE kept NOT IN (SELECT number FROM kept)")
            database.execute("DELETE FROM form WHERE number NOT IN (SELECT form FROM held)")
            self._forms.clear()
        database.execute("DELETE FROM place")
        database.execute(_ARRANGE)
        database.execute(_ENLIVEN)
        database.execute("INSERT INTO reader VALUES (?)", (state,))
        database.commit()

    def __len__(self) -> int:
        return int(self._database.execute("SELECT COUNT(*) FROM place").fetchone()[0])

    def readings(self, start: int = 0, stop: int | None = None) -> Iterator[Reading]:
        """The readings from one place to another, in their order."""
        last = len(self) if stop is None else stop
        rows = self._database.execute(
            f"{_STANDING} WHERE place.number >= ? AND place.number < ? ORDER BY place.number",
            (start, last),
        )
        for body, text in rows:
            yield _reading(body, text)

    def reading(self, place: int) -> Reading:
        """The reading at a place.

        Raises:
            IndexError: there is none.
        """
        row = self._database.execute(f"{_STANDING} WHERE place.number = ?", (place,)).fetchone()
        if row is None:
            raise IndexError(place)
        return _reading(*row)

    def text(self, sha256: str) -> str | None:
        """The text of a document by its hash, or the first 16 digits of it; None where it is not here."""
        row = self._database.execute("SELECT text FROM kept WHERE sha256 GLOB ? AND text IS NOT NULL", (f"{sha256[:16]}*",)).fetchone()
        return None if row is None else decoded(row[0])

    def layers(self) -> Iterator[tuple[str, str]]:
        """The name and the text of each text layer."""
        rows = self._database.execute("SELECT layer, text FROM place JOIN kept ON kept.number = place.kept WHERE layer IS NOT NULL ORDER BY place.number")
        for layer, text in rows:
            yield layer, decoded(text)

    def unread(self) -> list[Unread]:
        """What was found and could not be read."""
        return [decode_unread(unpack(body)) for (body,) in self._database.execute("SELECT body FROM kept WHERE sha256 IS NULL")]

    def repeated(self) -> list[tuple[str, str]]:
        """The names of files that hold the same bytes as another, each with the name of that other."""
        return [(str(name), str(other)) for name, other in self._database.execute(_REPEATED)]

    def names(self) -> list[str]:
        """The names of the documents, in their order."""
        return [str(name) for (name,) in self._database.execute("SELECT name FROM place JOIN kept ON kept.number = place.kept ORDER BY place.number")]

    def counts(self) -> Iterator[Plain]:
        """What each document counts, in their order."""
        for (counts,) in self._database.execute("SELECT counts FROM place JOIN kept ON kept.number = place.kept ORDER BY place.number"):
            yield json.loads(counts)

    def keys(self) -> Iterator[EntityKey]:
        """The entities, sorted by kind and key."""
        yield from self._database.execute("SELECT DISTINCT kind, id FROM form WHERE live ORDER BY kind, id")

    def kinds(self) -> dict[str, int]:
        """How many entities there are of each kind."""
        counted = self._database.execute("SELECT kind, COUNT(DISTINCT id) FROM form WHERE live GROUP BY kind ORDER BY kind")
        return {str(kind): int(count) for kind, count in counted}

    def forms(self, key: EntityKey) -> list[str]:
        """What the documents say of an entity, each saying once."""
        return [str(body) for (body,) in self._database.execute("SELECT body FROM form WHERE kind = ? AND id = ? AND live ORDER BY body", key)]


# forms whose numbers are remembered
_REMEMBERED = 100_000


def _reading(body: bytes, text: bytes) -> Reading:
    return decode(unpack(body), decoded(text))


def encoded(text: str) -> bytes:
    """A text as few bytes; half of a surrogate pair, which no encoding has, stays what it is.

    >>> decoded(encoded("甲\\ud800"))
    '甲\\ud800'
    """
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def decoded(data: bytes) -> str:
    """The text back."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def forms_of(entities: Iterable[tuple[EntityKey, Plain]]) -> tuple[tuple[str, str, str], ...]:
    """Entities as forms of the shelf."""
    return tuple((kind, key, json.dumps(body, ensure_ascii=True, separators=(",", ":"))) for (kind, key), body in entities)
