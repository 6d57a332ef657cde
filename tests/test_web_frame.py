"""The frame of the served pages: languages, errors, headers, limits, files, and how the server starts and fails."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import made_builds
import made_sites
import pytest
from run_kg import kg
from serving import serving
from starlette.testclient import TestClient

from kg.errors import StoreError
from kg.views.page import ASSETS
from kg.views.web import vendor
from kg.views.web.files import Assets
from kg.views.web.languages import phrases
from kg.views.web.routes import ENTRIES
from kg.views.web.settings import Settings
from kg.views.web.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return made_sites.site(made_sites.written(made_builds.build(), tmp_path_factory.mktemp("built")))


@pytest.fixture
def ask(site: Site) -> TestClient:
    return made_sites.client(site)


LANGUAGES = [
    ("/about", {}, "zh-Hans"),
    ("/about", {"accept-language": "en-GB,en;q=0.9"}, "en"),
    ("/about", {"accept-language": "fr, en;q=0.5, zh;q=0.7"}, "zh-Hans"),
    ("/about", {"accept-language": "de"}, "zh-Hans"),
    ("/about", {"accept-language": "en;q=0"}, "zh-Hans"),
    ("/about?lang=en", {"accept-language": "zh"}, "en"),
    ("/about?lang=klingon", {"accept-language": "en"}, "en"),
    ("/about", {"cookie": "lang=en", "accept-language": "zh"}, "en"),
    ("/about?lang=zh", {"cookie": "lang=en"}, "zh-Hans"),
]


@pytest.mark.parametrize(("address", "headers", "language"), LANGUAGES)
def test_the_language_is_that_of_the_address_then_the_cookie_then_the_browser(ask: TestClient, address: str, headers: dict[str, str], language: str) -> None:
    assert f'<html lang="{language}">' in ask.get(address, headers={"accept-language": "", **headers}).text


def test_a_language_of_the_address_is_remembered_and_offered_for_the_same_page(ask: TestClient) -> None:
    answer = ask.get("/search?q=甲&lang=en")
    assert "lang=en" in answer.headers["set-cookie"] and "SameSite=lax" in answer.headers["set-cookie"]
    assert 'href="?q=%E7%94%B2&amp;lang=zh"' in answer.text
    assert "set-cookie" not in ask.get("/about").headers


def test_every_phrase_has_both_languages_with_the_same_places_and_is_used() -> None:
    sources = [*(ASSETS / "web").glob("*.html"), *(Path(made_sites.__file__).parent.parent / "kg" / "views").rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    for name, (zh, en) in phrases().items():
        places = [sorted(re.findall(r"\{(\w+)\}", phrase)) for phrase in (zh, en)]
        assert zh and en and places[0] == places[1], name
    asked = set(re.findall(r'say\(\s*"([a-z-]+\.[\w-]+)"[,)]', text))
    assert asked <= set(phrases()), asked - set(phrases())


FAILURES = [
    ("GET", "/nowhere", {}, 404),
    ("GET", "/static/nothing.js", {}, 404),
    ("GET", "/static/../../errors.py", {}, 404),
    ("GET", "/static/%2e%2e/%2e%2e/errors.py", {}, 404),
    ("POST", "/about", {}, 405),
    ("DELETE", "/", {}, 405),
    ("GET", "/", {"host": "elsewhere.example"}, 421),
    ("GET", "/", {"host": "127.0.0.1.elsewhere.example:8000"}, 421),
    ("POST", "/about", {"content-length": "99999999999"}, 413),
    ("POST", "/about", {"content-length": "many"}, 413),
]


@pytest.mark.parametrize(("method", "address", "headers", "status"), FAILURES)
def test_a_failure_is_a_page_in_both_languages_and_json_for_a_machine(site: Site, method: str, address: str, headers: dict[str, str], status: int) -> None:
    ask = made_sites.client(site)
    said = set()
    for language in ("zh", "en"):
        answer = ask.request(method, address, headers={**headers, "accept-language": language, "accept": "text/html"})
        assert answer.status_code == status and answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "Traceback" not in answer.text and "<h1>" in answer.text
        said.add(answer.text)
    assert len(said) == 2
    told = ask.request(method, address, headers={**headers, "accept": "application/json"})
    assert told.status_code == status and set(told.json()["error"]) == {"status", "title", "message", "advice"}


def test_a_fault_of_the_program_shows_nothing_of_its_inside(site: Site) -> None:
    broken = Site(**{**{name: getattr(site, name) for name in ("settings", "graph", "vocabulary", "words", "built", "questions", "assets")}, "report": {}})
    answer = made_sites.client(broken).get("/", headers={"accept": "text/html"})
    assert answer.status_code == 500 and "<h1>程序出错</h1>" in answer.text
    assert "KeyError" not in answer.text and "counts" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("address", ["/", "/about", "/nowhere", "/static/page.css", "/search?q=甲", "/suggest?q=甲", "/favicon.ico"])
def test_every_answer_carries_the_headers_that_protect_it(ask: TestClient, address: str) -> None:
    answer = ask.get(address)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'nonce-") and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["referrer-policy"] == "no-referrer"


def test_a_nonce_is_new_every_time_and_on_every_script_and_style(ask: TestClient) -> None:
    pages = [ask.get("/") for _ in range(2)]
    nonces = [re.findall(r"'nonce-([^']+)'", page.headers["content-security-policy"]) for page in pages]
    assert len({nonce for found in nonces for nonce in found}) == 2
    for page, found in zip(pages, nonces, strict=True):
        loaded = re.findall(r'<(?:script src|link rel="stylesheet")[^>]*>', page.text)
        assert loaded and all(f'nonce="{found[0]}"' in tag for tag in loaded)
        assert not re.search(r"<[^>]+\son\w+=|<[^>]+\sstyle=", page.text)


def test_files_are_kept_by_browsers_and_checked_by_their_hash(site: Site, ask: TestClient) -> None:
    address = site.assets.address("frame.css")
    first = ask.get(address)
    assert "immutable" in first.headers["cache-control"] and first.headers["content-type"].startswith("text/css")
    assert ask.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert ask.get("/static/frame.css").headers["cache-control"] == "no-cache"
    assert ask.head(address).status_code == 200


def test_a_body_that_grows_past_the_limit_is_refused_before_it_is_whole(site: Site) -> None:
    small = Settings(site.settings.folder, largest_body=10)
    assert small.largest_body == 10
    answer = made_sites.client(site).post("/", content=b"x" * (site.settings.largest_body + 1))
    assert answer.status_code == 413


def test_only_a_server_for_this_machine_asks_for_its_name(tmp_path: Path) -> None:
    assert Settings.of(tmp_path, "0.0.0.0", 80).hosts == () and "localhost" in Settings.of(tmp_path, "127.0.0.1", 80).hosts


def test_every_page_of_the_menu_is_there(ask: TestClient) -> None:
    assert [entry.path for entry in ENTRIES if entry.menu and ask.get(entry.path).status_code != 200] == []


def test_files_of_others_are_copied_only_where_all_have_their_sum(tmp_path: Path) -> None:
    modules, folder = tmp_path / "modules", tmp_path / "vendor"
    with pytest.raises(vendor.ServerError, match="npm ci"):
        vendor.bring(modules, folder)
    for piece in vendor.pieces():
        (modules / piece.source).parent.mkdir(parents=True, exist_ok=True)
        (modules / piece.source).write_bytes(b"something else")
    with pytest.raises(vendor.ServerError, match="nothing was copied"):
        vendor.bring(modules, folder)
    assert not folder.exists() and set(vendor.missing(folder)) == {piece.name for piece in vendor.pieces()}
    assert not Assets.read(folder).has("vendor/echarts.min.js")


def test_the_lock_names_no_address() -> None:
    lock = json.loads((ASSETS / "web" / "package-lock.json").read_text("utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all(package.get("integrity", "").startswith("sha512-") for path, package in lock["packages"].items() if path)


BROKEN = [
    ("nothing", None, "no such folder"),
    ("report", "", "cannot be read"),
    ("report", "[]", "older version"),
    ("report", '{"counts": {}}', "older version"),
    ("report", "[" * 100_000, "cannot be read"),
    ("graph", "<a> <b", "build again"),
]


@pytest.mark.parametrize(("part", "text", "said"), BROKEN)
def test_a_build_that_cannot_be_served_is_told_with_what_to_do(tmp_path: Path, part: str, text: str | None, said: str) -> None:
    folder = tmp_path / "built"
    if text is not None:
        made_sites.written(made_builds.build(1), folder)
        (folder / {"report": "report.json", "graph": "graph.ttl"}[part]).write_text(text, "utf-8")
    with pytest.raises(StoreError, match=said):
        made_sites.site(folder)


def test_the_command_serves_stops_and_tells_of_a_port_in_use(tmp_path: Path) -> None:
    folder = made_sites.written(made_builds.build(2), tmp_path / "built")
    with serving(folder) as address:
        port = address.rsplit(":", 1)[1]
        ran = kg("serve", folder, "--port", port)
        assert ran.code == 1 and f"port {port} of 127.0.0.1 is in use; choose another with --port" in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize(("host", "said"), [("no.such.host.invalid", "no address of this machine"), ("203.0.113.7", "cannot listen there")])
def test_a_host_that_is_not_this_machine_is_told(tmp_path: Path, host: str, said: str) -> None:
    ran = kg("serve", tmp_path, "--host", host)
    assert ran.code == 1 and said in ran.err and "--host 127.0.0.1" in ran.err


def test_a_folder_without_a_build_is_told_by_the_command(tmp_path: Path) -> None:
    ran = kg("serve", tmp_path, "--port", "0")
    assert ran.code == 1 and "no complete build" in ran.err and "kg build" in ran.err


NO_HTTP = [b"GARBAGE\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n"]


def test_what_is_not_http_is_refused_and_the_server_goes_on(tmp_path: Path) -> None:
    with serving(made_sites.written(made_builds.build(1), tmp_path / "built")) as address:
        host, port = address.removeprefix("http://").split(":")
        for sent in (*NO_HTTP, *NO_HTTP):
            with socket.create_connection((host, int(port)), timeout=10) as line:
                line.sendall(sent)
                assert line.recv(100).startswith(b"HTTP/1.1 4")


def test_the_pages_load_neither_the_reader_nor_what_a_build_needs() -> None:
    heavy = ("kg.mentions", "kg.facts", "kg.resolve", "jieba", "opencc", "pypinyin", "rdflib", "pyvis", "networkx", "pyshacl")
    code = f"import sys, kg.views.web.app; print([name for name in {heavy!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]", "import these where they are used: the server is to start at once"
