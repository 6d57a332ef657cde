"""What takes long to work out over a large build and never changes, kept beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.store.state import state_of

# changes with what is kept under a name
VERSION = "1"


def kept(folder: Path, name: str, work_out: Callable[[], Any]) -> Any:
    """An answer that JSON can hold: as it was kept for this state of the build, or worked out now and kept where the folder can be written to."""
    path = folder / ".work" / f"{name}-{state_of(folder, f'{name} {VERSION}')}.json"
    with suppress(OSError, ValueError):
        return json.loads(path.read_text("utf-8"))
    answer = work_out()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
        os.replace(part, path)
        for old in path.parent.glob(f"{name}-*.json"):
            if old != path:
                old.unlink()
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return answer
