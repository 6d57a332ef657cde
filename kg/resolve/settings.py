"""Which articles a document holds, and the place and time that each speaks from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.model import Document, Mention, Setting
from kg.vocab.gazetteer import Gazetteer, Place

NATION = "000000"
_STAMP = re.compile(r"(?P<year>(?:19|20)\d{2})[-年./](?P<month>\d{1,2})[-月./](?P<day>\d{1,2})日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?")
# what a mention weighs by where it stands
_TITLE, _LEAD, _BODY, _PUBLISHER = 8.0, 2.5, 1.0, 5.0
_LEAD_LENGTH = 240


def articles(document: Document) -> list[tuple[int, int]]:
    """Clean stretches of the articles: a new one begins at a line that is no more than a date stamp, behind body text."""
    cuts = [0]
    has_body = False
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        stamp = _STAMP.match(text)
        if stamp and stamp.end() == len(text):
            if has_body:
                cuts.append(sentence.start)
                has_body = False
        elif sentence.role in ("body", "heading"):
            has_body = True
    return list(zip(cuts, [*cuts[1:], len(document.text)], strict=True))


class SettingReader:
    """Works out where and when each article speaks from."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, document: Document, mentions: Sequence[Mention]) -> tuple[Setting, ...]:
        """One setting for each article, in order; `region` None where the text gives no hint at all."""
        return tuple(self._setting(document, start, end, mentions) for start, end in articles(document))

    def _setting(self, document: Document, start: int, end: int, mentions: Sequence[Mention]) -> Setting:
        inside = [mention for mention in mentions if start <= mention.start < end]
        code = self._region(document, start, inside)
        return Setting(start, end, ("region", code) if code else None, self._reference(document, start, inside))

    def _region(self, document: Document, start: int, mentions: Sequence[Mention]) -> str | None:
        votes: dict[str, float] = defaultdict(float)
        for mention in mentions:
            if mention.kind == "region" and mention.readings:
                self._vote(votes, mention.readings, self._weight(document, start, mention))
            elif mention.kind == "agency" and mention.rule == "known body":
                votes[NATION] += 0.4
        if start == 0 and document.metadata.publisher:
            for place in self._named_in(document.metadata.publisher):
                votes[place.code] += _PUBLISHER
        pointed = Counter(mention.readings[0] for mention in mentions if mention.kind == "deixis")
        self._point(votes, pointed)
        ranked = sorted((code for code in votes if self._gazetteer.by_code(code)), key=lambda code: (-votes[code], code))
        return ranked[0] if ranked else None

    def _weight(self, document: Document, start: int, mention: Mention) -> float:
        title = document.metadata.title
        if start == 0 and title and mention.text in title:
            return _TITLE / 2 if mention.start > _LEAD_LENGTH else _TITLE
        return _LEAD if mention.start - start < _LEAD_LENGTH else _BODY

    def _vote(self, votes: dict[str, float], codes: tuple[str, ...], weight: float) -> None:
        """One vote for the place, a part of one for the places around it; homonyms share it."""
        share = weight / len(codes)
        for code in codes:
            if self._gazetteer.by_code(code) is None:
                continue
            votes[code] += share
            for step, above in enumerate(self._gazetteer.ancestors(code), start=1):
                if above != NATION:
                    votes[above] += share * 0.3**step

    def _named_in(self, text: str) -> list[Place]:
        """Places that a publisher's name begins with: 廊坊市 in 廊坊市人民政府."""
        for length in range(min(len(text), 12), 1, -1):
            found = self._gazetteer.named(text[:length])
            if found:
                return list(found[:1])
        return []

    def _point(self, votes: dict[str, float], pointed: Counter[str]) -> None:
        """我市, 全省: places of that level gain, those of no level that is pointed to do not."""
        for level, times in pointed.items():
            if level == "国":
                votes[NATION] += 0.8 * times
                continue
            for code in list(votes):
                place = self._gazetteer.by_code(code)
                if place is not None and place.name.endswith(level) and code != NATION:
                    votes[code] *= 1 + min(times, 6) * 0.5
        for code in votes:
            place = self._gazetteer.by_code(code)
            if place is not None and place.level == "township":
                votes[code] *= 0.2

    def _reference(self, document: Document, start: int, mentions: Sequence[Mention]) -> str | None:
        stamp = _STAMP.match(document.text, start)
        if stamp and start > 0:
            return f"{stamp['year']}-{int(stamp['month']):02d}-{int(stamp['day']):02d}"
        if start == 0 and document.metadata.published:
            return document.metadata.published
        title_year = re.search(r"(?:19|20)\d{2}(?=年)", document.metadata.title or "")
        if start == 0 and title_year:
            return title_year.group()
        years = Counter(
            (mention.time.start or mention.time.end or "")[:4]
            for mention in mentions
            if mention.time is not None and mention.time.role in ("at", "during", "until") and not mention.time.relative
        )
        # a day without its year ("--08-25") is no year
        dated = sorted(year for year in years if year.isdigit())
        return max(dated, key=lambda year: (years[year] > 1, year), default=None)
