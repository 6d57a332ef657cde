"""Reading on a cluster: a real scheduler, real workers in processes of their own, some of which are killed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import cluster_work
import made_corpus
import pytest
from run_kg import kg

from kg.errors import ClusterError
from kg.ingest import Entry
from kg.pipeline import cluster
from kg.pipeline.cluster import Cluster, Reading, each
from kg.pipeline.crew import Failed
from kg.pipeline.work import Task

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)]), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    made = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, start_new_session=True)
    try:
        yield made
    finally:
        # with its nanny and whom that has started
        os.killpg(made.pid, signal.SIGKILL)
        made.wait()
        assert made.stderr
        made.stderr.close()


@contextmanager
def scheduler() -> Iterator[str]:
    with process("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard") as made:
        assert made.stderr
        for line in made.stderr:
            found = re.search(r"Scheduler at:\s+(tcp://\S+)", line)
            if found:
                threading.Thread(target=lambda: [None for _ in made.stderr or ()], daemon=True).start()
                yield found[1]
                return


@contextmanager
def workers(address: str, count: int, *options: str) -> Iterator[list[subprocess.Popen[str]]]:
    with ExitStack() as stack:
        made = [stack.enter_context(process("dask_worker", address, "--nthreads", "1", "--no-dashboard", *options)) for _ in range(count)]
        for one in made:
            threading.Thread(target=lambda stream=one.stderr: [None for _ in stream or ()], daemon=True).start()
        yield made


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two workers that are started anew when they fall."""
    with scheduler() as address, workers(address, 2):
        yield address


def tasks(count: int, folder: Path, **names: str) -> list[Task]:
    data = str(folder).encode()
    return [Task(f"{number:04}", Entry(names.get(f"n{number}", f"text {number}"), data, "text")) for number in range(count)]


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "DOCUMENTS", 8)


def test_every_text_is_read_once_and_no_shard_is_left(address: str, tmp_path: Path) -> None:
    results = list(each(tasks(50, tmp_path), cluster_work.easy, Cluster(address, tmp_path / "shards")))
    assert sorted(task.key for task, _ in results) == [f"{number:04}" for number in range(50)]
    assert all(result.body == b"done" and result.name == task.item.name for task, result in results if not isinstance(result, Failed))
    assert list((tmp_path / "shards").iterdir()) == []


def test_only_the_text_that_always_fails_is_set_aside(address: str, tmp_path: Path) -> None:
    given = tasks(30, tmp_path, n3="bad one", n17="deadly one")
    results = {task.item.name: result for task, result in each(given, cluster_work.moody, Cluster(address, tmp_path / "shards"))}
    failed = {name: result.message for name, result in results.items() if isinstance(result, Failed)}
    assert len(results) == 30 and sorted(failed) == ["bad one", "deadly one"]
    assert "is not liked" in failed["bad one"] and "KilledWorker" in failed["deadly one"]


def test_only_the_text_that_takes_too_long_is_set_aside(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    made_corpus.write(folder, range(20))
    (folder / "long.txt").write_text("\n".join(made_corpus.notice(number) for number in range(12000)), encoding="utf-8")
    out = tmp_path / "out"
    ran = kg("build", folder, "-o", out, "--cluster", address, "--shards", tmp_path / "shards", "--patience", "2")
    assert ran.code == 3 and "long.txt: reading it was given up: it took more than 2 seconds" in ran.err
    report = json.loads((out / "report.json").read_bytes())
    assert [one["reason"] for one in report["unread"]] == ["too-slow"] and len(report["documents"]) == 20


@pytest.mark.parametrize("options", [("--nanny",), ("--no-nanny",)], ids=["started anew", "lost for good"])
def test_a_worker_killed_in_the_middle_costs_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    with scheduler() as address, workers(address, 3, *options):
        given = tasks(120, marks)
        results, killed = [], False
        for result in each(given, cluster_work.slow, Cluster(address, tmp_path / "shards")):
            results.append(result)
            if not killed:
                # one that is at work, and not the nanny
                os.kill(int(max(marks.iterdir(), key=lambda path: path.stat().st_mtime_ns).name.split(".")[0]), signal.SIGKILL)
                killed = True
    assert killed and sorted(task.key for task, _ in results) == [task.key for task in given]
    assert not [result for _, result in results if isinstance(result, Failed)]


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.relative_to(folder).as_posix().startswith(".")]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_cluster_builds_the_same_bytes_as_one_process(address: str, tmp_path: Path) -> None:
    corpus = made_corpus.write(tmp_path / "in", range(90))
    one = kg("build", corpus, "-o", tmp_path / "one", "--jobs", "0")
    many = kg("build", corpus, "-o", tmp_path / "many", "--cluster", address, "--shards", tmp_path / "shards")
    assert one.code == many.code == 0, many.err
    assert digests(tmp_path / "one") == digests(tmp_path / "many")


def test_a_cluster_that_cannot_be_used_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 3.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ClusterError, match="no scheduler answers there"):
        list(each(tasks(1, tmp_path), cluster_work.easy, Cluster(f"tcp://127.0.0.1:{port}", tmp_path / "shards")))
    with scheduler() as address, pytest.raises(ClusterError, match="has no workers; start some with: dask worker"):
        list(each(tasks(1, tmp_path), cluster_work.easy, Cluster(address, tmp_path / "shards")))


def test_another_version_on_a_worker_is_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="another version of the program"):
        list(each(tasks(1, tmp_path), Reading((), "of another day", 60.0), Cluster(address, tmp_path / "shards")))


def test_a_folder_that_workers_do_not_see_is_told(address: str, tmp_path: Path) -> None:
    shards = tmp_path / "shards"
    given = iter(tasks(1, tmp_path))

    def gone() -> Iterator[Task]:
        shards.rmdir()
        yield from given

    with pytest.raises(ClusterError, match=r"does not see .*--shards"):
        list(each(gone(), cluster_work.easy, Cluster(address, shards)))
