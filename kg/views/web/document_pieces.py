"""A text in pieces: cut wherever a name, a number, a sentence that states something or a chosen stretch begins or ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.views.web.document_facts import Facts, Stretch
from kg.views.web.entity_sections import kind_of

# stands for each character of a text that is not at hand
UNKNOWN = "\U000f0000"
_RUN = re.compile(f"{UNKNOWN}{{1,1000000}}")
# control, bidirectional and other invisible characters: they would hide or turn what is beside them
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `kind` is the class of what is named here, `link` the stretch to choose: the smallest name or number here.

    `first` says that the link begins here; `opens` and `closes` that the chosen stretch does; `anchors` are the stretches that begin here.
    """

    text: str
    kind: str = ""
    link: Stretch | None = None
    first: bool = False
    counted: bool = False
    doubtful: bool = False
    opens: bool = False
    closes: bool = False
    anchors: tuple[Stretch, ...] = ()


def pieces(raw: str, window: Stretch, facts: Facts, at: Stretch | None) -> list[Piece]:
    """The window of a text in pieces; together they hold all of its characters."""
    low, high = window
    named = {one.at: kind_of(one.thing) for one in reversed(facts.namings)}
    numbers: dict[Stretch, bool] = {}
    for one in facts.figures:
        numbers[one.at] = numbers.get(one.at, False) or bool(one.figure.doubts)
    chosen = (max(low, at[0]), min(high, at[1])) if at and at[0] < high and at[1] > low else None
    every = facts.stretches
    edges = {low, high, *(min(max(edge, low), high) for stretch in (*every, *((chosen,) if chosen else ())) for edge in stretch)}
    begins: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in every:
        begins[stretch[0]].append(stretch)
    # smallest first, so that the first that covers a piece is the innermost
    links = _covers(sorted({*named, *numbers}, key=lambda one: (one[1] - one[0], one)), sorted(edges))
    made = []
    for start, end in pairwise(sorted(edges)):
        here = links.get(start, [])
        name = next((one for one in here if one in named), None)
        number = [one for one in here if one in numbers]
        made.append(
            Piece(
                text=shown(raw[start:end]),
                kind=named[name] if name else "",
                link=here[0] if here else None,
                first=bool(here) and max(here[0][0], low) == start,
                counted=bool(number),
                doubtful=any(numbers[one] for one in number),
                opens=bool(chosen) and chosen[0] == start,  # type: ignore[index]
                closes=bool(chosen) and chosen[1] == end,  # type: ignore[index]
                anchors=tuple(begins.get(start, ())),
            )
        )
    return made


def _covers(stretches: Sequence[Stretch], edges: Sequence[int]) -> dict[int, list[Stretch]]:
    """For each edge the stretches that cover what begins there, in the order given."""
    place = {edge: number for number, edge in enumerate(edges)}
    held: dict[int, list[Stretch]] = defaultdict(list)
    for start, end in stretches:
        first = place.get(max(start, edges[0]), len(edges))
        for edge in edges[first:]:
            if edge >= end:
                break
            held[edge].append((start, end))
    return held


def shown(text: str) -> str:
    """A text as a page can show it: lines stay lines, an invisible character becomes a visible sign, a gap an ellipsis.

    >>> shown("甲\\r\\n\\x01\\u202e乙")
    '甲\\n␁�乙'
    """
    lines = _RUN.sub(" … ", text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 0x20 else "\ufffd", lines)
