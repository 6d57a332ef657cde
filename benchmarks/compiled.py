"""The reader compiled with mypyc: the same code and the same bytes, in less time; a copy that is made on demand, since compiling takes minutes.

    python benchmarks/compiled.py build/compiled
    PYTHONPATH=build/compiled kg build seeds -o exports

Needs a C compiler and setuptools. Afterwards the seeds are built by the copy and by the source, and every file has to be the same.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("text", "mentions", "facts", "resolve", "rdf", "vocab")
# rdflib's classes are not typed; what is kept and what is only glue gains nothing
LEFT = ("shacl.py", "rdflib_graph.py", "keeping.py", "__init__.py")


def modules(copy: Path) -> list[str]:
    """What is compiled. mypyc takes a `cached_property` for a property and would work it out again each time it is asked."""
    found = [copy / "kg" / "model.py", copy / "kg" / "pipeline" / "reader.py", *(path for part in PARTS for path in sorted((copy / "kg" / part).rglob("*.py")))]
    return [str(path.relative_to(copy)) for path in found if path.name not in LEFT and "cached_property" not in path.read_text("utf-8")]


def compile_in(copy: Path) -> None:
    """Builds the extension modules beside the modules of a copy."""
    from mypyc.build import mypycify
    from setuptools import setup

    os.chdir(copy)
    sys.path.insert(0, str(copy))
    extensions = mypycify(["--strict", *modules(copy)], opt_level="2", debug_level="0", multi_file=True)
    setup(name="kg-compiled", packages=[], ext_modules=extensions, script_args=["--quiet", "build_ext", "--inplace", "-j", str(os.cpu_count() or 1)])


def built(tree: Path, into: Path) -> Path:
    """The exports of the seeds, by the program in a tree."""
    program = "import sys; from kg.views.cli import main; main(sys.argv[1:])"
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    subprocess.run([sys.executable, "-c", program, "build", str(ROOT / "seeds"), "-o", str(into)], env=environment, check=True, stdout=subprocess.DEVNULL)
    return into


def main() -> None:
    """Copy, compile, compare."""
    copy = Path(sys.argv[1]).resolve()
    shutil.rmtree(copy, ignore_errors=True)
    for folder in ("kg", "ontology"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "node_modules", "sources"))
    compile_in(copy)
    with tempfile.TemporaryDirectory() as scratch:
        plain, compiled = built(ROOT, Path(scratch) / "plain"), built(copy, Path(scratch) / "compiled")
        names = sorted(path.relative_to(plain).as_posix() for path in plain.rglob("*") if path.is_file())
        _, different, missing = filecmp.cmpfiles(plain, compiled, names, shallow=False)
    if different or missing:
        raise SystemExit(f"the compiled program writes other files: {', '.join([*different, *missing])}")
    print(f"{copy}: compiled; {len(names)} files of the seeds are the same")


if __name__ == "__main__":
    main()
