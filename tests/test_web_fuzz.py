"""Whatever is asked of any address, the server answers, and never by failing."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import made_builds
import made_sites
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.views.web.routes import ENTRIES

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
# names that addresses of the pages know, so that their values are reached
NAMES = (
    "q", "kind", "field", "place", "year", "page", "lang", "format", "query", "name", "at", "focus", "indicator", "unit",
    "default-graph-uri", "of", "view", "show",
)  # fmt: skip
VALUES = (
    "廊坊", "region", "131000", "2018", "zh", "json", "csv", "3-9", "9-3", "0-99999999999999999999", "-1", "NaN", "1e400", "", "*", "%", "'", '"', "\\", "\0",
    "<script>alert(1)</script>", "javascript:alert(1)", "../../../etc/passwd", "file:///etc/passwd", "\u202e甲", "{{7*7}}", "{0.__class__}", "x" * 3000,
    "SELECT * { ?s ?p ?o } LIMIT 1", "SELECT", "ASK { SERVICE <http://127.0.0.1:9/> {} }", "https://w3id.org/minzheng/id/region/910000",
)  # fmt: skip
ACCEPTS = (
    "", "*/*", "text/html", "application/json", "text/turtle", "application/ld+json;q=0.5, text/csv", "image/png", "q=;;,,", "\xff", "text/html;q=x", "a/b/c",
)  # fmt: skip
TYPES = (
    "", "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update", "application/json", "multipart/form-data; boundary=x",
    "\x7f", "text/plain; charset=nope",
)  # fmt: skip

text = st.one_of(st.sampled_from(VALUES), st.text(max_size=30))
pairs = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=5)), text), max_size=5)


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> list[TestClient]:
    """Someone who asks about an ordinary build, and someone who asks about a hostile one."""
    folder = tmp_path_factory.mktemp("built")
    builds = (made_builds.build(4), made_sites.hostile())
    return [made_sites.client(made_sites.site(made_sites.written(build, folder / str(number)))) for number, build in enumerate(builds)]


@st.composite
def paths(draw: st.DrawFn) -> str:
    """An address of the table with anything in its open places, or anything at all."""
    if draw(st.integers(0, 9)) == 0:
        return "/" + quote(draw(text), safe="/%.")
    pattern = draw(st.sampled_from(ENTRIES)).path
    return re.sub(r"\{[^}]*\}", lambda _: quote(draw(text), safe="/."), pattern)


def check(client: TestClient, method: str, path: str, **options: object) -> None:
    """One request; its answer must be one that a page means to give."""
    answer = client.request(method, path, follow_redirects=False, **options)  # type: ignore[arg-type]
    assert answer.status_code < 500 or answer.status_code in (503, 504), (method, path, options, answer.text[:2000])
    assert "Traceback (most recent call last)" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff" and "content-security-policy" in answer.headers
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html"):
        assert "<script>alert" not in answer.text and 'href="javascript:' not in answer.text.lower()
    if kind == "application/json" and answer.content:
        json.loads(answer.text)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    number=st.integers(0, 1),
    method=st.sampled_from(("GET", "GET", "GET", *METHODS)),
    path=paths(),
    query=pairs,
    accept=st.sampled_from(ACCEPTS),
    body=st.binary(max_size=40),
    kind=st.sampled_from(TYPES),
)
@example(number=0, method="GET", path="/search", query=[("q", "\ud800".encode("utf-8", "replace").decode())], accept="", body=b"", kind="")
def test_no_request_makes_the_server_fail(
    clients: list[TestClient], number: int, method: str, path: str, query: list[tuple[str, str]], accept: str, body: bytes, kind: str
) -> None:
    headers = {name: value.encode("latin-1") for name, value in (("accept", accept), ("content-type", kind)) if value}
    sent = {"content": body} if body or method not in ("GET", "HEAD") else {}
    check(clients[number], method, path, params=query, headers=headers, **sent)


HEADERS = [
    {"accept-language": ";;q=,,*;q=9"}, {"accept-language": "\xe4\xb8\xad"}, {"accept": "text/html;" * 3000}, {"cookie": "lang=\"><script>; =; a"},
    {"cookie": "=" * 5000}, {"host": "127.0.0.1:99999999"}, {"host": "[::1"}, {"host": ""}, {"if-none-match": '"' * 100}, {"origin": "null"},
    {"range": "bytes=5-1"}, {"range": "bytes=0-0,1-1"}, {"content-length": "0x10"}, {"transfer-encoding": "nonsense"},
    {"x-forwarded-host": "elsewhere.example"},
]  # fmt: skip


@pytest.mark.parametrize("headers", HEADERS, ids=[next(iter(headers)) + str(number) for number, headers in enumerate(HEADERS)])
def test_no_header_makes_the_server_fail(clients: list[TestClient], headers: dict[str, str]) -> None:
    for path in ("/", "/search?q=甲", "/static/page.css", "/nowhere"):
        check(clients[0], "GET", path, headers={name: value.encode("latin-1") for name, value in headers.items()})


def test_every_link_of_the_pages_leads_somewhere(clients: list[TestClient]) -> None:
    starts = [entry.path for entry in ENTRIES if "{" not in entry.path]
    for client in clients:
        found = {link for start in starts for link in re.findall(r'(?:href|src|action)="(/[^"#]*)', client.get(start).text)}
        served = {re.match(r"/[^/{]*", entry.path)[0] for entry in ENTRIES}  # type: ignore[index]
        known = [link.replace("&amp;", "&") for link in sorted(found) if re.match(r"/[^/?{]*", link)[0] in served]  # type: ignore[index]
        assert [(link, status) for link in known[:80] if (status := client.get(link).status_code) != 200] == []
