"""Pages that were made once and are given again: a build does not change while it is served."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

# bytes of all that are kept, and of the largest that is
ROOM, LARGEST = 64 << 20, 4 << 20
# what a page may depend on beside its address
_HEADERS = ("accept", "accept-language", "cookie", "host")
# pages that are made at one time; a page that many ask for at once is made once
_TURNS = 64
_POLICY = "content-security-policy"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its body and headers, and the nonce that they carry."""

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    nonce: bytes


class Pages:
    """Answers by address and by what the client prefers; those asked for longest ago go first. Safe to use from many threads.

    A page that is not finished says so by `request.state.unfinished = True` and is made anew.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._held: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._turns = [Lock() for _ in range(_TURNS)]

    def again(self, request: Request) -> Response | None:
        """The answer to a request as it was made before; None where it was not. It takes no time worth a thread."""
        held = self._find(_key(request))
        return None if held is None else _again(held, request)

    def keeping(self, page: Callable[[Request], Response]) -> Callable[[Request], Response]:
        """The page, remembered."""

        @wraps(page)
        def kept(request: Request) -> Response:
            key = _key(request)
            held = self._find(key)
            if held is not None:
                return _again(held, request)
            with self._turns[hash(key) % _TURNS]:
                # who waited finds what the one before has made
                held = self._find(key)
                if held is not None:
                    return _again(held, request)
                response = page(request)
                if response.status_code == 200 and not getattr(request.state, "unfinished", False):
                    self._keep(key, Kept(bytes(response.body), tuple(response.raw_headers), _nonce(request)))
                return response

        return kept

    def _find(self, key: Key) -> Kept | None:
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
            return held

    def _keep(self, key: Key, answer: Kept) -> None:
        size = _size(key, answer)
        if size > LARGEST:
            return
        with self._lock:
            before = self._held.pop(key, None)
            if before is not None:
                self._size -= _size(key, before)
            self._held[key] = answer
            self._size += size
            while self._size > self._room:
                oldest, gone = self._held.popitem(last=False)
                self._size -= _size(oldest, gone)


def _key(request: Request) -> Key:
    return (request.url.path, request.url.query, *(request.headers.get(name, "") for name in _HEADERS))


def _again(held: Kept, request: Request) -> Response:
    """A kept answer with a nonce of its own: a nonce serves once."""
    nonce = _nonce(request)
    response = Response(held.body.replace(held.nonce, nonce))
    response.raw_headers = [(name, value.replace(held.nonce, nonce) if name == _POLICY.encode() else value) for name, value in held.headers]
    return response


def _nonce(request: Request) -> bytes:
    nonce: str = request.scope["state"]["nonce"]
    return nonce.encode("ascii")


def _size(key: Key, answer: Kept) -> int:
    return len(answer.body) + sum(map(len, key)) + 1000
