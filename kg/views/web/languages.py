"""In which language a page speaks, and its words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Literal

from starlette.requests import Request

from kg.views.page import ASSETS
from kg.views.web.preferences import preferences

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
COOKIE = "lang"
FOLDER = ASSETS / "web" / "text"


def language_of(request: Request) -> Language:
    """The language that the address names, else the cookie, else the browser's wish, else Chinese."""
    wishes = [request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")]
    wishes += [wish for wish, weight in preferences(request.headers.get("accept-language", "")) if weight > 0]
    for wish in wishes:
        for language in LANGUAGES:
            if wish.lower().split("-")[0] == language:
                return language
    return "zh"


@cache
def phrases() -> Mapping[str, tuple[str, str]]:
    """Every phrase of the pages in Chinese and English, by the name of its file, a dot, and its own name."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for name, (zh, en) in tomllib.loads(path.read_text("utf-8")).items():
            found[f"{path.stem}.{name}"] = (zh, en)
    return found


def say(name: str, language: Language, **values: object) -> str:
    """A phrase of the interface, with values for its {places}.

    >>> say("frame.home", "en")
    'Home'
    """
    zh, en = phrases()[name]
    text = zh if language == "zh" else en
    return text.format_map({key: f"{value:,}" if isinstance(value, int) else value for key, value in values.items()}) if values else text
