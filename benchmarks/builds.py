"""What `kg build` costs as a process: by number of documents, by number of processes, again, and from a cold start."""

from __future__ import annotations

import json
import os
import shutil
import statistics
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

from altered import ROOT, write
from measuring import Cost, kg, told

from kg.model import Source
from kg.pipeline.keeping.shelf import Shelf
from kg.pipeline.work import Desk, Task
from kg.store.disk import database

WARM = 20


@dataclass(frozen=True)
class Built:
    """A build of so many documents: what it cost, and how many observations and quads it has."""

    documents: int
    cost: Cost
    folder: Path
    observations: int
    quads: int


@dataclass(frozen=True)
class Again:
    """A build of so many documents in seconds on the clock: with one process, with two, again without a change, again with some changed."""

    documents: int
    one: float
    two: float
    unchanged: float
    changed: int
    after_change: float


def build(base: Sequence[str], count: int, scratch: Path, jobs: int = 1) -> Built:
    """Builds a corpus of so many documents into an empty folder."""
    corpus = write(base, count, scratch / f"texts-{count}.jsonl")
    folder = scratch / f"build-{count}-{jobs}"
    told(f"kg build of {count:,} documents, --jobs {jobs}")
    cost = kg("build", corpus, "-o", folder, "--jobs", jobs, "--no-store")
    told(f"  {cost.wall:.1f} s, {1000 * cost.cpu / count:.1f} ms of a core a document, {cost.together / 1e6:.0f} MB")
    counts = json.loads((folder / "report.json").read_text("utf-8"))["counts"]
    with (folder / "graph.nq").open("rb") as lines:
        quads = sum(1 for _ in lines)
    return Built(count, cost, folder, int(counts["observations"]), quads)


def again(base: Sequence[str], first: Built, scratch: Path) -> Again:
    """The same build with two processes, and twice more into its own folder; `first` is unchanged afterwards but for its 1 %."""
    two = build(base, first.documents, scratch, jobs=2)
    shutil.rmtree(two.folder)
    corpus = scratch / f"texts-{first.documents}.jsonl"
    unchanged = kg("build", corpus, "-o", first.folder, "--jobs", 1, "--no-store").wall
    changed = max(1, first.documents // 100)
    write(base, first.documents, corpus, changed)
    after = kg("build", corpus, "-o", first.folder, "--jobs", 1, "--no-store").wall
    told(f"  again {unchanged:.1f} s, with {changed} changed {after:.1f} s")
    return Again(first.documents, first.cost.wall, two.cost.wall, unchanged, changed, after)


def cold(scratch: Path, turns: int) -> tuple[float, float]:
    """Median seconds on the clock of `kg --help`, and of `kg build seeds` into an empty folder."""
    told("kg build seeds from a cold start")
    helps = [kg("--help").wall for _ in range(turns)]
    seeds = []
    for turn in range(turns):
        folder = scratch / f"seeds-{turn}"
        seeds.append(kg("build", ROOT / "seeds", "-o", folder).wall)
        shutil.rmtree(folder)
    return statistics.median(helps), statistics.median(seeds)


@dataclass(frozen=True)
class Sizes:
    """What one document of a build takes: milliseconds of a core to read it and to put its reading on the shelf;
    quads, bytes of N-Quads, of the shelf and of the database; and seconds on the clock to load a million quads into the database."""

    documents: int
    read: float
    merge: float
    quads: float
    lines: float
    shelf: float
    database: float
    load: float


def sizes(built: Built, texts: Sequence[str], scratch: Path) -> Sizes:
    """Measured on a build, whose graph is loaded once more, and on some of its texts."""
    folder = scratch / "load"
    folder.mkdir()
    os.link(built.folder / "graph.nq", folder / "graph.nq")
    told(f"loading {built.quads:,} quads")
    began = perf_counter()
    path = database(folder)
    seconds = perf_counter() - began
    held = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    shutil.rmtree(folder)
    lines, shelf = ((built.folder / name).stat().st_size for name in ("graph.nq", ".work/readings.db"))
    each = built.documents
    read, merge = _parts(texts, scratch)
    return Sizes(each, read, merge, built.quads / each, lines / each, shelf / each, held / each, seconds / built.quads * 1e6)


def _parts(texts: Sequence[str], scratch: Path) -> tuple[float, float]:
    """Milliseconds of this core a text to read it as a worker does, and to put what came of it on the shelf."""
    work = Desk()
    tasks = [Task(str(number), Source(f"{number}.txt", sha256(text.encode()).hexdigest(), text)) for number, text in enumerate(texts)]
    for task in tasks[:WARM]:
        work(task)
    began = process_time()
    found = [work(task) for task in tasks]
    read = process_time() - began
    with closing(Shelf(scratch / "parts.db")) as shelf:
        began = process_time()
        for one in found:
            shelf.put(one)
        shelf.settle()
        merge = process_time() - began
    return 1000 * read / len(texts), 1000 * merge / len(texts)
