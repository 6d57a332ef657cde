"""What came of a correction by hand, as a row of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline.overrides import Applied


def correction_row(one: Applied) -> dict[str, object]:
    """Plain values: what was to be corrected, why, where it is written, and the documents that it changed or what kept it from that."""
    origin = one.correction.origin
    return {
        "what": one.correction.what,
        "because": origin.because,
        "file": origin.file,
        "line": origin.line,
        "applied": one.is_applied,
        "documents": list(one.documents),
        "problem": None if one.is_applied else one.problem,
    }


def place(one: Applied) -> str:
    """Where a correction is written, as an editor opens it: fix.toml:12."""
    origin = one.correction.origin
    return f"{origin.file}:{origin.line}" if origin.line else origin.file
