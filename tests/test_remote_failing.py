"""A store that is down, slow, forbids, or answers nonsense: one line says which address failed, how, and what to do."""

from __future__ import annotations

import http.server
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import made_sites
import pytest
from run_kg import files, kg
from stores import free_port

from kg.errors import QueryError, StoreError
from kg.store.protocol import Asked, Refusal
from kg.store.remote import Connection, Credentials, RemoteGraph
from kg.store.remote.connection import Slow, check_address
from kg.store.remote.endpoint import RemoteEndpoint
from kg.views.web.settings import Settings
from kg.views.web.site import open_site

JSON = "application/sparql-results+json"
NOTHING = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": []}}).encode()
Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """A server that answers every request in one way."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            answer(self)

        def log_message(self, format: str, *args: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
        finally:
            server.shutdown()


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes calls and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"


def saying(status: int, media_type: str, data: bytes, promised: int | None = None, **headers: str) -> Answer:
    """An answer; `promised` is the length that it states where that is not its own."""

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("content-type", media_type)
        handler.send_header("content-length", str(len(data) if promised is None else promised))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def dripping(handler: http.server.BaseHTTPRequestHandler) -> None:
    """An answer that comes letter by letter and never ends."""
    handler.send_response(200)
    handler.send_header("content-type", JSON)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
    except OSError:
        return


BAD = [
    ("a web page", saying(200, "text/html", b"<h1>Welcome</h1>"), StoreError, "a web page instead of SPARQL results.*give the address"),
    ("another type", saying(200, "text/csv", b"s"), StoreError, "text/csv instead of"),
    ("no JSON", saying(200, JSON, b"<sparql/>"), StoreError, "broke off or is no answer of SPARQL"),
    ("JSON of something else", saying(200, JSON, b"[1, 2]"), StoreError, "no answer of SPARQL"),
    ("a deep nest", saying(200, JSON, b"[" * 100_000), StoreError, "no answer of SPARQL"),
    ("half of the JSON", saying(200, JSON, NOTHING[:30]), StoreError, "broke off"),
    ("half of what it promised", saying(200, JSON, NOTHING, len(NOTHING) + 5), StoreError, "broke off after"),
    ("a term of no kind", saying(200, JSON, NOTHING.replace(b"[]}", b'[{"s": {"type": "x", "value": 1}}]}')), StoreError, "no answer of SPARQL"),
    ("a part of the rows", saying(206, JSON, NOTHING), StoreError, "a part of the answer"),
    ("fewer rows than there are", saying(200, JSON, NOTHING, X_SPARQL_MaxRows="0"), StoreError, "no more than 0 rows.*LIMIT"),
    ("that who asks is unknown", saying(401, "text/plain", b"who?", WWW_Authenticate="Basic realm=x"), StoreError, "refuses.*401.*KG_ENDPOINT_USER"),
    ("that it is forbidden", saying(403, "text/html", b"<p>not\n you</p>"), StoreError, "refuses.*403: not you.*KG_ENDPOINT_USER"),
    ("that nothing is there", saying(404, "text/plain", b""), StoreError, "no such service.*404.*correct the address"),
    ("a mistake in the query", saying(400, "text/plain", b"SP030: syntax error"), QueryError, "does not understand.*SP030"),
    ("a failure", saying(500, "text/plain", b"out of disk"), StoreError, "failed.*500: out of disk"),
    ("that it is busy", saying(503, "text/plain", b""), StoreError, "too busy.*later"),
    ("that it has moved", saying(302, "text/plain", b"", Location="http://example.org/"), StoreError, "moved to http://example.org/.*trust"),
    ("no HTTP", lambda handler: handler.wfile.write(b"220 smtp ready\r\n") and None, StoreError, "broke off"),
    ("letters without end", dripping, StoreError, "no whole answer within|more than"),
    ("more than is wanted", saying(200, JSON, b" " * 3_000_000), QueryError, "more than 2 MiB.*LIMIT"),
]


@pytest.mark.parametrize(("what", "answer", "kind", "words"), BAD, ids=[case[0] for case in BAD])
def test_what_a_store_answers_instead_is_told(what: str, answer: Answer, kind: type[StoreError], words: str) -> None:
    with answering(answer) as address:
        graph = RemoteGraph(address, Connection(seconds=3, size=2 << 20))
        with pytest.raises(kind, match=f"^{address}: .*(?:{words})") as told:
            graph.ask("SELECT ?s { ?s ?p ?o }")
        assert "\n" not in str(told.value) and len(str(told.value)) < 700


def test_a_store_that_says_nothing_is_not_waited_for() -> None:
    with silent() as address, pytest.raises(Slow, match=f"{address}: no whole answer within 0.5 seconds"):
        RemoteGraph(address, Connection(seconds=0.5)).ask("ASK {}")


def test_a_store_that_is_down_is_told() -> None:
    address = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(StoreError, match=f"{address}: nothing listens there.*start the store"):
        RemoteGraph(address, Connection()).ask("ASK {}")


@pytest.mark.parametrize("address", ["", "sparql", "ftp://a/", "file:///etc/passwd", "http://", "http://a b/", "http://a:x/", "http://[/"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="write it like http"):
        check_address(address)


def test_a_password_is_no_part_of_an_address_nor_of_a_message() -> None:
    with pytest.raises(StoreError, match="KG_ENDPOINT_PASSWORD") as told:
        check_address("http://me:secret@example.org/sparql")
    assert "secret" not in str(told.value) + repr(Credentials("me", "secret"))


def test_a_password_is_sent_where_the_store_asks_for_it_and_nowhere_else() -> None:
    heard: list[tuple[str, str | None]] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        heard.append((handler.path, handler.headers["authorization"]))
        if handler.headers["authorization"] is None:
            saying(401, "text/plain", b"", WWW_Authenticate='Basic realm="x"')(handler)
        else:
            saying(302, "text/plain", b"", Location=f"http://localhost:{free_port()}/")(handler)

    with answering(answer) as address, pytest.raises(StoreError, match="moved"):
        RemoteGraph(address, Connection(Credentials("me", "secret"))).ask("ASK {}")
    assert heard == [("/sparql", None), ("/sparql", "Basic bWU6c2VjcmV0")]


@pytest.mark.parametrize("command", [("query", "documents"), ("serve", "EXPORTS", "--port", "0"), ("load", "EXPORTS")])
def test_a_command_says_it_on_one_line_and_leaves_the_build_as_it_was(exports: Path, command: tuple[str, ...]) -> None:
    before = files(exports)
    with answering(saying(403, "text/plain", b"no")) as forbidding:
        for address, words in ((f"http://127.0.0.1:{free_port()}/sparql", "nothing listens"), (forbidding, "refuses")):
            ran = kg(*(str(exports) if word == "EXPORTS" else word for word in command), "--endpoint", address)
            assert ran.code == 1 and ran.out == "" and ran.err.startswith(f"kg: {address}: ") and words in ran.err and ran.err.count("\n") == 1
    assert files(exports) == before


def test_a_store_whose_writing_is_unknown_is_asked_for_its_addresses(exports: Path) -> None:
    with answering(saying(200, JSON, b'{"head": {}, "boolean": true}')) as address:
        ran = kg("load", exports, "--endpoint", address)
    assert ran.code == 1 and "--update" in ran.err


def test_the_server_says_that_the_store_behind_it_is_gone(exports: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}/sparql"
    site = open_site(Settings.of(exports, "127.0.0.1", 8000))
    gone = made_sites.client(made_sites.elsewhere(site, address))
    shown = gone.get("/id/region/131000")
    assert shown.status_code == 502 and address in shown.text and "数据库" in shown.text
    asked = gone.get("/sparql?query=ASK%7B%7D", headers={"accept": "application/json"})
    assert asked.status_code == 502 and "nothing listens" in asked.json()["error"]["message"]
    assert gone.get("/sparql?query=ASK").status_code == 400


def test_a_slow_store_is_given_the_time_of_a_query() -> None:
    with silent() as address:
        endpoint = RemoteEndpoint(address, made_sites.QUICK)
        with pytest.raises(Refusal, match="no whole answer") as told:
            endpoint.ask(Asked("ASK {}"), {"rows": JSON, "truth": JSON, "triples": "text/turtle"})
        endpoint.close()
    assert told.value.status == 504
