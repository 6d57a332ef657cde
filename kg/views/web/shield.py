"""What stands before every page: which requests are heard at all, and the headers that every answer carries."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.views.web.pages import policy
from kg.views.web.problems import Problem
from kg.views.web.settings import Settings

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Shield:
    """An application around the application; it also covers what fails inside.

    `tell` makes the answer to a request that is refused here.
    """

    def __init__(self, inner: ASGIApp, settings: Settings, tell: Callable[[Request, Problem], Response]) -> None:
        self._inner = inner
        self._settings = settings
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; whatever is not HTTP is handed through."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        guarded = _with_headers(send, nonce)
        refused = self._refusal(scope)
        if refused:
            await self._tell(Request(scope), refused)(scope, receive, guarded)
        else:
            await self._inner(scope, self._limited(receive), guarded)

    def _refusal(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        host = _name(headers.get("host", ""))
        if self._settings.hosts and host not in self._settings.hosts:
            return Problem(421, "problems.host", host=host[:100])
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:20]) > self._settings.largest_body:
            return self._too_large()
        return None

    def _too_large(self) -> Problem:
        return Problem(413, "problems.too-large", {"connection": "close"}, most=self._settings.largest_body)

    def _limited(self, receive: Receive) -> Receive:
        heard = 0

        async def limited() -> Message:
            nonlocal heard
            message = await receive()
            heard += len(message.get("body", b""))
            if heard > self._settings.largest_body:
                raise self._too_large()
            return message

        return limited


def _with_headers(send: Send, nonce: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("content-security-policy", policy(nonce))
        await send(message)

    return guarded


def _name(host: str) -> str:
    """The name in a Host header, without its port: example.org:80, [::1]:8000."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
