"""What several files of tests share: the build of the seeds and a browser, made once, and the flag that writes golden results anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import made_papers
import made_sites
import pytest
import run_kg
from browsing import chromium
from playwright import sync_api
from starlette.testclient import TestClient


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: many tests wait for a browser, a server or a program of their own."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden results anew instead of comparing with them")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests keep what they work out in a folder of their own, not in the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh build of the seeds."""
    folder = tmp_path_factory.mktemp("seeds") / "exports"
    ran = run_kg.kg("build", "seeds", "-o", folder)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    """One Chromium for all tests of a process: Playwright's synchronous interface cannot be started twice."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the invented papers; a module that asks another build has a fixture of its own by this name."""
    return made_papers.written(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def ask(exports: Path) -> TestClient:
    """What asks the pages over that build."""
    return made_sites.client(made_sites.site(exports))
