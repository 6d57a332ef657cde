"""How far a build is, how fast it goes, and how long it still takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline.build import Progress

# seconds after which a rate is worth showing
_SOON = 2.0


class Pace:
    """Tells the progress of a build in words; the bytes of the files say how much there is in all."""

    def __init__(self, paths: Sequence[str], tell: Callable[[str], None]) -> None:
        self._paths = paths
        self._tell = tell
        self._begun = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Tells it."""
        self._tell(told(progress, time.monotonic() - self._begun, self._all if progress.bytes else 0))

    @cached_property
    def _all(self) -> int:
        from kg.pipeline.build import size

        return size(self._paths)


def told(progress: Progress, seconds: float, extent: int) -> str:
    """A line that tells how far a build is.

    >>> from kg.pipeline.build import Progress
    >>> told(Progress(done=200, reused=50, bytes=250, name="a.txt"), 10.0, 1000)
    '200 documents, 50 of them as before · 25 % · 20/s · 0:30 left · a.txt'
    """
    parts = [f"{progress.done:,} documents" + (f", {progress.reused:,} of them as before" if progress.reused else "")]
    share = min(1.0, progress.bytes / extent) if extent else 0.0
    if share:
        parts.append(f"{share:.0%}".replace("%", " %"))
    if seconds >= _SOON:
        parts.append(f"{progress.done / seconds:.0f}/s")
        if share:
            minutes, rest = divmod(round(seconds * (1 - share) / share), 60)
            parts.append(f"{minutes}:{rest:02} left")
    return " · ".join([*parts, progress.name])
