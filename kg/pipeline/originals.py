"""What text stands in an original file, decoded once more as the build decoded it."""

from __future__ import annotations

from pathlib import Path

from kg.ingest import read
from kg.model import Source


def original_text(path: Path, sha256: str) -> str | None:
    """The decoded text of a plain file, None where its bytes are no longer those of which the graph speaks."""
    for source in read([path]):
        if isinstance(source, Source) and source.sha256 == sha256:
            return source.raw
    return None
