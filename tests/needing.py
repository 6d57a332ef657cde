"""What a test needs from outside: named and skipped where it is missing, a failure where CI=true says that it must run."""

from __future__ import annotations

import os
import shutil

import pytest


def missing(what: str, advice: str) -> None:
    """Fails the test on the build machine and skips it elsewhere."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{what} is missing: {advice}")


def program(*names: str) -> str:
    """The first of the programs that is installed."""
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return found
    missing(names[0], "install it to run this test")
    raise AssertionError  # missing() ends the test
