"""What a person at a terminal sees: progress, and tables as wide as their contents."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

# as wide as a table may get where no terminal limits it
_UNLIMITED = 100_000
# seconds between two drawings of what is being done
_REDRAWN = 0.1


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function that shows what is being done: on standard error, and only where that is a terminal.

    It draws when it is called and not by a thread of its own: a process with several threads cannot be copied.
    """
    if not sys.stderr.isatty():
        yield lambda doing: None
        return
    # rich takes a tenth of a second to import
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.text import Text

    drawn = 0.0
    spinner = Spinner("dots", Text("starting"))
    with Live(spinner, console=Console(stderr=True), auto_refresh=False, transient=True) as live:

        def step(doing: str) -> None:
            nonlocal drawn
            now = time.monotonic()
            # counts come by the hundred a second, other words once
            if now - drawn >= _REDRAWN or not doing[:1].isdigit():
                drawn = now
                spinner.update(text=Text(doing, overflow="ellipsis", no_wrap=True))
                live.refresh()

        yield step


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
