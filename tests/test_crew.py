"""Several processes at work: one that falls or does not end takes nothing else along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.pipeline.crew import Failed, each


def twice(number: int) -> int:
    return 2 * number


def longer(text: str) -> str:
    return text + "乙"


def moody(number: int) -> int:
    """Falls over 7, is killed over 11, never ends over 13."""
    if number == 7:
        raise ValueError("seven is not liked")
    if number == 11:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 13:
        time.sleep(600)
    return number


def done(count: int, work: Callable[[int], object], jobs: int, seconds: float = 60.0) -> dict[int, object]:
    return dict(each(range(count), work, jobs, seconds, lambda number: 1))


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 200])
def test_every_item_is_done_once(count: int, jobs: int) -> None:
    results = list(each(range(count), twice, jobs, 60.0, lambda number: 1))
    assert sorted(results) == [(number, 2 * number) for number in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_the_item_that_fails_is_set_aside(jobs: int) -> None:
    results = done(60, moody, jobs, seconds=1.5)
    failed = {number: result for number, result in results.items() if isinstance(result, Failed)}
    assert sorted(failed) == [7, 11, 13] and len(results) == 60
    assert "ValueError: seven is not liked" in failed[7].message
    assert "signal 9" in failed[11].message
    assert failed[13].too_slow and not failed[7].too_slow


def test_what_is_large_is_handed_over_alone() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    for count, _ in enumerate(each(numbers(), twice, 1, 60.0, lambda number: 10**9), 1):
        assert len(taken) == count


def test_large_items_and_large_results_do_not_block_one_another() -> None:
    big = ["甲" * 3_000_000 for _ in range(6)]
    assert [len(result) for _, result in each(big, longer, 2, 60.0, len)] == [3_000_001] * 6


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_processes_end_with_the_program_that_was_killed(tmp_path: Path) -> None:
    code = f"""
import os, sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from kg.pipeline.crew import each
def work(number):
    print(os.getpid(), flush=True)
    return number
for _ in each(iter(lambda: time.sleep(0.05) or 1, None), work, 2, 60.0, lambda number: 1): pass
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    workers = {int(process.stdout.readline()) for _ in range(20)}
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 20
    while any(is_alive(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.2)
    assert not [worker for worker in workers if is_alive(worker)]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
