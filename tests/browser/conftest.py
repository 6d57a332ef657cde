"""What the browser tests of the served pages share: one server over the seeds, a visitor that must hear nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Visitor, silent
from playwright import sync_api
from serving import serving


@pytest.fixture(scope="session")
def server(seeds_build: Path) -> Iterator[str]:
    """The address of a server over the build of the seeds."""
    with serving(seeds_build) as address:
        yield address


@pytest.fixture
def visit(browser: sync_api.Browser, server: str) -> Iterator[Visitor]:
    """Opens pages; at the end of the test nothing may have been heard."""
    with silent(Visitor(browser, server)) as visitor:
        yield visitor
