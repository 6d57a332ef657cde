"""The text of each document as it was read: kept beside the exports, and found again for the pages.

Offsets of the graph count characters of this text. A file that is no plain text has its text layer among the exports
(`texts/HASH.txt`); the texts of plain files stand with their readings on the shelf of the build, which is not for the repository: whoever has
the exports alone needs the original files, of which each is recognised by its hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath

from kg.errors import StoreError
from kg.pipeline.keeping.shelf import FILE, Shelf
from kg.pipeline.originals import original_text

LAYERS = "texts"
# no text that the program writes is longer, in bytes: UTF-8 takes up to three for a Chinese character
_LARGEST = 200 * 1024 * 1024
_KEY = re.compile(r"[0-9a-f]{16}", re.ASCII)


def find(folder: Path, sha256: str, name: str, originals: Sequence[Path] = ()) -> str | None:
    """The text of a document of a build in `folder`: as it was kept, else from the original file called `name`.

    The original is looked for in `originals`, else beside the exports and in the folders there, and
    used only where its bytes have the hash. None where the text is nowhere.
    """
    key = sha256[:16]
    if not _KEY.fullmatch(key):
        return None
    text = _read(folder / LAYERS / f"{key}.txt")
    if text is None:
        text = _shelved(folder, sha256)
    if text is not None:
        return text
    for path in _candidates(originals or (folder.resolve().parent,), name):
        text = original_text(path, sha256)
        if text is not None:
            return text
    return None


def _shelved(folder: Path, sha256: str) -> str | None:
    """The text that the build itself read."""
    if not (folder / FILE).is_file():
        return None
    try:
        with closing(Shelf(folder / FILE, read_only=True)) as shelf:
            return shelf.text(sha256)
    except StoreError:
        # of another version, or damaged: the original is looked for
        return None


def _read(path: Path) -> str | None:
    """A kept text with its line ends as they are."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


def _candidates(folders: Sequence[Path], name: str) -> Iterator[Path]:
    """Where a file of that name may lie: in the folders, and one level below."""
    inside = PurePosixPath(name)
    if not name or inside.is_absolute() or ".." in inside.parts or "\x00" in name or len(name) > 1000:
        return
    for folder in folders:
        try:
            below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        except OSError:
            continue
        for place in (folder, *below):
            path = place.joinpath(*inside.parts)
            if _is_file(path):
                yield path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # a name that no file system takes
        return False
