"""Which build is served: when a new one stands in the folder, it is made ready beside the old one, and the next request goes to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import KgError
from kg.store.staging import settle

# seconds between two looks at the folder
LOOK = 2.0
# seconds after which nobody reads the build before any more
GRACE = 60.0
# the file that a build puts in place last in the order of names among those that the pages need
_WATCHED = ("graph.nq", "report.json")

# time, size and number of each watched file
State = tuple[tuple[int, int, int], ...]


class Served(Protocol):
    """A build that is ready to be served."""

    @property
    def app(self) -> ASGIApp:
        """Its pages."""

    def close(self) -> None:
        """Gives free what it holds."""


class Switch:
    """The pages of the newest build of a folder. `make` opens the build that stands there; where that fails the old one stays.

    `seen` is the `state` of the folder before `first` was opened; `tell` is given what happened, and whether it is a failure.
    """

    def __init__(self, folder: Path, seen: State | None, first: Served, make: Callable[[], Served], tell: Callable[[str, bool], None]) -> None:
        self._folder = folder
        self._seen = seen
        self._now = first
        self._make = make
        self._tell = tell
        self._end = Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with the pages of the build that is served at this moment."""
        await self._now.app(scope, receive, send)

    def watch(self) -> None:
        """Begins to look at the folder."""
        Thread(target=self._watch, daemon=True).start()

    def close(self) -> None:
        """Ends looking and gives free what is held."""
        self._end.set()
        self._now.close()

    def _watch(self) -> None:
        while not self._end.wait(LOOK):
            self.look()

    def look(self) -> None:
        """Moves to a build that has come since."""
        settle(self._folder)
        found = state(self._folder)
        if found is None or found == self._seen:
            return
        try:
            new = self._make()
        except (KgError, OSError) as error:
            self._tell(f"the new build in {self._folder} cannot be served yet: {error}", True)
            # it is tried again when it has changed
            self._seen = found
            return
        self._seen, old, self._now = found, self._now, new
        self._tell(f"the new build in {self._folder} is served now", False)
        later = Timer(GRACE, old.close)
        later.daemon = True
        later.start()


def state(folder: Path) -> State | None:
    """What tells one build of a folder from another; None while there is none."""
    try:
        return tuple((held.st_mtime_ns, held.st_size, held.st_ino) for held in ((folder / name).stat() for name in _WATCHED))
    except OSError:
        return None
