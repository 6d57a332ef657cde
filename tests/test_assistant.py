"""An assistant does a piece of work beside the caller, and whatever befalls it, the caller has the answer.

Each case runs in a process of its own: one that has several threads, as a test runner may, makes no assistant.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BEGIN = """
import os, pathlib, signal, time
from kg.errors import ExportError
from kg.views.assistant import Assistant

def killed(asked):
    os.kill(os.getpid(), signal.SIGKILL)

def unable(asked):
    raise ExportError("the disk is full")
"""


def ran(program: str) -> str:
    """What a program prints, the process being let go of whatever it left."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", BEGIN + program], env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode in (0, -9), done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("ready", "answer"),
    [
        pytest.param("lambda: lambda asked: asked + 1", "2", id="it does the work"),
        pytest.param("lambda: None", "10", id="it cannot make itself ready"),
        pytest.param("lambda: lambda asked: None", "10", id="it leaves the work to the caller"),
        pytest.param("lambda: killed", "10", id="it is killed at its work"),
        pytest.param("lambda: os._exit(3)", "10", id="it ends before it is ready"),
    ],
)
def test_the_caller_has_an_answer(ready: str, answer: str) -> None:
    assert ran(f"print(Assistant({ready}).ask(1, otherwise=lambda: 10)())") == answer


def test_an_error_of_the_program_is_the_callers() -> None:
    program = """
try:
    Assistant(lambda: unable).ask(1, otherwise=lambda: 10)()
except ExportError as error:
    print(error)
"""
    assert ran(program) == "the disk is full"


def test_an_assistant_that_is_let_go_leaves_the_work_to_the_caller() -> None:
    program = """
assistant = Assistant(lambda: lambda asked: asked + 1)
assistant.dismiss()
assistant.dismiss()
print(assistant.ask(1, otherwise=lambda: 10)())
"""
    assert ran(program) == "10"


@pytest.mark.parametrize("work", ["lambda: lambda asked: asked", "lambda: lambda asked: b'x' * 10_000_000"], ids=["idle", "with an answer that nobody takes"])
def test_no_assistant_outlives_a_caller_that_is_killed(tmp_path: Path, work: str) -> None:
    noted = tmp_path / "assistant"
    program = f"""
noted = pathlib.Path({str(noted)!r})
def ready():
    noted.write_text(str(os.getpid()))
    return ({work})()
assistant = Assistant(ready)
while not noted.exists(): time.sleep(0.01)
if "x" in {work!r}: assistant.ask(1, otherwise=lambda: 10)
time.sleep(0.3)
os.kill(os.getpid(), signal.SIGKILL)
"""
    ran(program)
    number = int(noted.read_text())
    for _ in range(200):
        if not runs(number):
            return
        time.sleep(0.1)
    pytest.fail(f"process {number} still runs")


def runs(process: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked for its code does not."""
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return False


BUILT = """
from kg.pipeline.build import build
from kg.views.opened import Opener, Shown
from kg.views.outputs import held
outcome = build(["seeds"])
shown = Shown(held(outcome.build), outcome.unread, outcome.corrections, outcome.vocabulary.key)
"""


def test_the_assistant_shows_what_the_caller_would_show() -> None:
    assert ran(f"{BUILT}\nprint(Opener().ask(shown, otherwise=dict)() == shown.files(outcome.vocabulary))") == "True"


def test_an_assistant_with_another_ontology_shows_nothing(tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text("# nothing\n", encoding="utf-8")
    assert ran(f"{BUILT}\nprint(Opener([pathlib.Path({str(tmp_path)!r})]).ask(shown, otherwise=dict)())") == "{}"
