"""Bringing in the files of others that pages load: each is checked against its sum before it is kept."""

from __future__ import annotations

import hashlib
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ServerError
from kg.views.page import ASSETS
from kg.views.web.files import VENDOR

MANIFEST = ASSETS / "web" / "vendor.toml"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file: the name under which it is kept, where npm puts it, and the SHA-256 of its bytes."""

    name: str
    source: str
    sha256: str


def pieces() -> list[Piece]:
    """All files that are to be there."""
    return [Piece(row["name"], row["from"], row["sha256"]) for row in tomllib.loads(MANIFEST.read_text("utf-8"))["file"]]


def missing(folder: Path = VENDOR) -> list[str]:
    """The names of those that are not."""
    return [piece.name for piece in pieces() if not (folder / piece.name).is_file()]


def bring(modules: Path, folder: Path = VENDOR) -> list[Path]:
    """Copies the files out of npm's folder; none is copied where one of them is not what the list says.

    Raises:
        ServerError: a file is not there, or its sum is another.
    """
    contents = {piece.name: _checked(piece, modules) for piece in pieces()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        part = folder / f".{name}.part"
        part.write_bytes(data)
        os.replace(part, folder / name)
    return [folder / name for name in contents]


def _checked(piece: Piece, modules: Path) -> bytes:
    path = modules / piece.source
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ServerError(f"{path}: cannot be read ({error.strerror}); run: npm ci --prefix {modules.parent}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != piece.sha256:
        raise ServerError(f"{path}: its SHA-256 is {found}, not {piece.sha256} as {MANIFEST.name} says; nothing was copied")
    return data


if __name__ == "__main__":
    for kept in bring(Path(sys.argv[1])):
        sys.stdout.write(f"{kept}\n")
