"""The build machine installs what the lock names, and the lock names all that the project asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from needing import library

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / ".ci" / "requirements.lock").read_text("utf-8")
# = name "==" version [ " ; " marker ] " \" and then its hashes, one a line
PINNED = re.compile(r"(?m)^([A-Za-z0-9._-]{1,80})==(\S{1,40})(?: ; ([^\\\n]{1,400}?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n){1,400})")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
# what the benchmarks stand beside is not installed by the build machine
LOCKED = [name for name in EXTRAS if name != "bench"]
ASKED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *(each for name in LOCKED for each in EXTRAS[name]),
]


def test_the_lock_is_made_for_these_extras() -> None:
    made = (ROOT / "Makefile").read_text("utf-8").split("\nlock:", 1)[1].split("\n\n", 1)[0]
    assert re.findall(r"--extra (\w{1,20})", made) == LOCKED


def test_every_line_of_the_lock_is_a_release_and_its_hashes() -> None:
    assert len(PINNED.findall(LOCK)) > 60
    assert PINNED.sub("", LOCK).strip() == ""


def test_the_lock_names_no_address_and_no_folder() -> None:
    assert not re.search(r"://|@ |--index|--find|file:|/(?:home|root|tmp|opt|usr)/", LOCK)


@pytest.mark.parametrize("asked", ASKED)
def test_a_dependency_is_pinned_at_a_release_that_satisfies_it(asked: str) -> None:
    requirement = library("packaging.requirements").Requirement(asked)
    canonical = library("packaging.utils").canonicalize_name
    found = [version for name, version, _, _ in PINNED.findall(LOCK) if canonical(name) == canonical(requirement.name)]
    assert found, f"{asked} is not in .ci/requirements.lock; run make lock"
    assert all(requirement.specifier.contains(version) for version in found), f"{asked} is pinned at {', '.join(found)}; run make lock"


def test_the_build_machine_installs_nothing_that_is_not_pinned() -> None:
    script = (ROOT / ".ci" / "install").read_text("utf-8")
    assert script.count("--require-hashes") == 2 and "--no-deps" in script and "--no-build-isolation -e ." in script
    assert ".ci/install" in (ROOT / "Makefile").read_text("utf-8") and "export CI=true" in (ROOT / ".ci" / "run").read_text("utf-8")
