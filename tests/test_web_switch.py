"""A server that runs moves to the build that a later `kg build` writes into its folder, and no visitor is turned away meanwhile."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import made_builds
import made_sites
import pytest
from serving import serving
from starlette.types import Receive, Scope, Send

from kg.errors import StoreError
from kg.views.web.switching import Switch, state

COUNT = "/sparql?query=SELECT%20(COUNT(%3Fd)%20AS%20%3Fn)%20WHERE%20%7B%20%3Fd%20a%20mz%3ASourceDocument%20%7D"


def ask(address: str) -> tuple[int, bytes]:
    request = urllib.request.Request(address, headers={"accept": "application/sparql-results+json, text/html"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.status, answer.read()


def documents(address: str) -> int:
    return int(json.loads(ask(address + COUNT)[1])["results"]["bindings"][0]["n"]["value"])


@dataclass
class Visitor(threading.Thread):
    """Asks for pages without a pause."""

    address: str
    daemon: bool = True
    asked: int = 0
    failed: list[str] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while not self.is_over.is_set():
            for path in ("/", "/search?q=%E5%85%BB%E8%80%81", "/report", COUNT):
                try:
                    status, _ = ask(self.address + path)
                except OSError as error:
                    self.failed.append(f"{path}: {error}")
                else:
                    self.asked += 1
                    if status != 200:
                        self.failed.append(f"{path}: {status}")


def test_a_running_server_moves_to_the_new_build_without_a_failed_request(tmp_path: Path) -> None:
    folder = made_sites.written(made_builds.build(2), tmp_path / "built")
    with serving(folder) as address:
        visitor = Visitor(address)
        visitor.start()
        assert documents(address) == 2
        for count in (3, 4):
            made_sites.written(made_builds.build(count), folder)
            until = time.monotonic() + 60
            while documents(address) != count and time.monotonic() < until:
                time.sleep(0.2)
            assert documents(address) == count
        visitor.is_over.set()
        visitor.join()
        assert visitor.asked > 10 and visitor.failed == []


@dataclass
class Named:
    """A build of which only the name matters."""

    name: str
    is_closed: bool = False

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["seen"] = self.name

    def close(self) -> None:
        self.is_closed = True


def served(switch: Switch) -> str:
    scope: dict[str, str] = {}
    turn = switch(scope, None, None)  # type: ignore[arg-type]
    with pytest.raises(StopIteration):
        turn.send(None)  # type: ignore[attr-defined]
    return scope["seen"]


def test_a_new_build_that_cannot_be_opened_leaves_the_old_one(tmp_path: Path) -> None:
    said: list[tuple[str, bool]] = []
    made: list[Named] = []

    def make() -> Named:
        if not made:
            made.append(Named("second"))
            raise StoreError("half of it is missing")
        return made[0]

    for name in ("graph.nq", "report.json"):
        (tmp_path / name).write_text("1")
    switch = Switch(tmp_path, state(tmp_path), Named("first"), make, lambda words, failed: said.append((words, failed)))
    switch.look()
    assert served(switch) == "first" and said == []
    (tmp_path / "report.json").write_text("2 new")
    switch.look()
    assert served(switch) == "first" and said[-1][1] and "half of it is missing" in said[-1][0]
    switch.look()
    assert served(switch) == "first" and len(said) == 1
    (tmp_path / "report.json").write_text("3 whole")
    switch.look()
    assert served(switch) == "second" and not said[-1][1]
    switch.close()
    assert made[0].is_closed


def test_an_empty_folder_has_no_state(tmp_path: Path) -> None:
    assert state(tmp_path) is None
