"""Gold annotations: one JSON file a document, and the text that it is about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.errors import GoldError
from kg.evaluate.plain import Plain, plain

# a row of the JSON file; which keys there are depends on what it annotates
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Gold:
    """What a careful reader takes from one text. `raw` is the text as decoded from UTF-8, `sha256` that of its bytes."""

    name: str
    raw: str
    sha256: str
    meta: Row
    entities: tuple[Row, ...]
    observations: tuple[Row, ...]
    relations: tuple[Row, ...]

    @cached_property
    def plain(self) -> Plain:
        """The text that the quotes are taken from."""
        return plain(self.raw)


def read(folder: Path, texts: Path) -> list[Gold]:
    """The gold of a folder, in the order of the files' names.

    Raises:
        GoldError: there is none, one is no gold, or its text is missing.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise GoldError(f"{folder}: no gold there; give a folder with one JSON file a document")
    return [_read(file, texts) for file in files]


def _read(file: Path, texts: Path) -> Gold:
    row = _parse(file)
    text = texts / str(row["doc"])
    try:
        data = text.read_bytes()
        raw = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{text}: the text that {file.name} is about cannot be read ({error}); name its folder with --texts") from error
    parts = {part: tuple(row[part]) for part in ("entities", "observations", "relations")}
    return Gold(str(row["doc"]), raw, hashlib.sha256(data).hexdigest(), row["meta"], **parts)


def _parse(file: Path) -> Row:
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{file}: cannot be read as JSON ({error}); mend it or take it out of the folder") from error
    lacking = [key for key in ("doc", "meta", "entities", "observations", "relations") if not isinstance(row, dict) or key not in row]
    if lacking:
        raise GoldError(f"{file}: is no gold, it lacks {', '.join(lacking)}; mend it or take it out of the folder")
    held: Row = row
    return held
