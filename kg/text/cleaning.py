"""How does a Source become a Document?"""

from __future__ import annotations

from kg.model import Document, Source
from kg.text.characters import cleaned
from kg.text.cues import Cues, Words
from kg.text.furniture import pieces
from kg.text.joining import joined
from kg.text.lines import lines_of
from kg.text.metadata import read_metadata
from kg.text.sentences import sentences_of


def clean(source: Source, words: Words) -> Document:
    """The document of a source.

    `words` gives the surface forms of a class of cue words by its notation, as `Vocabulary` does; `Cues` of them are made once for many texts.
    """
    characters = cleaned(source.raw)
    cues = words if isinstance(words, Cues) else Cues(words)
    page = pieces(joined(lines_of(characters), characters), cues)
    metadata, title = read_metadata(page, cues, source.hints)
    return Document(
        source=source,
        text=characters.text,
        starts=characters.starts,
        ends=characters.ends,
        sentences=tuple(sentences_of(characters.text, page, title)),
        metadata=metadata,
    )
