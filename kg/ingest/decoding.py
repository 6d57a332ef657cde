"""Which characters do these bytes stand for?"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Byte order marks, longest first: UTF-32's begins with UTF-16's.
MARKS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What a text in Chinese is made of: ideographs, their punctuation, full-width forms, printable ASCII.
READABLE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e\u2010-\u2027\u0020-\u007e\r\n\t]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u2e80-\u2fdf\U00020000-\U0003ffff]")
# More lost characters than this share, and the text is not worth reading.
TOLERATED_LOSS = 0.02
SAMPLE = 60_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the name of its encoding; `lost` counts the bytes that no character stands for."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes) -> Decoded | None:
    """The text of some bytes, None where they are no text.

    The order is: byte order mark, UTF-16 without a mark (its line breaks hold zero bytes, which no other
    text has), UTF-8, then whichever of GB18030 and Big5 gives readable Chinese. A UTF-8 mark stays in the text, so that offsets are those of `bytes.decode()`.

    >>> decode("民政".encode("gb18030") * 20).encoding
    'gb18030'
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _lossy(data, encoding)
    wide = _without_mark(data)
    if wide is not None:
        return wide
    if is_binary(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data) or _best_loss(data)


def has_chinese(text: str) -> bool:
    """Whether a text has at least one Chinese character."""
    return HAN.search(text) is not None


def is_binary(data: bytes) -> bool:
    """Whether bytes hold control codes that no text has.

    >>> is_binary(bytes(range(9)))
    True
    """
    sample = data[:SAMPLE]
    control = sum(sample.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return control > len(sample) * 0.003 + 1


def _readable(text: str) -> float:
    """The share of a text's characters that a Chinese text is made of."""
    sample = text[:SAMPLE]
    return len(READABLE.findall(sample)) / max(1, len(sample))


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: its ASCII has a zero byte, its Chinese none, and read as bytes it is no text."""
    if len(data) % 2 or b"\x00" not in data[:SAMPLE]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text) > 0.95 and "\x00" not in text[:SAMPLE]:
            return Decoded(text, encoding)
    return None


def _legacy(data: bytes) -> Decoded | None:
    """GB18030 or Big5, where the bytes are valid in one of them; the detector decides where they are in both."""
    found = []
    for encoding in ("gb18030", "big5"):
        try:
            found.append(Decoded(data.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    if len(found) < 2:
        return found[0] if found else None
    from charset_normalizer import from_bytes  # takes 30 ms, and hardly any file needs it

    best = from_bytes(data[:SAMPLE], cp_isolation=["gb18030", "big5"]).best()
    return next((each for each in found if best is not None and best.encoding == each.encoding), found[0])


def _best_loss(data: bytes) -> Decoded | None:
    """The encoding that loses the fewest bytes, where those are few."""
    found = [each for each in (_lossy(data, encoding) for encoding in ("utf-8", "gb18030", "big5")) if each is not None]
    return min(found, key=lambda each: each.lost, default=None)


def _lossy(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, lost) if lost <= max(3, len(text) * TOLERATED_LOSS) else None
