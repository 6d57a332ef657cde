"""How many inputs does each target get, and did all of them keep the laws?

Each target runs in a process of its own, two at a time, with as many inputs as its share of the whole; the same number
for the same seed gives the same inputs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import inputs
from .targets import TARGETS

TESTS = Path(__file__).parent.parent
# inputs of a thousand that a target gets: what is quick gets many
SHARES = {
    "text": 100, "markdown": 60, "csv": 100, "json-lines": 100, "html": 20, "docx": 20, "pdf": 40, "zip": 40, "any-bytes": 60,
    "cleaning": 50, "quantities": 120, "numerals": 140, "dates": 120, "reader": 30,
}  # fmt: skip
LONGEST = {"reader": 100, "quantities": 120, "dates": 120, "cleaning": 120, "numerals": 60, "html": 400, "docx": 300, "zip": 600}
AT_ONCE = 2
# = "Done 1500 runs in 0 second(s)"
CASES = ("quantities", "times", "observations")
_TEXT = re.compile(r'(?m)^\s{0,8}text = "([^"\n]{1,400})"')
_REACHED = re.compile(r"(?m)^#(\d{1,12})\s")
_DONE = re.compile(r"Done (\d{1,12}) runs in (\d{1,9}) second")


@dataclass(frozen=True)
class Fuzzed:
    """What became of a target: `runs` inputs were read, and `fault` is empty where all laws held."""

    target: str
    runs: int
    seconds: int
    fault: str


def fuzz(runs: int, seed: int, folder: Path) -> Iterator[Fuzzed]:
    """Runs all targets; an input that breaks a law is left in `folder`, under the name of its target."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(lambda target: one(target, runs * SHARES[target] // 1000, seed, folder), TARGETS)


def one(target: str, runs: int, seed: int, folder: Path) -> Fuzzed:
    """Runs one target."""
    with tempfile.TemporaryDirectory() as made:
        begun = Path(made, "corpus")
        begun.mkdir()
        for number, data in enumerate(first_inputs(target)):
            (begun / f"{number:03}").write_bytes(data)
        arguments = [f"-runs={runs}", f"-seed={seed}", f"-max_len={LONGEST.get(target, 250)}", "-len_control=0", f"-artifact_prefix={folder / target}-"]
        paths = os.pathsep.join([str(TESTS.parent), str(TESTS)])
        command = [sys.executable, "-m", "fuzz.harness", target, *arguments, str(begun)]
        ran = subprocess.run(command, capture_output=True, text=True, errors="replace", env={**os.environ, "PYTHONPATH": paths}, check=False)
    done = _DONE.search(ran.stderr)
    fault = "" if ran.returncode == 0 and done else _said(ran.stdout + ran.stderr)
    reached = max([int(done[1]) if done else 0, *map(int, _REACHED.findall(ran.stderr))])
    return Fuzzed(target, reached, int(done[2]) if done else 0, fault)


def _said(output: str) -> str:
    """What the end of a run says of its fault, without what it says of itself."""
    return "\n".join(line for line in output.splitlines() if not line.startswith(("INFO", "WARNING", "#")))[-3000:]


def first_inputs(target: str) -> list[bytes]:
    """What a run begins with: the texts of the cases, and bytes of every kind."""
    texts = [text for name in CASES for text in _TEXT.findall((TESTS / "cases" / f"{name}.toml").read_text("utf-8"))]
    plain = [b"\0" + inputs.written(text) for text in texts if len(text) < 200]
    every = [bytes((start + step * i) % 256 for i in range(60)) for start in range(0, 256, 32) for step in (1, 7, 31)]
    return [*plain, *every] if target in ("cleaning", "quantities", "numerals", "dates", "reader", "text", "markdown") else every


def main(runs: str = "1000000", seed: str = "1", folder: str = ".") -> int:
    """Prints a line for each target; 1 where a law was broken."""
    found = []
    for each in fuzz(int(runs), int(seed), Path(folder)):
        found.append(each)
        print(f"{each.target:12} {each.runs:9,} inputs {each.seconds:6,} s  {'every law held' if not each.fault else each.fault}", flush=True)
    print(f"{'together':12} {sum(each.runs for each in found):9,} inputs")
    return int(any(each.fault for each in found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
