"""What is known of a document while it is being resolved: places settled, entities held, titles and agencies named."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from kg.model import Document, Entity, EntityKey, Mention, Setting
from kg.resolve.documents import Titles
from kg.resolve.places import PlaceResolver


class Ledger:
    """Filled mention by mention; lives for one document."""

    def __init__(self, document: Document, settings: tuple[Setting, ...]) -> None:
        self.document = document
        self.settings = settings
        self.entities: dict[EntityKey, Entity] = {}
        self.resolved: dict[Mention, tuple[EntityKey, ...]] = {}
        self.codes: dict[Mention, str] = {}
        self.places: dict[Mention, EntityKey] = {}
        self.seen: dict[str, None] = {}
        self._settled: list[Mention] = []
        self._starts: list[int] = []
        self.titles = Titles()
        self.owners: dict[Mention, str] = {}
        self.national: tuple[int, ...] = ()
        self.full_names: dict[str, Mention] = {}
        self.introduced: dict[Mention, Mention] = {}
        self.last_agency: tuple[Mention | None, Entity | None] = (None, None)
        self.agency_before: tuple[Mention | None, Entity | None] = (None, None)
        self.skipped: Counter[str] = Counter()

    def setting_at(self, offset: int) -> Setting:
        return next((setting for setting in self.settings if setting.start <= offset < setting.end), self.settings[0])

    def settle(self, mention: Mention, key: EntityKey) -> None:
        self.codes[mention] = key[1]
        self.places[mention] = key
        self.resolved[mention] = (key,)
        self.seen[key[1]] = None

    def merge_below(self, contains: Callable[[str, str], bool]) -> None:
        """Makes one of two places of one name where the place above one lies in that above the other: 军门社区 of the city and of its district.

        `contains(upper, lower)` says whether a place lies in another.
        """
        below: dict[str, set[str]] = {}
        for key in self.places.values():
            if "-" in key[1]:
                below.setdefault(self.entities[key].label, set()).add(key[1])
        for label in sorted(below):
            for code in sorted(below[label]):
                parent = code.partition("-")[0]
                lower = [other for other in below[label] if other != code and contains(parent, other.partition("-")[0])]
                if len(lower) == 1:
                    self._rename(("region", code), ("region", lower[0]))

    def _rename(self, old: EntityKey, new: EntityKey) -> None:
        for mention in [mention for mention, key in self.places.items() if key == old]:
            self.settle(mention, new)
        self.entities.pop(old, None)
        self.seen.pop(old[1], None)

    def named_between(self, start: int, end: int) -> list[str]:
        """The codes of the places named in [start, end), the latest last."""
        return [key[1] for mention, key in self.places.items() if start <= mention.start < end]

    def place(self, code: str, places: PlaceResolver) -> Entity:
        """The entity of a place, one below the county included."""
        return self.entities.get(("region", code)) or places.entity(code)

    def named_before(self, mention: Mention, start: int) -> Entity | None:
        """The one agency of the article so far whose name ends as this bare one is printed (法院 for 上蔡县人民法院)."""
        held = {
            key: self.entities[key]
            for earlier, keys in self.resolved.items()
            for key in keys
            if earlier.kind == "agency" and start <= earlier.start < mention.start and self._is_short(mention, self.entities[key])
        }
        return next(iter(held.values())) if len(held) == 1 else None

    def _is_short(self, mention: Mention, entity: Entity) -> bool:
        return any(name.endswith(mention.text) for name in (entity.label, *entity.aliases))

    def place_inside(self, mention: Mention, within: int) -> str | None:
        """The code of the first place named inside a mention, at most `within` characters behind its beginning."""
        near = [place for place in self.regions_in(mention.start, mention.end) if place.start <= mention.start + within]
        return self.codes[near[0]] if near else None

    def regions_in(self, start: int, end: int) -> list[Mention]:
        """The settled mentions of regions inside [start, end), by start."""
        if len(self._starts) != len(self.places):
            self._settled = sorted(self.places, key=lambda mention: (mention.start, -mention.end))
            self._starts = [mention.start for mention in self._settled]
        inside = self._settled[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [mention for mention in inside if mention.end <= end]

    def add(self, entity: Entity) -> None:
        """Keeps an entity, or adds the aliases of a further mention to the one held."""
        held = self.entities.get(entity.id)
        if held is None:
            self.entities[entity.id] = entity
        elif not set(entity.aliases) <= set(held.aliases) or (entity.place and not held.place):
            merged = tuple(dict.fromkeys((*held.aliases, *entity.aliases)))
            place = held.place or entity.place
            self.entities[entity.id] = Entity(held.kind, held.key, held.label, merged, held.label_en, held.concept, place, held.properties)
