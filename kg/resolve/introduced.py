"""Which names does a text announce as short for the name right before them?

introduced = full （ [以下] 简称 | 下称 “ short ” ）      …信息平台（下称核对平台）
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Mention
from kg.resolve import names
from kg.vocab.vocabulary import Vocabulary

_REACH = 14
_KINDS = frozenset(("program", "system", "organization"))


class ShortNames:
    """Reads them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        called = "|".join(sorted(map(re.escape, vocabulary.words("announces-short-name")), key=len, reverse=True))
        # what stands between a full name and its short one
        self._between = re.compile(rf"”?[（(](?:{called})[：:]?[“‘《]?")

    def read(self, text: str, mentions: Sequence[Mention]) -> dict[Mention, Mention]:
        """The mentions by a short name -> the mention by the full one; of things that the ontology does not know."""
        found: dict[tuple[str, str], Mention] = {}
        last: dict[str, Mention] = {}
        short: dict[Mention, Mention] = {}
        for mention in mentions:
            if mention.kind not in _KINDS or mention.readings:
                continue
            key = (mention.kind, names.key(mention.head or mention.text))
            before = last.get(mention.kind)
            if before is not None and 0 < mention.start - before.end <= _REACH and self._between.fullmatch(text, before.end, _inner(text, mention)):
                found[key] = before
            if key in found:
                short[mention] = found[key]
            else:
                last[mention.kind] = mention
        return short


def _inner(text: str, mention: Mention) -> int:
    """Where a name begins behind its opening mark."""
    return mention.start + (text[mention.start] in "“‘《")
