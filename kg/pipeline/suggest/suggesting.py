"""From paths to suggestions: every text is cleaned and searched, what recurs is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.ingest import read
from kg.model import Unread
from kg.pipeline import additions
from kg.pipeline.suggest.harvest import Harvester, Site
from kg.pipeline.suggest.judging import Suggestion, judge
from kg.pipeline.suggest.kinds import KindReader
from kg.text import clean
from kg.vocab.vocabulary import Vocabulary


@dataclass(frozen=True)
class Suggestions:
    """What a corpus suggests, the strongest first, and what of it could not be read."""

    terms: tuple[Suggestion, ...]
    documents: int
    unread: tuple[Unread, ...]
    vocabulary: Vocabulary


def suggest(
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None,
    ontology: Sequence[Path] = (),
    fewest: int = 3,
    fewest_documents: int = 1,
    watch: Callable[[str], None] | None = None,
) -> Suggestions:
    """The terms that the ontology, with the `ontology` folders after it, lacks in the texts of some paths.

    A term stands in the texts `fewest` times or more, in `fewest_documents` or more of them.

    Raises:
        OntologyError: the ontology, or a folder given with it, cannot be used.
    """
    vocabulary = additions.load(ontology)
    kinds = KindReader(vocabulary)
    harvester = Harvester(vocabulary, kinds)
    unread: list[Unread] = []
    seen: set[str] = set()

    def sites() -> Iterator[Site]:
        for source in read(paths, stdin, columns or {}):
            if watch:
                watch(source.name)
            if isinstance(source, Unread):
                unread.append(source)
            elif source.sha256 not in seen:
                seen.add(source.sha256)
                yield from harvester.sites(source.name, clean(source, vocabulary))

    terms = judge(sites(), kinds, fewest, fewest_documents)
    return Suggestions(tuple(terms), len(seen), tuple(sorted(unread, key=lambda one: (one.name, one.reason))), vocabulary)
