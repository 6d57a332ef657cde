"""Takes the pictures of the README: graph.html of the seeds in a headless Chromium, in English and in Chinese.

Needs the package chromium and the extra `dev`; run it with `make picture`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
PAGE = DOCS.parent / "exports" / "graph.html"
PICTURES = {"en": DOCS / "images" / "graph.png", "zh-CN": DOCS / "images" / "graph.zh-CN.png"}
CHROMIUM = "/usr/bin/chromium"


def main() -> int:
    """Writes docs/images/graph*.png; 1 where there is no page to look at."""
    if not PAGE.is_file():
        print(f"{PAGE} is missing: build the seeds first with: kg build seeds -o exports", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        for language, picture in PICTURES.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale=language, color_scheme="light")
            page.goto(PAGE.as_uri())
            page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
            page.wait_for_timeout(500)
            picture.parent.mkdir(exist_ok=True)
            page.screenshot(path=picture)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
