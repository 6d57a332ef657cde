"""Which names does a text announce as short for the name right before them?

introduced = full （ [以下] 简称 | 下称 “ short ” ）      …信息平台（下称核对平台）
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Mention
from kg.resolve import names

# what stands between a full name and its short one
_BETWEEN = re.compile(r"”?[（(](?:以下|下文|下)?(?:简|统|合)?称(?:为|作)?[：:]?[“‘《]?")
_REACH = 14
_KINDS = frozenset(("program", "system", "organization"))


def introduced(text: str, mentions: Sequence[Mention]) -> dict[Mention, Mention]:
    """The mentions by a short name -> the mention by the full one; of things that the ontology does not know."""
    found: dict[tuple[str, str], Mention] = {}
    last: dict[str, Mention] = {}
    short: dict[Mention, Mention] = {}
    for mention in mentions:
        if mention.kind not in _KINDS or mention.readings:
            continue
        key = (mention.kind, names.key(mention.head or mention.text))
        before = last.get(mention.kind)
        if before is not None and 0 < mention.start - before.end <= _REACH and _BETWEEN.fullmatch(text, before.end, _inner(text, mention)):
            found[key] = before
        if key in found:
            short[mention] = found[key]
        else:
            last[mention.kind] = mention
    return short


def _inner(text: str, mention: Mention) -> int:
    """Where a name begins behind its opening mark."""
    return mention.start + (text[mention.start] in "“‘《")
