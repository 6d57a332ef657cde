"""What was measured as a page and a picture."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asking import OURS, RAW, RDFLIB, Asked
from builds import Again, Built, Sizes
from peers import OURS as OUR_WRITER
from peers import RDFLIB as THEIR_WRITER
from peers import Compared
from plot import Bar, Panel, svg

TEMPLATE = Path(__file__).parent / "page.md"
_OURS = "text → quads"
_YARDSTICK = "jieba.posseg"


@dataclass(frozen=True)
class Results:
    """Everything of one run."""

    machine: str
    date: str
    load: float
    corpus: str
    compared: Compared
    cold: tuple[float, float]
    builds: tuple[Built, ...]
    sizes: Sizes
    few: Built
    small: Asked
    asked: Built
    large: Asked
    again: Again


def page(results: Results) -> str:
    """The page, in Markdown."""
    written = {
        "MACHINE": f"{results.machine}; {results.date}.",
        "LOAD": f"{results.load:.1f}",
        "TEXTS": f"{results.corpus}, repeated with other places and numbers",
        "THROUGHPUT": _throughput(results.compared),
        "ABSENT": " ".join(f"Left out: {each}." for each in results.compared.absent),
        "SERIALISERS": _serialisers(results.compared),
        "BUILDS": _builds(results.builds),
        "FLATNESS": _flatness(results.builds),
        "AGAIN": _again(results.again),
        "COLD": _table(
            ("", "seconds on the clock, median"), [("`kg --help`", f"{results.cold[0]:.2f}"), ("`kg build seeds`, empty folder", f"{results.cold[1]:.2f}")]
        ),
        "QUESTIONS": _questions(results),
        "SIZES": _sizes(results.sizes, results.again),
    }
    text = TEMPLATE.read_text("utf-8")
    for name, value in written.items():
        text = text.replace(f"@{name}@", value)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|---|" + "---:|" * (len(heads) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _speeds(compared: Compared) -> dict[str, float]:
    """Megabytes a second of what reads texts."""
    return {name: compared.bytes / 1e6 / taken for name, taken in compared.seconds.items() if name not in (OUR_WRITER, THEIR_WRITER)}


def _throughput(compared: Compared) -> str:
    speeds = _speeds(compared)
    rows = [(name, f"{speed:.3f}", f"{speed / speeds[_YARDSTICK]:.2f}") for name, speed in speeds.items()]
    return f"{compared.texts:,} texts, {compared.bytes / 1e6:.2f} MB of UTF-8.\n\n" + _table(("", "MB/s", f"to {_YARDSTICK}"), rows)


def _serialisers(compared: Compared) -> str:
    rates = {name: compared.quads / compared.seconds[name] for name in (OUR_WRITER, THEIR_WRITER)}
    rows = [(name, f"{rate:,.0f}", f"{rate / rates[THEIR_WRITER]:.2f}") for name, rate in rates.items()]
    return _table((f"{compared.quads:,} quads", "quads/s", "to rdflib"), rows)


def _builds(builds: Sequence[Built]) -> str:
    rows = [
        (
            f"{one.documents:,}",
            f"{one.observations:,}",
            f"{1000 * one.cost.cpu / one.documents:.1f}",
            f"{one.cost.wall:.1f}",
            f"{1000 * one.cost.wall / one.documents:.1f}",
            f"{one.cost.together / 1e6:.0f}",
            f"{one.cost.largest / 1e6:.0f}",
        )
        for one in builds
    ]
    return _table(("documents", "figures", "ms of a core a document", "s on the clock", "ms on the clock a document", "MB together", "MB largest"), rows)


def _flatness(builds: Sequence[Built]) -> str:
    first, last = builds[0], builds[-1]
    cost = (last.cost.cpu / last.documents) / (first.cost.cpu / first.documents)
    memory = last.cost.together / max(1, first.cost.together)
    return f"{last.documents:,} documents against {first.documents:,}: a document cost {cost:.2f} times as much, and memory was {memory:.2f} times as high."


def _again(one: Again) -> str:
    rows = [
        ("`--jobs 1`", f"{one.one:.1f}", "1.00"),
        ("`--jobs 2`", f"{one.two:.1f}", f"{one.two / one.one:.2f}"),
        ("again, nothing changed", f"{one.unchanged:.1f}", f"{one.unchanged / one.one:.2f}"),
        (f"again, {one.changed:,} texts changed", f"{one.after_change:.1f}", f"{one.after_change / one.one:.2f}"),
    ]
    return _table((f"{one.documents:,} documents", "s on the clock", "to the first"), rows)


def _questions(results: Results) -> str:
    parts = [ratios(f"{results.asked.observations:,} figures, {results.asked.quads:,} quads", results.large, (RAW,))]
    parts.append(ratios(f"{results.few.observations:,} figures, {results.few.quads:,} quads, rdflib in memory", results.small, (RAW, RDFLIB)))
    return "\n\n".join([*parts, times(f"over {results.asked.observations:,} figures", results.large, (RAW,))])


def times(over: str, asked: Asked, others: Sequence[str]) -> str:
    """What each question took, in milliseconds."""
    engines = (OURS, *others)
    rows = [(name, *(_ms(asked.seconds[engine], name) for engine in engines)) for name in asked.seconds[OURS]]
    return _table((over, *(f"{engine}, ms" for engine in engines)), rows)


def ratios(over: str, asked: Asked, others: Sequence[str]) -> str:
    """How many times as long as this program other engines took."""
    rows = []
    for engine in others:
        found = asked.ratios(engine)
        shown = (f"{statistics.median(found):.2f}", f"{found[0]:.2f} – {found[-1]:.2f}") if found else ("–", "–")
        rows.append((f"{engine} to kg", str(len(found)), *shown))
    told = [f"{engine} gave no answer in time to {', '.join(late)}." for engine in (OURS, *others) if (late := asked.given_up(engine))]
    told += [f"{engine} was not asked {', '.join(asked.left[engine])}: its time was used up." for engine in (OURS, *others) if asked.left[engine]]
    return _table((over, "questions both answered", "median ratio", "from – to"), rows) + ("\n\n" + " ".join(told) if told else "")


def _ms(seconds: Mapping[str, float | None], name: str) -> str:
    if name not in seconds:
        return "not asked"
    taken = seconds[name]
    return "given up" if taken is None else f"{taken * 1000:,.1f}"


def _sizes(one: Sizes, again: Again) -> str:
    rows = [
        ("reading, ms of a core", f"{one.read:.1f}"),
        ("putting a reading on the shelf, ms of the driver", f"{one.merge:.2f}"),
        ("writing files, ms of a core", f"{1000 * again.unchanged / again.documents:.1f}"),
        ("quads", f"{one.quads:.0f}"),
        ("N-Quads, kB", f"{one.lines / 1000:.1f}"),
        ("shelf, kB", f"{one.shelf / 1000:.1f}"),
        ("database, kB", f"{one.database / 1000:.1f}"),
        ("database load, s a million quads", f"{one.load:.1f}"),
    ]
    return _table((f"of {one.documents:,} documents", "each"), rows)


def picture(results: Results) -> str:
    """The picture, in SVG."""
    speeds = _speeds(results.compared)
    return svg([
        Panel("Texts on one core, MB/s", [Bar(name, speed, f"{speed:.2f}", name == _OURS) for name, speed in speeds.items()]),
        Panel("kg build --jobs 1: ms of a core a document", [_built(one, 1000 * one.cost.cpu / one.documents, ".1f") for one in results.builds]),
        Panel("kg build --jobs 1: most memory of all processes, MB", [_built(one, one.cost.together / 1e6, ".0f") for one in results.builds]),
    ])  # fmt: skip


def _built(one: Built, value: float, form: str) -> Bar:
    return Bar(f"{one.documents:,} documents", value, format(value, form), True)
