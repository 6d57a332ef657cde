"""Corrections from a TOML file, with errors that name line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import OverrideError
from kg.model import ENTITY_KINDS
from kg.pipeline.overrides.corrections import Correction, FigureFix, Jurisdiction, Merge, NotName, Origin, Rename

# larger than any list that a person writes
LONGEST = 1_000_000
# table -> the keys that it must have, and those that it may have, beside because
_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "merge": (("keep", "drop"), ("kind",)),
    "not": (("text",), ("kind", "document")),
    "rename": (("name", "to"), ("kind",)),
    "jurisdiction": (("name", "region"), ("kind",)),
    "figure": (("document", "number"), ("value", "drop", "quote")),
}
# the kinds of entities that texts name; indicators follow from figures
_NAMED = tuple(kind for kind in ENTITY_KINDS if kind != "indicator")
# header = "[[" name "]]"       key = name "="
_HEADER = re.compile(r"^[ \t]{0,40}\[\[[ \t]{0,8}([A-Za-z0-9_-]{1,40})[ \t]{0,8}\]\]", re.MULTILINE)
_KEY = r"^[ \t]{{0,40}}\"?{}\"?[ \t]{{0,40}}="


def read(paths: Iterable[Path]) -> tuple[Correction, ...]:
    """The corrections of some files, in their order.

    Raises:
        OverrideError: a file cannot be read or is no list of corrections; the message names line, key and what to do.
    """
    return tuple(correction for path in paths for correction in _read(path))


def _read(path: Path) -> list[Correction]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OverrideError(f"{path}: the overrides cannot be read ({error}); give a TOML file in UTF-8") from error
    if len(text) > LONGEST:
        raise OverrideError(f"{path}: has {len(text)} characters; at most {LONGEST} are read: split it into several files")
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise OverrideError(f"{path}: is no TOML: {error}; text stands in double quotes, a correction begins with [[merge]], [[not]] …") from error
    reader = _FileReader(path, text)
    rows = [(table, number, row) for table, held in content.items() for number, row in enumerate(reader.rows(table, held))]
    return [reader.correction(table, number, row) for table, number, row in rows]


@dataclass(frozen=True, slots=True)
class _FileReader:
    path: Path
    text: str

    def rows(self, table: str, held: object) -> list[dict[str, Any]]:
        """The corrections of one kind."""
        if table not in _KEYS:
            raise self._error(f"{table!r} is no kind of correction", _advice(table, _KEYS), self._line_of_key(table, 0))
        if not isinstance(held, list) or not all(isinstance(row, dict) for row in held):
            raise self._error(f"{table!r} is no list of corrections", f"begin each with a line [[{table}]]", self._line_of_key(table, 0))
        return held

    def correction(self, table: str, number: int, row: Mapping[str, Any]) -> Correction:
        """One correction, checked key by key."""
        line = self._line(table, number)
        needed, further = _KEYS[table]
        for key in row:
            if key not in (*needed, *further, "because"):
                raise self._error(f"[[{table}]] has an unknown key {key!r}", _advice(key, (*needed, *further, "because")), self._line_of_key(key, line))
        for key in (*needed, "because"):
            if key not in row:
                what = "say why in one sentence" if key == "because" else f"it needs {', '.join((*needed, 'because'))}"
                raise self._error(f"[[{table}]] lacks {key!r}", what, line)
        for key, value in row.items():
            self._check(table, key, value, self._line_of_key(key, line))
        return _MAKE[table](Origin(self.path.name, line, _text(row["because"])), row)

    def _check(self, table: str, key: str, value: object, line: int | None) -> None:
        if key == "kind" and value not in _NAMED:
            raise self._error(f"{value!r} is no kind of thing", f"give one of {', '.join(_NAMED)}", line)
        if key == "value" and _number(value) is None:
            raise self._error(f"value {value!r} is no number", "give the plain number, for example value = 65.6 (14.1亿元 is 1410000000)", line)
        if key == "drop" and table == "figure":
            if value is not True:
                raise self._error(f"drop = {value!r} says nothing", "write drop = true, or give the right value", line)
        elif key == "drop":
            held = [value] if isinstance(value, str) else value
            if not isinstance(held, list) or not held or not all(isinstance(name, str) and name.strip() for name in held):
                raise self._error(f"drop = {value!r} is no name", 'give one name in quotes, or a list of names: drop = ["…", "…"]', line)
        elif key not in ("kind", "value") and not (isinstance(value, str) and value.strip()):
            raise self._error(f"{key} = {value!r} is no text", f'put it in double quotes: {key} = "…"', line)

    def _line(self, table: str, number: int) -> int | None:
        """The line on which the correction begins; that of the list where it is written without headers."""
        headers = [match for match in _HEADER.finditer(self.text) if match[1] == table]
        return self.text.count("\n", 0, headers[number].start()) + 1 if number < len(headers) else self._line_of_key(table, 0)

    def _line_of_key(self, key: str, after: int | None) -> int | None:
        lines = self.text.split("\n")
        pattern = re.compile(_KEY.format(re.escape(key)) + rf"|^[ \t]{{0,40}}\[{{1,2}}[ \t]{{0,8}}{re.escape(key)}[ \t]{{0,8}}\]")
        return next((number + 1 for number in range(after or 0, len(lines)) if pattern.match(lines[number])), after or None)

    def _error(self, what: str, advice: str, line: int | None) -> OverrideError:
        return OverrideError(f"{self.path}{f', line {line}' if line else ''}: {what}; {advice}")


def _figure(origin: Origin, row: Mapping[str, Any]) -> FigureFix:
    if ("value" in row) == ("drop" in row):
        at = f"{origin.file}{f', line {origin.line}' if origin.line else ''}"
        raise OverrideError(f"{at}: [[figure]] needs either a value or drop = true; give the right value, or drop a number that is no figure")
    value = _number(row["value"]) if "value" in row else None
    return FigureFix(origin, _text(row["document"]), _text(row["number"]), value, _text(row["quote"]) if "quote" in row else None)


def _merge(origin: Origin, row: Mapping[str, Any]) -> Merge:
    names = [row["drop"]] if isinstance(row["drop"], str) else row["drop"]
    return Merge(origin, _text(row["keep"]), tuple(dict.fromkeys(map(_text, names))), row.get("kind"))


_MAKE: Mapping[str, Callable[[Origin, Mapping[str, Any]], Correction]] = {
    "merge": _merge,
    "not": lambda origin, row: NotName(origin, _text(row["text"]), row.get("kind"), row.get("document")),
    "rename": lambda origin, row: Rename(origin, _text(row["name"]), _text(row["to"]), row.get("kind")),
    "jurisdiction": lambda origin, row: Jurisdiction(origin, _text(row["name"]), _text(row["region"]), row.get("kind")),
    "figure": _figure,
}


def _text(words: str) -> str:
    return " ".join(words.split())


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _advice(given: str, known: Iterable[str]) -> str:
    close = get_close_matches(given, list(known), n=1)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
