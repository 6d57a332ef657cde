"""Work that takes long, done beside the loop that hears requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

T = TypeVar("T")


async def in_thread(work: Callable[[], T]) -> T:
    """What the work gives, done in a thread of its own: the threads that pages share are too few for work that waits for seconds."""
    return await to_thread.run_sync(work, limiter=CapacityLimiter(1), abandon_on_cancel=True)
