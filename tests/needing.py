"""What a test needs from outside: named and skipped where it is missing, a failure where CI=true says that it must run."""

from __future__ import annotations

import importlib
import os
import shutil
from typing import Any

import pytest


def missing(what: str, advice: str) -> None:
    """Fails the test on the build machine and skips it elsewhere."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{what} is missing: {advice}")


# the Debian package that brings a program, where its name is another
PACKAGES = {"virtuoso-t": "virtuoso-opensource-7-bin", "soffice": "libreoffice-writer-nogui", "iconv": "libc-bin", "node": "nodejs", "sh": "dash"}


def program(*names: str) -> str:
    """The first of the programs that is installed."""
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return found
    missing(names[0], f"install the package {PACKAGES.get(names[0], names[0])} to run this test")
    raise AssertionError  # missing() ends the test


def library(name: str) -> Any:
    """A library that comes with an extra of the package."""
    try:
        return importlib.import_module(name)
    except ImportError:
        missing(name, "install the package with the extra dev to run this test")
        raise
