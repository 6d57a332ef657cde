"""Whose a document or a quoted program is, by what stands before its name.

issuer = agency [ 等 | verb ]  title          国务院《…》, 民政部印发《…》
       | nation … verb         title          国家出台…意见, 写入国家《…》
       | verb of citing        《 title 》     根据《…办法》: one without a place is the nation's
       | level                 title          省“登峰计划”, 省新旧动能转换总体方案
"""

from __future__ import annotations

import re

from kg.model import Mention
from kg.resolve.ledger import Ledger
from kg.resolve.places import NATION, PlaceResolver
from kg.vocab.vocabulary import Vocabulary

# how many characters lie at most between an issuer and a title, and how far before it a citing verb stands
_ISSUER_REACH, _CITED_WITHIN = 14, 160


class IssuerReader:
    """Finds the places of issuers in one document after another."""

    def __init__(self, vocabulary: Vocabulary, places: PlaceResolver) -> None:
        words = vocabulary.words
        self._places = places
        self._levels = words("level-character")
        self._issuing = re.compile("|".join(map(re.escape, words("issue-verb"))))
        nation = "|".join(map(re.escape, words("national-subject")))
        verbs = "|".join(map(re.escape, dict.fromkeys((*words("issue-verb"), *words("title-verb")))))
        fillers = "|".join(map(re.escape, words("title-filler")))
        self._nation = re.compile(rf"(?:{nation})(?:[^，。；：！？]{{0,4}}(?:{verbs})[了的]?(?:{fillers})?)?$")
        others = r"(?:《[^《》]{1,40}》(?:（[^（）]{1,20}）)?[、和及以与]{0,2}){0,6}"
        self._cited = re.compile(rf"(?:{'|'.join(map(re.escape, words('cite-verb')))})了?(?:{nation})?{others}$")
        self._law = re.compile(rf"(?:{'|'.join(map(re.escape, words('legal-type')))})(?:[（(][^（）()]{{1,12}}[）)])?》?$")
        after_level = "|".join(map(re.escape, words("not-after-level")))
        self._level = re.compile(rf"({'|'.join(map(re.escape, self._levels))})(?!{after_level}|[\W\d])")

    def of(self, work: Ledger, mention: Mention, home: str) -> str | None:
        """The place of the issuer that a text names before a title."""
        text = work.document.text
        before, entity = work.last_agency
        if before is not None and entity is not None and mention.start - before.end <= _ISSUER_REACH:
            gap = text[before.end : mention.start]
            if gap in ("", "等") or self._issuing.search(gap):
                return entity.place
        clause = text[max(0, mention.start - _ISSUER_REACH) : mention.start]
        if self._nation.search(clause):
            return NATION
        if mention.rule == "bracketed title":
            is_cited = self._law.search(mention.text) and self._cited.search(text[max(0, mention.start - _CITED_WITHIN) : mention.start])
            return NATION if is_cited else None
        level = self._level.match(mention.text)
        return self._places.ancestor(home, level[1]) if level else None

    def owner_before(self, work: Ledger, mention: Mention, home: str) -> str | None:
        """The place of the level right before a quoted name: 省“登峰计划” is the province's; or that a name begins with."""
        text, at = work.document.text, mention.start
        own = [place for place in work.regions_in(at, mention.end) if place.start == at]
        if own and mention.kind != "group":
            return work.codes[own[0]]
        if not mention.text.startswith("“"):
            return None
        if self._nation.search(text[max(0, at - 4) : at]):
            return NATION
        before, entity = work.last_agency
        if before is not None and entity is not None and before.end == at:
            return entity.place
        if not text[:at].endswith(self._levels) or work.regions_in(at - 1, at):
            return None
        return self._places.ancestor(home, text[at - 1])
