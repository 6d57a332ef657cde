"""Which files do the given paths stand for, and what are they called?"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.model import Unread

# Characters that a name may not carry into a report or a file name: control codes and what turns the writing round.
UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the name it goes by: relative to what was given, with forward slashes."""

    name: str
    path: Path


def find(given: str | Path) -> Iterator[Found | Unread]:
    """The files of one path, in the order of their names.

    A folder is walked without its hidden files, without following links to folders or out of it; a path
    that does not exist is tried as a pattern.
    """
    path = Path(given)
    if path.is_dir():
        yield from _walk(path)
    elif path.exists() or path.is_symlink():
        yield Found(safe_name(path.name), path)
    elif glob.has_magic(str(given)):
        matches = sorted(glob.glob(str(given), recursive=True))
        if not matches:
            yield Unread(safe_name(str(given)), "missing", "no file matches this pattern.", "Check it, and quote it so that the shell leaves it alone.")
        for match in matches:
            if Path(match).is_file():
                yield Found(safe_name(match), Path(match))
    else:
        yield Unread(safe_name(str(given)), "missing", "there is no such file or folder.", "Check the spelling of the path.")


def extent(given: Iterable[str | Path]) -> int:
    """The bytes of the files that some paths stand for, for telling how far reading them is."""
    total = 0
    for path in given:
        for found in find(path):
            if isinstance(found, Found):
                with suppress(OSError):
                    total += found.path.stat().st_size
    return total


def _walk(folder: Path) -> Iterator[Found | Unread]:
    found: list[Found] = []
    refused: list[Unread] = []

    def refuse(error: OSError) -> None:
        name = os.path.relpath(error.filename or folder, folder)
        refused.append(Unread(safe_name(name), "unreadable", f"the folder cannot be listed ({error.strerror}).", "Give yourself the right to read it."))

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            shown = safe_name(path.relative_to(folder).as_posix())
            if name.startswith("."):
                continue
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
                refused.append(Unread(shown, "unreadable", "it is a link that leads out of the folder.", "Give the file that it leads to, or a copy of it."))
            elif path.exists() and not path.is_file():
                refused.append(Unread(shown, "unreadable", "it is a device or a pipe, no file.", "Take it out of the folder."))
            else:
                found.append(Found(shown, path))
    if not found and not refused:
        yield Unread(safe_name(folder.name or str(folder)), "empty", "the folder holds no files.", "Put texts into it, or give another folder.")
    yield from sorted(refused, key=lambda each: each.name)
    yield from sorted(found, key=lambda each: each.name)


def safe_name(name: str) -> str:
    """A name that stays where it is put: no leading slash, no climbing up, no control codes.

    >>> safe_name("../a/./b\\\\c.txt")
    'a/b/c.txt'
    """
    parts = [part for part in PurePosixPath(UNSAFE.sub("_", name.replace("\\", "/"))).parts if part not in ("/", "..", ".", "//")]
    return "/".join(parts) or "unnamed"
