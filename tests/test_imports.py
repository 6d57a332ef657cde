"""Parts of the package meet in `kg.model`: who imports whom, told by name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
GROUND = {"errors", "model", "vocab"}
STAGES = ("ingest", "text", "mentions", "resolve", "facts", "rdf")
# part -> the parts that it may import, beside itself
ALLOWED = {
    "errors": set[str](),
    "model": {"errors"},
    "vocab": {"errors", "model"},
    **{stage: GROUND for stage in STAGES},
    "store": GROUND | {"rdf"},
    "evaluate": GROUND | {"store"},
    "pipeline": GROUND | {*STAGES, "store"},
    "views": GROUND | {"pipeline", "store", "evaluate"},
}
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem in ALLOWED)


def imported(tree: ast.AST) -> set[str]:
    """The modules that a syntax tree imports, inside functions and under TYPE_CHECKING too."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    sources = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [node for node in sources if node.level], "imports are absolute, so that they can be searched for"
    return names | {f"{node.module}.{alias.name}" if node.module == "kg" else str(node.module) for node in sources for alias in node.names}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_its_part_may(module: str) -> None:
    part = module.split("/")[0].removesuffix(".py")
    assert part in ALLOWED, f"kg/{module}: no rule for the part {part!r}; add it to docs/overview.md and here"
    names = imported(ast.parse((PACKAGE / module).read_text("utf-8")))
    parts = {name.split(".")[1] for name in names if name.startswith("kg.") and name != "kg.__version__"}
    wrong = sorted(parts - ALLOWED[part] - {part})
    assert not wrong, f"kg/{module} imports kg.{', kg.'.join(wrong)}; {part} may import only {', '.join(sorted(ALLOWED[part])) or 'nothing'}"


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 50 and "model.py" in MODULES
