"""Sentences with who acts in each clause, and where: the last explicit subject, else the place that the article speaks from.

    actor     = [ filler ] name { joiner name } [ 会同 name { joiner name } ]     市民政局、市财政局会同…
    filler    = time | 近日 | 同时 | 一是 | （15） …
    name      = agency | organization | region | 我市 | 该部门
A clause without a subject of its own continues the one before it; a paragraph begins anew unless its first word
joins it to the one before (同时, 此外).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.turns import NATION, Actor, Passage, Turn, outermost
from kg.model import Document, Entity, EntityKey, Resolution, Resolved
from kg.vocab.vocabulary import Vocabulary

_LISTED = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.])")
_JOINER = re.compile(r"[、和及]|以及")
_BODIES = frozenset({"agency", "organization"})


class PassageReader:
    """Reads the passages of documents; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._filler = re.compile(rf"(?:{any_of(words('before-actor'))}|{_LISTED.pattern}){{0,8}}")
        self._not_actor = re.compile(any_of(words("not-actor-after")))
        self._acting_deictic = words("acting-deictic")
        self._that_body = re.compile(any_of(words("that-body")))
        self._home_level = re.compile(any_of(words("home-level")))
        self._someone_else = re.compile(rf"(?:{any_of(words('someone-else'))})")
        self._points = re.compile(any_of({*words("that-body"), *words("home-level"), *words("someone-else")}))
        self._prescribes = re.compile(rf"(?:{any_of(words('prescribing'))})")
        self._joins_paragraph = re.compile(any_of(words("joins-paragraph")))
        self._with = re.compile(rf"(?:{any_of(words('together-with'))})")
        self._not_scope = re.compile(any_of(words("not-scope-after")))
        self._at = re.compile(rf"(?:{any_of(words('placing-preposition'))})")
        self._meets = re.compile(rf"(?:{any_of(words('meeting-verb'))})")
        self._governments = frozenset((*words("split-body"), *words("party-committee")))

    def read(self, document: Document, resolution: Resolution, told: Sequence[Line]) -> Iterator[Passage]:
        """The sentences of a document as passages, in order."""
        own, publisher = self._publisher(document, resolution)
        before: Passage | None = None
        lead = Actor((), "article")
        for line in told:
            home = resolution.setting_at(line.sentence.start).region or resolution.about
            same = before is not None and before.line.sentence.paragraph == line.sentence.paragraph
            joined = before is not None and self._joins_paragraph.match(document.text, line.sentence.start) is not None
            fallback = Actor((publisher,) if publisher else (home,) if home else (), "article")
            lead = self._carried(lead) if before and before.home == home and (same or joined) else fallback
            turns = tuple(self._turns(document, line, home, lead))
            prescribes = self._prescribes.search(document.text, line.sentence.start, line.sentence.end) is not None
            passage = Passage(document, line, turns, home, own, prescribes, resolution.entities, before if same or joined else None)
            yield passage
            lead = self._lead(passage, lead, is_first=not (same or joined))
            before = replace(passage, before=None)

    def _lead(self, passage: Passage, lead: Actor, is_first: bool) -> Actor:
        """Who acts in what follows a sentence, where that names nobody.

        A department that a sentence begins with carries on. A government or a place does so from the first sentence of its
        paragraph only; a body that merely holds a meeting, one above the article's place, and a place other than it do not.
        """
        named = next((turn for turn in passage.turns[:2] if turn.actor.reach == "clause"), None)
        if named is None or not named.actor.keys or self._meets.match(passage.document.text, named.actor.end):
            return lead
        actor = named.actor
        bodies = [passage.entities[key] for key in actor.keys if key in passage.entities]
        if actor.is_place:
            return actor if is_first and actor.keys == (passage.home,) else lead
        if any(body.kind != "agency" or (body.place == NATION[1] and passage.home != NATION) for body in bodies):
            return lead
        is_general = all(self._is_government(body) for body in bodies)
        return actor if is_first or not is_general else lead

    def _carried(self, lead: Actor) -> Actor:
        """The actor of an earlier sentence, for one that names none."""
        return replace(lead, reach="article" if lead.reach == "article" else "paragraph", end=0, companions=())

    def _publisher(self, document: Document, resolution: Resolution) -> tuple[bool, EntityKey | None]:
        """Whether the place reports of itself, and the department that speaks where it is one."""
        printed = document.metadata.publisher
        about = resolution.about
        for entity in resolution.entities.values():
            if printed and about and entity.kind == "agency" and entity.place == about[1] and (printed == entity.label or printed in entity.aliases):
                return self._is_government(entity), None if self._is_government(entity) else entity.id
        return False, None

    def _is_government(self, body: Entity) -> bool:
        """Whether a body is the government or the party committee of its place; a key ends in the name without the place."""
        return body.key.rpartition("-")[2] in self._governments

    def _turns(self, document: Document, line: Line, home: EntityKey | None, actor: Actor) -> Iterator[Turn]:
        places: tuple[EntityKey, ...] = ()
        for clause in line.clauses:
            names = outermost(clause.names)
            at = self._begin(document, clause)
            own = self._actor(document, line, names, home, at)
            if own is None:
                carried = Actor(actor.keys, "sentence" if actor.reach == "clause" else actor.reach, clause.start, actor.companions)
                actor = self._joined_later(document, names, carried, at) if names else carried
            else:
                actor = own
            here, lasts = self._places(document, names, own is not None, at) if names else ((), False)
            yield Turn(clause, actor, names, here or places)
            places = here if lasts else places

    def _actor(self, document: Document, line: Line, names: tuple[Resolved, ...], home: EntityKey | None, at: int) -> Actor | None:
        if self._points.match(document.text, at):
            if self._that_body.match(document.text, at):
                bodies = [name for name in line.names if name.mention.kind == "agency" and name.entities and name.mention.end <= at]
                return Actor(bodies[-1].entities, "clause", at) if bodies else None
            if home and self._home_level.match(document.text, at):
                return Actor((home,), "clause", at)
            other = self._someone_else.match(document.text, at)
            if other:
                return Actor((), "clause", other.end())
        run = self.run(document, names, at)
        if not run or self._not_actor.match(document.text, run[-1].mention.end) or self._modifies(names, run[-1]):
            return None
        end = run[-1].mention.end
        keys = tuple(key for name in run for key in name.entities)
        if run[0].mention.kind == "region" or run[0].mention.kind == "deixis":
            keys = keys[-1:] if all(a.mention.end == b.mention.start for a, b in pairwise(run)) else keys
        return self._accompanied(document, names, Actor(keys, "clause", end))

    def _begin(self, document: Document, clause: Clause) -> int:
        """Where a clause begins behind its times and fillers."""
        at = clause.start
        while True:
            time = next((time for time in clause.times if time.start == at), None) if clause.times else None
            filled = None if time else self._filler.match(document.text, at, clause.end)
            step = time.end if time else filled.end() if filled else at
            if step == at:
                return at
            at = step

    def run(self, document: Document, names: tuple[Resolved, ...], at: int) -> list[Resolved]:
        """The bodies and places that stand from an offset on, joined or side by side."""
        found: list[Resolved] = []
        for name in names:
            if name.mention.start < at:
                continue
            between = document.text[at : name.mention.start]
            if between and not (found and _JOINER.fullmatch(between)):
                break
            if not self._can_act(name):
                break
            found.append(name)
            at = name.mention.end
        beside = len(found) > 1 and found[-2].mention.kind == "region" and found[-1].mention.start == found[-2].mention.end
        return found[-1:] if beside and found[-1].mention.kind in _BODIES else found

    def _modifies(self, names: tuple[Resolved, ...], last: Resolved) -> bool:
        """Whether a place stands right before another name, which it only qualifies: 蔚县“…”模式."""
        is_place = last.mention.kind in ("region", "deixis")
        return is_place and any(name.mention.start == last.mention.end and name.mention.kind in ("program", "system", "group", "policy") for name in names)

    def _can_act(self, name: Resolved) -> bool:
        kind = name.mention.kind
        if kind == "deixis":
            return name.mention.text.startswith(self._acting_deictic)
        return kind in _BODIES or kind == "region"

    def _accompanied(self, document: Document, names: tuple[Resolved, ...], actor: Actor) -> Actor:
        """The actor with those that it acts together with."""
        cue = self._with.match(document.text, actor.end)
        bodies = self.run(document, names, cue.end()) if cue else []
        return replace(actor, companions=tuple(key for name in bodies for key in name.entities)) if bodies else actor

    def _joined_later(self, document: Document, names: tuple[Resolved, ...], actor: Actor, at: int) -> Actor:
        """会同省财政厅，制定了…: companions of an actor named before."""
        cue = self._with.match(document.text, at)
        bodies = self.run(document, names, cue.end()) if cue else []
        return replace(actor, companions=tuple(key for name in bodies for key in name.entities), end=at) if bodies else actor

    def _places(self, document: Document, names: tuple[Resolved, ...], acts: bool, at: int) -> tuple[tuple[EntityKey, ...], bool]:
        """The places that a clause is about (全市, or those at its beginning), and whether they hold for what follows."""
        found: list[Resolved] = []
        preposition = self._at.match(document.text, at)
        leading = self.run(document, names, preposition.end() if preposition else at)
        for name in names:
            if name.mention.kind not in ("region", "deixis") or self._not_scope.match(document.text, name.mention.end):
                continue
            if name.entities[-1] == NATION:
                continue
            if name in leading or (name.mention.kind == "deixis" and not found):
                if found and found[-1].mention.end == name.mention.start:
                    found.pop()
                found.append(name)
        lasts = acts or preposition is not None or any(name.mention.kind == "deixis" for name in found)
        return tuple(name.entities[-1] for name in found), lasts and bool(found)
