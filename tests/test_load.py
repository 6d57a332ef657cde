"""`kg load` brings a build to a store once: interrupted it goes on, repeated it sends nothing, and what changed is exchanged."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from run_kg import ROOT, Ran, kg
from stores import MOST_ROWS, STORES, Running

from kg.errors import StoreError
from kg.store import Triples, hold
from kg.store.remote import Connection, Credentials, RemoteGraph, open_remote
from kg.store.remote.loading import GOING, marked
from kg.store.remote.marks import MARKS, WHOLE
from kg.store.remote.pieces import Pieces
from kg.store.remote.reading import Found
from kg.store.remote.writing import Writer, find_places
from kg.vocab import terms

Texts = Mapping[str, Iterable[str]]
EXACT = ox.NamedNode("http://www.w3.org/ns/oa#exact")


@pytest.fixture(scope="module", params=STORES)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A store whose contents each test exchanges for its own."""
    with STORES[request.param](tmp_path_factory.mktemp(request.param)) as running:
        yield running


def document(name: str) -> str:
    return f"{terms.ID}document/{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def quads(texts: Texts) -> list[ox.Quad]:
    """What documents quote, as statements in their graphs; the same quote of two documents is the same triple."""
    return [
        ox.Quad(ox.NamedNode(f"{terms.ID}span/{quote(text)[:60]}"), EXACT, ox.Literal(text, language="zh"), ox.NamedNode(document(name)))
        for name, held in texts.items()
        for text in held
    ]


def written(folder: Path, texts: Texts, by_line: bool = False) -> Path:
    """A build of these documents, each by itself, or its statements mixed in the order of their lines."""
    folder.mkdir(exist_ok=True)
    lines = [f"{quad} .\n" for quad in quads(texts)]
    (folder / "graph.nq").write_text("".join(sorted(lines) if by_line else lines), "utf-8")
    return folder


def load(store: Running, folder: Path, *options: str) -> tuple[Ran, dict[str, Any]]:
    ran = kg("load", folder, "--endpoint", store.endpoint, "--json", *options, env=store.writer)
    return ran, json.loads(ran.out) if ran.out else {}


def counted(graph: RemoteGraph, where: str) -> int:
    """How many solutions a pattern has in the store as it is, without choosing among its graphs."""
    found = graph.fetch(f"SELECT (COUNT(?s) AS ?n) {{ {where} }}", "rows", [])
    assert isinstance(found, Found) and isinstance(found.rows[0][0], ox.Literal)
    return int(found.rows[0][0].value)


def check_holds(store: Running, texts: Texts) -> None:
    """The store says of the whole and of each document what the build says."""
    far, near = open_remote(store.endpoint), hold(quads(texts))
    for query in (
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        *(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{document(name)}> {{ ?s ?p ?o }} }}" for name in texts),
    ):
        expected = near.ask(query)
        assert isinstance(expected, Triples) and far.ask(query) == expected


FIRST: Texts = {"甲": ["低保", "特困", "孤儿"], "乙": ["低保", '引号"与\\反斜线', "\u3000𠮷"], "丙": ["养老"]}


@pytest.mark.parametrize("by_line", [False, True], ids=["by document", "mixed"])
def test_a_build_stands_in_the_store_and_is_not_sent_again(store: Running, tmp_path: Path, by_line: bool) -> None:
    folder = written(tmp_path / "build", FIRST, by_line)
    ran, told = load(store, folder, "--prune")
    assert ran.code == 0 and told["sent"] + told["unchanged"] == 3, ran.err
    check_holds(store, FIRST)
    ran, told = load(store, folder)
    assert ran.code == 0 and (told["sent"], told["unchanged"], told["triples"], told["stale"], told["removed"]) == (0, 3, 0, 0, 0)


def test_what_changed_is_exchanged_and_what_is_gone_stays_until_it_is_pruned(store: Running, tmp_path: Path) -> None:
    assert load(store, written(tmp_path / "one", FIRST), "--prune")[0].code == 0
    changed = {"甲": ["低保", "特困", "残疾人"], "丁": ["养老", "孤儿"], "丙": FIRST["丙"]}
    ran, told = load(store, written(tmp_path / "two", changed))
    assert ran.code == 3 and (told["sent"], told["unchanged"], told["stale"], told["removed"]) == (2, 1, 1, 0) and "--prune" in ran.err
    check_holds(store, {**changed, "乙": FIRST["乙"]})
    ran, told = load(store, tmp_path / "two", "--prune")
    assert ran.code == 0 and (told["sent"], told["unchanged"], told["stale"], told["removed"]) == (0, 3, 0, 1)
    check_holds(store, changed)


def test_other_graphs_of_the_store_are_left_alone(store: Running, tmp_path: Path) -> None:
    connection = Connection(Credentials(store.writer.get("KG_ENDPOINT_USER", ""), store.writer.get("KG_ENDPOINT_PASSWORD", "")))
    writer = Writer(find_places(store.endpoint, None, None, connection, bool(store.writer)), connection)
    # one of the triples stands in a document too, which is taken away afterwards
    own = 'INSERT DATA {{ GRAPH <urn:mine> {{ <urn:a> <urn:b> "c" . {} . }} }}'
    triple = quads(FIRST)[0].triple
    writer.update(own.format(triple))
    for texts in (FIRST, {"丙": FIRST["丙"]}):
        assert load(store, written(tmp_path / "build", texts), "--prune")[0].code == 0
    far = RemoteGraph(store.endpoint, connection)
    assert counted(far, "GRAPH <urn:mine> { ?s ?p ?o }") == 2
    writer.update("CLEAR GRAPH <urn:mine>")


def test_without_the_graph_store_protocol_updates_do_the_same(store: Running, tmp_path: Path) -> None:
    update = store.endpoint.replace("/query", "/update").replace("/sparql", "/sparql-auth")
    assert load(store, written(tmp_path / "none", {"无": ["无"]}), "--prune")[0].code == 0
    ran, told = load(store, written(tmp_path / "build", FIRST), "--update", update, "--prune")
    assert ran.code == 0 and told["sent"] == 3, ran.err
    check_holds(store, FIRST)


def test_a_load_that_is_killed_goes_on_where_it_stopped(store: Running, tmp_path: Path) -> None:
    texts = {str(number): [f"{number} 号文件第 {line} 句" for line in range(20)] for number in range(1000)}
    assert load(store, written(tmp_path / "none", {"无": ["无"]}), "--prune")[0].code == 0
    folder = written(tmp_path / "build", texts)
    command = [sys.executable, "-c", "from kg.views.cli import main; main()", "load", str(folder), "--endpoint", store.endpoint]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **store.writer}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    far = RemoteGraph(store.endpoint, Connection())
    try:
        while not any(len(sum_) == 64 for name, sum_ in marked(far).items() if name not in (WHOLE, document("无"))):
            assert process.poll() is None, "the load ended before it could be killed"
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    done = sum(len(sum_) == 64 for name, sum_ in marked(far).items() if name != document("无"))
    assert 0 < done < len(texts)
    with pytest.raises(StoreError, match="run kg load again"):
        open_remote(store.endpoint)
    ran, told = load(store, folder, "--prune")
    assert ran.code == 0 and (told["unchanged"], told["sent"]) == (done, len(texts) - done), ran.err
    far = open_remote(store.endpoint)
    assert len(far) == 20_000
    assert counted(far, f"GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), '{terms.ID}document/'))") == 20_000


def test_more_marks_than_an_answer_may_have_rows_are_read(store: Running) -> None:
    connection = Connection(Credentials(store.writer.get("KG_ENDPOINT_USER", ""), store.writer.get("KG_ENDPOINT_PASSWORD", "")))
    writer = Writer(find_places(store.endpoint, None, None, connection, bool(store.writer)), connection)
    far = RemoteGraph(store.endpoint, connection)
    writer.update(f"CLEAR SILENT GRAPH <{MARKS}>")
    names = [document(str(number)) for number in range(MOST_ROWS + 2000)]
    for start in range(0, len(names), 500):
        writer.mark({name: hashlib.sha256(name.encode()).hexdigest() for name in names[start : start + 500]})
    writer.mark({names[0]: GOING})
    assert marked(far) == {name: hashlib.sha256(name.encode()).hexdigest() for name in names} | {names[0]: GOING}
    writer.update(f"CLEAR SILENT GRAPH <{MARKS}>")


def test_who_may_not_write_changes_nothing(tmp_path: Path) -> None:
    with STORES["virtuoso"](tmp_path) as virtuoso:
        for who in ({"KG_ENDPOINT_USER": ""}, {"KG_ENDPOINT_USER": "dba", "KG_ENDPOINT_PASSWORD": "wrong"}):
            ran = kg("load", written(tmp_path / "build", FIRST), "--endpoint", virtuoso.endpoint, env=who)
            assert ran.code == 1 and ran.err.count("\n") == 1 and "refuses" in ran.err and "KG_ENDPOINT_USER" in ran.err and "wrong" not in ran.err
        assert marked(RemoteGraph(virtuoso.endpoint, Connection())) == {}


def test_only_this_machine_reaches_the_stores_of_the_tests(store: Running) -> None:
    port = urlsplit(store.endpoint).port
    assert port is not None
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", port), timeout=5).close()


BROKEN = [
    ("nothing", "", "no documents"),
    ("a triple of no document", "<urn:a> <urn:b> <urn:c> .\n", "line 1"),
    ("a graph that is no document", "<urn:a> <urn:b> <urn:c> <urn:g> .\n", "line 1"),
    ("half a line", f'{quads(FIRST)[0]} .\n<urn:a> <urn:b> "c', "line 2"),
]


@pytest.mark.parametrize(("what", "text", "words"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_graph_that_is_no_build_is_refused_before_anything_is_sent(store: Running, tmp_path: Path, what: str, text: str, words: str) -> None:
    before = marked(RemoteGraph(store.endpoint, Connection()))
    (tmp_path / "graph.nq").write_text(text, "utf-8")
    ran, _ = load(store, tmp_path)
    assert ran.code == 1 and words in ran.err and "build" in ran.err and ran.err.count("\n") == 1
    assert marked(RemoteGraph(store.endpoint, Connection())) == before
    ran, _ = load(store, tmp_path / "missing")
    assert ran.code == 1 and "kg build" in ran.err


def test_mixed_statements_are_brought_together_whole(tmp_path: Path) -> None:
    texts = {str(number): [f"{number}.{line}" for line in range(number % 7 + 1)] for number in range(300)}
    found = []
    for by_line in (False, True):
        with Pieces(written(tmp_path / str(by_line), texts, by_line)) as pieces:
            found.append({piece.graph: sorted(b"".join(piece.batches(3)).splitlines()) for piece in pieces})
            assert all(piece.triples == len(found[-1][piece.graph]) for piece in pieces)
    assert found[0] == found[1] and len(found[0]) == 300
