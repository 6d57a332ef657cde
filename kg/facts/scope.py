"""Where does a figure hold? The places around it."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.facts.actors import ActorReader
from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.facts.joining import JOINER
from kg.facts.place_names import NATION, PlaceNames
from kg.facts.whom import WhomReader
from kg.model import Document, EntityKey, Resolution, Resolved
from kg.vocab.vocabulary import Vocabulary

# the longest verb before what a share is of
_SHARE_REACH = 2
# the longest verb before a place that is part of a rank or a title
_RANK_REACH = 4


class ScopeReader:
    """Reads the region of a figure from the names in its sentence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._before_place = re.compile(rf"(?:{any_of(words('before-place'))}){{0,8}}")
        # 甲县等3个县: an example does not say where all of them are
        self._not_scope = re.compile(rf"{any_of(words('not-scope-after'))}|(?:{any_of(words('example-end'))})[0-9一二两三四五六七八九十百]")
        # 占全市的比重: the place is what a share is of
        self._whole = re.compile(rf"(?:{any_of((*words('share-verb'), *words('held-against')))})$")
        # 在全省的占比, 跻身全国重点镇: the place is part of what is measured
        # 甲港完成货物吞吐量, 海关税收: what a port handles, and not its city; what the customs levy, and not all taxes
        self._its_own = re.compile(
            rf"(?<={words('port-letter')[0]})(?:{any_of(words('light-verb'))})?[\u4e00-\u9fff]{{0,4}}(?:{any_of(words('throughput'))})"
            rf"|(?<={words('customs-body')[0]})(?:{any_of(words('customs-tax'))})"
        )
        self._shared_in = re.compile(any_of(words("shared-in")))
        self._ranked_in = re.compile(rf"(?:{any_of(words('rank-of-place'))})$")
        # 在全国117个试点中名列第23: the place that those lie in which something ranks among
        self._among = re.compile(rf"[^，。；、]{{0,20}}?(?:{any_of(words('ranked-among'))})")
        self._placing, self._places, self._sums = words("placing-preposition"), words("counted-place"), re.compile(any_of(words("sum-adverb")))
        self._naming, self._actors = words("before-place-in-name"), ActorReader(vocabulary)
        self._compared = re.compile(rf"(?:{any_of(words('compared-place'))})$")
        self._listed_as_example = re.compile(rf"[^，。；]{{0,300}}?(?:{any_of(words('example-end'))})[0-9一二两三四五六七八九十百]")
        self.names = PlaceNames(vocabulary)
        self.whom = WhomReader(vocabulary)
        self._examples = re.compile(rf"(?:{any_of(words('example-end'))})$")
        # 在“2023年甲市…”发布会上: a place in the name of an event
        self._in_title = re.compile(rf"(?:{any_of(words('before-counted-place'))})“[^”]{{0,30}}$")
        self._area_predicate = re.compile(any_of(words("area-predicate")))
        self._anaphor = re.compile(any_of(words("anaphoric-place")))
        self._locative = re.compile(rf"(?:{any_of(words('before-counted-place'))})$")
        self._gazetteer = vocabulary.gazetteer

    def region(self, document: Document, line: Line, figure: Figure, resolution: Resolution, topic: EntityKey | None) -> tuple[EntityKey, bool]:
        """The place measured, and whether the sentence names it: one right before the number, one that the clause or a clause before
        it in the sentence begins with, the place that the paragraph has turned to, else the article's own."""
        named = self._right_before(document, figure) or self._said(document, line, figure, resolution)
        if named is not None:
            return named, True
        home = resolution.setting_at(figure.mention.start).region or resolution.about
        if topic is None and home in (None, NATION):
            only = self.names.only(document, line, figure)
            return (only, True) if only else (NATION, self.names.is_national(line, figure))
        return topic or home or NATION, False

    def _said(self, document: Document, line: Line, figure: Figure, resolution: Resolution) -> EntityKey | None:
        for clause in reversed([each for each in line.clauses if each.start <= figure.clause.start]):
            pointed = self._anaphor.search(document.text, clause.start, min(clause.end, figure.mention.start))
            if pointed and (found := self._named_last(line, clause, pointed.group())) is not None:
                return found
            if clause is figure.clause and self._examples.search(document.text, *figure.left):
                continue
            if clause is not figure.clause and (self.names.enumerates(document, clause) or self.names.is_occasion(document, clause)):
                continue
            found = self._place(document, clause, figure, line, resolution)
            if found is not None:
                return found
        return None

    def _right_before(self, document: Document, figure: Figure) -> EntityKey | None:
        """The place of the figure's own words: 浏阳市 | 120个, 在 | 甲县 | 招收49人, and the next item, 乙县 | 招收32人."""
        found, ended, clause_names = None, -1, self.names.free(figure.clause)
        for name in clause_names:
            mention, before = name.mention, ended
            ended = mention.end
            if not (figure.left[0] <= mention.start and mention.end <= figure.mention.start and name.entities[0][1][:6].isdigit()):
                continue
            if self._is_whole(document, figure.clause, name):
                continue
            opens = mention.start == figure.left[0] > figure.clause.start
            led = self._locative.search(document.text, max(figure.left[0], mention.start - 2), mention.start)
            if mention.end == figure.mention.start and JOINER.fullmatch(document.text, before, mention.start):
                continue  # 成都、绵阳、南充 | 3市
            if led and JOINER.match(document.text, mention.end) and any(each.mention.start == mention.end + 1 for each in clause_names):
                continue  # 对甲县、乙县等地
            if mention.end == figure.mention.start or opens or led:
                found = name.entities[0]
        return found

    def _named_last(self, line: Line, clause: Clause, pointed: str) -> EntityKey | None:
        """What 这里 and 当地 take up: the last place named before the clause in its sentence; 该省 the last province."""
        before = [name for each in line.clauses if each.start < clause.start for name in self.names.named_before(each, pointed)]
        return before[-1].entities[0] if before else None

    def topic_place(self, document: Document, line: Line, clause: Clause, held: EntityKey | None, resolution: Resolution) -> EntityKey | None:
        """The place that the text has turned to: the subject of a sentence, until 全市 or 我省 points back."""
        pointed = [name for name in clause.names if name.mention.kind == "deixis" and name.entities and not self._is_whole(document, clause, name)]
        if pointed:
            return self._national(document, clause, pointed[0]) if len(pointed) == 1 else None
        if clause.start - line.sentence.start > 12 or self.names.enumerates(document, clause) or self.names.is_occasion(document, clause):
            return held
        found = self._scopes(document, clause, line, resolution)
        placed = [name for name in found if name.mention.kind == "region" and name.entities[0][1][:6].isdigit()]
        lead = [name for name in placed if not self._listed_as_example.match(document.text, name.mention.end)]
        subject = self._key(lead[-1]) if lead else None if len(lead) < len(placed) else self._agency_place(document, clause, line)
        return subject or held

    def _national(self, document: Document, clause: Clause, name: Resolved) -> EntityKey | None:
        """The nation where a clause with figures turns to it: 全国纪检监察系统共接收…"""
        is_nation = name.entities[0] == NATION and bool(clause.figures) and not self._not_scope.match(document.text, name.mention.end)
        return NATION if is_nation and self._leads(document, clause, clause.start, name.mention.start) else None

    def _agency_place(self, document: Document, clause: Clause, line: Line) -> EntityKey | None:
        """The place of an agency that a sentence begins with: 施秉县民政局…"""
        for name in clause.names:
            if self._not_scope.match(document.text, name.mention.end):
                continue
            if any(each.mention.start == name.mention.end and self._not_scope.match(document.text, each.mention.end) for each in clause.names):
                return None
            if name.mention.kind == "region" and name.entities and self._leads(document, clause, clause.start, name.mention.start):
                inner = self._innermost(clause, name).entities[0]
                return inner if inner[1][:6].isdigit() else None
        return None

    def _innermost(self, clause: Clause, name: Resolved) -> Resolved:
        """The last of the places that stand right behind one another: 赣州 of 江西赣州."""
        bodies = [each.mention for each in clause.names if each.mention.kind == "organization"]
        for each in clause.names:
            follows = each.mention.start == name.mention.end and each.mention.kind == "region" and each.entities
            if follows and not any(body.start <= each.mention.start < body.end for body in bodies):
                name = each
        return name

    def _place(self, document: Document, clause: Clause, figure: Figure, line: Line, resolution: Resolution) -> EntityKey | None:
        """The last place that a clause is about before a figure; where those of a list lie, if the figure counts or sums them: 成都、绵阳、南充3市."""
        found = [name for name in self._scopes(document, clause, line, resolution) if name.mention.end <= figure.mention.start]
        if not found:
            return None
        is_sum = figure.mention.text.endswith(self._places) or self._sums.search(document.text, *figure.left) is not None
        return (self._common(document, found) if is_sum and len(found) > 1 else None) or self._key(found[-1])

    def _common(self, document: Document, found: list[Resolved]) -> EntityKey | None:
        """Where the places of a list lie, below the nation."""
        codes = [key[1] for key in map(self._key, found) if key is not None]
        joined = all(JOINER.fullmatch(document.text, one.mention.end, other.mention.start) for one, other in pairwise(found))
        if not joined or len(codes) < len(found):
            return None
        above = (codes[-1], *self._gazetteer.ancestors(codes[-1]))
        shared = next((code for code in above if all(self._gazetteer.within(other, code) for other in codes)), NATION[1])
        return None if shared == NATION[1] else ("region", shared)

    def _key(self, name: Resolved) -> EntityKey | None:
        return name.entities[-1] if name.entities and name.entities[-1][0] == "region" else None

    def _may_lead(self, name: Resolved, resolution: Resolution) -> bool:
        """Whether a place that a clause begins with can be what it speaks of: a short name of another province may be a brand's (北京华联)."""
        code = name.entities[0][1]
        home = resolution.setting_at(name.mention.start).region
        if home is None or home == NATION or not code[:6].isdigit() or code[:2] == home[1][:2]:
            return True
        place = self._gazetteer.by_code(code)
        return place is None or name.mention.text == place.name

    def _scopes(self, document: Document, clause: Clause, line: Line, resolution: Resolution) -> list[Resolved]:
        """The places that a clause is about: those at its beginning, or pointed to (全市)."""
        inner = [other.mention for other in clause.names if other.mention.kind in ("policy", "organization", "agency", "program", "system")]
        found: list[Resolved] = []
        at = clause.start
        for name in clause.names:
            mention = name.mention
            if mention.kind not in ("region", "deixis") or not name.entities:
                continue
            if any(other.start <= mention.start and mention.end <= other.end for other in inner):
                continue
            if self._not_scope.match(document.text, mention.end) or self._is_whole(document, clause, name):
                if found and found[-1].mention.end == mention.start:
                    # 宁波舟山港 is of neither
                    found.pop()
                continue
            leads = self._leads(document, clause, at, mention.start)
            if not name.entities[0][1][:6].isdigit() and not (leads and self._is_subject(document, clause, mention.end)):
                continue
            goes_on = bool(found) and found[-1].mention.end == mention.start
            if leads and mention.kind == "region" and not goes_on and not self._may_lead(name, resolution):
                continue
            if leads or (mention.kind == "deixis" and name.entities[0] != NATION):
                if leads and goes_on:
                    found[-1] = name
                else:
                    found.append(name)
                at = mention.end
        return found

    def _is_whole(self, document: Document, clause: Clause, name: Resolved) -> bool:
        """Whether a place is what something is a share of, or is held against: 占全市的比重, 高于全省, 率先在全省."""
        text, before = document.text, (clause.start, name.mention.start)
        if name.mention.kind == "deixis" and text.endswith(self._placing, *before) and self._among.match(text, name.mention.end, clause.end):
            return True
        return self._whole.search(text, *before) is not None or self._compared.search(text, *before) is not None

    def _is_subject(self, document: Document, clause: Clause, end: int) -> bool:
        """Whether a named area is what the clause speaks of: 京津冀共有…, but not 粤北生态屏障."""
        return end < clause.end and self._area_predicate.match(document.text, end) is not None

    def _leads(self, document: Document, clause: Clause, at: int, start: int) -> bool:
        """Whether nothing but times and words like 在, 其中 stands between the clause's beginning and a place."""
        between = document.text[at:start]
        for time in clause.times:
            if at <= time.start and time.end <= start:
                between = between.replace(document.text[time.start : time.end], "")
        return self._before_place.fullmatch(between.strip("，、：")) is not None and not self._in_title.search(document.text, clause.start, start)

    def stretches(self, document: Document, line: Line, clause: Clause) -> list[tuple[int, int]]:
        """Stretches of places and times that no label keeps."""
        inner = [other.mention for other in clause.names if other.mention.kind in ("policy", "organization", "program", "system")]
        places = [
            (name.mention.start, name.mention.end)
            for name in clause.names
            if not self._whole.search(document.text, max(0, name.mention.start - _SHARE_REACH), name.mention.start)
            and (
                name.mention.kind in ("region", "deixis")
                or (name.mention.kind == "agency" and self._leads(document, clause, clause.start, self._actors.first(document, clause, name.mention)))
            )
            and not any(other.start <= name.mention.start and name.mention.end <= other.end for other in inner)
            and not self._is_measured(document, clause, name)
            # 绿色贵州建设
            and not document.text.endswith(self._naming, 0, name.mention.start)
        ]
        return places + [(time.start, time.end) for time in clause.times]

    def _is_measured(self, document: Document, clause: Clause, name: Resolved) -> bool:
        """Whether a place is part of what is measured: 工业产值在全省的占比, 跻身全国重点镇; a rank is measured in places, not in 全省."""
        if any(each.start == name.mention.end for each in clause.figures):
            return False
        if self._shared_in.match(document.text, name.mention.end) or self._its_own.match(document.text, name.mention.end):
            return True
        return name.mention.kind == "deixis" and self._ranked_in.search(document.text, max(0, name.mention.start - _RANK_REACH), name.mention.start) is not None
