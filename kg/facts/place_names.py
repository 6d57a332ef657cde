"""Which places does a sentence name, and which of them can a figure be of?"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.model import Document, EntityKey, Resolved
from kg.vocab.vocabulary import Vocabulary

NATION: EntityKey = ("region", "000000")


class PlaceNames:
    """Reads the names of places."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        self._any_place = frozenset(vocabulary.words("any-place"))
        self._venue = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{any_of(vocabulary.words('venue-verb'))})")
        self._occasion = re.compile(rf"在[^，。；]{{0,80}}?(?:{any_of(vocabulary.words('venue-noun'))})(?:[（(][^（()）]{{0,12}}[)）])?上$")

    def is_occasion(self, document: Document, clause: Clause) -> bool:
        """Whether a clause says on what occasion something was told: 在甲市工作情况新闻发布会上."""
        return self._occasion.search(document.text, clause.start, clause.end) is not None

    def free(self, clause: Clause) -> list[Resolved]:
        """The places of a clause that are no part of another name."""
        inner = [other.mention for other in clause.names if other.mention.kind in ("policy", "organization", "agency", "program", "system")]
        return [
            name
            for name in clause.names
            if name.mention.kind == "region"
            and name.entities
            and not any(other.start <= name.mention.start and name.mention.end <= other.end for other in inner)
        ]

    def named_before(self, clause: Clause, pointed: str) -> list[Resolved]:
        """The places of a clause that 这里 or 该省 may take up: the latter only those of its level, also one in the name of a body."""
        if pointed in self._any_place:
            return [name for name in self.free(clause) if name.entities[0][1][:6].isdigit()]
        named = [name for name in clause.names if name.mention.kind == "region" and name.entities]
        places = [(name, self._gazetteer.by_code(name.entities[0][1])) for name in named]
        return [name for name, place in places if place is not None and place.name.endswith(pointed[-1])]

    def enumerates(self, document: Document, clause: Clause) -> bool:
        """Whether a clause only lists places, or counts those it lists, so that it says of none what follows: 4个乡：甲乡、乙乡；1个民族乡."""
        text = document.text
        listed = [name.mention.end for name in clause.names if name.mention.kind == "region" and text[name.mention.start - 1] == "、"]
        return any(end == clause.end or text[end].isdigit() for end in listed)

    def listed(self, figure: Figure) -> list[EntityKey]:
        """The places that stand before a figure, in order: 为甲县、乙县分别捐赠…"""
        return [name.entities[0] for name in self.free(figure.clause) if figure.left[0] <= name.mention.start and name.mention.end <= figure.mention.start]

    def is_national(self, line: Line, figure: Figure) -> bool:
        """Whether a sentence speaks of the nation before a figure: 全国, 我国, 民政部."""
        names = [name for name in line.names if name.mention.end <= figure.mention.start]
        return any(key == NATION or (name.mention.kind == "agency" and key[1].startswith(f"{NATION[1]}-")) for name in names for key in name.entities)

    def of(self, document: Document, line: Line) -> frozenset[EntityKey]:
        """The places that a sentence names, the innermost of each name (赣州市 of 江西省赣州市), without those where an event is held."""
        names = [name for each in line.clauses for name in self.free(each) if name.entities[0][1][:6].isdigit()]
        inner = [name for at, name in enumerate(names) if at + 1 == len(names) or names[at + 1].mention.start != name.mention.end]
        inner = [name for name in inner if not self._venue.match(document.text, name.mention.end)]
        return frozenset(name.entities[0] for name in inner) - {NATION}

    def only(self, document: Document, line: Line, figure: Figure) -> EntityKey | None:
        """In a text about the nation, the one place that the sentence names before the figure: 在北京落地，…，建成6条."""
        names = [name for each in line.clauses for name in self.free(each) if name.mention.end <= figure.mention.start]
        names = [name for name in names if name.entities[0][1][:6].isdigit()]
        # 江西省赣州市 is one place
        inner = [name for at, name in enumerate(names) if at + 1 == len(names) or names[at + 1].mention.start != name.mention.end]
        found = {name.entities[0] for name in inner}
        pointed = any(name.mention.kind == "deixis" for each in line.clauses for name in each.names)
        return found.pop() if len(found) == 1 and not pointed and NATION not in found else None
