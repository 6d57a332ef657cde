"""Pages that are given again: the same but for their nonce, never another one's, never more than there is room for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.views.web.kept_answers import kept
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
    page_again = Pages().keeping(page)
    first, second = page_again(asked(nonce="secret-one")), page_again(asked(nonce="secret-two"))
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
    page_again = Pages().keeping(page)
    page_again(asked())
    page_again(other)
    assert page.made == 2


@pytest.mark.parametrize("page", [Counted(status=404), Counted(unfinished=True), Counted(size=5 << 20)], ids=["missing", "unfinished", "too large"])
def test_a_page_that_is_missing_unfinished_or_too_large_is_made_anew(page: Counted) -> None:
    page_again = Pages().keeping(page)
    page_again(asked())
    page_again(asked())
    assert page.made == 2


def test_the_pages_asked_for_longest_ago_make_room() -> None:
    page = Counted(size=1000)
    page_again = Pages(room=5000).keeping(page)
    for path in ("/a", "/b", "/a", "/c", "/a"):
        page_again(asked(path))
    assert page.made == 3
    page_again(asked("/b"))
    assert page.made == 4


def test_an_answer_is_worked_out_once_for_a_state_of_the_build(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("a", "utf-8")
    asked: list[str] = []

    def work_out() -> list[str]:
        asked.append("asked")
        return ["甲", "乙"]

    assert [kept(tmp_path, "list", work_out) for _ in range(2)] == [["甲", "乙"], ["甲", "乙"]]
    assert asked == ["asked"]
    (tmp_path / "graph.ttl").write_text("b", "utf-8")
    kept(tmp_path, "list", work_out)
    assert len(asked) == 2 and len(list((tmp_path / ".work").iterdir())) == 1


def test_an_answer_that_was_half_written_is_worked_out_again(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("a", "utf-8")
    kept(tmp_path, "list", lambda: [1])
    (file,) = (tmp_path / ".work").iterdir()
    file.write_text("[1", "utf-8")
    assert kept(tmp_path, "list", lambda: [2]) == [2]


def test_a_page_that_many_ask_for_at_once_is_made_once() -> None:
    page = Counted()
    began = Barrier(8)

    def slow(request: Request) -> Response:
        sleep(0.05)
        return page(request)

    page_again = Pages().keeping(slow)

    def ask() -> int:
        began.wait()
        return page_again(asked()).status_code

    with ThreadPoolExecutor(8) as pool:
        assert [each.result() for each in [pool.submit(ask) for _ in range(8)]] == [200] * 8
    assert page.made == 1
