"""The order of the stages for one document: clean, find, resolve, state."""

from __future__ import annotations

from kg.facts.statements import FactReader
from kg.mentions.boundaries import Segmenter
from kg.mentions.finder import Finder
from kg.model import Document, EntityKey, Naming, Reading, Resolution, Source, Span
from kg.resolve.resolver import Resolver
from kg.text import Cues, clean
from kg.vocab.vocabulary import Vocabulary


class Reader:
    """Reads documents; made once for a vocabulary, then used for any number of sources.

    `segmenter` replaces jieba with the ontology's words, for those who want to measure what it contributes.
    """

    def __init__(self, vocabulary: Vocabulary, segmenter: Segmenter | None = None) -> None:
        self._cues = Cues(vocabulary)
        self._finder = Finder(vocabulary, segmenter)
        self._resolver = Resolver(vocabulary)
        self._facts = FactReader(vocabulary)

    def read(self, source: Source) -> Reading:
        """All that one source gives. Pure: equal sources give equal readings."""
        document = clean(source, self._cues)
        mentions = self._finder.find(document)
        resolution = self._resolver.resolve(document, mentions)
        facts = self._facts.read(document, resolution)
        entities = {**resolution.entities, **{entity.id: entity for entity in facts.entities}}
        return Reading(
            document=document,
            about=resolution.about,
            entities=tuple(entities[key] for key in sorted(entities)),
            namings=_namings(document, resolution),
            relations=facts.relations,
            observations=facts.observations,
            flags=facts.flags,
            skipped={**resolution.skipped, **facts.skipped},
        )


def _namings(document: Document, resolution: Resolution) -> tuple[Naming, ...]:
    found: set[tuple[int, int, EntityKey]] = set()
    for named in resolution.named:
        if named.mention.kind == "deixis" or not named.entities:
            continue
        span = document.span(named.mention.start, named.mention.end)
        found.update((span.start, span.end, key) for key in named.entities)
    return tuple(Naming(Span(start, end), key) for start, end, key in sorted(found))
