"""An assistant does a piece of work beside the caller, and whatever befalls it, the caller has the answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.pipeline.build import build
from kg.views.assistant import Assistant
from kg.views.opened import Opener, Shown
from kg.views.outputs import held

SEEDS = Path(__file__).parent.parent / "seeds"


def _killed(asked: int) -> int | None:
    os.kill(os.getpid(), signal.SIGKILL)
    return asked


def _unable(asked: int) -> int | None:
    raise ExportError("the disk is full")


@pytest.mark.parametrize(
    ("ready", "answer"),
    [
        pytest.param(lambda: lambda asked: asked + 1, 2, id="it does the work"),
        pytest.param(lambda: None, 10, id="it cannot make itself ready"),
        pytest.param(lambda: lambda asked: None, 10, id="it leaves the work to the caller"),
        pytest.param(lambda: _killed, 10, id="it is killed at its work"),
        pytest.param(lambda: os._exit(3), 10, id="it ends before it is ready"),
    ],
)
def test_the_caller_has_an_answer(ready: Callable[[], Callable[[int], int | None] | None], answer: int) -> None:
    assert Assistant(ready).ask(1, otherwise=lambda: 10)() == answer


def test_an_error_of_the_program_is_the_callers() -> None:
    with pytest.raises(ExportError, match="the disk is full"):
        Assistant(lambda: _unable).ask(1, otherwise=lambda: 10)()


def test_an_assistant_that_is_let_go_leaves_the_work_to_the_caller() -> None:
    assistant: Assistant[int, int] = Assistant(lambda: lambda asked: asked + 1)
    assistant.dismiss()
    assistant.dismiss()
    assert assistant.ask(1, otherwise=lambda: 10)() == 10


def test_no_assistant_outlives_a_caller_that_is_killed(tmp_path: Path) -> None:
    noted = tmp_path / "assistant"
    program = f"""
import os, pathlib, time
from kg.views.assistant import Assistant
def ready():
    pathlib.Path({str(noted)!r}).write_text(str(os.getpid()))
    return lambda asked: asked
Assistant(ready)
while not pathlib.Path({str(noted)!r}).exists(): time.sleep(0.01)
time.sleep(0.2)
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    number = int(noted.read_text())
    for _ in range(200):
        if not _runs(number):
            return
        time.sleep(0.1)
    pytest.fail(f"process {number} still runs")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # one that ended and that nobody has asked for its code runs no more
    return " Z " not in Path(f"/proc/{process}/stat").read_text("utf-8", errors="replace")


def test_the_assistant_shows_what_the_caller_would_show() -> None:
    outcome = build([SEEDS])
    shown = Shown(held(outcome.build), outcome.unread, outcome.corrections, outcome.vocabulary.key)
    assert Opener().ask(shown, otherwise=dict)() == shown.files(outcome.vocabulary)


def test_an_assistant_with_another_ontology_shows_nothing(tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text("# nothing\n", encoding="utf-8")
    outcome = build([SEEDS / sorted(os.listdir(SEEDS))[0]])
    shown = Shown(held(outcome.build), (), (), outcome.vocabulary.key)
    assert Opener([tmp_path]).ask(shown, otherwise=dict)() == {}
