"""Files that change together: all are written beside the old ones, then all are put in their place, whatever stops the program.

New files lie in `FOLDER/.kg-next-…/` until the last of them is complete; then a list of them is written there, and from that moment on
they are what stands in the folder: whoever finds the list finishes what the writer had begun. Without the list they are rubbish.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import ExportError

NEXT = ".kg-next-"
_LIST = "list.json"
_ADVICE = {
    errno.ENOSPC: "the disk is full: free some space and build again",
    errno.EDQUOT: "the quota is used up: free some space and build again",
    errno.EFBIG: "the disk is full: free some space and build again",
    errno.EACCES: "choose a folder that you may write to with -o",
    errno.EROFS: "the disk is read-only: choose another folder with -o",
}


class Staging:
    """New files for a folder. `commit` puts them in place; without it nothing changes."""

    def __init__(self, folder: Path, part: Path) -> None:
        self._folder = folder
        self._next = part
        self._names: list[str] = []
        self._gone: list[str] = []
        self._is_pending = False

    def path(self, name: str) -> Path:
        """Where a new file is to be written, by its name relative to the folder.

        Raises:
            ExportError: the name leads out of the folder, or a folder stands in its place.
        """
        inside = _inside(self._folder, name)
        target = self._folder.joinpath(*inside.parts)
        if target.is_dir():
            raise ExportError(f"{target} is a folder where a file is to be written; move it away or choose another folder with -o")
        path = self._next.joinpath("new", *inside.parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._names.append(inside.as_posix())
        return path

    def scratch(self, name: str) -> Path:
        """Where something may be kept until the files are put in place."""
        path = self._next / "scratch" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """Writes one file."""
        with open_whole(self.path(name)) as stream:
            stream.writelines(chunks)

    def write_many(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Writes many small files, which come to the disk together."""
        for name, data in files:
            self.path(name).write_bytes(data)
            self._is_pending = True

    def remove(self, name: str) -> None:
        """Says that a file of the folder is to go, if it is there."""
        self._gone.append(name)

    def commit(self) -> list[Path]:
        """Puts everything in place."""
        if self._is_pending and hasattr(os, "sync"):
            os.sync()
        _safe(self._next)
        todo = {"new": sorted(self._names), "gone": [name for name in self._gone if name not in self._names]}
        draft = self._next / f".{_LIST}"
        with open_whole(draft) as stream:
            stream.write(json.dumps(todo, ensure_ascii=True).encode("ascii"))
        os.replace(draft, self._next / _LIST)
        _safe(self._next)
        _finish(self._folder, self._next)
        return [self._folder.joinpath(*PurePosixPath(name).parts) for name in todo["new"]]


@contextmanager
def staging(folder: Path) -> Iterator[Staging]:
    """New files for a folder that is made where it is not there yet.

    Raises:
        ExportError: something could not be written; what was in the folder is untouched.
    """
    part = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=NEXT, dir=folder))
        yield Staging(folder, part)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        if part and not (part / _LIST).is_file():
            shutil.rmtree(part, ignore_errors=True)


def _inside(folder: Path, name: str) -> PurePosixPath:
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts or not inside.parts:
        raise ExportError(f"{name!r} is no name of a file inside {folder}; give a relative one")
    return inside


def unwritable(folder: Path, error: OSError) -> ExportError:
    """What to say where a folder of exports cannot be written."""
    advice = _ADVICE.get(error.errno or 0, "see that the folder exists and can be written to")
    return ExportError(f"{folder}: the exports cannot be written ({error.strerror}); {advice}. What was there before is untouched.")


def settle(folder: Path) -> None:
    """Finishes what a program that was stopped had begun to put in place; nothing where there is nothing to finish, or no right to."""
    for part in folder.glob(f"{NEXT}*"):
        if (part / _LIST).is_file():
            with suppress(OSError):
                _finish(folder, part)


def clear(folder: Path) -> None:
    """Settles a folder and removes what programs that were stopped have left; for who alone writes there."""
    settle(folder)
    for part in folder.glob(f"{NEXT}*"):
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that is on the disk when it is closed: a full disk or quota may only show then."""
    with path.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _finish(folder: Path, part: Path) -> None:
    """Safe to be stopped and begun again at any point, and to be done by two at once."""
    try:
        todo = json.loads((part / _LIST).read_bytes())
    except FileNotFoundError:
        # another process was faster
        return
    for name in todo["new"]:
        inside = _inside(folder, name).parts
        target = folder.joinpath(*inside)
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            # it is in its place already
            os.replace(part.joinpath("new", *inside), target)
    for name in todo["gone"]:
        folder.joinpath(*_inside(folder, name).parts).unlink(missing_ok=True)
    _safe(folder)
    (part / _LIST).unlink(missing_ok=True)
    shutil.rmtree(part, ignore_errors=True)


def _safe(folder: Path) -> None:
    """Asks the system to write the names of a folder down; not every system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
