"""What a person at a terminal sees: progress, and tables as wide as their contents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

# as wide as a table may get where no terminal limits it
_UNLIMITED = 100_000


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function that shows what is being done: on standard error, and only where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda doing: None
        return
    # rich takes a tenth of a second to import
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("starting") as status:
        yield lambda doing: status.update(escape(doing))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[str] = ()) -> None:
    """Prints a table to standard output; `right` names the columns of numbers."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wide = None if sys.stdout.isatty() else _UNLIMITED
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=wide, highlight=False, soft_wrap=False).print(table)
