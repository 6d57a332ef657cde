"""How does a Source become a Document?"""

from __future__ import annotations

from kg.model import Document, Source
from kg.text.characters import cleaned
from kg.text.furniture import Words, pieces
from kg.text.joining import joined
from kg.text.lines import lines_of
from kg.text.metadata import read_metadata
from kg.text.sentences import sentences_of


def clean(source: Source, words: Words) -> Document:
    """The document of a source.

    `words` gives the surface forms of a class of cue words by its notation, as `Vocabulary` does.
    """
    characters = cleaned(source.raw)
    page = pieces(joined(lines_of(characters), characters), words)
    metadata, title = read_metadata(page, words, source.hints)
    return Document(
        source=source,
        text=characters.text,
        starts=characters.starts,
        ends=characters.ends,
        sentences=tuple(sentences_of(characters.text, page, title)),
        metadata=metadata,
    )
