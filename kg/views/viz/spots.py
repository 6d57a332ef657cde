"""Where there is still room on the picture, near a wished point."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Disc = tuple[float, float, float]  # x, y, radius

MOST_TRIES = 900
GAP = 0.95  # of the spacing, between two nodes


def _spiral() -> list[Point]:
    """Offsets like the seeds of a sunflower, which cover the plane evenly, nearest first."""
    turn = math.pi * (3 - 5**0.5)
    return [(round(0.5 * step**0.5 * math.cos(step * turn), 5), round(0.5 * step**0.5 * math.sin(step * turn), 5)) for step in range(MOST_TRIES)]


class Spots:
    """The spots that are taken, in a grid whose cells are as wide as the gap between nodes."""

    def __init__(self, spacing: float, taken: Iterable[Point]) -> None:
        self._spacing = spacing
        self._gap = spacing * GAP
        self._spiral = [(x * spacing, y * spacing) for x, y in _spiral()]
        self._cells: dict[tuple[int, int], list[Point]] = {}
        for point in taken:
            self._add(point)

    def take(self, x: float, y: float, strange: Sequence[Disc]) -> Point:
        """The free spot nearest to (x, y) outside the strange discs, which from now on is taken.

        Where none of many tries is free, the last one is given: crowded, but deterministic.

        >>> Spots(10.0, [(0.0, 0.0)]).take(0.0, 0.0, []) != (0.0, 0.0)
        True
        """
        point = (x, y)
        for across, up in self._spiral:
            point = (x + across, y + up)
            if self._is_free(point) and not any((point[0] - d[0]) ** 2 + (point[1] - d[1]) ** 2 < d[2] * d[2] for d in strange):
                break
        self._add(point)
        return point

    def _cell(self, point: Point) -> tuple[int, int]:
        return int(point[0] // self._gap), int(point[1] // self._gap)

    def _add(self, point: Point) -> None:
        self._cells.setdefault(self._cell(point), []).append(point)

    def _is_free(self, point: Point) -> bool:
        column, row = self._cell(point)
        square = self._gap * self._gap
        for c in (column - 1, column, column + 1):
            for r in (row - 1, row, row + 1):
                for x, y in self._cells.get((c, r), ()):
                    if (point[0] - x) ** 2 + (point[1] - y) ** 2 < square:
                        return False
        return True
