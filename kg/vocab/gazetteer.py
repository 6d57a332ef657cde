"""Which places there are: divisions of China with their codes, past names and hierarchy, and named areas.

Read from `gazetteer.tsv` (columns: `ontology/gazetteer.md`) and `areas.ttl`. Townships are nine tenths
of the file and stay unread until one is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from kg.errors import OntologyError
from kg.vocab.areas import Area, read_areas
from kg.vocab.keeping import Plain, fields_of
from kg.vocab.ontology import ontology_folder
from kg.vocab.place import COLUMNS, FormerName, Place, as_plain, of_plain, place_of

__all__ = ["FormerName", "Gazetteer", "Place"]

TABLE = "gazetteer.tsv"
NATION = "000000"
RANKS = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}


class Gazetteer:
    """All places by code and by name."""

    def __init__(self, lines: Iterable[str], areas: Iterable[Area] = ()) -> None:
        self._places: dict[str, Place] = {}
        self._township_lines: list[str] = []
        for line in lines:
            if line[6] == "\t":
                self._places[line[:6]] = place_of(line)
            else:
                self._township_lines.append(line)
        self.areas: tuple[Area, ...] = tuple(areas)
        self._townships: dict[str, Place] = {}

    def as_plain(self) -> Plain:
        """All of it as plain values, to be kept."""
        return ([as_plain(place) for place in self._places.values()], self._township_lines, [fields_of(area) for area in self.areas])

    @classmethod
    def of_plain(cls, held: Plain) -> Gazetteer:
        """The gazetteer of what `as_plain` gave."""
        places, townships, areas = held
        made = cls(townships, (Area(*area) for area in areas))
        made._places = {place[0]: of_plain(place) for place in places}
        return made

    @classmethod
    def read(cls, folder: Path | None = None, extra: Iterable[Path] = ()) -> Gazetteer:
        """The gazetteer of an ontology folder, with the areas of further folders.

        Raises:
            OntologyError: the file is missing or its first line names other columns.
        """
        base = folder or ontology_folder()
        path = base / TABLE
        try:
            lines = path.read_text("utf-8").split("\n")
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read ({error}); rebuild it with ontology/sources/build_gazetteer.py") from error
        if lines[0] != "\t".join(COLUMNS):
            raise OntologyError(f"{path}, line 1: columns are not {' '.join(COLUMNS)}; rebuild it with ontology/sources/build_gazetteer.py")
        return cls((line for line in lines[1:] if line), read_areas([base, *extra]))

    def by_code(self, code: str) -> Place | None:
        """The place of a code of six or nine digits."""
        return self._places.get(code) or (self._township(code) if len(code) == 9 else None)

    def _township(self, code: str) -> Place | None:
        """A township, made when it is first asked for: there are forty thousand."""
        held = self._townships.get(code)
        if held is None:
            name = self._names_of_townships.get(code)
            if name is None:
                return None
            held = self._townships[code] = Place(code, name, "township", code[:6])
        return held

    def places(self) -> Iterable[Place]:
        """All places above the township, by code."""
        return self._places.values()

    def named(self, surface: str) -> tuple[Place, ...]:
        """What a name may mean above the township: in force before former, high before low, then by code.

        A former place is left out where it became, or lies in what became, another reading: 肥乡 is the
        district and not also the county before it, and a city not also the county-level city that had its name once.
        """
        return self._by_name.get(surface, ())

    def contextual(self, surface: str) -> Place | None:
        """The place of a one-character name, which counts only beside others (京津冀)."""
        return self._contextual.get(surface)

    def townships_named(self, surface: str) -> tuple[Place, ...]:
        """Townships of a full name, by code: there may be dozens, so the text has to name the county."""
        return tuple([place for code in self._township_names.get(surface, ()) if (place := self._township(code))])

    def area_named(self, surface: str) -> Area | None:
        """The named area of a label or alias."""
        return self._areas_by_name.get(surface)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above a place, nearest first, ending with the nation; empty for the nation and for codes unknown.

        A former place has the hierarchy that it last had.
        """
        found: list[str] = []
        place = self.by_code(code)
        while place and place.parent:
            found.append(place.parent)
            place = self._places.get(place.parent)
        return tuple(found)

    def within(self, code: str, ancestor: str) -> bool:
        """Whether a place is another or lies in it."""
        return code == ancestor or ancestor in self.ancestors(code)

    def children(self, code: str) -> tuple[str, ...]:
        """The codes in force right below a place, in order; of a county its townships."""
        place = self._places.get(code)
        if place and place.level == "county":
            return self._townships_of.get(code, ())
        return self._children.get(code, ())

    def successors(self, code: str) -> tuple[str, ...]:
        """The codes in force that a place became: its own while it is in force, empty where nobody knows.

        A chain is followed to its end: 132126 肥乡县 -> 130428 -> 130407 肥乡区.
        """
        place = self.by_code(code)
        if place is None:
            return ()
        if place.until is None:
            return (code,)
        return tuple(dict.fromkeys(end for new in place.replaced_by for end in self.successors(new)))

    def surfaces(self) -> tuple[str, ...]:
        """Every name above the township and of the areas that may stand alone, sorted: what a matcher looks for."""
        return tuple(sorted({*self._by_name, *self._areas_by_name}))

    def township_surfaces(self) -> tuple[str, ...]:
        """Every full name of a township, sorted."""
        return tuple(sorted(self._township_names))

    def is_safe(self, surface: str) -> bool:
        """Whether a name means a place wherever it stands; 和平, 建设 and 市中区 need a context that says so.

        The flags of the best reading decide: u for its short name, U for its full name too.
        """
        if surface in self._areas_by_name:
            return self._areas_by_name[surface].is_safe(surface)
        readings = self.named(surface)
        if not readings:
            return False
        best = readings[0]
        return ("U" if surface == best.name else "u") not in best.flags if surface == best.name or surface in best.short else True

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self._places.values():
            for name in dict.fromkeys(place.names):
                found[name].append(place)
        return {name: self._ranked(places) for name, places in found.items()}

    def _ranked(self, places: list[Place]) -> tuple[Place, ...]:
        if len(places) == 1:
            return (places[0],)
        codes = {p.code for p in places}
        kept = [p for p in places if p.until is None or not codes & self._afterlife(p)]
        return tuple(sorted(kept, key=lambda p: (p.until is not None, -int(p.until or 0), p.is_zone, RANKS[p.level], p.code)))

    def _afterlife(self, place: Place) -> set[str]:
        """Every code that a former place became on the way to its successors, with what they lie in."""
        found: set[str] = set()
        todo = list(place.replaced_by)
        while todo:
            code = todo.pop()
            if code in self._places and code not in found:
                found.add(code)
                todo.extend(self._places[code].replaced_by)
        above = {a for code in found for a in self.ancestors(code)}
        return (found | above) - {place.code, NATION}

    @cached_property
    def _contextual(self) -> Mapping[str, Place]:
        return {name: place for place in self._places.values() for name in place.contextual}

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for place in self._places.values():
            if place.until is None:
                found[place.parent].append(place.code)
        return {parent: tuple(codes) for parent, codes in found.items()}

    @cached_property
    def _areas_by_name(self) -> Mapping[str, Area]:
        return {name: area for area in self.areas for name in area.names}

    @cached_property
    def _names_of_townships(self) -> Mapping[str, str]:
        return {line[:9]: line[10:] for line in self._township_lines}

    @cached_property
    def _townships_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for line in self._township_lines:
            found[line[:6]].append(line[:9])
        return {county: tuple(codes) for county, codes in found.items()}

    @cached_property
    def _township_names(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for line in self._township_lines:
            found[line[10:]].append(line[:9])
        return {name: tuple(codes) for name, codes in found.items()}
