"""By which name is the state of a build known, so that what was made from it can be kept and found again?"""

from __future__ import annotations

import hashlib
from pathlib import Path

GRAPHS = ("graph.ttl", "graph.nq")
# files up to this size are hashed as a whole, larger ones are known by their size and time
HASHED = 64 << 20


def state_of(folder: Path, kind: str = "") -> str:
    """A name that changes with the graph of a folder, and with `kind`: what is made from it, in which form."""
    digest = hashlib.sha256(kind.encode())
    for path in (folder / name for name in GRAPHS):
        if path.is_file():
            state = path.stat()
            digest.update(path.name.encode())
            digest.update(path.read_bytes() if state.st_size <= HASHED else f"{state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def is_large(folder: Path) -> bool:
    """Whether the graph of a folder is better kept on disk than in memory."""
    return any((folder / name).is_file() and (folder / name).stat().st_size > HASHED for name in GRAPHS)
