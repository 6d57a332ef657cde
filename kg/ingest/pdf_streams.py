"""Is a PDF packed like a trap: does a stream of it, unpacked as often as its filters say, grow beyond measure?"""

from __future__ import annotations

import re
import zlib

# A page has less than a megabyte; pictures that are larger than this are packed in other ways.
LARGEST_STREAM = 100 * 1024 * 1024
# Filters may be chained; no program that writes PDF does it more often.
DEEPEST = 4
_PACKED_STREAM = re.compile(rb"stream\r?\n(?=\x78[\x01\x5e\x9c\xda])")


def is_trap(data: bytes, largest: int = LARGEST_STREAM) -> bool:
    """Whether some stream that is packed with Flate, once or several times over, holds more than `largest` bytes.

    >>> is_trap(b"stream\\n" + zlib.compress(zlib.compress(bytes(5000))), 4000), is_trap(b"stream\\n" + zlib.compress(bytes(5000)), 5000)
    (True, False)
    """
    view = memoryview(data)
    return any(_grows(view[match.end() :], largest) for match in _PACKED_STREAM.finditer(data))


def _grows(packed: memoryview | bytes, largest: int) -> bool:
    for _ in range(DEEPEST):
        unpacking = zlib.decompressobj()
        try:
            packed = unpacking.decompress(packed, largest + 1)
        except zlib.error:
            return False
        if len(packed) > largest:
            return True
    return False
