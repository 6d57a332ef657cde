"""Which files does a zip archive hold?"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from kg.ingest.layers import damaged
from kg.model import Unread

# A file that claims to shrink more than this is a trap.
DENSEST = 500
# Bit 11 of the flags says that the name is in UTF-8; without it old programs for Chinese wrote GB18030, and those of Unix UTF-8.
UTF8_NAME = 0x800
ENCRYPTED = 0x1
# What the standard library raises on an archive whose bytes were cut off or changed.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, OSError, EOFError, ValueError, IndexError)
# An entry begins so in the directory of an archive; more than this many would fill the memory before any is read.
ENTRY = b"PK\x01\x02"
MOST_ENTRIES = 100_000


class Allowance:
    """How many bytes may still be unpacked from a file that was given; the archives inside it share what there is."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._left = size

    def takes(self, size: int) -> bool:
        """Whether so many more may be unpacked; they count from then on."""
        self._left -= size
        return self._left >= 0


def is_crowded(data: bytes) -> bool:
    """Whether an archive has more entries than are read."""
    return data.count(ENTRY) > MOST_ENTRIES


def members(name: str, data: bytes, largest: int, allowance: Allowance) -> Iterator[tuple[str, bytes] | Unread]:
    """The files of an archive with their bytes, in the order of their names; nothing is written anywhere."""
    if is_crowded(data):
        yield Unread(name, "too-large", f"it holds more than {MOST_ENTRIES:,} files.", "Give the files unpacked, or as a corpus in JSON Lines.")
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        yield damaged(name, "ZIP", error)
        return
    with archive:
        entries = sorted(((_name(entry), entry) for entry in archive.infolist() if not entry.filename.endswith("/")), key=lambda pair: pair[0])
        entries = [(inner, entry) for inner, entry in entries if not _is_hidden(inner)]
        if not entries:
            yield Unread(name, "empty", "the archive holds no files.", "Pack it again.")
        for inner, entry in entries:
            if not allowance.takes(min(entry.file_size, largest)):
                limit = f"{allowance.size / 1024 / 1024:.0f} MB"
                yield Unread(name, "too-large", f"it unpacks to more than {limit}; the rest was left.", "Give the files unpacked.")
                return
            yield _content(archive, entry, f"{name}/{inner}", largest)


def _is_hidden(inner: str) -> bool:
    return any(part not in (".", "..") and part.startswith((".", "__MACOSX")) for part in inner.replace("\\", "/").split("/"))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, largest: int) -> tuple[str, bytes] | Unread:
    if entry.flag_bits & ENCRYPTED:
        return Unread(name, "encrypted", "the file in the archive asks for a password.", "Unpack it and give the files.")
    if is_trap(entry, largest):
        return Unread(name, "too-large", f"unpacked it would have {entry.file_size / 1024 / 1024:.0f} MB.", "Unpack it and give single documents.")
    try:
        with archive.open(entry) as stream:
            return name, stream.read(largest)
    except BROKEN as error:
        return damaged(name, "ZIP", error)


def is_trap(entry: zipfile.ZipInfo, largest: int) -> bool:
    """Whether a file would be larger than `largest` when unpacked, or is packed as nothing but a trap is."""
    return entry.file_size > largest or entry.file_size > DENSEST * max(1024, entry.compress_size)


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return entry.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return entry.filename
