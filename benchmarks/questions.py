"""How fast the named questions are answered over builds that stand already, such as one that takes too long to be made by every run.

    python benchmarks/questions.py FOLDER
    python benchmarks/questions.py BUILD-OF-A-MILLION-FIGURES --rdflib SMALLER-BUILD -o docs/questions.md

FOLDER is asked by this program and by its database alone; the build after --rdflib by rdflib in memory, too.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
from asking import OURS, RAW, RDFLIB, Asked, ask
from measuring import load, machine, told
from telling import ratios, times

from kg.store.disk import database
from kg.vocab import terms

TEMPLATE = Path(__file__).parent / "questions.md"


def main() -> None:
    """Ask, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="exports of kg build")
    parser.add_argument("--rdflib", type=Path, help="exports of a smaller build, which rdflib is asked over, too")
    parser.add_argument("--patience", type=float, default=120.0, help="seconds that a question may take")
    parser.add_argument("--budget", type=float, default=1800.0, help="seconds that rdflib may take in all")
    parser.add_argument("-o", "--output", type=Path, help="file to write (printed otherwise)")
    given = parser.parse_args()
    head = f"{machine()}; {datetime.now(UTC).date().isoformat()}. Load of the machine as the run began: {load():.1f}."
    parts = [part for folder, others in ((given.rdflib, (RAW, RDFLIB)), (given.folder, (RAW,))) if folder for part in _over(folder, others, given)]
    text = TEMPLATE.read_text("utf-8").replace("@MACHINE@", head).replace("@QUESTIONS@", "\n\n".join(parts))
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    else:
        print(text)


def _over(folder: Path, others: tuple[str, ...], given: argparse.Namespace) -> list[str]:
    """The tables of one build."""
    over = f"{_counted(folder, '?s a mz:Observation'):,} figures, {_counted(folder, 'GRAPH ?g { ?s ?p ?o }'):,} quads"
    told(f"questions over {over}")
    asked: Asked = ask(folder, (OURS, *others), given.patience, given.budget if RDFLIB in others else float("inf"))
    return [ratios(over, asked, others), times(over, asked, others)]


def _counted(folder: Path, pattern: str) -> int:
    solutions = ox.Store.read_only(str(database(folder))).query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", prefixes=terms.prefixes())
    assert isinstance(solutions, ox.QuerySolutions)
    (row,) = solutions
    return int(row["n"].value)  # type: ignore[union-attr]  # a count is a literal


if __name__ == "__main__":
    main()
