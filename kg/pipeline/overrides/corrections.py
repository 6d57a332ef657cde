"""What a person can correct in a build, and what came of a correction."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.model import EntityKind


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a correction is written, `line` where it could be told, and the reason that it gives."""

    file: str
    line: int | None
    because: str


@dataclass(frozen=True, slots=True)
class NotName:
    """Words that are no name: of a kind, or of anything; in one document, or in all."""

    origin: Origin
    text: str
    kind: EntityKind | None = None
    document: str | None = None

    @property
    def what(self) -> str:
        """The correction in one line."""
        return f"not {self.kind or 'a name'}: {self.text}" + (f" (in {self.document})" if self.document else "")


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for a thing; the one that it had stays as a further name."""

    origin: Origin
    name: str
    to: str
    kind: EntityKind | None = None

    @property
    def what(self) -> str:
        """The correction in one line."""
        return f"rename: {self.name} → {self.to}"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The region that a thing belongs to, by its code."""

    origin: Origin
    name: str
    region: str
    kind: EntityKind | None = None

    @property
    def what(self) -> str:
        """The correction in one line."""
        return f"jurisdiction: {self.name} → {self.region}"


@dataclass(frozen=True, slots=True)
class Merge:
    """Several things that are one: `keep` stays, `drop` become further names of it."""

    origin: Origin
    keep: str
    drop: tuple[str, ...]
    kind: EntityKind | None = None

    @property
    def what(self) -> str:
        """The correction in one line."""
        return f"merge: {', '.join(self.drop)} → {self.keep}"


@dataclass(frozen=True, slots=True)
class FigureFix:
    """A figure that is wrong: the right value, or None where it is no figure at all and is left out.

    It is known by its document and its number as printed; `quote` are words of its sentence where the number stands more than once.
    """

    origin: Origin
    document: str
    number: str
    value: Decimal | None
    quote: str | None = None

    @property
    def what(self) -> str:
        """The correction in one line."""
        return f"figure: {self.number} in {self.document} → {'left out' if self.value is None else f'{self.value:f}'}"


Correction = NotName | Rename | Jurisdiction | Merge | FigureFix


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a correction: the names of the documents that it changed, or why it did not apply."""

    correction: Correction
    documents: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def is_applied(self) -> bool:
        """Whether it has changed something."""
        return self.problem is None and bool(self.documents)
