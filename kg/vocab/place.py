"""What is known of a division, and how a line of `gazetteer.tsv` says it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.vocab.keeping import Plain, fields_of

COLUMNS = ("code", "name", "level", "parent", "since", "until", "replaced_by", "short", "aliases", "flags")


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a place bore under the same code, with the years where they are known."""

    name: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A division. `since`, `until` are years; `until` is None while it is in force.

    `short` are its names without the word for its type, `aliases` further names that stand alone,
    `contextual` one-character names that mean it only beside others of their kind (京津冀).
    """

    code: str
    name: str
    level: str
    parent: str
    since: str | None = None
    until: str | None = None
    replaced_by: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    flags: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that may stand alone, the official one first."""
        return (self.name, *self.short, *self.aliases, *(f.name for f in self.former))

    @property
    def is_zone(self) -> bool:
        """Whether only the statistics office gives it a code: a development zone or the like."""
        return "z" in self.flags


def place_of(line: str) -> Place:
    """The place of one line above the township.

    >>> place_of("130428\\t肥乡县\\tcounty\\t130400\\t1993\\t2016\\t130407\\t肥乡").replaced_by
    ('130407',)
    """
    code, name, level, parent, since, until, replaced, short, aliases, flags = (line.split("\t") + [""] * len(COLUMNS))[: len(COLUMNS)]
    others = aliases.split(" ") if aliases else []
    return Place(
        code,
        name,
        level,
        parent,
        since or None,
        until or None,
        tuple(replaced.split(" ")) if replaced else (),
        tuple(short.split(" ")) if short else (),
        tuple(a for a in others if a[0] not in "^~"),
        tuple(a[1:] for a in others if a[0] == "^"),
        tuple(_former(a[1:]) for a in others if a[0] == "~"),
        flags,
    )


def as_plain(place: Place) -> Plain:
    """A place as plain values, to be kept."""
    values = fields_of(place)
    return (*values[:-2], tuple(fields_of(name) for name in place.former), values[-1])


def of_plain(held: Plain) -> Place:
    """The place of what `as_plain` gave."""
    former = tuple([FormerName(*name) for name in held[-2]])
    return Place(*(*held[:-2], former, held[-1]))


def _former(text: str) -> FormerName:
    name, _, years = text.partition("@")
    since, _, until = years.partition("-")
    return FormerName(name, since or None, until or None)
