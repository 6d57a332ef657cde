"""How fast the ontology's named questions are answered: by this program, by its database alone, by rdflib.

Each engine answers in a process of its own, which is ended where a question takes longer than it may.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

import pyoxigraph as ox
import rdflib
from measuring import told

from kg.store.disk import database
from kg.store.graph import Graph
from kg.store.questions import read
from kg.vocab import terms
from kg.vocab.ontology import ontology_folder

# a question is asked LEAST times, and up to TURNS times while it took less than this in all; the least of its times counts
_SHORT = 2.0
LEAST, TURNS = 2, 5
OURS, RAW, RDFLIB = "kg", "pyoxigraph", "rdflib"


@dataclass(frozen=True)
class Asked:
    """Seconds by engine and question, None where the answer was given up; `left` were not asked, since the engine had used its time."""

    seconds: dict[str, dict[str, float | None]]
    left: dict[str, tuple[str, ...]]

    def ratios(self, engine: str) -> list[float]:
        """How many times as long as this program an engine took, for each question that both answered."""
        ours = self.seconds[OURS]
        pairs = ((ours[name], taken) for name, taken in self.seconds[engine].items())
        return sorted(taken / mine for mine, taken in pairs if mine and taken)

    def given_up(self, engine: str) -> list[str]:
        """Questions that took too long."""
        return [name for name, taken in self.seconds[engine].items() if taken is None]


def ask(folder: Path, engines: tuple[str, ...], patience: float, budget: float = float("inf")) -> Asked:
    """Every named question to every engine in turns; a question may take `patience` seconds, an engine `budget` in all."""
    database(folder)
    questions = {question.name: question.sparql for question in read([ontology_folder() / "queries"]).values()}
    crew = {engine: _Engine(engine, folder, patience) for engine in engines}
    seconds: dict[str, dict[str, float | None]] = {engine: {} for engine in engines}
    left: dict[str, list[str]] = {engine: [] for engine in engines}
    spent = dict.fromkeys(engines, 0.0)
    for name, sparql in questions.items():
        turns: dict[str, list[float | None]] = {engine: [] for engine in engines}
        for turn in range(TURNS):
            # by turns, so that none finds what another has read from the disk more often than that from it
            for engine in engines if turn % 2 == 0 else reversed(engines):
                taken = turns[engine]
                enough = len(taken) >= LEAST and sum(each or 0.0 for each in taken) > _SHORT
                if spent[engine] > budget or None in taken or enough:
                    continue
                began = monotonic()
                taken.append(crew[engine].taken(sparql))
                spent[engine] += monotonic() - began
        for engine, taken in turns.items():
            if taken:
                seconds[engine][name] = None if None in taken else min(each for each in taken if each is not None)
            else:
                left[engine].append(name)
        told(f"  {name}: " + ", ".join(f"{engine} {_told(seconds[engine].get(name))}" for engine in engines))
    for hand in crew.values():
        hand.end()
    return Asked(seconds, {engine: tuple(names) for engine, names in left.items()})


def _told(taken: float | None) -> str:
    return "not answered" if taken is None else f"{taken * 1000:.1f} ms"


class _Engine:
    """A process that answers."""

    def __init__(self, name: str, folder: Path, patience: float) -> None:
        self._given = (name, folder)
        self._patience = patience
        self._start()

    def _start(self) -> None:
        # a copy of this process would hold its databases
        context: Any = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, *self._given), daemon=True)
        self._process.start()
        theirs.close()
        # ready
        self._pipe.recv()

    def taken(self, sparql: str) -> float | None:
        """Seconds; None where the answer was given up."""
        self._pipe.send(sparql)
        if self._pipe.poll(self._patience):
            return float(self._pipe.recv())
        self.end()
        self._start()
        return None

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, name: str, folder: Path) -> None:
    answer = _ENGINES[name](folder)
    pipe.send("ready")
    while True:
        sparql = pipe.recv()
        began = perf_counter()
        answer(sparql)
        pipe.send(perf_counter() - began)


def _ours(folder: Path) -> Callable[[str], object]:
    return Graph(ox.Store.read_only(str(database(folder)))).ask


def _raw(folder: Path) -> Callable[[str], object]:
    store, prefixes = ox.Store.read_only(str(database(folder))), terms.prefixes()

    def answer(sparql: str) -> object:
        found = store.query(sparql, prefixes=prefixes)
        return [[term and str(term) for term in row] for row in found] if isinstance(found, ox.QuerySolutions) else found

    return answer


def _rdflib(folder: Path) -> Callable[[str], object]:
    held = rdflib.Dataset(default_union=True)
    held.parse(folder / "graph.nq", format="nquads")
    names: Mapping[str, Any] = terms.prefixes()
    return lambda sparql: list(held.query(sparql, initNs=names))


_ENGINES: dict[str, Callable[[Path], Callable[[str], object]]] = {OURS: _ours, RAW: _raw, RDFLIB: _rdflib}
