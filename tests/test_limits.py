"""Work in a thread is stopped when its time is over, and never afterwards."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import made_corpus
import pytest
from run_kg import kg

from kg.pipeline.crew import Failed
from kg.pipeline.limits import limited


def _forever(_: object) -> None:
    while True:
        pass


def _stubborn(_: object) -> None:
    while True:
        with suppress(Exception):
            _forever(_)


@pytest.mark.parametrize("work", [_forever, _stubborn])
def test_what_takes_too_long_is_stopped(work: object) -> None:
    assert limited(work, 0.1, None) == Failed("it took more than 0.1 seconds", too_slow=True)  # type: ignore[arg-type]


def test_a_thread_is_stopped_and_the_others_go_on() -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda work=work: found.append(limited(work, 0.2, "four"))) for work in (_forever, len)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, found)) == ["4", str(Failed.slow(0.2))]


@pytest.fixture
def threads_by_turns() -> Iterator[None]:
    """Threads change places far more often than they do by default, so that a watch of a millisecond is heard while others work."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("threads_by_turns")
def test_nothing_is_stopped_after_its_work_is_done() -> None:
    """Work that ends about when its time is over is stopped or is not; what follows it never is."""

    def busy(ends: float) -> str:
        while time.perf_counter() < ends:
            pass
        return "done"

    found: list[object] = []
    threads = threading.active_count()
    for turn in range(600):
        found.append(limited(busy, 0.0005 + turn % 40 * 0.0001, time.perf_counter() + 0.002))
        for _ in range(2000):
            pass
    # which of them, the machine decides: a laden one may let no watch in within two milliseconds
    assert {*found} <= {"done", *(Failed.slow(0.0005 + turn * 0.0001) for turn in range(40))}
    assert threading.active_count() == threads


def test_a_build_without_processes_sets_a_slow_text_aside(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    made_corpus.write(folder, range(3))
    (folder / "long.txt").write_text("\n".join(made_corpus.notice(number) for number in range(12000)), encoding="utf-8")
    ran = kg("build", folder, "-o", tmp_path / "out", "--jobs", "0", "--patience", "2")
    assert ran.code == 3 and "3 documents" in ran.out
    assert "long.txt: reading it was given up: it took more than 2 seconds" in ran.err
