"""Names in quotation marks: “X”, “X”“Y” and what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.mentions.scene import Scene

# run = “X” { [、和] “Y” }
_RUN = re.compile(r"“[^“”，。；！？]{1,24}”(?:[、和及]?“[^“”，。；！？]{1,24}”){0,6}")
_ONE = re.compile(r"“([^“”]{1,24})”")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A run of quoted names: their stretches without the marks, and where the run begins and ends."""

    start: int
    end: int
    names: tuple[tuple[int, int], ...]


def quoted_runs(scene: Scene) -> Iterator[Quoted]:
    """All runs of quoted names in the readable part of the text."""
    for match in _RUN.finditer(scene.text):
        if scene.is_readable(*match.span()):
            yield Quoted(match.start(), match.end(), tuple(one.span(1) for one in _ONE.finditer(scene.text, match.start(), match.end())))
