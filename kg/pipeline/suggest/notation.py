"""Which notation may a new concept have: its pinyin where the library for it is there, else a hash."""

from __future__ import annotations

import hashlib
import re

_SLUG = re.compile(r"[a-z0-9]+")
LONGEST = 48


def notation(term: str) -> str:
    """A short lowercase slug for a term; a reviewer had better put an English one in its place.

    Without pypinyin it is the hash of the term, so that it is the same on every machine that lacks it.

    >>> notation("12349")
    '12349'
    """
    parts = _SLUG.findall(_pinyin(term).lower())
    slug = "-".join(parts)[:LONGEST].rstrip("-")
    return slug or f"t{hashlib.sha256(term.encode()).hexdigest()[:10]}"


def _pinyin(term: str) -> str:
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return term if term.isascii() else ""
    return " ".join(lazy_pinyin(term, errors="default"))
