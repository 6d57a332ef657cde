"""Which place a mention of a region stands for, among those that share its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.model import Entity, EntityKey, Mention, Setting
from kg.vocab.gazetteer import RANKS, Gazetteer

NATION = "000000"
# levels whose last character alone names another level
_WHOLE_LEVELS = ("自治区", "自治州", "特别行政区")


class PlaceResolver:
    """Chooses between homonymous places by what else the text names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._areas = {area.notation: area for area in gazetteer.areas}

    def choose(self, mention: Mention, setting: Setting, before: Mention | None, above: str | None, seen: Collection[str]) -> str | None:
        """The code that a mention stands for; None where it remains open.

        `before` is the region mention that ends where this one begins and `above` what it stands for;
        `seen` are the codes already settled in the document.
        """
        codes = [code for code in mention.readings if self._gazetteer.by_code(code) or code in self._areas or is_veiled(code)]
        if len(codes) <= 1:
            return codes[0] if codes else None
        home = setting.region[1] if setting.region else None
        linked = above if before is not None else None
        ranked = sorted(codes, key=lambda code: (-self._closeness(code, home, linked, seen), codes.index(code)))
        best, second = (self._closeness(code, home, linked, seen) for code in ranked[:2])
        if best == 0 and second == 0 and not self._differs_in_force(codes):
            return None
        return ranked[0]

    def _differs_in_force(self, codes: Sequence[str]) -> bool:
        """Whether at most one of the candidates is in force today, or one of those stands above the others (西安市 above two districts 西安区)."""
        current = [place for place in map(self._gazetteer.by_code, codes) if place is not None and not place.until]
        return len(current) <= 1 or bool(highest_alone(self._gazetteer, codes))

    def _closeness(self, code: str, home: str | None, linked: str | None, seen: Collection[str]) -> float:
        score = 0.0
        if linked and self._gazetteer.within(code, linked):
            score += 8
        if code in seen:
            score += 4
        if home and home != NATION:
            if code == home:
                score += 3
            elif self._gazetteer.within(code, home) or self._gazetteer.within(home, code) or self._is_around(code, home):
                score += 2
            elif self._shared_province(code, home):
                score += 1
        place = self._gazetteer.by_code(code)
        # 海南 is the province, wherever 内蒙古 with its 海南区 is named as well
        score += place is not None and place.level == "province"
        score += 0.5 * any(self._gazetteer.within(code, other) for other in seen if other != NATION)
        return score

    def _is_around(self, area: str, home: str) -> bool:
        """Whether a named area has a member in which a place lies."""
        return area in self._areas and any(self._gazetteer.within(home, member) for member in self._areas[area].members)

    def _shared_province(self, code: str, other: str) -> bool:
        return code[:2] == other[:2]

    def entity(self, code: str) -> Entity:
        """The entity of a place of the gazetteer or a named area.

        Raises:
            KeyError: neither has the code.
        """
        area = self._areas.get(code)
        if area is not None:
            members: tuple[tuple[str, str | EntityKey], ...] = tuple(("member", ("region", member)) for member in area.members)
            return Entity("region", area.notation, area.name, tuple(area.aliases), area.name_en, properties=members)
        if is_veiled(code):
            return Entity("region", code, _veiled_name(code), place=NATION)
        place = self._gazetteer.by_code(code)
        if place is None:
            raise KeyError(code)
        return Entity("region", place.code, place.name, place=place.parent)

    def has_level(self, code: str, level: str) -> bool:
        """Whether a place's name ends in a level character, and it is no province where that says less than all: 云城区 for 区."""
        if is_veiled(code):
            return code.endswith(level)
        place = self._gazetteer.by_code(code)
        return place is not None and place.name.endswith(level) and (level in _WHOLE_LEVELS or not place.name.endswith(_WHOLE_LEVELS))

    def ancestor(self, code: str, level: str) -> str | None:
        """The place itself or the nearest one above it whose name ends in a level character: 湖南省 for 长沙市 and 省."""
        for candidate in (code, *self._gazetteer.ancestors(code)):
            if candidate != NATION and self.has_level(candidate, level):
                return candidate
        return NATION if level == "国" else None

    def lies_in(self, code: str, other: str) -> bool:
        """Whether a place is another one or lies in it."""
        return self._gazetteer.within(code, other)


def highest_alone(gazetteer: Gazetteer, codes: Sequence[str]) -> tuple[str, ...]:
    """The one place in force that no other of these equals in level; empty where two share the highest level, or none is a place."""
    current = [place for place in map(gazetteer.by_code, codes) if place is not None and not place.until]
    highest = min((RANKS[place.level] for place in current), default=0)
    alone = tuple(place.code for place in current if RANKS[place.level] == highest)
    return alone if len(alone) == 1 else ()


def is_veiled(code: str) -> bool:
    """Whether a code is the key of a place that the text names by a letter only.

    >>> is_veiled("000000-Z市")
    True
    """
    return code.startswith(f"{NATION}-")


def _veiled_name(code: str) -> str:
    return code.removeprefix(f"{NATION}-")


def below(parent: str, name: str, code: str | None) -> tuple[EntityKey, Entity]:
    """A place below the county: its statistical code where the gazetteer has one, else its parent's code and its name."""
    key = code or f"{parent}-{name}"
    return ("region", key), Entity("region", key, name, place=parent)
