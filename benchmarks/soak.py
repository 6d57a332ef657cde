"""Many visitors at once, beside one whose queries never end: how long pages and queries take, and whether memory stays.

    kg serve /tmp/large --port 8771 &
    python benchmarks/soak.py http://127.0.0.1:8771 --clients 50 --seconds 60

Each visitor asks for something, reads it for a second or so, and asks for the next. Prints one Markdown row a kind of request.
"""

from __future__ import annotations

import argparse
import random
import statistics
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urlencode, urlsplit

# addresses of things that visitors look at: so many of each, spread over all
LISTS = {
    "region": "SELECT ?x WHERE { ?x a mz:Region } ORDER BY MD5(STR(?x)) LIMIT 300",
    "agency": "SELECT ?x WHERE { ?x a mz:Agency } ORDER BY MD5(STR(?x)) LIMIT 300",
    "document": "SELECT ?x WHERE { ?x a mz:SourceDocument } ORDER BY MD5(STR(?x)) LIMIT 300",
    "program": "SELECT ?x WHERE { ?x a mz:Program } ORDER BY MD5(STR(?x)) LIMIT 300",
}
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SIMPLE = (
    "SELECT ?s ?label WHERE { ?s a mz:Region ; skos:prefLabel ?label } LIMIT 20",
    "SELECT ?o ?value WHERE { ?o mz:region ?r ; mz:value ?value } LIMIT 50",
    "ASK { ?o a mz:Observation }",
)
NAMES = ("mz: <https://w3id.org/minzheng/ontology#>", "skos: <http://www.w3.org/2004/02/skos/core#>")
WORDS = ("养老", "低保标准", "杭州", "langfang", "残疾人", "社会组织", "2020")
# how long a visitor reads, in seconds
READING = (0.5, 1.5)


def main() -> None:
    """Runs the visitors and prints what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--process", type=int, help="number of the server's process, to read its memory")
    given = parser.parse_args()
    place = urlsplit(given.server).netloc
    things = {kind: _listed(place, query) for kind, query in LISTS.items()}
    taken: dict[str, list[float]] = defaultdict(list)
    failed: list[str] = []
    end = time.monotonic() + given.seconds
    threads = [threading.Thread(target=_visit, args=(place, number, end, things, taken, failed)) for number in range(given.clients)]
    threads.append(threading.Thread(target=_run_away, args=(place, end, taken)))
    memory = [_memory(given.process)]
    for thread in threads:
        thread.start()
    while time.monotonic() < end:
        time.sleep(min(5, given.seconds / 4))
        memory.append(_memory(given.process))
    for thread in threads:
        thread.join()
    print("| request | times | median ms | p95 ms | longest ms |\n|---|---|---|---|---|")
    pages = [each for kind, all_of in taken.items() if kind not in ("query", "runaway query") for each in all_of]
    for kind, all_of in [*sorted(taken.items()), ("all pages", pages)]:
        ordered = sorted(all_of)
        print(f"| {kind} | {len(ordered)} | {_ms(statistics.median(ordered))} | {_ms(ordered[int(len(ordered) * 0.95)])} | {_ms(ordered[-1])} |")
    print(f"\n{len(failed)} errors" + (f", the first: {failed[0]}" if failed else ""))
    if given.process:
        print("memory of the server and its workers, MB: " + " ".join(f"{each / 1e6:.0f}" for each in memory))


def _visit(place: str, number: int, end: float, things: dict[str, list[str]], taken: dict[str, list[float]], failed: list[str]) -> None:
    chance = random.Random(number)
    time.sleep(chance.random())
    while time.monotonic() < end:
        kind, address = _wish(chance, things)
        began = time.monotonic()
        try:
            status = _get(place, address)
        except (OSError, HTTPException) as error:
            failed.append(f"{kind} {address[:80]}: {error!r}")
        else:
            taken[kind].append(time.monotonic() - began)
            if status >= 400:
                failed.append(f"{kind} {address[:80]}: {status}")
        time.sleep(chance.uniform(*READING))


def _wish(chance: random.Random, things: dict[str, list[str]]) -> tuple[str, str]:
    kind = chance.choice(("region", "agency", "program"))
    thing = chance.choice(things[kind])
    query = _named(chance.choice(SIMPLE))
    return chance.choice((
        ("home", "/"),
        ("search", f"/search?q={quote(chance.choice(WORDS))}"),
        (kind, _path(thing)),
        (kind, f"{_path(thing)}?lang=en"),
        ("document", f"/doc/{chance.choice(things['document']).rpartition('/')[2]}"),
        ("graph", f"/graph?focus={quote(thing, safe='')}"),
        ("compare", "/compare"),
        ("audit", "/audit"),
        ("report", "/report"),
        ("query", f"/sparql?{urlencode({'query': query, 'format': 'json'})}"),
        ("query", f"/sparql?{urlencode({'query': query, 'format': 'csv'})}"),
    ))  # fmt: skip


def _named(query: str) -> str:
    return "".join(f"PREFIX {name}\n" for name in NAMES) + query


def _listed(place: str, query: str) -> list[str]:
    connection = HTTPConnection(place, timeout=60)
    connection.request("GET", f"/sparql?{urlencode({'query': _named(query), 'format': 'csv'})}")
    lines = connection.getresponse().read().decode().split()
    connection.close()
    return lines[1:]


def _path(iri: str) -> str:
    """The address of a thing on the server: /id/region/130000 of https://w3id.org/minzheng/id/region/130000."""
    return quote(urlsplit(iri).path.removeprefix("/minzheng"))


def _run_away(place: str, end: float, taken: dict[str, list[float]]) -> None:
    while time.monotonic() < end:
        began = time.monotonic()
        _get(place, f"/sparql?{urlencode({'query': RUNAWAY})}")
        taken["runaway query"].append(time.monotonic() - began)


def _get(place: str, address: str) -> int:
    connection = HTTPConnection(place, timeout=60)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _memory(process: int | None) -> int:
    """Bytes in use by a process and those that it started; 0 where none is named."""
    if process is None:
        return 0
    total = 0
    for number in (process, *_children(process)):
        try:
            with open(f"/proc/{number}/smaps_rollup", encoding="ascii") as lines:
                total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss_Anon:"))
        except OSError:
            continue
    return total


def _children(process: int) -> list[int]:
    try:
        with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as listed:
            return [int(number) for number in listed.read().split()]
    except OSError:
        return []


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


if __name__ == "__main__":
    main()
