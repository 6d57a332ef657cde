"""Every regular expression that the package compiles: prints those that are asked for while all modules are imported and texts are read.

Run as a program, in a process of its own, so that nothing was compiled before it listens.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
FUNCTIONS = ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
# a pattern, its flags, and the module that compiles it
Compiled = tuple[str, int, str]


def collected() -> list[Compiled]:
    """The patterns of the package, from a process that has imported and used all of it."""
    paths = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    ran = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": paths}, timeout=600)
    return [tuple(each) for each in json.loads(ran.stdout)]


def _listen(found: dict[tuple[str, int, bool], str]) -> None:
    """Notes each pattern that code of the package hands to `re`."""

    def heard(called: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(called)
        def call(pattern: Any, *rest: Any, **named: Any) -> Any:
            asking = sys._getframe(1).f_globals.get("__name__", "")
            if asking.startswith("kg."):
                compiled = original(pattern, *(rest if called is original else ()), **{key: value for key, value in named.items() if key == "flags"})
                text = compiled.pattern if isinstance(compiled.pattern, str) else compiled.pattern.decode("latin-1")
                found.setdefault((text, compiled.flags, isinstance(compiled.pattern, bytes)), asking)
            return called(pattern, *rest, **named)

        return call

    original = re.compile
    for name in FUNCTIONS:
        setattr(re, name, heard(getattr(re, name)))


def _use_all() -> None:
    """Imports every module, and reads texts of every genre with all that follows."""
    import kg

    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    import make_documents as make

    from kg.ingest.reading import sources
    from kg.model import Source
    from kg.pipeline.reader import Reader
    from kg.rdf.quads import quads
    from kg.vocab import vocabulary as vocabularies

    vocabulary = vocabularies.load()
    reader = Reader(vocabulary)
    story = make.Story(3, with_table=True)
    files = {"a.html": make.page(story), "a.docx": make.word(story), "a.md": make.markdown(story).encode(), "a.csv": make.table_file(story).encode()}
    for path in sorted((TESTS.parent / "seeds").glob("*.txt")):
        files[path.name] = path.read_bytes()
    for name in ("quantities", "times", "tables", "text-pages"):
        files[f"{name}.txt"] = "\n".join(_strings(tomllib.loads((TESTS / "cases" / f"{name}.toml").read_text("utf-8")))).encode()
    for name, data in files.items():
        for each in sources(name, data):
            if isinstance(each, Source):
                quads(reader.read(each), vocabulary)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in held for text in _strings(each)]


def main() -> None:
    """Prints them as JSON: pattern, flags, module; bytes are told by a flag of their own in the name of the module."""
    found: dict[tuple[str, int, bool], str] = {}
    _listen(found)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        _use_all()
    print(json.dumps([[pattern, flags, module + (" (bytes)" if is_bytes else "")] for (pattern, flags, is_bytes), module in sorted(found.items())]))


if __name__ == "__main__":
    main()
