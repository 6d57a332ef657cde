"""How many quads of a build does rdflib hold in memory before so many gigabytes are full?

    python benchmarks/held.py GRAPH.nq [--gigabytes 16]

Reads half a million lines at a time and says after each how many quads are held, the seconds since the beginning, and the memory of this process.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from pathlib import Path

import rdflib

BLOCK = 500_000


def memory() -> float:
    """Gigabytes that this process holds; Linux alone tells."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / (1 << 20)


def fill(graph: Path) -> tuple[int, bool]:
    """How many quads were held, and whether these were all."""
    held, count, began = rdflib.Dataset(default_union=True), 0, time.perf_counter()
    with graph.open(encoding="utf-8") as lines:
        try:
            while block := list(itertools.islice(lines, BLOCK)):
                held.parse(data="".join(block), format="nquads")
                count += len(block)
                print(f"{count:,} quads, {time.perf_counter() - began:.0f} s, {memory():.1f} GB", flush=True)
        except MemoryError:
            return count, False
    return count, True


def main() -> None:
    """Fill the memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--gigabytes", type=float, default=16.0, help="memory that the process may take")
    given = parser.parse_args()
    most = int(given.gigabytes * (1 << 30))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    count, whole = fill(given.graph)
    print(f"All {count:,} quads were held." if whole else f"The memory was full behind {count:,} quads.")


if __name__ == "__main__":
    main()
