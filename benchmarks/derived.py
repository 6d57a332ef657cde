"""Makes a large build out of a small one: every document many times, each time under another name and with other values here and there.

    python benchmarks/derived.py exports /tmp/large --times 77

What stands there is no truth about any place: it is for measuring how `kg serve` carries a graph of a million figures.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
from pathlib import Path

# …/id/observation/3121d34615e30f28-372-379: what belongs to one document bears its number
OWN = re.compile(rb"/id/([a-z]+)/([0-9a-f]{16})")
VALUE = re.compile(rb'(ontology#value> "[0-9]+)')
GRAPH = re.compile(rb" <[^<> ]+> \.\n")
# in every so many copies the values differ, so that documents contradict one another
ALTERED = 7


def main() -> None:
    """Writes graph.nq, graph.ttl and the reports of the large build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("into", type=Path)
    parser.add_argument("--times", type=int, default=77, help="how often each document stands there")
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    lines = (given.build / "graph.nq").read_bytes().splitlines(keepends=True)
    own = b"".join(line for line in lines if (found := OWN.search(line)) and found.start() < line.index(b">"))
    numbers = sorted({found[2] for found in OWN.finditer(own)})
    parts = OWN.split(own)
    with (given.into / "graph.nq").open("wb") as quads, (given.into / "graph.ttl").open("wb") as triples:
        quads.writelines(lines)
        triples.write((given.build / "graph.ttl").read_bytes() + b"\n")
        for time in range(1, given.times):
            copy = _copy(parts, numbers, time)
            quads.write(copy)
            # N-Triples are Turtle
            triples.write(GRAPH.sub(b" .\n", copy))
    for name in ("report.json", "report.html", "graph.html"):
        if (given.build / name).is_file():
            shutil.copy(given.build / name, given.into / name)
    print(f"{given.into}: {len(numbers)} documents, {given.times} times each; about {own.count(b'ontology#Observation>') * given.times} figures")


def _copy(parts: list[bytes], numbers: list[bytes], time: int) -> bytes:
    named = {number: hashlib.sha256(number + b"%d" % time).hexdigest()[:16].encode() for number in numbers}
    # parts = text, kind, number, text, kind, number, … text
    pieces = [parts[0]]
    for at in range(1, len(parts), 3):
        pieces += [b"/id/", parts[at], b"/", named[parts[at + 1]], parts[at + 2]]
    copy = b"".join(pieces)
    return VALUE.sub(lambda found: found[1] + b"%d" % (time % 10), copy) if time % ALTERED == 0 else copy


if __name__ == "__main__":
    main()
