"""The benchmarks run, whatever the machine gives; and what is worked out on paper follows from its figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent


def run(script: str, *given: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / script), *map(str, given)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_a_short_run_writes_the_page_and_the_picture(tmp_path: Path) -> None:
    short = ("--most", "4", "--observations", "4", "--texts", "4", "--patience", "0.5", "--rdflib", "1", "--turns", "1")
    ran = run("bench.py", *short, "--scratch", tmp_path, "-o", tmp_path / "docs")
    assert ran.returncode == 0, ran.stderr
    page = (tmp_path / "docs" / "benchmarks.md").read_text("utf-8")
    assert not re.search(r"@[A-Z]+@", page)
    assert all(
        f"\n| {name} |" in page
        for name in ("text → quads", "jieba.posseg", "4", "`--jobs 2`", "`kg build seeds`, empty folder", "rdflib to kg", "dibao-standards", "quads")
    )
    assert "| jionlp: money and times |" in page or "Left out: jionlp" in page
    ElementTree.parse(tmp_path / "docs" / "images" / "benchmarks.svg")
    # nothing of the builds is left behind
    assert [path.name for path in tmp_path.iterdir()] == ["docs"]


def test_a_corpus_that_is_not_there_is_told() -> None:
    ran = run("bench.py", "--corpus", "nowhere.jsonl")
    assert (ran.returncode, ran.stderr.strip().splitlines()[-1]) == (
        1,
        "nowhere.jsonl: no such file; CORPUS is a file of texts, JSON Lines or CSV, gzip or not",
    )


def test_what_stands_on_paper_follows_from_the_measured_figures(tmp_path: Path) -> None:
    page = tmp_path / "scaling.md"
    page.write_text((ROOT / "docs" / "scaling.md").read_text("utf-8"), encoding="utf-8")
    ran = run("paper.py", page)
    assert ran.returncode == 0, ran.stderr
    assert page.read_text("utf-8") == (ROOT / "docs" / "scaling.md").read_text("utf-8")


def test_a_page_without_a_figure_is_told(tmp_path: Path) -> None:
    page = tmp_path / "scaling.md"
    page.write_text((ROOT / "docs" / "scaling.md").read_text("utf-8").replace("| shelf, kB |", "| shelves |"), encoding="utf-8")
    assert "the page has no figure for shelf, kB" in run("paper.py", page).stderr
