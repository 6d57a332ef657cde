"""A large build: written stretch by stretch, by any number of processes, stopped at any moment, always to the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import made_corpus
import pytest
from run_kg import kg

from kg.pipeline.build import build
from kg.pipeline.keeping.workplace import workplace
from kg.store import load
from kg.store.staging import settle
from kg.views import exports, outputs, report, segments

# here a build of more documents than this is a large one, and is written by so many at a time
FEW, STRETCH = 100, 32
MANY = 170
PROGRAM = f"""
from kg.views import outputs, segments
outputs.MOST_OPENED, segments.STRETCH = {FEW}, {STRETCH}
from kg.views.cli import main
main()
"""
# how often a build is killed; `make kills` does it 50 times
KILLS = int(os.environ.get("KG_KILLS", "4"))


def digests(folder: Path) -> dict[str, str]:
    """The exports of a folder by their hashes; what only speeds the next build up does not count."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.relative_to(folder).as_posix().startswith(".")]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def command(corpus: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-c", PROGRAM, "build", str(corpus), "-o", str(out), "--jobs", str(jobs)]


def run(corpus: Path, out: Path, jobs: int = 2) -> None:
    subprocess.run(command(corpus, out, jobs), check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A corpus, and the build of it by two processes."""
    place = tmp_path_factory.mktemp("large")
    corpus = made_corpus.write(place / "in", range(MANY))
    run(corpus, place / "out")
    return corpus, place / "out"


@pytest.mark.parametrize("jobs", [0, 1])
def test_any_number_of_processes_writes_the_same_bytes(large: tuple[Path, Path], tmp_path: Path, jobs: int) -> None:
    corpus, out = large
    run(corpus, tmp_path / "out", jobs)
    assert digests(tmp_path / "out") == digests(out)


def test_a_large_build_leaves_out_what_nobody_opens(large: tuple[Path, Path]) -> None:
    _, out = large
    names = set(digests(out))
    assert not names & set(outputs.OPENED)
    assert {*segments.FILES, "report.json", "report.html"} <= names
    page = (out / "report.html").read_text("utf-8")
    assert f"({MANY})" in page and "graph.ttl" not in page
    assert len(json.loads((out / "report.json").read_bytes())["documents"]) == MANY


def test_stretches_are_what_a_build_in_memory_writes(large: tuple[Path, Path]) -> None:
    corpus, out = large
    outcome = build([corpus])
    whole = outputs.held(outcome.build)
    slow = exports.contents(whole, outcome.vocabulary)
    for name in segments.FILES:
        assert (out / name).read_bytes() == slow[name], name
    assert (out / "report.json").read_text("utf-8") == report.report_json(whole, outcome.unread, outcome.vocabulary)


def test_what_is_left_out_can_be_had(large: tuple[Path, Path], tmp_path: Path) -> None:
    _, out = large
    ran = kg("export", "turtle", out, "-o", tmp_path / "graph.ttl")
    assert ran.code == 0, ran.err
    assert len(load(tmp_path / "graph.ttl")) == len(load(out / "graph.nq"))
    other = kg("export", "graphml", tmp_path)
    assert other.code == 1 and "build on this machine" in other.err


def test_nothing_is_exported_with_another_ontology(large: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text("# nothing\n", encoding="utf-8")
    ran = kg("export", "html", large[1], "--ontology", tmp_path)
    assert ran.code == 1 and "another ontology" in ran.err


def test_a_small_build_in_the_folder_of_a_large_one_is_whole_again(large: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(large[1], out)
    few = made_corpus.write(tmp_path / "in", range(5))
    assert kg("build", few, "-o", out).code == 0
    assert kg("build", few, "-o", tmp_path / "fresh").code == 0
    assert digests(out) == digests(tmp_path / "fresh")


def test_a_text_that_takes_too_long_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "long.txt").write_text("\n".join(made_corpus.notice(number) for number in range(40_000)), encoding="utf-8")
    (tmp_path / "in" / "short.txt").write_text(made_corpus.notice(1), encoding="utf-8")
    ran = kg("build", tmp_path / "in", "-o", tmp_path / "out", "--jobs", "1", "--patience", "3")
    assert ran.code == 3 and "long.txt: reading it was given up" in ran.err
    assert json.loads((tmp_path / "out" / "report.json").read_bytes())["counts"]["documents"] == 1


def test_a_long_corpus_is_read_line_by_line(tmp_path: Path) -> None:
    corpus = made_corpus.write(tmp_path / "in", range(3))
    padding = json.dumps({"text": "", "note": "x" * 1_500_000}) + "\n"
    corpus.write_text(padding + corpus.read_text("utf-8") + "no json\n", encoding="utf-8")
    outcome = build([corpus])
    assert [reading.document.source.name for reading in outcome.build.readings] == ["corpus.jsonl#2", "corpus.jsonl#3", "corpus.jsonl#4"]
    assert [(one.name, one.reason) for one in outcome.unread] == [("corpus.jsonl#1", "no-text"), ("corpus.jsonl#5", "damaged")]


def test_a_build_killed_at_any_moment_leaves_old_or_new_and_goes_on(large: tuple[Path, Path], tmp_path: Path) -> None:
    _, before = large
    changed = tmp_path / "in" / "corpus.jsonl"
    changed.parent.mkdir()
    changed.write_text("".join(made_corpus.rows(range(30, MANY + 100))), encoding="utf-8")
    begun = time.monotonic()
    run(changed, tmp_path / "undisturbed")
    lasted = time.monotonic() - begun
    old, new = digests(before), digests(tmp_path / "undisturbed")
    chance, seen = random.Random(20261122), set()
    out = tmp_path / "out"
    for _ in range(KILLS):
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before, out)
        process = subprocess.Popen(command(changed, out, 2), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, lasted))
        process.send_signal(signal.SIGKILL)
        process.wait()
        settle(out)
        found = digests(out)
        assert found in (old, new)
        seen.add(found == new)
        run(changed, out)
        assert digests(out) == new
    assert seen


def test_a_locked_shelf_is_told(tmp_path: Path) -> None:
    with workplace(tmp_path / "out"):
        ran = kg("build", made_corpus.write(tmp_path / "in", range(1)), "-o", tmp_path / "out")
    assert ran.code == 1 and "another kg build is writing there" in ran.err
