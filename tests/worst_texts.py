"""Which texts make a regular expression work hardest? Made of the pattern itself: what it repeats, again and again, and a mismatch at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# the parser of the standard library; its names are not public
from re import _constants as tokens
from re import _parser as parser

from bounds import PROBES, Item, is_in

# a repeat is written out so often at most: longer texts come of writing the whole again
WRITTEN_OUT = 40
MISMATCH = "\x01"
_MANY = (tokens.MAX_REPEAT, tokens.MIN_REPEAT, tokens.POSSESSIVE_REPEAT)


def worst_texts(pattern: str | bytes, flags: int, length: int) -> list[str]:
    """Texts of a length: all of the pattern but its end again and again, and each of its repeats behind what stands before it.

    >>> worst_texts("ab{1,9}c", 0, 6)
    ['abbbbb\\x01']
    """
    tree = list(parser.parse(pattern, flags))
    whole = _sample(tree)
    begun = [("", whole[:-1] or whole), *_repeats(tree, "")]
    return sorted({(before + unit * (length // max(1, len(unit)) + 1))[:length] + MISMATCH for before, unit in begun if unit}, key=len)


def _repeats(sequence: Sequence[Item], before: str) -> Iterator[tuple[str, str]]:
    """Each repeat with a text for what stands before it."""
    for name, value in sequence:
        if name in _MANY:
            if value[1] > 1:
                yield before, _sample(list(value[2]))
            yield from _repeats(list(value[2]), before)
        elif name is tokens.SUBPATTERN:
            yield from _repeats(list(value[3]), before)
        elif name is tokens.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), before)
        before += _sample([(name, value)])


def _sample(sequence: Sequence[Item]) -> str:
    """A text that a sequence matches, with its repeats as long as may be."""
    return "".join(map(_one, sequence))


def _one(item: Item) -> str:
    name, value = item
    if name is tokens.LITERAL:
        return chr(value)
    if name is tokens.NOT_LITERAL:
        return next(char for char in "中0a" if char != chr(value))
    if name is tokens.ANY:
        return "中"
    if name is tokens.IN:
        named = [chr(code) for kind, code in value if kind is tokens.LITERAL] + [chr(codes[0]) for kind, codes in value if kind is tokens.RANGE]
        return next((char for char in ("中", "0", *named, *PROBES) if is_in(char, value)), "")
    if name in _MANY:
        return _sample(list(value[2])) * min(int(value[1]), WRITTEN_OUT)
    if name is tokens.SUBPATTERN:
        return _sample(list(value[3]))
    if name is tokens.BRANCH:
        return max((_sample(list(each)) for each in value[1]), key=len)
    return ""
