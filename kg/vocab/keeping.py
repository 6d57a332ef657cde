"""What was worked out of the ontology before, in the user's cache folder, so that a command need not do it again.

A file is named by a hash of everything that its content depends on: the bytes of the sources, the version of the program and
that of Python. It holds plain values only, which cannot run code; it is taken only where this user alone could have written
it and where its own checksum agrees, and is otherwise made anew. It is written under another name and then renamed, so two
processes that write at the same time both leave a whole file. Where nothing can be written nothing is kept, and all else goes on.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import kg

# a folder elsewhere, or "off"
SETTING = "KG_CACHE"
# raised where the same sources are to give other values
_FORM = b"1"
_CHECKSUM = 32
# files of one name: a handful of ontologies and versions side by side
_MOST = 4
# plain values: nested tuples, lists, dictionaries, strings, numbers, bytes and None
Plain = Any


def folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """The user's cache folder of this program; None where the user wants none or has no home.

    >>> folder({"XDG_CACHE_HOME": "/c"}, "linux").as_posix(), folder({"KG_CACHE": "off"}, "linux")
    ('/c/minzheng-kg', None)
    """
    asked = environment.get(SETTING)
    if asked:
        return None if asked == "off" else Path(asked)
    given = environment.get("LOCALAPPDATA" if platform == "win32" else "XDG_CACHE_HOME", "")
    if Path(given).is_absolute():
        return Path(given) / "minzheng-kg"
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return Path(home, *(("Library", "Caches") if platform == "darwin" else (".cache",)), "minzheng-kg") if home else None


def fields_of(value: Any) -> tuple[Plain, ...]:
    """The fields of a dataclass in order, as they stand."""
    return tuple([getattr(value, field.name) for field in fields(value)])


def key_of(sources: Iterable[Path]) -> str:
    """A hash of the names and bytes of some files, of the program and of Python.

    Raises:
        OSError: a file cannot be read.
    """
    found = hashlib.sha256(b"\0".join((_FORM, kg.__version__.encode(), sys.version.encode(), str(marshal.version).encode())))
    for path in sources:
        data = path.read_bytes()
        found.update(f"\0{path.name}\0{len(data)}\0".encode("utf-8", "surrogatepass"))
        found.update(data)
    return found.hexdigest()


def recall(name: str, key: str | None, make: Callable[[], Plain], place: Path | None = None) -> Plain:
    """The values kept under a name and key, else those that `make` gives, which are kept from then on.

    `place` is the folder, by default the user's. Without a key nothing is kept.
    """
    path = _path(name, key, place)
    if path is None:
        return make()
    held = _read(path)
    if held is not None:
        return held[0]
    made = make()
    _write(path, marshal.dumps((made,)))
    return made


def keep(name: str, key: str, made: Plain, place: Path | None = None) -> None:
    """Keeps values under a name and key instead of those that were kept there, where anything can be kept."""
    path = _path(name, key, place)
    if path is not None:
        _write(path, marshal.dumps((made,)))


def _path(name: str, key: str | None, place: Path | None) -> Path | None:
    """The file of a name and key; None where nothing is kept."""
    place = place or folder()
    return None if place is None or key is None else place / f"{name}-{key[:32]}.bin"


def _read(path: Path) -> tuple[Plain] | None:
    """The values of a file that this user alone could have written and that is whole; None for any other."""
    try:
        if not _is_own(os.stat(path.parent)):
            return None
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not _is_own(os.fstat(file.fileno())):
                return None
            data = file.read()
    except OSError:
        return None
    if len(data) <= _CHECKSUM or hashlib.sha256(data[_CHECKSUM:]).digest() != data[:_CHECKSUM]:
        return None
    try:
        held = marshal.loads(memoryview(data)[_CHECKSUM:])
    except (ValueError, EOFError, TypeError):
        return None
    return held if isinstance(held, tuple) and len(held) == 1 else None


def _is_own(found: os.stat_result) -> bool:
    """Whether this user owns a file or folder and nobody else may write to it; always so where a system does not tell."""
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _write(path: Path, payload: bytes) -> None:
    """Keeps values, where that is possible, and takes away the oldest of the same name."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(path.parent.stat()):
            return
        with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            try:
                file.write(hashlib.sha256(payload).digest())
                file.write(payload)
                file.close()
                os.replace(file.name, path)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
        name = path.name.rpartition("-")[0]
        for old in sorted(path.parent.glob(f"{name}-*.bin"), key=lambda each: each.stat().st_mtime)[:-_MOST]:
            old.unlink(missing_ok=True)
    except OSError:
        # a full disk, a folder that is read-only, a file where a folder should be: nothing is kept
        return
