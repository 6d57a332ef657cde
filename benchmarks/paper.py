"""Ten million documents on paper: what a build of that size takes, worked out from measured figures of one document.

    python benchmarks/paper.py [docs/scaling.md]

Reads the figures from the first table of the page that has the heading `| measured |` and writes the table between the two marks anew.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "scaling.md"
DOCUMENTS = (1_000_000, 10_000_000)
BEGIN, END = "<!-- worked out by benchmarks/paper.py -->\n", "<!-- end -->\n"
_ROW = re.compile(r"\| (\w[\w ,.-]*) \| ([\d.,]+) \|")
# cores that read
CORES = (2, 64, 512)


@dataclass(frozen=True)
class Measured:
    """Figures of one document, in the order and the units of the page's table."""

    read: float
    write: float
    merge: float
    quads: float
    lines: float
    shelf: float
    database: float
    load: float


NAMES = {
    "read": "reading, ms of a core",
    "write": "writing files, ms of a core",
    "merge": "putting a reading on the shelf, ms of the driver",
    "quads": "quads",
    "lines": "N-Quads, kB",
    "shelf": "shelf, kB",
    "database": "database, kB",
    "load": "database load, s a million quads",
}


def measured(page: str) -> Measured:
    """The figures that a page gives.

    Raises:
        SystemExit: one is missing.
    """
    told = {match[1]: float(match[2].replace(",", "")) for match in _ROW.finditer(page)}
    missing = [name for name in NAMES.values() if name not in told]
    if missing:
        raise SystemExit(f"the page has no figure for {', '.join(missing)}; add rows like: | {missing[0]} | 1.0 |")
    return Measured(**{field: told[name] for field, name in NAMES.items()})


def hours(documents: int, one: Measured, cores: int) -> float:
    """Hours on the clock until all is read and the files stand.

    Cores read in parallel, while the driver puts down what they found; whichever takes longer counts. Writing is done by the cores of one machine,
    of which no more than 16 are counted.

    >>> one = Measured(read=9, write=9, merge=1, quads=100, lines=20, shelf=5, database=15, load=5)
    >>> hours(4_000_000, one, 1), hours(4_000_000, one, 10), round(hours(4_000_000, one, 100), 3)
    (20.0, 2.111111111111111, 1.736)
    """
    reading = max(documents * one.read / cores, documents * one.merge)
    writing = documents * one.write / min(cores, 16)
    return (reading + writing) / 3.6e6


def table(one: Measured) -> str:
    """The table of the page."""
    heads = [f"{documents // 1_000_000} million" for documents in DOCUMENTS]
    rows = [f"| | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]

    def row(name: str, values: list[str]) -> None:
        rows.append(f"| {name} | {' | '.join(values)} |")

    row("core hours of reading", [f"{n * one.read / 3.6e6:,.0f}" for n in DOCUMENTS])
    for cores in CORES:
        row(f"hours until the files stand, {cores} cores", [f"{hours(n, one, cores):,.1f}" for n in DOCUMENTS])
    row("of them the driver's own", [f"{n * one.merge / 3.6e6:,.1f}" for n in DOCUMENTS])
    row("quads, million", [f"{n * one.quads / 1e6:,.0f}" for n in DOCUMENTS])
    row("`graph.nq`, GB", [f"{n * one.lines / 1e6:,.0f}" for n in DOCUMENTS])
    row("shelf, GB", [f"{n * one.shelf / 1e6:,.0f}" for n in DOCUMENTS])
    row("embedded database, GB", [f"{n * one.database / 1e6:,.0f}" for n in DOCUMENTS])
    row("hours of loading it", [f"{n * one.quads * one.load / 1e6 / 3600:,.1f}" for n in DOCUMENTS])
    row("disk at the highest point, GB", [f"{n * (3 * one.lines + one.shelf + one.database) / 1e6:,.0f}" for n in DOCUMENTS])
    return "\n".join(rows) + "\n"


def renewed(page: str) -> str:
    """The page with its table worked out anew."""
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n{table(measured(page))}\n{END}{after}"


def main(path: Path) -> None:
    """Writes the page."""
    path.write_text(renewed(path.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else PAGE)
