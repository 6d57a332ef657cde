"""Whose a local program is: the place that the text names as the one that runs it.

subject = mark place [ body ] verb … program        ，沈阳市民政局实施品质养老民生工程
        | national body verb … program              民政部等部门组织开展…
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from kg.model import Mention
from kg.resolve import names
from kg.resolve.ledger import Ledger
from kg.resolve.places import NATION
from kg.vocab.vocabulary import Vocabulary

# how far before a program its subject stands, and what may stand between a clause's beginning and the subject
_REACH, _NATIONAL_REACH = 30, 50
_MARKS = "，。；：！？、“”《》"


class OwnerReader:
    """Finds the places of local programs in one document after another."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        self._with = vocabulary.words("acting-with")
        self._verb = re.compile("|".join(map(re.escape, sorted(vocabulary.words("naming-verb"), key=len, reverse=True))))

    def read(self, work: Ledger, mentions: Sequence[Mention]) -> dict[Mention, str]:
        """The place of each local program whose subject the text names; further mentions of a name share it, where it has one only."""
        local = [mention for mention in mentions if mention.kind == "program" and not mention.readings]
        bodies = [mention for mention in mentions if mention.kind == "agency" and mention.rule == "known body"]
        starts = [body.start for body in bodies]
        own = {mention: code for mention in local if (code := self._subject(work, mention)) is not None}
        for mention in local:
            body = bodies[at - 1] if (at := bisect_left(starts, mention.start)) else None
            if mention not in own and body is not None and self._is_run(work.document.text, body, mention):
                own[mention] = NATION
        places: dict[str, set[str]] = defaultdict(set)
        for mention, code in own.items():
            places[_name(mention)].add(code)
        shared = {mention: next(iter(places[_name(mention)])) for mention in local if len(places.get(_name(mention), ())) == 1}
        return {**shared, **own}

    def _is_run(self, text: str, body: Mention, program: Mention) -> bool:
        """Whether a verb of running stands between a national body and a program, and none that it runs it with somebody or somewhere."""
        gap = text[body.end : program.start] if 0 < program.start - body.end <= _NATIONAL_REACH else ""
        if any(mark in gap for mark in _MARKS.replace("、", "")) or text[: body.start].endswith(self._with):
            return False
        return self._verb.search(gap) is not None and not any(word in gap for word in self._with if len(word) > 1 or word == "在")

    def _subject(self, work: Ledger, mention: Mention) -> str | None:
        """The place inside the article's own that begins the clause of a program and is followed by a verb of running it."""
        text = work.document.text
        for place in reversed(work.regions_in(max(0, mention.start - _REACH), mention.start)):
            gap = text[place.end : mention.start]
            if any(mark in gap for mark in _MARKS):
                return None
            begins = place.start == 0 or text[place.start - 1] in _MARKS
            if begins and self._verb.search(gap):
                return self._inside(work, mention, work.codes[place])
        return None

    def _inside(self, work: Ledger, mention: Mention, code: str) -> str | None:
        home = work.setting_at(mention.start).region
        above = home[1] if home else NATION
        return code if self._gazetteer.by_code(code) is not None and self._gazetteer.within(code, above) else None


def _name(mention: Mention) -> str:
    return names.key(mention.head or mention.text)
