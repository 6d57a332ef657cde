"""In how many ways can a regular expression try to match at one place? Read off its parse tree, never too low.

A pattern is safe where that number is bounded by a constant: then the work on a text grows with its length and no faster.
Two things multiply ways: a repeat whose end is not told by the next character, and words of which one begins another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# the parser of the standard library; it moved in Python 3.11 and its names are not public
from re import _constants as tokens  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# characters of every class that a pattern may speak of
PROBES = " \n\tzZ_09\u0663\u00e9\u4e2d\u3000\x00\U0001f600"
UNBOUNDED = 10**9
_CLOSED = (tokens.ASSERT, tokens.ASSERT_NOT, tokens.POSSESSIVE_REPEAT, tokens.ATOMIC_GROUP)
_REPEATS = (tokens.MAX_REPEAT, tokens.MIN_REPEAT, tokens.POSSESSIVE_REPEAT)
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    tokens.CATEGORY_DIGIT: str.isdecimal,
    tokens.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    tokens.CATEGORY_SPACE: str.isspace,
    tokens.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    tokens.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    tokens.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}
Item = tuple[Any, Any]


@dataclass(frozen=True)
class Bound:
    """What the tree of a pattern says: the ways to match at one place, and the repeats that no number bounds."""

    ways: int
    endless: int


def bound(pattern: str | bytes, flags: int) -> Bound:
    """The bound of a pattern.

    >>> bound("a{1,9}b", 0).ways, bound("(?:a|ab){0,3}c", 0).ways, bound("(?:a{1,9}){1,9}b", 0).ways > 10**7, bound("a+", 0).endless
    (1, 8, True, 1)
    """
    tree = list(parser.parse(pattern, flags))
    seen = frozenset(PROBES) | frozenset(_mentioned(tree))
    return Bound(max(_sequence(each, seen, frozenset()) for each in (tree, *_closed(tree))), _endless(tree))


def _closed(sequence: Iterable[Item]) -> Iterable[list[Item]]:
    """The sequences that match once or not at all, wherever they stand."""
    for item in sequence:
        for child in _children(item):
            if item[0] in _CLOSED:
                yield child
            yield from _closed(child)


def _children(item: Item) -> list[list[Item]]:
    """The sequences inside an item."""
    name, value = item
    if name in _REPEATS:
        return [list(value[2])]
    if name is tokens.SUBPATTERN:
        return [list(value[3])]
    if name is tokens.BRANCH:
        return [list(each) for each in value[1]]
    if name in (tokens.ASSERT, tokens.ASSERT_NOT):
        return [list(value[1])]
    if name is tokens.ATOMIC_GROUP:
        return [list(value)]
    if name is tokens.GROUPREF_EXISTS:
        return [list(each) for each in value[1:] if each]
    return []


def _endless(sequence: Iterable[Item]) -> int:
    return sum((item[0] in _REPEATS and item[1][1] is tokens.MAXREPEAT) + sum(map(_endless, _children(item))) for item in sequence)


def _mentioned(sequence: Iterable[Item]) -> Iterable[str]:
    """The characters that a pattern names, and the neighbours of its ranges."""
    for item in sequence:
        if item[0] in (tokens.LITERAL, tokens.NOT_LITERAL):
            yield chr(item[1])
        elif item[0] is tokens.IN:
            for kind, value in item[1]:
                if kind is tokens.LITERAL:
                    yield chr(value)
                elif kind is tokens.RANGE:
                    yield from (chr(code) for code in (value[0] - 1, value[0], value[1], value[1] + 1) if 0 <= code <= 0x10FFFF)
        for child in _children(item):
            yield from _mentioned(child)


def is_in(char: str, members: Sequence[Item]) -> bool:
    found = any(
        (kind is tokens.LITERAL and ord(char) == value)
        or (kind is tokens.RANGE and value[0] <= ord(char) <= value[1])
        or (kind is tokens.CATEGORY and _CATEGORIES[value](char))
        for kind, value in members
    )
    return found != any(kind is tokens.NEGATE for kind, _ in members)


def _first(sequence: Sequence[Item], seen: frozenset[str], after: frozenset[str]) -> frozenset[str]:
    """The characters that a sequence may begin with; those of what comes after it where it may be empty."""
    found: set[str] = set()
    for item in sequence:
        name, value = item
        if name is tokens.LITERAL:
            return frozenset(found | {chr(value)})
        if name in (tokens.NOT_LITERAL, tokens.ANY, tokens.IN):
            if name is tokens.IN:
                return frozenset(found | {char for char in seen if is_in(char, value)})
            return frozenset(found | {char for char in seen if name is tokens.ANY or char != chr(value)})
        if name in (tokens.AT, tokens.ASSERT, tokens.ASSERT_NOT, tokens.GROUPREF):
            # may fail before any character
            return seen
        children = _children(item)
        for child in children:
            found |= _first(child, seen, frozenset())
        if not _may_be_empty([item]):
            return frozenset(found)
    return frozenset(found) | after


def _may_be_empty(sequence: Sequence[Item]) -> bool:
    for item in sequence:
        name, value = item
        if name in (tokens.LITERAL, tokens.NOT_LITERAL, tokens.ANY, tokens.IN) or (name in _REPEATS and value[0] and not _may_be_empty(list(value[2]))):
            return False
        if name in (tokens.BRANCH, tokens.SUBPATTERN, tokens.ATOMIC_GROUP) and not any(map(_may_be_empty, _children(item))):
            return False
    return True


def _sequence(sequence: Sequence[Item], seen: frozenset[str], after: frozenset[str]) -> int:
    """The ways of a sequence that is followed by one of the characters `after`, or by the end of the pattern, where nothing can fail any more."""
    ways = 1
    for i, item in enumerate(sequence):
        rest = _first(sequence[i + 1 :], seen, after)
        ways = min(UNBOUNDED, ways * _item(item, seen, rest))
    return ways


def _item(item: Item, seen: frozenset[str], rest: frozenset[str]) -> int:
    name, value = item
    if name is tokens.BRANCH:
        return _branch([list(each) for each in value[1]], seen, rest)
    if name in _CLOSED:
        # once it has matched nothing goes back into it: its ways add to the work and do not multiply
        return 1
    if name not in _REPEATS:
        return max([1, *(_sequence(child, seen, rest) for child in _children(item))])
    low, high, inner = value[0], value[1], list(value[2])
    first = _first(inner, seen, frozenset())
    # the next character tells whether the repeat goes on: there is one way to end it
    is_told = not first & rest and not _may_be_empty(inner)
    again, last = _sequence(inner, seen, first), _sequence(inner, seen, rest)
    if high is tokens.MAXREPEAT:
        return last if is_told and again == 1 else UNBOUNDED
    times = range(max(low, 1), high + 1)
    open_ends = [min(UNBOUNDED, last * again ** min(count - 1, 64)) for count in times]
    return min(UNBOUNDED, max(open_ends, default=1) if is_told else sum(open_ends) + (low == 0))


def _branch(branches: Sequence[Sequence[Item]], seen: frozenset[str], rest: frozenset[str]) -> int:
    """The most ways that can be open for one first character: of words, only those that begin one another are."""
    words = ["".join(chr(value) for _, value in each) for each in branches if all(name is tokens.LITERAL for name, _ in each)]
    others = [each for each in branches if not all(name is tokens.LITERAL for name, _ in each)]
    most = 1
    known = set(words)
    chains = {word: sum(word[:size] in known for size in range(len(word) + 1)) for word in words}
    firsts = [(_first(each, seen, rest), _sequence(each, seen, rest)) for each in others]
    for char in seen:
        chain = max((count for word, count in chains.items() if word[:1] in (char, "")), default=0)
        most = max(most, chain + sum(ways for first, ways in firsts if char in first or not first))
    return min(UNBOUNDED, most)
