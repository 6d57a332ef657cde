"""How fast this program is beside others at the same texts, on one core: segmenters, an extractor by rules, a writer of N-Quads."""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import rdflib
from measuring import told
from throughput import Work, contenders, measure

from kg.model import Source
from kg.pipeline.reader import Reader
from kg.rdf import QuadWriter
from kg.vocab.vocabulary import load

TURNS = 3
JIONLP = "jionlp: money and times"
OURS, RDFLIB = "quads as N-Quads", "rdflib: N-Quads"


@dataclass(frozen=True)
class Compared:
    """Texts, their bytes and quads, seconds of this core by name (median of the turns), and peers that were left out, with the reason."""

    texts: int
    bytes: int
    quads: int
    seconds: dict[str, float]
    absent: tuple[str, ...]


def compare(texts: Sequence[str]) -> Compared:
    """All of them at some texts, in turns."""
    told(f"throughput at {len(texts):,} texts")
    given = [_source(number, text) for number, text in enumerate(texts)]
    works, absent = contenders(), []
    extractor = _jionlp()
    if extractor is None:
        absent.append(f"{JIONLP}: jionlp is not installed (pip install 'minzheng-kg[bench]')")
    else:
        works[JIONLP] = extractor
    writers, quads = _writers(given)
    works.update(writers)
    turns = [measure(given, works) for _ in range(TURNS)]
    seconds = {name: statistics.median(turn[name] for turn in turns) for name in works}
    return Compared(len(given), sum(len(text.encode("utf-8", "surrogatepass")) for text in texts), quads, seconds, tuple(absent))


def _source(number: int, text: str) -> Source:
    return Source(f"{number}.txt", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text)


def _jionlp() -> Work | None:
    # it greets on standard output
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            import jionlp  # type: ignore[import-not-found, import-untyped, unused-ignore]
        except ModuleNotFoundError:
            return None

    # it reports each word that is no time after all
    logging.disable(logging.ERROR)

    def extract(source: Source) -> object:
        return jionlp.ner.extract_money(source.raw), jionlp.ner.extract_time(source.raw)

    return extract


def _writers(given: Sequence[Source]) -> tuple[dict[str, Work], int]:
    """The same quads written by rdflib, which holds them already, and by this program, which makes them first."""
    vocabulary = load()
    reader, writer = Reader(vocabulary), QuadWriter(vocabulary)
    readings = {source.name: reader.read(source) for source in given}
    held = {}
    for name, reading in readings.items():
        held[name] = rdflib.Dataset()
        held[name].parse(data="".join(writer.lines(reading)), format="nquads")
    quads = sum(len(writer.lines(reading)) for reading in readings.values())
    return {
        OURS: lambda source: "".join(writer.lines(readings[source.name])).encode("utf-8"),
        RDFLIB: lambda source: held[source.name].serialize(format="nquads", encoding="utf-8"),
    }, quads
