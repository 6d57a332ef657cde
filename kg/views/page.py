"""How a page is put together that needs no network and runs nothing but its own scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2

ASSETS = Path(__file__).resolve().parent / "assets"

# bidirectional controls and other invisible format characters can make a label read as something else
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]{1,1000}")


def asset(name: str) -> str:
    """The text of a file that lies beside the templates, with Unix line ends."""
    return (ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def interface() -> dict[str, Any]:
    """The strings of the pages' own interface, each in Chinese and English."""
    read: dict[str, Any] = json.loads(asset("interface.json"))
    return read


def visible(text: str, most: int = 400) -> str:
    """A text fit for display: on one line, without invisible controls, not longer than `most`.

    >>> visible("a\\u202eb\\n c")
    'a b c'
    >>> visible("x" * 10, most=4)
    'xxx…'
    """
    shown = " ".join(_UNSEEN.sub(" ", unicodedata.normalize("NFC", text[: 4 * most])).split())
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, None for javascript:, data: and anything else.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    return url if url and re.match(r"https?://[^\s<>\"']{1,2000}\Z", url) else None


def embed(value: object) -> str:
    """JSON that may stand inside a <script type="application/json">.

    >>> embed({"a": "</script>"})
    '{"a":"\\\\u003c/script>"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def security_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy that allows exactly these inline scripts and styles, and no request."""
    allowed = " ".join(_source(text) for text in scripts) or "'none'"
    dressed = " ".join(_source(text) for text in styles) or "'none'"
    return f"default-src 'none'; script-src {allowed}; style-src {dressed}; img-src data:; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def environment() -> jinja2.Environment:
    """A fresh Jinja2 environment over the templates: everything is escaped, nothing may be undefined."""
    import jinja2
    import markupsafe

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # the files do not change while the program runs
        auto_reload=False,
    )
    made.filters["embed"] = lambda value: markupsafe.Markup(embed(value))
    made.filters["verbatim"] = markupsafe.Markup
    made.filters["from_json"] = json.loads
    made.filters["visible"] = visible
    made.globals["interface"] = interface()
    return made
