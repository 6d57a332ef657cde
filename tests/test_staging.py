"""Exports change together: whenever the program is stopped, the old ones stand or the new ones, and never some of both."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ExportError
from kg.store import staging
from kg.store.staging import NEXT, Staging, clear, settle

OLD = {"a.txt": b"old a", "b.txt": b"old b", "gone.txt": b"old"}
NEW = {"a.txt": b"new a", "b.txt": b"new b", "texts/c.txt": b"new c"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and NEXT not in path.as_posix()}


def old(folder: Path) -> Path:
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    return folder


def renew(folder: Path) -> None:
    with staging.staging(folder) as stage:
        fill(stage)
        stage.commit()


def fill(stage: Staging) -> None:
    stage.scratch("notes").write_bytes(b"x")
    for name, data in NEW.items():
        stage.write(name, [data[:3], data[3:]])
    stage.remove("gone.txt")
    stage.remove("never-there.txt")


class Killed(BaseException):
    """Stands for the end of the program: nothing catches it."""


def test_new_files_take_the_place_of_the_old(tmp_path: Path) -> None:
    renew(old(tmp_path))
    assert contents(tmp_path) == NEW and not list(tmp_path.glob(f"{NEXT}*"))


def test_without_a_commit_nothing_changes(tmp_path: Path) -> None:
    with staging.staging(old(tmp_path)) as stage:
        fill(stage)
    assert contents(tmp_path) == OLD and not list(tmp_path.glob(f"{NEXT}*"))


def calls(monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    """Ends the program at the `stop`-th change of the file system that matters."""
    left = [stop]

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return change(*given, **named)

        return run

    for name in ("replace", "fsync"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    # a program that is killed clears nothing away
    monkeypatch.setattr(staging.shutil, "rmtree", counted(staging.shutil.rmtree))


@pytest.mark.parametrize("stop", range(24))
def test_a_program_stopped_at_any_step_leaves_old_or_new(tmp_path: Path, stop: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        calls(patch, stop)
        with suppress(Killed):
            renew(old(tmp_path))
    settle(tmp_path)
    assert contents(tmp_path) in (OLD, NEW)
    clear(tmp_path)
    assert not list(tmp_path.glob(f"{NEXT}*"))
    renew(tmp_path)
    assert contents(tmp_path) == NEW


def test_the_steps_that_are_stopped_reach_the_end(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        calls(patch, 24)
        renew(old(tmp_path))
    assert contents(tmp_path) == NEW


@pytest.mark.parametrize("name", ["../out.txt", "/etc/x", "a/../../b"])
@pytest.mark.parametrize("part", ["new", "gone"])
def test_a_list_that_somebody_else_wrote_cannot_reach_out_of_the_folder(tmp_path: Path, name: str, part: str) -> None:
    folder, victim = tmp_path / "exports", tmp_path / "out.txt"
    (folder / f"{NEXT}x" / "new").mkdir(parents=True)
    victim.write_text("mine")
    (folder / f"{NEXT}x" / "list.json").write_text(json.dumps({"new": [], "gone": [], part: [name]}))
    with pytest.raises(ExportError, match="relative"):
        settle(folder)
    assert victim.read_text() == "mine"


def test_a_folder_that_may_not_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    settle(tmp_path / "not there")
    (tmp_path / f"{NEXT}x").mkdir()
    settle(old(tmp_path))
    assert contents(tmp_path) == OLD
