"""Takes the pictures of the README in a headless Chromium, in English and in Chinese: graph.html of the seeds, and three pages of `kg serve`.

Needs the package chromium and the extras `web` and `dev`; run it with `make picture`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).resolve().parent
EXPORTS = DOCS.parent / "exports"
LANGUAGES = {"en": "", "zh-CN": ".zh-CN"}
CHROMIUM = "/usr/bin/chromium"
# what is looked at: the figures of a place, a figure in its sentence, a measure in two places
PAGES = {
    "place": "/id/region/131000",
    "document": "/doc/{document}?at=496-504#at",
    "compare": "/compare?indicator=https%3A%2F%2Fw3id.org%2Fminzheng%2Fconcept%2Findicator%2Fdibao-standard",
}


def main() -> int:
    """Writes docs/images/*.png; 1 where there is no build to look at."""
    if not (EXPORTS / "graph.html").is_file():
        print(f"{EXPORTS}: there is no picture; build the seeds first with: kg build seeds -o exports", file=sys.stderr)
        return 1
    with sync_playwright() as playwright, serving() as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        for language, ending in LANGUAGES.items():
            take(browser, (EXPORTS / "graph.html").as_uri(), f"graph{ending}", language, (1440, 900), "html[data-ready]")
            for name, path in PAGES.items():
                take(browser, address + path.format(document=first_document()), f"{name}{ending}", language, (1120, 760), "main")
        browser.close()
    return 0


def take(browser: Browser, url: str, name: str, language: str, size: tuple[int, int], ready: str) -> None:
    """Writes one picture."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale=language, color_scheme="light")
    page.goto(url)
    page.wait_for_selector(ready, state="attached", timeout=20_000)
    page.wait_for_timeout(800)
    (DOCS / "images").mkdir(exist_ok=True)
    page.screenshot(path=DOCS / "images" / f"{name}.png")
    page.close()


def first_document() -> str:
    """The address of the first document: the beginning of its hash."""
    found = re.search(r'"sha256": "([0-9a-f]{16})', (EXPORTS / "report.json").read_text("utf-8"))
    assert found, "a report names its documents"
    return found[1]


@contextmanager
def serving() -> Iterator[str]:
    """The address of `kg serve` over the exports."""
    command = [sys.executable, "-u", "-c", "from kg.views.cli import main; main()", "serve", str(EXPORTS), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = re.search(r"(http://\S+)/ ", process.stdout.readline())
        try:
            assert told, "the server did not start"
            yield told[1]
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
