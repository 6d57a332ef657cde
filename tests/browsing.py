"""A real Chromium that hears everything a page does: requests, console, errors, what axe-core objects to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from needing import missing
from playwright import sync_api

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, PHONE = sync_api.ViewportSize(width=1280, height=800), sync_api.ViewportSize(width=390, height=844)


def need(path: Path, advice: str) -> None:
    """Skips the test where a file is missing, by its name; fails it where CI=true says that it must run."""
    if path.is_file():
        return
    missing(path.name, advice)


@contextmanager
def chromium() -> Iterator[sync_api.Browser]:
    """A running browser."""
    need(CHROMIUM, "install the package chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


EarsT = TypeVar("EarsT", bound="Ears")


class Ears:
    """Opens pages and hears them: `heard` is all that a page should not have done."""

    def __init__(self, browser: sync_api.Browser) -> None:
        self.browser = browser
        self.heard: list[str] = []
        self._contexts: list[sync_api.BrowserContext] = []

    def close(self) -> None:
        """Closes every page."""
        for context in self._contexts:
            context.close()

    def _page(self, allowed: tuple[str, ...], status: int, options: dict[str, Any]) -> sync_api.Page:
        """An empty page that may ask for what begins in an allowed way, and whose own answer has the status."""
        context = self.browser.new_context(**{"locale": "zh-CN", **options})
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._request(request, allowed))
        page.on("pageerror", lambda error: self.heard.append(f"error {error}"))
        page.on("console", lambda message: self._console(message, status))
        return page

    def _request(self, request: sync_api.Request, allowed: tuple[str, ...]) -> None:
        if not request.url.startswith(allowed):
            self.heard.append(f"request {request.url[:200]}")

    def _console(self, message: sync_api.ConsoleMessage, status: int) -> None:
        # a browser reports the status of a page that is meant to fail
        if not (status >= 400 and f"status of {status}" in message.text):
            self.heard.append(f"console {message.type} {message.text[:300]}")


class Visitor(Ears):
    """Opens pages of one server."""

    def __init__(self, browser: sync_api.Browser, server: str) -> None:
        super().__init__(browser)
        self.server = server

    def __call__(self, address: str, size: sync_api.ViewportSize = WIDE, status: int = 200, **options: Any) -> sync_api.Page:
        """A page, loaded; its answer must have the status. `options` are those of a browser's context."""
        page = self._page((self.server + "/", "data:", "blob:"), status, {"viewport": size, **options})
        answer = page.goto(self.server + address)
        assert answer is not None and answer.status == status, f"{address}: {answer and answer.status}"
        return page


class Reader(Ears):
    """Opens pages that are files, by their names; a file may ask for nothing but itself."""

    def __init__(self, browser: sync_api.Browser, files: Mapping[str, Path]) -> None:
        super().__init__(browser)
        self.files = files

    def __call__(self, name: str, size: sync_api.ViewportSize = WIDE, fragment: str = "", **options: Any) -> sync_api.Page:
        """A page, loaded. `options` are those of a browser's context."""
        address = self.files[name].as_uri()
        page = self._page((address, "data:,"), 200, {"viewport": size, **options})
        page.goto(address + fragment)
        return page


@contextmanager
def silent(ears: EarsT) -> Iterator[EarsT]:
    """In the end nothing may have been asked for beyond what is allowed, and the console must be empty."""
    yield ears
    ears.close()
    assert ears.heard == []


def violations(page: sync_api.Page) -> list[str]:
    """What axe-core objects to."""
    need(AXE, "run npm ci --prefix tests/browser")
    # evaluated by the debugger, so the page's own policy stays in force
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"]]
