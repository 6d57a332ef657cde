"""How fast texts become quads, beside jieba at the same texts: bytes of UTF-8 a second, on one core.

    python benchmarks/throughput.py CORPUS [--every 10]

CORPUS is a file of texts, JSON Lines or CSV, gzip or not; every tenth is read unless --every says otherwise. The texts go
through each of these in turns of fifty, so that all of them meet the same load of the machine; what is counted is time of
this process on its core, after everything is loaded. jieba.posseg segments and tags, jieba.cut only segments.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba  # type: ignore[import-untyped]
from jieba import posseg

from kg.ingest.reading import sources
from kg.model import Source
from kg.pipeline.reader import Reader
from kg.rdf import QuadWriter
from kg.vocab.vocabulary import load

TURN = 50
WARM = 20
Work = Callable[[Source], object]


def texts(corpus: Path, every: int) -> list[Source]:
    """Every so many texts of a corpus."""
    data = corpus.read_bytes()
    name = corpus.name
    if name.endswith(".gz"):
        data, name = gzip.decompress(data), name.removesuffix(".gz")
    found = [source for source in sources(name, data) if isinstance(source, Source)]
    return found[::every]


def contenders() -> dict[str, Work]:
    """What is timed, by name; all of it is ready to run."""
    vocabulary = load()
    reader, writer = Reader(vocabulary), QuadWriter(vocabulary)
    jieba.initialize()
    return {
        "text → quads": lambda source: "".join(writer.lines(reader.read(source))).encode("utf-8"),
        "text → facts": reader.read,
        "jieba.posseg": lambda source: posseg.lcut(source.raw),
        "jieba.cut": lambda source: jieba.lcut(source.raw),
    }


def measure(given: Sequence[Source], works: dict[str, Work]) -> dict[str, float]:
    """Seconds of this core that each took for all texts."""
    spent = dict.fromkeys(works, 0.0)
    for work in works.values():
        for source in given[:WARM]:
            work(source)
    for start in range(0, len(given), TURN):
        for name, work in works.items():
            began = time.process_time()
            for source in given[start : start + TURN]:
                work(source)
            spent[name] += time.process_time() - began
    return spent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=10)
    asked = parser.parse_args()
    # as `kg` does
    gc.set_threshold(100_000, 50, 100)
    given = texts(asked.corpus, asked.every)
    size = sum(len(source.raw.encode("utf-8", "surrogatepass")) for source in given) / 1e6
    spent = measure(given, contenders())
    print(f"{len(given)} texts, {size:.2f} MB\n\n| | seconds | MB/s | to jieba.posseg |\n|---|---|---|---|")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds:.2f} | {size / seconds:.3f} | {spent['jieba.posseg'] / seconds:.2f} |")


if __name__ == "__main__":
    main()
