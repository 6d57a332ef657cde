"""Which organizations a text also names without their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.model import Mention
from kg.resolve.ledger import Ledger


def full_names(work: Ledger, mentions: Sequence[Mention]) -> dict[str, Mention]:
    """What a text calls an organization without its place -> the mention with it: 鹤玺实业有限公司 -> 深圳市鹤玺实业有限公司.

    A short name that two full ones have is left out.
    """
    found: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        places = work.regions_in(mention.start, mention.end) if mention.kind == "organization" and mention.rule == "place and head" else []
        at = mention.start
        for place in places:
            at = place.end if place.start == at else at
        if places and at < mention.end:
            found[mention.text[at - mention.start :]].setdefault(mention.text, mention)
    return {short: next(iter(full.values())) for short, full in found.items() if len(full) == 1}
