"""Reading what the paths stand for, one Source or one Unread each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from kg.ingest.archives import Allowance, members
from kg.ingest.decoding import decode, has_chinese
from kg.ingest.finding import Found, find, safe_name
from kg.ingest.formats import CORPORA, READERS, UNSUPPORTED, recognise
from kg.ingest.rows import read_long_json_lines
from kg.model import Source, Unread

LARGEST = 50 * 1024 * 1024
# So much of a file tells what it is.
HEAD = 1024 * 1024
STANDARD_INPUT = "-"
# An archive in an archive is read, one inside that is not.
DEEPEST = 2
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
Watcher = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that holds one text and has not been opened yet, with its bytes and its format."""

    name: str
    data: bytes
    format: str


def read(paths: Sequence[str | Path], stdin: BinaryIO | None = None, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Source | Unread]:
    """Every text that the paths stand for, in their order, read when it is asked for.

    A path is a file, a folder, a pattern, or "-" for standard input; archives and corpora give one source for each
    text in them. `columns` names the columns of a corpus that go by other names: field -> column, the fields are text,
    title, published, publisher, url, number. What cannot be read is an
    `Unread` that says why; nothing is raised, so that one bad file does not stop the others.
    """
    for entry in entries(paths, stdin, columns):
        yield opened(entry) if isinstance(entry, Entry) else entry


def entries(
    paths: Sequence[str | Path], stdin: BinaryIO | None = None, columns: Mapping[str, str] = NO_COLUMNS, watch: Watcher | None = None
) -> Iterator[Entry | Source | Unread]:
    """What `read` gives, with the files that hold one text still closed, so that opening them can be left to others.

    `watch` is told how many bytes of files were taken.
    """
    for given in paths:
        if str(given) == STANDARD_INPUT:
            yield from _from_stream("stdin", stdin, columns)
            continue
        for found in find(given):
            yield from [found] if isinstance(found, Unread) else _from_file(found, columns, watch)


def opened(entry: Entry) -> Source | Unread:
    """The one text of a file."""
    if entry.format in READERS and entry.data.strip():
        return next(READERS[entry.format](entry.name, entry.data, NO_COLUMNS))
    return plain(entry.name, entry.data, entry.format)


def sources(name: str, data: bytes, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Source | Unread]:
    """The sources in the bytes of one file."""
    for entry in _entries(name, data, columns):
        yield opened(entry) if isinstance(entry, Entry) else entry


def _from_file(found: Found, columns: Mapping[str, str], watch: Watcher | None) -> Iterator[Entry | Source | Unread]:
    try:
        with found.path.open("rb") as stream:
            head = stream.read(HEAD)
            if len(head) == HEAD and recognise(found.name, head) == "jsonl":
                yield from read_long_json_lines(found.name, head, stream, columns, watch)
                return
            size = found.path.stat().st_size
            if size > LARGEST:
                yield _too_large(found.name, size)
                return
            # a pipe or a device has no size beforehand
            data = head + stream.read(LARGEST + 1 - len(head))
    except OSError as error:
        yield Unread(found.name, "unreadable", f"the file cannot be opened ({error.strerror}).", "Check that it exists and that you may read it.")
        return
    if watch:
        watch(len(data))
    if len(data) > LARGEST:
        yield _too_large(found.name, len(data))
        return
    yield from _entries(found.name, data, columns)


def _from_stream(name: str, stream: BinaryIO | None, columns: Mapping[str, str]) -> Iterator[Entry | Source | Unread]:
    if stream is None:
        yield Unread(name, "missing", "there is no standard input.", "Pipe a text in, or give a file.")
        return
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield _too_large(name, len(data))
        return
    yield from _entries(name, data, columns)


def _too_large(name: str, size: int) -> Unread:
    return Unread(name, "too-large", f"it has {size / 1024 / 1024:.0f} MB, the limit is {LARGEST // 1024 // 1024} MB.", "Split it into one file a document.")


def _entries(name: str, data: bytes, columns: Mapping[str, str], depth: int = 0, allowance: Allowance | None = None) -> Iterator[Entry | Source | Unread]:
    allowance = allowance or Allowance(LARGEST * 4)
    name = safe_name(name)
    kind = recognise(name, data)
    if kind == "zip" and depth < DEEPEST:
        for member in members(name, data, LARGEST, allowance):
            yield from [replace(member, name=safe_name(member.name))] if isinstance(member, Unread) else _entries(*member, columns, depth + 1, allowance)
    elif kind in UNSUPPORTED:
        yield Unread(name, "unsupported", "files of this format are not read.", UNSUPPORTED[kind])
    elif kind in CORPORA and data.strip():
        yield from READERS[kind](name, data, columns)
    else:
        yield Entry(name, data, kind)


def plain(name: str, data: bytes, format: str = "text") -> Source | Unread:
    """A plain text, or why it is none; Markdown is plain text too."""
    if not data.strip():
        return Unread(name, "empty", "the file is empty.", "Remove it, or fetch it again.")
    decoded = decode(data)
    if decoded is None:
        return Unread(name, "binary", "the bytes are no text in any encoding that is used for Chinese.", "Convert it to UTF-8, or give the original document.")
    if not has_chinese(decoded.text):
        return Unread(name, "no-chinese", f"no Chinese character, read as {decoded.encoding}.", "Check the file and its encoding.")
    encoding = f"{decoded.encoding}, {decoded.lost} lost" if decoded.lost else decoded.encoding
    return Source(name=name, sha256=hashlib.sha256(data).hexdigest(), raw=decoded.text, encoding=encoding, format=format)
