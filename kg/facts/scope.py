"""Where a figure holds and whom it counts: the places, groups and programs around it."""

from __future__ import annotations

import re

from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.facts.labels import Measure, any_of
from kg.model import Document, EntityKey, Resolution, Resolved
from kg.vocab.vocabulary import Vocabulary

NATION: EntityKey = ("region", "000000")


class ScopeReader:
    """Reads the region, the group and the program of a figure from the names in its sentence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._before_place = re.compile(rf"(?:{any_of(words('before-place'))})*")
        self._not_scope = re.compile(any_of(words("not-scope-after")))
        self._area_predicate = re.compile(any_of(words("area-predicate")))
        self._verb = re.compile(rf"(?:{any_of({*words('operate-verb'), *words('plain-verb')})})了?")
        self._group_heads = words("group-head")
        self._topic_end = re.compile(rf"(?:{any_of(words('topic-end'))})")
        self._gazetteer = vocabulary.gazetteer

    def region(self, document: Document, line: Line, figure: Figure, resolution: Resolution, topic: EntityKey | None) -> EntityKey:
        """The place measured: one right before the number, one that the clause or a clause before it in the sentence begins with,
        the place that the paragraph has turned to, else the article's own."""
        for name in figure.clause.names:
            if name.mention.kind == "region" and name.mention.end == figure.mention.start and name.entities and name.entities[0][1][:6].isdigit():
                return name.entities[0]
        for clause in reversed([each for each in line.clauses if each.start <= figure.clause.start]):
            found = self._place(document, clause, figure.mention.start, line)
            if found is not None:
                return found
        home = resolution.setting_at(figure.mention.start).region or resolution.about
        return topic or home or NATION

    def topic_place(self, document: Document, line: Line, clause: Clause, held: EntityKey | None, resolution: Resolution) -> EntityKey | None:
        """The place that the text has turned to: the subject of a sentence, until 全市 or 我省 points back."""
        if any(name.mention.kind == "deixis" and name.entities for name in clause.names):
            return None
        if clause.start - line.sentence.start > 12:
            return held
        found = self._scopes(document, clause, line)
        lead = [name for name in found if name.mention.kind == "region" and name.entities[0][1][:6].isdigit()]
        subject = self._key(lead[-1]) if lead else self._agency_place(document, clause, line)
        return subject or held

    def _agency_place(self, document: Document, clause: Clause, line: Line) -> EntityKey | None:
        """The place of an agency that a sentence begins with: 施秉县民政局…"""
        for name in clause.names:
            if name.mention.kind == "region" and name.entities and self._leads(document, clause, clause.start, name.mention.start):
                return name.entities[0] if name.entities[0][1][:6].isdigit() else None
        return None

    def _place(self, document: Document, clause: Clause, offset: int, line: Line) -> EntityKey | None:
        found = None
        for name in self._scopes(document, clause, line):
            if name.mention.end <= offset:
                found = self._key(name)
        return found

    def _key(self, name: Resolved) -> EntityKey | None:
        return name.entities[-1] if name.entities and name.entities[-1][0] == "region" else None

    def _scopes(self, document: Document, clause: Clause, line: Line) -> list[Resolved]:
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
            if self._not_scope.match(document.text, mention.end):
                continue
            leads = self._leads(document, clause, at, mention.start)
            if not name.entities[0][1][:6].isdigit() and not (leads and self._is_subject(document, clause, mention.end)):
                continue
            if leads or mention.kind == "deixis":
                if leads and found and found[-1].mention.end == mention.start:
                    found[-1] = name
                else:
                    found.append(name)
                at = mention.end
        return found

    def _is_subject(self, document: Document, clause: Clause, end: int) -> bool:
        """Whether a named area is what the clause speaks of: 京津冀共有…, but not 粤北生态屏障."""
        return end < clause.end and self._area_predicate.match(document.text, end) is not None

    def _leads(self, document: Document, clause: Clause, at: int, start: int) -> bool:
        """Whether nothing but times and words like 在, 其中 stands between the clause's beginning and a place."""
        between = document.text[at:start]
        for time in clause.times:
            if at <= time.start and time.end <= start:
                between = between.replace(document.text[time.start : time.end], "")
        return self._before_place.fullmatch(between.strip("，、：")) is not None

    def stretches(self, line: Line, clause: Clause) -> list[tuple[int, int]]:
        """Stretches of places and times that no label keeps."""
        inner = [other.mention for other in clause.names if other.mention.kind in ("policy", "organization", "program", "system")]
        places = [
            (name.mention.start, name.mention.end)
            for name in clause.names
            if (name.mention.kind in ("region", "deixis") or (name.mention.kind == "agency" and name.mention.start <= clause.start + 6))
            and not any(other.start <= name.mention.start and name.mention.end <= other.end for other in inner)
        ]
        return places + [(time.start, time.end) for time in clause.times]

    def _inside(self, line: Line, kind: str, stretches: tuple[tuple[int, int], ...]) -> list[Resolved]:
        return [
            name
            for name in line.names
            if name.mention.kind == kind and name.entities and any(start <= name.mention.start and name.mention.end <= end for start, end in stretches)
        ]

    def group(self, line: Line, figure: Figure, measure: Measure) -> EntityKey | None:
        """The group counted or paid: the first behind the number, else the last before it."""
        behind = self._inside(line, "group", tuple(stretch for stretch in measure.sources if stretch[0] >= figure.mention.end))
        if behind:
            return behind[0].entities[0]
        before = self._inside(line, "group", tuple(stretch for stretch in measure.sources if stretch[1] <= figure.mention.start))
        # of several things that 分别 lists, the one that this figure measures
        mine = [name for name in before if name.mention.text in measure.words] if measure.is_part else before
        return mine[-1].entities[0] if mine else None

    def program(self, line: Line, measure: Measure) -> EntityKey | None:
        """The program that the words of the measure name."""
        found = self._inside(line, "program", measure.sources)
        return found[0].entities[0] if found else None

    def group_end(self, words: str) -> int | None:
        """Where in some words the name of a group ends; None where no group is named."""
        ends = [words.find(head) + len(head) for head in self._group_heads if head in words]
        return min(ends) if ends else None

    def _object(self, document: Document, clause: Clause) -> tuple[int, int] | None:
        """What a clause without a name says at its end, behind its verb: 村规民约修订完善工作."""
        for verb in self._verb.finditer(document.text, clause.start, clause.end):
            if 4 <= clause.end - verb.end() <= 24:
                return verb.end(), clause.end
        return (clause.start, clause.end) if clause.end - clause.start <= 18 else None

    def topic(self, document: Document, clause: Clause) -> tuple[int, int] | None:
        """The words that a clause begins with, up to its verb: 特困人员供养标准 in 特困人员供养标准每年随收入增加."""
        named = [name for name in clause.names if name.mention.kind in ("program", "group", "organization", "system") and name.entities]
        if not named:
            return self._object(document, clause)
        start = named[0].mention.start
        end = self._topic_end.search(document.text, named[0].mention.end, clause.end)
        return start, end.start() if end else min(clause.end, named[0].mention.end + 6)
