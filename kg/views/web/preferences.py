"""What a client prefers, as the Accept headers of HTTP say it (RFC 9110, 12.4 and 12.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

# weight = "0" [ "." 0*3digit ] | "1" [ "." 0*3"0" ]
_WEIGHT = re.compile(r"\s{0,9}q\s{0,9}=\s{0,9}(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s{0,9}", re.IGNORECASE | re.ASCII)
# more wishes than any client has
_MOST = 50
HTML = "text/html"
JSON = "application/json"


def preferences(header: str) -> list[tuple[str, float]]:
    """What a header lists, in lower case, each with its weight; the first of equal weight comes first.

    >>> preferences("en;q=0.5, zh-CN, *;q=0")
    [('zh-cn', 1.0), ('en', 0.5), ('*', 0.0)]
    """
    found = []
    for part in header.split(",")[:_MOST]:
        value, *parameters = part.strip().lower().split(";")
        weights = [float(match[1]) for match in map(_WEIGHT.fullmatch, parameters) if match]
        if value.strip():
            found.append((value.strip(), weights[0] if weights else 1.0))
    return sorted(found, key=lambda wish: -wish[1])


def best(header: str, offered: Sequence[str]) -> str | None:
    """The media type that suits a client most, the first of those offered where several do; None where none does.

    >>> best("text/*;q=0.5, application/json", ["text/html", "application/json"])
    'application/json'
    >>> best("", ["text/html"])
    'text/html'
    >>> best("image/png", ["text/html"]) is None
    True
    """
    wishes = dict(reversed(preferences(header))) or {"*/*": 1.0}

    def weight(offer: str) -> float:
        for wish in (offer, offer.split("/")[0] + "/*", "*/*"):
            if wish in wishes:
                return wishes[wish]
        return 0.0

    weighed = [(weight(offer), -place) for place, offer in enumerate(offered)]
    top = max(weighed, default=(0.0, 0))
    return offered[-top[1]] if top[0] > 0 else None


def wants_json(accept: str) -> bool:
    """Whether a machine asks rather than a browser.

    >>> wants_json("application/json"), wants_json("text/html,*/*;q=0.8"), wants_json("")
    (True, False, False)
    """
    return best(accept, (HTML, JSON)) == JSON
