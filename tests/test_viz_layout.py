"""The layout of the picture: apart, on its islands, and the same every time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.viz.layout import SHARED, SPACING, pack, positions


def test_islands_do_not_overlap() -> None:
    discs = list(pack({SHARED: 300.0, 0: 120.0, 1: 250.0, 2: 60.0, 3: 60.0}).values())
    for number, one in enumerate(discs):
        for other in discs[number + 1 :]:
            assert ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5 >= one.radius + other.radius


def test_what_several_documents_name_lies_in_the_middle() -> None:
    discs = pack({SHARED: 50.0, 0: 500.0, 1: 400.0})
    assert (discs[SHARED].x, discs[SHARED].y) == (0.0, 0.0)


def test_two_hundred_nodes_keep_apart() -> None:
    islands = [number % 5 - 1 for number in range(200)]
    links = [(number, (number * 7) % 200) for number in range(200)]
    places = positions(islands, links, list(range(100)))
    near = [(a, b) for a in range(200) for b in range(a) if (places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2 < (SPACING * 0.3) ** 2]
    assert len(near) <= 4


def test_more_nodes_do_not_move_the_first_ones_when_their_islands_stay_as_large() -> None:
    islands = [0] * 10
    links = [(0, number) for number in range(1, 10)]
    assert positions(islands, links, [0, 1, 2])[:3] == positions(islands, [*links, (8, 9)], [0, 1, 2])[:3]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-1, 3), max_size=40), st.data())
def test_any_graph_gets_a_place_for_every_node(islands: list[int], data: st.DataObject) -> None:
    count = len(islands)
    links = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=60)) if count else []
    core = list(range(min(count, 10)))
    places = positions(islands, links, core)
    assert len(places) == count
    assert places == positions(islands, links, core)
