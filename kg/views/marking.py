"""A text cut where verdicts on it begin and end, so that each piece can be marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.evaluate.verdict import Stretch


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the numbers of the things that cover it, and of those whose first stretch begins here."""

    text: str
    covers: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


def pieces(raw: str, stretches: Sequence[Sequence[Stretch]]) -> list[Piece]:
    """The whole text in pieces; `stretches[n]` are the half-open places of thing n, in any order, overlapping at will.

    >>> [(piece.text, piece.covers) for piece in pieces("甲市民政局", [[(0, 2)], [(0, 5)]])]
    [('甲市', (0, 1)), ('民政局', (1,))]
    """
    opens: dict[int, list[int]] = defaultdict(list)
    closes: dict[int, list[int]] = defaultdict(list)
    first = {number: min(held) for number, held in enumerate(stretches) if held}
    for number, held in enumerate(stretches):
        for start, end in held:
            opens[start].append(number)
            closes[end].append(number)
    edges = sorted({0, len(raw), *opens, *closes})
    made: list[Piece] = []
    here: list[int] = []
    for start, end in pairwise(edges):
        for number in closes[start]:
            here.remove(number)
        here += opens[start]
        begins = sorted({number for number in opens[start] if first[number][0] == start})
        made.append(Piece(legible(raw[start:end]), tuple(sorted(set(here))), tuple(begins)))
    return made


def legible(text: str) -> str:
    """The same number of characters, with line breaks, and without invisible ones that could turn or hide the others.

    >>> legible("a\\u202eb\\tc\\n")
    'a b c\\n'
    """
    return "".join(character if character == "\n" or character.isprintable() else " " for character in text)
