"""The soak in short: several visitors over a derived build, beside a query that never ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from serving import ROOT, serving


def run(script: str, *given: str | Path) -> str:
    command = [sys.executable, str(ROOT / "benchmarks" / script), *map(str, given)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_many_visitors_are_served_without_an_error(tmp_path: Path, seeds_build: Path) -> None:
    told = run("derived.py", seeds_build, tmp_path / "large", "--times", "3")
    assert "5 documents, 3 times each; about 390 figures" in told
    with serving(tmp_path / "large") as address:
        told = run("soak.py", address, "--clients", "6", "--seconds", "4")
    assert "0 errors" in told, told
    assert all(f"| {kind} |" in told for kind in ("home", "search", "query", "runaway query", "all pages"))
