"""Measures everything in one run and writes docs/benchmarks.md with its picture.

make bench        or        python benchmarks/bench.py [--corpus FILE] [--most 50000] [--observations 100000]
"""

from __future__ import annotations

import argparse
import gc
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from altered import ROOT, altered, passages
from asking import OURS, RAW, RDFLIB, ask
from builds import again, build, cold, sizes
from measuring import load, machine, told
from peers import compare
from telling import Results, page, picture

# documents of the builds, as far as --most allows
STEPS = (500, 5_000, 50_000)


def main() -> None:
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="texts of one's own: JSON Lines or CSV, gzip or not")
    parser.add_argument("--most", type=int, default=50_000, help="documents of the largest build")
    parser.add_argument("--observations", type=int, default=100_000, help="the questions are asked over the first build of so many, else the largest")
    parser.add_argument("--texts", type=int, default=300, help="texts for the throughput of one core")
    parser.add_argument(
        "--patience",
        type=float,
        default=10.0,
        help="seconds after which a question is given up; rdflib has twice, for all six times as many",
    )
    parser.add_argument("--rdflib", type=int, default=100, help="documents of the build that rdflib is asked over")
    parser.add_argument("--turns", type=int, default=5, help="how often a cold start is measured")
    parser.add_argument("--scratch", type=Path, help="folder for what is built (the system's for temporary files); half a megabyte a document")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs", help="folder for benchmarks.md and images/benchmarks.svg")
    given = parser.parse_args()
    began = perf_counter()
    with tempfile.TemporaryDirectory(dir=given.scratch, prefix="kg-bench-") as scratch:
        results = measured(given, Path(scratch))
    told(f"{(perf_counter() - began) / 60:.1f} minutes")
    (given.output / "images").mkdir(parents=True, exist_ok=True)
    (given.output / "images" / "benchmarks.svg").write_text(picture(results), encoding="utf-8")
    (given.output / "benchmarks.md").write_text(page(results), encoding="utf-8")
    print(given.output / "benchmarks.md")


def measured(given: argparse.Namespace, scratch: Path) -> Results:
    """Everything that is measured, from the short to the long."""
    # as `kg` does
    gc.set_threshold(100_000, 50, 100)
    before, base = load(), passages(given.corpus)
    texts = [altered(base, number) for number in range(given.texts)]
    compared = compare(texts)
    started = cold(scratch, given.turns)
    steps = sorted({min(step, given.most) for step in STEPS})
    few = build(base, min(given.rdflib, given.most), scratch, jobs=0)
    builds = [build(base, count, scratch) for count in steps]
    told("questions over a small build")
    small = ask(few.folder, (OURS, RAW, RDFLIB), 2 * given.patience, 6 * given.patience)
    if not builds[-1].observations:
        raise SystemExit("no observation was found in the texts; give a --corpus of texts with figures")
    asked = next((one for one in builds if one.observations >= given.observations), builds[-1])
    told(f"questions over {asked.observations:,} observations")
    large = ask(asked.folder, (OURS, RAW), given.patience)
    # the middle one is built again: its folder changes
    middle = builds[len(builds) // 2]
    return Results(
        machine=machine(),
        date=datetime.now(UTC).date().isoformat(),
        load=before,
        corpus=f"{len(base):,} texts of {given.corpus.name}" if given.corpus else f"{len(base)} passages of the samples",
        compared=compared,
        cold=started,
        builds=tuple(builds),
        sizes=sizes(middle, texts, scratch),
        few=few,
        small=small,
        asked=asked,
        large=large,
        again=again(base, middle, scratch),
    )


if __name__ == "__main__":
    main()
