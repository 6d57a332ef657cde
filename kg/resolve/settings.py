"""Which articles a document holds, and the place and time that each speaks from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import Document, Mention, Setting
from kg.resolve.places import NATION, highest_alone, is_veiled
from kg.resolve.plan_years import PlanYears
from kg.resolve.years import last_year, tells_of_a_day, years_named
from kg.vocab.gazetteer import Place
from kg.vocab.vocabulary import Vocabulary

# stamp = [ "[" ] date [ time ] [ "]" ]          2023-08-15 18:21, [2023年07月23日]
_STAMP = re.compile(r"[\[【(]?(?P<year>(?:19|20)\d{2})[-年./](?P<month>\d{1,2})[-月./](?P<day>\d{1,2})日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?[\]】)]?")
# what a mention weighs by where it stands
_TITLE, _HEADLINE, _LEAD, _BODY = 8.0, 5.0, 2.5, 1.0
_LEAD_LENGTH, _HEADLINE_LENGTH = 240, 60
# a body as publisher, a city's medium, a province's: 长沙市人民政府, 永州日报, 浙江在线
_PUBLISHER, _LOCAL_MEDIUM, _MEDIUM = 5.0, 3.0, 1.0
# national bodies: in the title, in the opening, elsewhere; a national medium whose title names no place
_BODY_IN_TITLE, _BODY_IN_OPENING, _KNOWN_BODY, _NATIONAL_MEDIUM = 4.0, 1.5, 0.4, 3.0
_OPENING_LENGTH = 120
# a name that the next place narrows (贵州 + 六盘水), and one that an agency bears, in parts of a plain mention
_NARROWED, _BORNE = 0.2, 1.5
# how often 我市 counts, where 全市 counts once
_OWN = 3
# a text that spreads over so many provinces, none of which has this part of it, speaks of the nation
_SPREAD, _SHARE = 3, 0.45
# 2013年工作回顾: the year that a report looks back on
_REVIEW = re.compile(r"((?:19|20)\d{2})年(?:政府)?工作(?:的)?回顾")
# a report looks back on the year before where it is delivered in the first months, or only its year is known
_LAST_MONTH_OF_REVIEW = "04"
_REPORT_OPENING = 400
# texts look back on earlier years, but do not speak from them
_FIRST_YEAR = "1978"


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

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        self._national_medium = re.compile("|".join(map(re.escape, vocabulary.words("national-medium"))))
        self._report = re.compile("|".join(map(re.escape, vocabulary.words("report-opening"))))
        self._plans = PlanYears(vocabulary)
        self._bulletin = re.compile("|".join(map(re.escape, vocabulary.words("bulletin-title"))))
        self._term = re.compile("|".join(map(re.escape, vocabulary.words("term-cue"))))
        # 2008年，他曾…: a year of somebody's life
        self._life = re.compile(rf"[^。；！？]{{0,16}}?(?:{'|'.join(map(re.escape, vocabulary.words('life-cue')))})")
        self._turn = re.compile("|".join(map(re.escape, vocabulary.words("turn-to-plan"))))
        self._own = vocabulary.words("speaker")
        self._medium = re.compile("|".join(map(re.escape, vocabulary.words("media-after-place"))))

    def read(self, document: Document, mentions: Sequence[Mention]) -> tuple[Setting, ...]:
        """One setting for each article, in order; `region` None where the text gives no hint at all."""
        return tuple(part for start, end in articles(document) for part in self._review(document, self._setting(document, start, end, mentions), mentions))

    def _review(self, document: Document, setting: Setting, mentions: Sequence[Mention]) -> list[Setting]:
        """A work report of the first months as two stretches: the review of the year before, then the plans."""
        stretch = document.text[setting.start : setting.end]
        reference = setting.reference
        if reference is None or not self._report.search(stretch, 0, _REPORT_OPENING):
            return [setting]
        said = _REVIEW.search(stretch)
        turn = self._turn.search(stretch)
        middle = setting.start + turn.start() if turn else setting.end
        if not said and self._printed(document, setting.start) is None:
            # no date is printed: the last year of the review is the year before
            last = last_year([mention for mention in mentions if setting.start <= mention.start < middle])
            reference = str(int(last) + 1) if last else reference
        elif said:
            reference = str(int(said[1]) + 1) if reference[:4] == said[1] else reference
        elif reference[5:7] > _LAST_MONTH_OF_REVIEW:
            return [setting]
        setting = replace(setting, reference=reference)
        reviewed = str(int(reference[:4]) - 1)
        parts = [replace(setting, end=middle, reviewed=reviewed), replace(setting, start=middle)]
        return [part for part in parts if part.start < part.end]

    def _setting(self, document: Document, start: int, end: int, mentions: Sequence[Mention]) -> Setting:
        inside = [mention for mention in mentions if start <= mention.start < end]
        code = self._region(document, start, inside)
        return Setting(start, end, ("region", code) if code else None, self._reference(document, start, inside))

    def _region(self, document: Document, start: int, mentions: Sequence[Mention]) -> str | None:
        votes: dict[str, float] = defaultdict(float)
        weights = self._weights(document, start, mentions)
        for mention, weight in weights.items():
            self._vote(votes, mention.readings, weight)
        if start == 0 and document.metadata.publisher:
            for place, weight in self._of_publisher(document.metadata.publisher):
                votes[place.code] += weight
        pointed: Counter[str] = Counter()
        for mention in mentions:
            if mention.kind == "deixis":
                pointed[mention.readings[0]] += _OWN if mention.text.startswith(self._own) else 1
        is_news = start == 0 and self._is_national_news(document, weights)
        if (is_news or not pointed.keys() - {"国"}) and self._is_spread(weights):
            return NATION
        votes[NATION] += sum(self._national(document, start, mention) for mention in mentions if mention.rule == "known body")
        if is_news:
            votes[NATION] += _NATIONAL_MEDIUM
        self._point(votes, pointed)
        ranked = sorted((code for code in votes if votes[code] and (self._gazetteer.by_code(code) or is_veiled(code))), key=lambda code: (-votes[code], code))
        return ranked[0] if ranked else None

    def _national(self, document: Document, start: int, mention: Mention) -> float:
        """What a national body weighs for the nation."""
        if start == 0 and mention.text in (document.metadata.title or "") and mention.start < _LEAD_LENGTH:
            return _BODY_IN_TITLE
        return _BODY_IN_OPENING if mention.start - start < _OPENING_LENGTH else _KNOWN_BODY

    def _is_national_news(self, document: Document, weights: dict[Mention, float]) -> bool:
        title = document.metadata.title
        is_national = bool(self._national_medium.match(document.metadata.publisher or ""))
        return is_national and title is not None and not any(mention.text in title for mention in weights)

    def _weights(self, document: Document, start: int, mentions: Sequence[Mention]) -> dict[Mention, float]:
        regions = [mention for mention in mentions if mention.kind == "region" and mention.readings]
        borne = {mention.start for mention in mentions if mention.kind == "agency"}
        narrowed = {
            above
            for above, below in pairwise(regions)
            if above.end == below.start and any(len(code) == 6 and self._gazetteer.within(code, upper) for code in below.readings for upper in above.readings)
        }
        wide = {mention.text for mention in narrowed}
        return {
            mention: self._weight(document, start, mention, wide) * (_NARROWED if mention in narrowed else 1) * (_BORNE if mention.start in borne else 1)
            for mention in regions
        }

    def _weight(self, document: Document, start: int, mention: Mention, wide: set[str]) -> float:
        """What a mention weighs by where it stands; a name in the title that another narrows there (`wide`) is not what the title speaks of."""
        title = document.metadata.title
        if self._medium.match(document.text, mention.end):
            return _BODY / 2
        if start == 0 and title and mention.text in title and mention.text not in wide:
            return _TITLE / 2 if mention.start > _LEAD_LENGTH else _TITLE
        if start > 0 and mention.start - start < _HEADLINE_LENGTH:
            return _HEADLINE
        return _LEAD if mention.start - start < _LEAD_LENGTH else _BODY

    def _is_spread(self, weights: dict[Mention, float]) -> bool:
        """Whether the places named lie in several provinces and none of these prevails."""
        provinces: dict[str, float] = defaultdict(float)
        for mention, weight in weights.items():
            code = mention.readings[0]
            if self._gazetteer.by_code(code) is not None and code != NATION:
                provinces[code[:2]] += weight
        return len(provinces) >= _SPREAD and max(provinces.values()) < _SHARE * sum(provinces.values())

    def _vote(self, votes: dict[str, float], codes: tuple[str, ...], weight: float) -> None:
        """One vote for the place, a part of one for the places around it; homonyms share it, unless one stands above the others: 西安市 for 西安."""
        codes = highest_alone(self._gazetteer, codes) or codes
        share = weight / len(codes)
        for code in codes:
            if self._gazetteer.by_code(code) is None and not is_veiled(code):
                continue
            votes[code] += share
            for step, above in enumerate(self._gazetteer.ancestors(code), start=1):
                if above != NATION:
                    votes[above] += share * 0.3**step

    def _of_publisher(self, name: str) -> list[tuple[Place, float]]:
        """The place that a publisher's name begins with, and what it weighs: 长沙市人民政府, 上海徐汇; less for 浙江在线."""
        place, end = self._named_at(name, 0, None)
        if place is None:
            return []
        narrower, further = self._named_at(name, end, place)
        if narrower is not None:
            place, end = narrower, further
        if not self._medium.match(name, end):
            return [(place, _PUBLISHER)]
        return [(place, _MEDIUM if place.level == "province" else _LOCAL_MEDIUM)]

    def _named_at(self, name: str, start: int, above: Place | None) -> tuple[Place | None, int]:
        for length in range(min(len(name) - start, 12), 1, -1):
            found = [place for place in self._gazetteer.named(name[start : start + length]) if above is None or self._gazetteer.within(place.code, above.code)]
            if found:
                return found[0], start + length
        return None, start

    def _point(self, votes: dict[str, float], pointed: Counter[str]) -> None:
        """我市, 全省: places of that level gain, those of no level that is pointed to do not."""
        for level, times in pointed.items():
            if level == "国":
                votes[NATION] += 0.8 * times
                continue
            for code in list(votes):
                place = self._gazetteer.by_code(code)
                name = place.name if place else code
                if name.endswith(level) and code != NATION:
                    votes[code] *= 1 + min(times, 6) * 0.5
        for code in votes:
            place = self._gazetteer.by_code(code)
            if place is not None and place.level == "township":
                votes[code] *= 0.2

    def _printed(self, document: Document, start: int) -> str | None:
        """The date that an article bears."""
        stamp = _STAMP.match(document.text, start)
        if stamp and start > 0:
            return f"{stamp['year']}-{int(stamp['month']):02d}-{int(stamp['day']):02d}"
        if start == 0 and document.metadata.published:
            return document.metadata.published
        title_year = re.search(r"(?:19|20)\d{2}(?=年)", document.metadata.title or "")
        return title_year.group() if start == 0 and title_year else None

    def _reference(self, document: Document, start: int, mentions: Sequence[Mention]) -> str | None:
        return self._printed(document, start) or self._plans.year(document, start, mentions) or self._told(document, start, mentions)

    def _told(self, document: Document, start: int, mentions: Sequence[Mention]) -> str | None:
        """The year that an article without a date speaks of; none where its 今年 may be another.

        A bulletin puts the news of many places together, a look back on five years is told in the year after; elsewhere a
        year that is named but once among others may be that of anything.
        """
        mentions = [mention for mention in mentions if mention.time is None or not self._life.match(document.text, mention.end)]
        years = years_named(mentions)
        last = last_year(mentions)
        if last is None or self._report.search(document.text[start:], 0, _REPORT_OPENING):
            return last
        if self._bulletin.search(document.metadata.title or "") or self._term.search(document.text, start):
            return None
        if last < _FIRST_YEAR or tells_of_a_day(document, last, mentions):
            return None
        if len(years) > 1 and max(years[last], years[str(int(last) - 1)]) < 2:
            return None
        relative = {mention.time.relative for mention in mentions if mention.time is not None}
        if (
            years[last] == len(years) == 1
            and relative & {"this-year", "month"}
            and not years_named([each for each in mentions if each.start < start + _LEAD_LENGTH])
        ):
            # a year that a story tells of once (2008年，当地曾…) is mostly another than 今年
            return None
        # 2017年…去年…: told in the year after
        return str(int(last) + 1) if "last-year" in relative and "this-year" not in relative and years[last] > 1 else last
