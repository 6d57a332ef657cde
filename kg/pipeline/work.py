"""One text read and made ready to be kept: the work that several processes share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from kg.ingest import Entry, opened
from kg.model import Reading, Source, Unread
from kg.pipeline import additions
from kg.pipeline.keeping.codec import encode, encode_entity, encode_unread, pack
from kg.pipeline.keeping.shelf import Kept, encoded, forms_of
from kg.pipeline.merge import counts_of
from kg.pipeline.reader import Reader
from kg.vocab.lookup import Lookup, settled
from kg.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Task:
    """A text to read, and the key under which its reading is kept."""

    key: str
    item: Entry | Source

    @property
    def size(self) -> int:
        """How much there is to read, in bytes."""
        return len(self.item.data) if isinstance(self.item, Entry) else 3 * len(self.item.raw)


@dataclass(frozen=True)
class Desk:
    """Where tasks are read, with the ontology and the `ontology` folders after it, which are loaded when they are first needed."""

    ontology: tuple[Path, ...] = ()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words it reads with.

        Raises:
            OntologyError: the ontology, or a folder given with it, cannot be used.
        """
        return additions.load(self.ontology)

    @cached_property
    def reader(self) -> Reader:
        """What reads."""
        return Reader(self.vocabulary)

    def __call__(self, task: Task) -> Kept:
        """What came of a task."""
        found = opened(task.item) if isinstance(task.item, Entry) else task.item
        if isinstance(found, Unread):
            return Kept(task.key, found.name, pack(encode_unread(found)))
        return kept(task.key, self.reader.read(found), self.vocabulary)


@lru_cache(2)
def desk(ontology: tuple[Path, ...], state: str) -> Desk:
    """The desk of a state of the reader, as `kg.pipeline.keeping.identity` names it; who builds again does not load the dictionaries again."""
    return Desk(ontology)


def kept(key: str, reading: Reading, vocabulary: Lookup) -> Kept:
    """A reading as it is put on the shelf: concepts and places bear the ontology's labels, as they do in the graph."""
    source = reading.document.source
    return Kept(
        key=key,
        name=source.name,
        body=pack(encode(reading)),
        sha256=source.sha256,
        layer=source.layer,
        counts=json.dumps({**counts_of(reading), "skipped": dict(reading.skipped)}),
        text=encoded(source.raw),
        forms=forms_of((entity.id, encode_entity(settled(entity, vocabulary))) for entity in reading.entities),
    )
