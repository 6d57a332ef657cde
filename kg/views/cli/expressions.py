"""Regular expressions that were compiled once and are kept for the next start of the program.

The reader makes six hundred of them out of the ontology's words. Compiling these takes a third of a second, as long as reading the
five sample documents; their compiled form, numbers that `re` checks before it takes them, is kept in the user's cache folder.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from kg.vocab.keeping import keep, key_of, recall

# more than the program has: those of some ontologies and versions
_MOST = 3000
_NAME = "expressions"
# a pattern and the flags given with it
Asked = tuple[str, int]
# what the matcher needs beside the pattern: all flags, code, number of groups, their numbers by name, their names by number
Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


@contextmanager
def kept_expressions() -> Iterator[None]:
    """Within this, `re` takes what it has compiled before from the user's cache folder; what is new is kept there at the end.

    Of Python, only CPython from 3.11 to 3.14 is known to compile in two steps that can be told apart; with any other, all goes on as ever.
    """
    if sys.implementation.name != "cpython" or not (3, 11) <= sys.version_info[:2] <= (3, 14):
        yield
        return
    compiler = import_module("re._compiler")
    memory = _Memory(compiler)
    compiler.compile, original = memory.compile, compiler.compile  # type: ignore[attr-defined]  # it is in no stub
    try:
        yield
    finally:
        compiler.compile = original  # type: ignore[attr-defined]
        memory.settle()


class _Memory:
    """What was compiled before, and what was not."""

    def __init__(self, compiler: Any) -> None:
        self._compile: Callable[[Any, int], re.Pattern[Any]] = compiler.compile
        self._compiler = compiler
        self._matcher = import_module("_sre")
        self._key = key_of(())
        self._held: Mapping[Asked, Compiled] = recall(_NAME, self._key, dict)
        self._new: set[Asked] = set()

    def compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """As `re` compiles."""
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return self._compile(pattern, flags)
        held = self._held.get((pattern, flags))
        if held is None:
            made = self._compile(pattern, flags)
            self._new.add((pattern, flags))
            return made
        every, code, groups, numbers, names = held
        found: re.Pattern[str] = self._matcher.compile(pattern, every, array("I", code).tolist(), groups, numbers, names)
        return found

    def settle(self) -> None:
        """Keeps what is new. Beyond a number all older ones go, which then come anew when they are asked for."""
        if self._new:
            older = self._held if len(self._held) + len(self._new) <= _MOST else {}
            keep(_NAME, self._key, {**older, **{asked: self._compiled(*asked) for asked in sorted(self._new)}})

    def _compiled(self, pattern: str, flags: int) -> Compiled:
        """The steps of `re._compiler.compile`, without the last."""
        parsed = import_module("re._parser").parse(pattern, flags)
        numbers = dict(parsed.state.groupdict)
        names: list[str | None] = [None] * parsed.state.groups
        for name, number in numbers.items():
            names[number] = name
        code = array("I", map(int, self._compiler._code(parsed, flags)))
        return int(flags | parsed.state.flags), code.tobytes(), parsed.state.groups - 1, numbers, tuple(names)
