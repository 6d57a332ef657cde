"""Which places do the cells of a column or of a row of heads name?

names are read together: the place that holds most of them decides between homonyms, and its total is the row 合计
total = [ 全 level ] [ 合计 | 总计 … ]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.facts.alternatives import any_of
from kg.facts.tables.grids import Cell
from kg.model import Entity, EntityKey
from kg.vocab.vocabulary import Vocabulary

NATION = "000000"
# a list of provinces this long is the whole nation
PROVINCES = 28
# mark, number or bracket around a name: 一、甲县  甲县*  #甲县  甲县（含开发区）
_BEFORE = r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、]|[#*])"
_AROUND = re.compile(rf"^{_BEFORE}|(?:[*①-⑳]|[（(][^（）()]{{1,20}}[)）]){{1,3}}$")


@dataclass(frozen=True, slots=True)
class Places:
    """The places of some cells by where the cells begin; a cell that is no place, or nobody can tell which, has none.

    `entities` are all places named, `whole` the place that a total is of.
    """

    keys: Mapping[int, EntityKey] = field(default_factory=dict)
    entities: Mapping[EntityKey, Entity] = field(default_factory=dict)
    whole: EntityKey | None = None


class PlaceReader:
    """Reads columns of places."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        levels = any_of(words("deictic-level"))
        self._gazetteer = vocabulary.gazetteer
        self._total = re.compile(rf"(?:(?:{any_of(words('deictic'))})(?P<level>{levels})(?:级)?)?(?:{any_of(words('table-total'))})?")
        self._typed = re.compile(rf"[\u4e00-\u9fff]{{1,12}}(?:{any_of(words('table-place-type'))})")

    def read(self, cells: Sequence[Cell], home: str | None) -> Places | None:
        """The places of a column, None where it is no column of places: less than half of its names are known as such."""
        names = [(cell, _AROUND.sub("", cell.text)) for cell in cells if cell.text]
        parts = [(cell, name) for cell, name in names if not self._is_total(name)]
        options = {cell.start: self._options(name) for cell, name in parts}
        known = [codes for codes in options.values() if codes]
        if not known or len(known) * 2 < len(parts):
            return None
        scope = self._scope(known, home)
        keys: dict[int, EntityKey] = {}
        entities: dict[EntityKey, Entity] = {}
        above = scope
        for cell, name in parts:
            code = self._choose(options[cell.start], scope, above)
            entity = self._entity(code) if code else self._below(scope, name) if not options[cell.start] else None
            if entity is None:
                continue
            keys[cell.start], entities[entity.id] = entity.id, entity
            if code and self._is_upper(code, scope):
                above = code
        whole = self._whole(scope, len(set(keys.values())))
        for cell, name in names:
            total = self._total_of(name, scope, whole, home)
            if total is not None:
                keys[cell.start], entities[total.id] = total.id, total
        return Places(keys, entities, whole.id if whole else None)

    def entity(self, code: str) -> Entity | None:
        """The entity of a place of the gazetteer."""
        return self._entity(code)

    def _is_total(self, name: str) -> bool:
        return self._total.fullmatch(name) is not None

    def _options(self, name: str) -> tuple[str, ...]:
        """The codes that a name may stand for."""
        above = tuple(place.code for place in self._gazetteer.named(name))
        return above or tuple(place.code for place in self._gazetteer.townships_named(name))

    def _scope(self, known: Sequence[Sequence[str]], home: str | None) -> str:
        """The smallest place that holds as many of the names as any does; of several the home, or one in it."""
        votes: Counter[str] = Counter()
        for codes in known:
            votes.update({above for code in codes for above in (code, *self._gazetteer.ancestors(code))})
        most = max(votes.values())
        held = [code for code, count in votes.items() if count == most]

        def rank(code: str) -> tuple[bool, int, str]:
            inside = home is not None and self._gazetteer.within(code, home)
            return not inside, -len(self._gazetteer.ancestors(code)), code

        return min(held, key=rank)

    def _choose(self, codes: Sequence[str], scope: str, above: str) -> str | None:
        """The one place among homonyms that lies in the scope, or below the last place of a higher level."""
        inside = [code for code in codes if self._gazetteer.within(code, scope)]
        if len(inside) > 1:
            inside = [code for code in inside if self._gazetteer.within(code, above)] or inside
        if len(inside) > 1:
            places = [place for place in map(self._gazetteer.by_code, inside) if place is not None]
            highest = min(len(self._gazetteer.ancestors(place.code)) for place in places)
            inside = [place.code for place in places if not place.until and len(self._gazetteer.ancestors(place.code)) == highest]
        return inside[0] if len(inside) == 1 else None

    def _is_upper(self, code: str, scope: str) -> bool:
        """Whether rows behind a place may be its parts: a prefecture in a table of a province."""
        place = self._gazetteer.by_code(code)
        return place is not None and place.level in ("province", "prefecture") and code != scope

    def _entity(self, code: str) -> Entity | None:
        place = self._gazetteer.by_code(code)
        return Entity("region", place.code, place.name, place=place.parent or None) if place else None

    def _below(self, scope: str, name: str) -> Entity | None:
        """A place that no list has, in a column of places that have one: its parent's code and its name."""
        if scope == NATION or not self._typed.fullmatch(name):
            return None
        return Entity("region", f"{scope}-{name}", name, place=scope)

    def _whole(self, scope: str, count: int) -> Entity | None:
        """The place that a plain total is of: what holds all the places, where they are several and not just some provinces."""
        return self._entity(scope) if count > 1 and (scope != NATION or count >= PROVINCES) else None

    def _total_of(self, name: str, scope: str, whole: Entity | None, home: str | None) -> Entity | None:
        found = self._total.fullmatch(name) if name else None
        if found is None:
            return None
        level = found["level"]
        if level is None:
            return whole or (self._entity(home) if home and home != NATION else None)
        if level == "国":
            return self._entity(NATION)
        lines = [(start, *self._gazetteer.ancestors(start)) for start in (scope, home) if start]
        named = (code for line in lines for code in line if (place := self._gazetteer.by_code(code)) and place.name.endswith(level))
        return next((entity for entity in map(self._entity, named) if entity), None)
