"""Where each node of the picture stands: islands of what one document names, in between what several share.

The nodes that are shown first find their places by springs and repulsion; every further one takes the free
spot nearest to those that it is linked to, so that nothing moves when a reader asks for more.

Only sums, products, quotients and square roots of floats are iterated, which every machine computes
alike; sines and cosines are rounded before they are used. So equal input gives equal bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.views.viz.spots import Spots

SPACING = 46.0  # half the wished distance between two neighbours
STRETCH = 1.1  # labels are wide
ROUNDS = 90
SHARED = -1  # the island of what several documents name


@dataclass(frozen=True, slots=True)
class Island:
    """A disc that holds the nodes of one cluster."""

    x: float
    y: float
    radius: float


def positions(islands: Sequence[int], links: Sequence[tuple[int, int]], core: Sequence[int]) -> list[tuple[int, int]]:
    """Whole-number positions of nodes, given each node's island and the links between nodes.

    `core` lists the nodes that are shown first, from most to least central; the others follow in their own order.

    >>> positions([0, 0, SHARED], [(0, 1), (0, 2)], [0, 2]) == positions([0, 0, SHARED], [(0, 1), (0, 2)], [0, 2])
    True
    """
    weights: dict[int, float] = {}
    chosen = set(core)
    for node, island in enumerate(islands):
        weights[island] = weights.get(island, 0.0) + (1.0 if node in chosen else 0.3)
    discs = pack({island: SPACING * (weight**0.5 + 0.6) for island, weight in weights.items()})
    placed = _settle(core, islands, links, discs)
    near: list[list[int]] = [[] for _ in islands]
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    spots = Spots(SPACING, placed.values())
    for node in range(len(islands)):
        if node not in placed:
            home = discs[islands[node]]
            kin = [placed[other] for other in near[node] if other in placed and islands[other] == islands[node]]
            x = sum(at[0] for at in kin) / len(kin) if kin else home.x
            y = sum(at[1] for at in kin) / len(kin) if kin else home.y
            strange = [(disc.x, disc.y, disc.radius) for island, disc in discs.items() if island != islands[node]]
            placed[node] = spots.take(x, y, strange)
    return [(round(placed[node][0] * STRETCH), round(placed[node][1])) for node in range(len(islands))]


def pack(radii: dict[int, float]) -> dict[int, Island]:
    """Discs that do not overlap: the shared one in the middle, then the largest first, as near to the middle as there is room."""
    order = sorted(radii, key=lambda island: (island != SHARED, -radii[island], island))
    # the first island goes to the upper left, where reading begins
    turns = [(round(math.cos(step * math.tau / 90 + 3.8), 6), round(math.sin(step * math.tau / 90 + 3.8), 6)) for step in range(90)]
    placed: dict[int, Island] = {}
    for island in order:
        radius, distance = radii[island], 0.0
        while island not in placed:
            for across, up in turns:
                x, y = across * distance, up * distance
                if all(_apart(x, y, radius, other) for other in placed.values()):
                    placed[island] = Island(x, y, radius)
                    break
            distance += SPACING / 4
    return placed


def _apart(x: float, y: float, radius: float, other: Island) -> bool:
    gap = radius + other.radius + SPACING * 1.2
    return (x - other.x) ** 2 + (y - other.y) ** 2 >= gap * gap


def _settle(core: Sequence[int], islands: Sequence[int], links: Sequence[tuple[int, int]], discs: dict[int, Island]) -> dict[int, tuple[float, float]]:
    """The places of the nodes that are shown first, after rounds of springs and repulsion from an even start."""
    homes = [discs[islands[node]] for node in core]
    ranks: dict[int, int] = {}
    x, y = [], []
    for node, home in zip(core, homes, strict=True):
        rank = ranks[islands[node]] = ranks.get(islands[node], -1) + 1
        angle, reach = rank * math.pi * (3 - 5**0.5), SPACING * (rank + 0.4) ** 0.5
        x.append(home.x + round(reach * math.cos(angle), 4))
        y.append(home.y + round(reach * math.sin(angle), 4))
    number = {node: place for place, node in enumerate(core)}
    springs = [(number[a], number[b], islands[a] == islands[b]) for a, b in links if a in number and b in number]
    for done in range(ROUNDS):
        _step(x, y, homes, springs, SPACING * (1.0 - done / ROUNDS) + 1.0)
    return {node: (x[place], y[place]) for node, place in number.items()}


def _step(x: list[float], y: list[float], homes: Sequence[Island], springs: Sequence[tuple[int, int, bool]], limit: float) -> None:
    """One round: springs, repulsion, a pull to the island's centre; no node moves further than `limit` or off its island."""
    dx = [0.01 * (home.x - at) for home, at in zip(homes, x, strict=True)]
    dy = [0.01 * (home.y - at) for home, at in zip(homes, y, strict=True)]
    for a, b, is_same in springs:
        across, up = x[b] - x[a], y[b] - y[a]
        distance = (across * across + up * up) ** 0.5 + 0.01
        pull = 0.06 * (1.0 - 1.8 * SPACING / distance) if is_same else 0.08 * SPACING / distance
        dx[a], dy[a] = dx[a] + pull * across, dy[a] + pull * up
        dx[b], dy[b] = dx[b] - pull * across, dy[b] - pull * up
    _repel(x, y, dx, dy)
    for node, home in enumerate(homes):
        move = (dx[node] * dx[node] + dy[node] * dy[node]) ** 0.5
        share = limit / move if move > limit else 1.0
        across, up = x[node] + dx[node] * share - home.x, y[node] + dy[node] * share - home.y
        reach, edge = (across * across + up * up) ** 0.5, home.radius - SPACING * 0.3
        inside = edge / reach if reach > edge else 1.0
        x[node], y[node] = home.x + across * inside, home.y + up * inside


def _repel(x: Sequence[float], y: Sequence[float], dx: list[float], dy: list[float]) -> None:
    """Push apart what stands closer than two spacings; a grid keeps this linear in the number of nodes."""
    size = 2.2 * SPACING
    cells: dict[tuple[int, int], list[int]] = {}
    for node, (across, up) in enumerate(zip(x, y, strict=True)):
        cells.setdefault((int(across // size), int(up // size)), []).append(node)
    for (column, row), nodes in cells.items():
        near = [other for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1) for other in cells.get((c, r), ())]
        for node in nodes:
            for other in near:
                if other <= node:
                    continue
                across, up = x[node] - x[other], y[node] - y[other]
                square = across * across + up * up
                if square >= size * size:
                    continue
                # two nodes on one spot part along a line that depends on their numbers alone
                across, up = (across, up) if square > 0.01 else (1.0, (node % 7 - 3) / 3)
                push = 0.45 * (size / (square**0.5 + 0.01) - 1.0) if square > 0.01 else SPACING
                push = min(push, SPACING / (square**0.5 + 1.0) + 0.5)
                dx[node], dy[node] = dx[node] + push * across, dy[node] + push * up
                dx[other], dy[other] = dx[other] - push * across, dy[other] - push * up
