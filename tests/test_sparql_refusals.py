"""Nothing that a query says opens a file or a connection: the text is refused, and where it were not, the process could not."""

from __future__ import annotations

import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.store import guard


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """An address of this machine, and what was said to it."""
    heard: list[bytes] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)

        def hear() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                heard.append(b"call")
                caller.close()

        Thread(target=hear, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", heard
        server.shutdown(socket.SHUT_RDWR)


# Each of these calls a server when pyoxigraph is asked without the guard; the address stands for HERE, its IRI for <HERE>.
CALLS = {
    "plainly": "SELECT * { SERVICE <HERE> { ?s ?p ?o } }",
    "silently": "SELECT * { SERVICE SILENT <HERE> { ?s ?p ?o } }",
    "after a number with an exponent": "SELECT * { ?s ?p 1.5e3SERVICE <HERE> {} }",
    "after a whole number": "SELECT * { ?s ?p 1SERVICE <HERE> {} }",
    "after a truth": "SELECT * { ?s ?p trueSERVICE <HERE> {} }",
    "as if it were a name": "PREFIX : <HERE> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "silently as if it were a name": "PREFIX : <HERE> SELECT * { SERVICESILENT:x { ?s ?p ?o } }",
    "after a string of a backslash": 'SELECT * { BIND("\\u005C" AS ?x) SERVICE <HERE> { ?s ?p ?o } #"\n}',
    "after a string of a quote": "SELECT * { ?s ?p '''\\u0027''' . SERVICE <HERE> {} #'''\n}",
    "before a comment that ends an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n<HERE>{?s ?p ?o} }",
    "between a comment and a string": 'SELECT * { ?s ?p ?a FILTER(?a<?a#>"""\n) SERVICE <HERE> {} #"""\n}',
    "in a filter": "SELECT * { FILTER EXISTS { SERVICE <HERE> { ?s ?p ?o } } }",
    "in a nested query": "SELECT * { { SELECT * { SERVICE <HERE> { ?s ?p ?o } } } }",
    "with a variable": "SELECT * { BIND(<HERE> AS ?g) SERVICE ?g { ?s ?p ?o } }",
    "in an IRI with escapes": 'SELECT * { FILTER(<a:\\u0041#> != "\\u005C") SERVICE <HERE> {} #")\n}',
}


@pytest.mark.parametrize("how", CALLS)
def test_a_call_of_another_server_is_refused_however_it_is_written(how: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        guard.check(CALLS[how].replace("HERE", "http://127.0.0.1:1/"))


READ = [
    "SELECT * { ?s a <http://www.w3.org/ns/sparql-service-description#Service> }",
    "PREFIX service: <urn:s:> SELECT * { ?s a service:from . { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?service . { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'SERVICE <x> {' ; ?q \"it's SERVICE ?x {\" }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } # SERVICE <x> {",
    "SELECT * { VALUES (?a ?b) { (<http://a/service#x> <http://b/service#y>) } ?s ?p ?o }",
    "SELECT * { ?s <http://a/it's> ?o ; <http://b/that's> 'SERVICE <x> {}' }",
]


@pytest.mark.parametrize("query", READ)
def test_the_word_alone_is_no_call(query: str) -> None:
    assert guard.check(query) == query


CONFINED = """
import json, sys
import pyoxigraph as ox
from kg.store import worker
store = ox.Store(); store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(1)))
worker.confine(1 << 28, int(sys.argv[1]))
told = []
for query in json.load(sys.stdin):
    try:
        told.append(f"{len(list(store.query(query)))} rows")
    except (OSError, RuntimeError, ValueError) as error:
        told.append(type(error).__name__)
for action in (lambda: open("/etc/passwd"), lambda: __import__("socket").socket()):
    try:
        action(); told.append("opened")
    except OSError:
        told.append("refused")
print(json.dumps(told))
"""


@pytest.mark.parametrize("files", [0, 300])
@pytest.mark.skipif(sys.platform != "linux", reason="limits of open files are tested on Linux")
def test_a_process_that_answers_cannot_call_even_where_nothing_refuses(files: int) -> None:
    import json

    with listening() as (address, heard):
        queries = [query.replace("HERE", address) for query in CALLS.values()]
        ran = subprocess.run([sys.executable, "-c", CONFINED, str(files)], input=json.dumps(queries), capture_output=True, text=True, timeout=60, check=True)
        assert heard == []
        told = json.loads(ran.stdout)
        assert told[-2:] == ["opened" if files else "refused", "refused"] and {"OSError", "PermissionError"} & {*told}
        # the listener hears: the same query, asked here
        with pytest.raises(OSError):
            list(ox.Store().query(queries[0]))
        assert heard == [b"call"]


def test_reading_a_query_takes_no_longer_than_its_length_allows() -> None:
    # each would take minutes if the text were read again from every sign
    for text in ("'\\" * 25_000, "<a#" * 30_000, "?a<?b#>" * 14_000, "(" * 99_000, '"""' * 30_000, "SERVICE" * 14_000, "SERVICE " + " #\n" * 30_000):
        ran = subprocess.run(
            [sys.executable, "-c", textwrap.dedent("""
                import sys
                from kg.errors import QueryError
                from kg.store import guard
                try: guard.check(sys.stdin.read())
                except QueryError: pass
            """)],
            input=text, text=True, timeout=10, check=True,
        )  # fmt: skip
        assert ran.returncode == 0


def test_the_modules_that_answer_load_no_file_by_name_of_a_query() -> None:
    with pytest.raises(QueryError, match="FROM"):
        guard.check(f"SELECT * FROM <{Path(__file__).as_uri()}> {{ ?s ?p ?o }}")
