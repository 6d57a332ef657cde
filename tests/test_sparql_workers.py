"""A query that runs away is ended, and does not slow others down."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import made_builds
import made_sites
import pytest

from kg.errors import StoreError
from kg.store.endpoint import Endpoint, Mistake
from kg.store.process import LOWEST, Quotas, step_back
from kg.store.protocol import Asked, Refusal
from kg.store.workers import Workers

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT (GROUP_CONCAT(CONCAT(STR(?s), STR(?p), STR(?o), STR(?x), STR(?y))) AS ?all) { ?s ?p ?o . ?x ?y ?z . ?u ?v ?w }"
QUICK = "SELECT ?s { ?s a mz:Region }"
TYPES = {"rows": "application/sparql-results+json", "truth": "text/csv", "triples": "text/turtle"}
QUOTAS = Quotas(quick=2, slow=2, patience=0.3, seconds=1.5, memory=200 << 20, wait=3.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_sites.written(made_builds.build(6, 40), tmp_path_factory.mktemp("build"))


@pytest.fixture
def endpoint(folder: Path) -> Iterator[Endpoint]:
    made = Endpoint(folder, QUOTAS)
    made.warm()
    yield made
    made.close()


def ask(endpoint: Endpoint, query: str) -> int:
    """The status with which a query is answered."""
    try:
        endpoint.ask(Asked(query), TYPES)  # type: ignore[arg-type]
    except Refusal as error:
        return error.status
    return 200


def test_a_query_that_runs_away_is_ended_in_time(endpoint: Endpoint) -> None:
    began = time.monotonic()
    with pytest.raises(Refusal, match=r"longer than 1\.5 seconds") as refused:
        endpoint.ask(Asked(RUNAWAY), TYPES)  # type: ignore[arg-type]
    assert refused.value.status == 504 and 1.4 < time.monotonic() - began < 4
    assert ask(endpoint, QUICK) == 200


def test_quick_queries_pass_by_those_that_run_away(endpoint: Endpoint) -> None:
    with ThreadPoolExecutor(8) as threads:
        slow = [threads.submit(ask, endpoint, RUNAWAY + f"#{number}") for number in range(5)]
        taken = []
        for _ in range(10):
            began = time.monotonic()
            assert ask(endpoint, QUICK) == 200
            taken.append(time.monotonic() - began)
        # within the limit of one query, though five run away at once on two places
        assert max(taken) < QUOTAS.seconds + 1
        assert {each.result() for each in slow} <= {503, 504}


def test_too_many_long_queries_are_sent_away_with_a_time_to_come_back(endpoint: Endpoint) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(endpoint.ask, Asked(RUNAWAY + f"#{number}"), TYPES) for number in range(6)]  # type: ignore[arg-type]
        errors = [each.exception() for each in found]
    refusals = [error for error in errors if isinstance(error, Refusal)]
    assert len(refusals) == 6 and {error.status for error in refusals} == {503, 504}
    assert all(error.headers.get("retry-after") for error in refusals if error.status == 503)


def test_a_query_that_wants_too_much_memory_or_nests_too_deep_breaks_only_itself(endpoint: Endpoint) -> None:
    for query in ("SELECT * {" + "{" * 40_000 + "}" * 40_000 + "}", "ASK { FILTER(" + "(" * 40_000 + "1" + ")" * 40_000 + ") }"):
        with pytest.raises(Mistake, match="nests too deep"):
            endpoint.ask(Asked(query), TYPES)  # type: ignore[arg-type]
        assert ask(endpoint, QUICK) == 200
    assert ask(endpoint, HUNGRY) in (400, 504)
    assert ask(endpoint, QUICK) == 200


def test_many_clients_are_served_at_once(endpoint: Endpoint) -> None:
    with ThreadPoolExecutor(24) as threads:
        assert set(threads.map(lambda number: ask(endpoint, f"{QUICK} #{number}"), range(200))) == {200}


def test_processes_end_when_they_are_told(folder: Path) -> None:
    from kg.store.disk import database

    workers = Workers(database(folder), QUOTAS)
    workers.warm()
    running = [worker._process.pid for worker in workers._all]
    assert len(running) == 2
    workers.close()
    for number in running:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Workers(tmp_path / "nothing").warm()
    (tmp_path / "graph.nq").write_text("no triples", "utf-8")
    with pytest.raises(Refusal, match="build again") as refused:
        Endpoint(tmp_path).ask(Asked(QUICK), TYPES)  # type: ignore[arg-type]
    assert refused.value.status == 503 and refused.value.headers["retry-after"]


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="this system does not share its processors among sessions")
def test_a_process_in_a_session_of_its_own_steps_back_with_its_session() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True) as process:
        step_back(process.pid)
        told = Path(f"/proc/{process.pid}/autogroup").read_text("ascii").split()
        priority = os.getpriority(os.PRIO_PROCESS, process.pid)
        process.kill()
    assert told[-1] == str(LOWEST) and priority == LOWEST
