"""No regular expression of the package can be made to hang: each is bounded by its form, and fed with its worst cases."""

from __future__ import annotations

import re
import time

import pytest
from all_patterns import Compiled, collected
from bounds import Bound, bound
from needing import library
from worst_texts import MISMATCH, worst_texts

# ways to match at one place: a word that another begins, eight times over, has some thousands
MOST_WAYS = 500_000
# One class of characters and nothing behind it: the match cannot fail, so that each character is looked at once.
LONE = re.compile(r"(?: |\[[^\]]{1,40}\])[+]")
# Read SPARQL and its answers, in which a comment or a string may have any length: the worst texts alone show that these are quick.
OF_ANY_LENGTH = frozenset({"kg.store.guard", "kg.store.rows", "kg.store.remote.connection"})
PARTS, LONGEST, SECONDS = (5_000, 20_000), 100_000, 2.0


@pytest.fixture(scope="module")
def patterns() -> list[Compiled]:
    for name in ("trafilatura", "docx", "starlette"):
        library(name)
    return collected()


@pytest.fixture(scope="module")
def bounds(patterns: list[Compiled]) -> dict[tuple[str, str], Bound]:
    """What bounds each pattern, by its module and itself."""
    return {(module, pattern): bound(*of((pattern, flags, module))) for pattern, flags, module in patterns if module not in OF_ANY_LENGTH}


def of(compiled: Compiled) -> tuple[str | bytes, int]:
    """The pattern as it was written, text or bytes, and its flags."""
    pattern, flags, module = compiled
    return (pattern.encode("latin-1") if module.endswith("(bytes)") else pattern), flags


def test_the_patterns_of_every_part_are_collected(patterns: list[Compiled]) -> None:
    parts = {module.split(".")[1].split(" ")[0] for _, _, module in patterns}
    assert len(patterns) > 500 and parts >= {"ingest", "text", "mentions", "resolve", "facts", "rdf", "store", "vocab", "pipeline", "views"}


def test_every_repeat_has_its_number(bounds: dict[tuple[str, str], Bound]) -> None:
    assert [name for name, found in bounds.items() if found.endless and not LONE.fullmatch(name[1])] == []


def test_no_pattern_can_be_tried_in_more_ways_than_are_bearable(bounds: dict[tuple[str, str], Bound]) -> None:
    assert {name: found.ways for name, found in bounds.items() if found.ways > MOST_WAYS} == {}


@pytest.mark.parametrize(
    ("pattern", "is_safe"),
    [
        ("(?:a{1,60}){1,60}b", False),
        ("(?:a|aa){1,60}$", False),
        ("(?:a+)+b", False),
        ("x{0,900}x{0,900}[xy]{0,900}z", False),
        ("[^，]{1,40}，", True),
        ("(?:甲|甲乙|丙){1,8}$", True),
        ("(?:[0-9]{1,3},){1,60}[0-9]{3}", True),
    ],
)
def test_the_proof_tells_a_pattern_that_explodes_from_one_that_does_not(pattern: str, is_safe: bool) -> None:
    assert (bound(pattern, 0).ways <= MOST_WAYS) is is_safe


def seconds(compiled: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    """Time of the processor that all matches in a text take."""
    given = text.encode("utf-8")[: len(text)] if isinstance(compiled.pattern, bytes) else text
    before = time.process_time()
    # a match is as much work as a mismatch
    sum(1 for _ in compiled.finditer(given))
    return time.process_time() - before


def takes_long(compiled: re.Pattern[str] | re.Pattern[bytes], text: str) -> bool:
    """Whether all of a text takes too long; not asked where a part of it is so quick that even the square of that would not be."""
    parts = (text[:length] + MISMATCH for length in PARTS)
    if any(seconds(compiled, part) * (len(text) / len(part)) ** 2 <= SECONDS for part in parts):
        return False
    # the better of two runs
    return all(seconds(compiled, text) > SECONDS for _ in range(2))


def test_the_worst_texts_of_each_pattern_take_it_no_time(patterns: list[Compiled]) -> None:
    """A hundred thousand characters in two seconds."""
    slow = []
    for pattern, flags, module in patterns:
        written, given = of((pattern, flags, module))
        compiled = re.compile(written, given)
        slow += [(module, pattern[:200], text[:40]) for text in worst_texts(written, given, LONGEST) if takes_long(compiled, text)]
    assert slow == []
