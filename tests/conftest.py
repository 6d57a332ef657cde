"""What several files of tests share: the build of the seeds, made once, and the flag that writes golden results anew."""

from __future__ import annotations

from pathlib import Path

import pytest
import run_kg


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden results anew instead of comparing with them")


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh build of the seeds."""
    folder = tmp_path_factory.mktemp("seeds") / "exports"
    ran = run_kg.kg("build", "seeds", "-o", folder)
    assert ran.code == 0, ran.err
    return folder
