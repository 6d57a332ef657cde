"""What the reader makes of a short text: the names found and the things they stand for. Made once for all files of tests."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kg.mentions.finder import Finder
from kg.model import Document, Entity, Resolution, Source
from kg.resolve.resolver import Resolver
from kg.text import clean
from kg.vocab.vocabulary import Vocabulary, load

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """The table of cases of a file."""
    table: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return table


@cache
def vocabulary() -> Vocabulary:
    return load()


@cache
def _finder() -> Finder:
    return Finder(vocabulary())


@cache
def _resolver() -> Resolver:
    return Resolver(vocabulary())


def document_of(text: str) -> Document:
    return clean(Source("case", "0" * 64, text), vocabulary())


@cache
def resolution_of(text: str) -> Resolution:
    document = document_of(text)
    return _resolver().resolve(document, _finder().find(document))


def named(text: str, kind: str) -> list[tuple[str, Entity]]:
    """Each resolved mention of a kind with what it stands for, in the order of the text."""
    resolution = resolution_of(text)
    return [(found.mention.text, resolution.entities[key]) for found in resolution.named if found.mention.kind == kind for key in found.entities]
