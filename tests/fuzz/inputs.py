"""How do the bytes of a fuzzer become texts and files that get past the first check of a reader?

A byte stands for a word of the domain, so that exchanging one byte exchanges one word.
"""

from __future__ import annotations

import functools
import io
import tomllib
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import make_documents as make

_HELD = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
WORDS = tuple(word for group in _HELD["domain"].values() for word in group)
TAGS, PARTS, ROWS, JSON = (tuple(_HELD["formats"][name]) for name in ("html", "docx", "csv", "json"))
PDF = tuple(word if word.endswith("\n") else f"{word} " for word in _HELD["formats"]["pdf"])
# bytes that are followed by others: by the place of a word that a byte cannot hold, by a code point, by the place of a form
FURTHER, FORM = 253, 255
# one character each, so that numerals of any form arise
NUMERALS = tuple("0123456789.,，点十百千万亿零〇○一二两三四五六七八九半几第年月日-/ ")
_W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def words(data: bytes, table: Sequence[str] = WORDS, forms: Sequence[str] = ()) -> str:
    """The text that some bytes stand for: words of a table, code points and forms."""
    out, i = [], 0
    while i < len(data):
        byte, following = data[i], int.from_bytes(data[i + 1 : i + 3].ljust(2, b"\0"), "big")
        if byte < FURTHER:
            out.append(table[byte % len(table)])
        elif byte == FURTHER:
            out.append(table[(FURTHER + (following >> 8)) % len(table)])
        elif byte == FORM and forms:
            out.append(forms[following % len(forms)])
        else:
            # halves of pairs are no text; their numbers stand for rare ideographs
            out.append(chr(following + 0x20000 if 0xD800 <= following < 0xE000 else following))
        i += 1 if byte < FURTHER else 2 if byte == FURTHER else 3
    return "".join(out)


def written(text: str, table: Sequence[str] = WORDS) -> bytes:
    """Bytes that stand for a text: what a run begins with. A character above U+FFFF becomes another rare one.

    >>> words(written("甲县低保标准693元")), len(written("低保标准"))
    ('甲县低保标准693元', 2)
    """
    places = {word: i for i, word in reversed(list(enumerate(table)))}
    longest, out, i = max(map(len, table)), bytearray(), 0
    while i < len(text):
        word = next((text[i : i + size] for size in range(longest, 0, -1) if text[i : i + size] in places), None)
        if word is None:
            out += bytes([FURTHER + 1]) + (ord(text[i]) & 0xFFFF).to_bytes(2, "big")
        else:
            out += bytes([places[word]] if places[word] < FURTHER else [FURTHER, places[word] - FURTHER])
        i += len(word or text[i])
    return bytes(out)


def changed(sample: bytes, data: bytes) -> bytes:
    """A good file with some bytes exchanged, cut out or repeated: three bytes of `data` say where and what."""
    out = bytearray(sample)
    for i in range(0, len(data) - 3, 4):
        place = int.from_bytes(data[i : i + 2], "big") % max(1, len(out))
        if data[i + 2] < 200:
            out[place : place + 1] = data[i + 3 : i + 4]
        elif data[i + 2] < 228:
            del out[place : place + data[i + 3]]
        else:
            out[place:place] = out[place : place + data[i + 3]]
    return bytes(out)


def zipped(data: bytes) -> bytes:
    """An archive of entries whose names, contents and sizes `data` gives; sizes and checksums may be wrong."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, piece in enumerate(data.split(b"\xfe")[:12]):
            name, _, content = piece.partition(b"\xfd")
            entry = zipfile.ZipInfo(words(name[:20]) + (".txt", ".csv", ".md", ".html", "/", "", ".zip", ".jsonl")[number % 8])
            entry.external_attr = (0o120777 << 16) if b"\xfc" in name else 0
            # the same name twice is a warning of the library that writes, and a case for the one that reads
            if entry.filename not in archive.namelist() and len(entry.filename.encode("utf-8", "replace")) < 60_000:
                archive.writestr(
                    entry, words(content).encode("gb18030" if number % 2 else "utf-8", "replace"), zipfile.ZIP_STORED if number % 3 else zipfile.ZIP_DEFLATED
                )
    return changed(out.getvalue(), data[-12:]) if data[:1] > b"\x80" else out.getvalue()


@functools.cache
def _document() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(make.word(make.Story(3, with_table=True)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx(data: bytes) -> bytes:
    """A Word document with another body; or one whose own body has bytes exchanged."""
    parts = dict(_document())
    if data[:1] < b"\x80":
        parts["word/document.xml"] = (_W + words(data[1:], (*PARTS, *WORDS)) + "</w:body></w:document>").encode("utf-8", "replace")
    else:
        name = sorted(parts)[data[0] % len(parts)]
        parts[name] = changed(parts[name], data[1:])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def pdf(data: bytes) -> bytes:
    """A PDF of a page whose objects or whose content `data` gives."""
    if data[:1] >= b"\xc0":
        return b"%PDF-1.7\n" + words(data[1:], (*PDF, *WORDS)).encode("utf-8", "replace")
    content = (
        words(data[1:], (*PDF, *WORDS)).encode("utf-16-be", "replace" if data[:1] < b"\x20" else "ignore")
        if data[:1] < b"\x40"
        else words(data[1:], PDF).encode("utf-8")
    )
    packed = zlib.compress(content)
    letters = b"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n1 beginbfrange\n<00> <ff> <4e00>\nendbfrange\n"
    letters += b"1 beginbfchar\n<61> <" + data[1:3].hex().encode() + b">\nendbfchar\nendcmap"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length " + str(len(packed)).encode() + b">>stream\n" + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length " + str(len(letters)).encode() + b">>stream\n" + letters + b"\nendstream",
    )  # fmt: skip
    whole = (
        b"%PDF-1.7\n" + b"".join(str(number).encode() + b" 0 obj" + each + b" endobj\n" for number, each in enumerate(objects, 1)) + b"trailer<</Root 1 0 R>>"
    )
    return changed(whole, data[1:9]) if data[:1] >= b"\xa0" else whole
