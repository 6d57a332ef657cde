"""The named questions of `ontology/queries/*.rq`: what a researcher asks, in Chinese, English and SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError

# heading = "#" language ":" question     the first lines of a file
_HEADING = re.compile(r"# (zh|en): (.{1,500})")


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its name (the file's) and the question that it answers."""

    name: str
    zh: str
    en: str
    sparql: str


def parse(name: str, text: str) -> Question:
    """The question of one file.

    >>> parse("a", "# zh: 谁？\\n# en: Who?\\n\\nASK {}").en
    'Who?'

    Raises:
        OntologyError: it lacks the question in one of the languages.
    """
    asked = {match[1]: match[2] for match in map(_HEADING.fullmatch, text.splitlines()) if match}
    if set(asked) != {"zh", "en"}:
        raise OntologyError(f'{name}.rq lacks its question: begin the file with two lines "# zh: …" and "# en: …"')
    return Question(name, asked["zh"], asked["en"], text)


def read(folders: Iterable[Path]) -> dict[str, Question]:
    """The questions of some folders by name, sorted; one of a later folder replaces its namesake."""
    paths = {path.stem: path for folder in folders for path in sorted(folder.glob("*.rq"))}
    return {name: parse(name, paths[name].read_text("utf-8")) for name in sorted(paths)}
