"""What every module of the package keeps to, so that a newcomer can read it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 260, 45
# the words that the stages share stand in one file, nothing but values
LONGER = {"model.py": 400}
VAGUE = re.compile(r"utils?|helpers?|common|managers?|misc|base")
# marker = to-do, fix-me, and their like in capitals
MARKER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


@pytest.fixture(params=MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def module(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_module_says_in_its_first_line_what_it_is_for(module: Path) -> None:
    said = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    assert len(said.split("\n")[0]) > 15


def test_a_module_has_a_name_that_says_something(module: Path) -> None:
    assert not VAGUE.fullmatch(module.stem)


def test_files_and_functions_are_short(module: Path) -> None:
    text = module.read_text("utf-8")
    assert len(text.splitlines()) <= LONGER.get(module.name, LONGEST_FILE)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            code = [statement for statement in node.body if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))]
            lines = (node.end_lineno or 0) - code[0].lineno + 1 if code else 0
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


def test_no_error_is_swallowed_and_nothing_is_left_for_later(module: Path) -> None:
    text = module.read_text("utf-8")
    caught = [node.type for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler)]
    assert all(kind is not None and ast.unparse(kind) not in ("Exception", "BaseException") for kind in caught)
    assert not MARKER.search(text)
