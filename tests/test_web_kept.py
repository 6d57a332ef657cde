"""Pages that are given again: the same but for their nonce, never another one's, never more than there is room for."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.views.web.kept_pages import Pages


def asked(path: str = "/", nonce: str = "n1", query: str = "", **headers: str) -> Request:
    scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "server": ("here", 80), "scheme": "http"}
    scope |= {"headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()], "state": {"nonce": nonce}}
    return Request(scope)


class Counted:
    """A page that counts how often it was made."""

    def __init__(self, size: int = 10, status: int = 200, unfinished: bool = False) -> None:
        self.made, self.size, self.status, self.unfinished = 0, size, status, unfinished

    def __call__(self, request: Request) -> Response:
        self.made += 1
        request.state.unfinished = self.unfinished
        nonce = request.scope["state"]["nonce"]
        text = f"{request.url} {request.headers.get('accept-language')} nonce={nonce} " + "x" * self.size
        return HTMLResponse(text, self.status, headers={"content-security-policy": f"script-src 'nonce-{nonce}'", "content-language": "zh"})


def test_a_page_asked_for_again_is_the_same_with_a_nonce_of_its_own() -> None:
    page = Counted()
    kept = Pages().keeping(page)
    first, second = kept(asked(nonce="secret-one")), kept(asked(nonce="secret-two"))
    assert page.made == 1
    assert bytes(second.body) == bytes(first.body).replace(b"secret-one", b"secret-two")
    assert second.headers["content-security-policy"] == "script-src 'nonce-secret-two'"
    assert {name: value for name, value in second.headers.items() if "security" not in name} == {
        name: value for name, value in first.headers.items() if "security" not in name
    }


@pytest.mark.parametrize(
    "other", [asked("/b"), asked(query="a=1"), asked(accept="text/turtle"), asked(accept_language="en"), asked(cookie="lang=en"), asked(host="there")]
)
def test_a_page_that_may_differ_is_another(other: Request) -> None:
    page = Counted()
    kept = Pages().keeping(page)
    kept(asked())
    kept(other)
    assert page.made == 2


@pytest.mark.parametrize("page", [Counted(status=404), Counted(unfinished=True), Counted(size=5 << 20)], ids=["missing", "unfinished", "too large"])
def test_a_page_that_is_missing_unfinished_or_too_large_is_made_anew(page: Counted) -> None:
    kept = Pages().keeping(page)
    kept(asked())
    kept(asked())
    assert page.made == 2


def test_the_pages_asked_for_longest_ago_make_room() -> None:
    page = Counted(size=1000)
    kept = Pages(room=5000).keeping(page)
    for path in ("/a", "/b", "/a", "/c", "/a"):
        kept(asked(path))
    assert page.made == 3
    kept(asked("/b"))
    assert page.made == 4
