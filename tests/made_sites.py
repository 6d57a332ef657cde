"""Sites over small builds made by rule, asked without a network: the application itself, no stand-in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made_builds
from starlette.testclient import TestClient

from kg.model import Unread
from kg.pipeline.merge import Build, merge
from kg.store.process import Quotas
from kg.store.remote import Connection, RemoteGraph
from kg.views import exports
from kg.views.report import report_html, report_json
from kg.views.web.app import application
from kg.views.web.settings import Settings
from kg.views.web.site import Site, open_site
from kg.vocab import terms

ADDRESS = "http://127.0.0.1:8000"


def written(build: Build, folder: Path) -> Path:
    """The folder in which a build stands as `kg build` writes it, without the picture."""
    unread = [Unread("坏.bin", "binary", "the bytes are no text.", "Convert it to UTF-8.")]
    bare = made_builds.Bare()
    report = report_json(build, unread, bare).encode("utf-8")
    exports.write(build, folder, bare, {"report.json": report, "report.html": report_html(build, unread, bare).encode("utf-8")})
    return folder


def hostile() -> Build:
    """The hostile build with what a graph cannot hold at all made sound: dates, units, names of properties."""
    reading = made_builds.hostile().readings[0]
    document = replace(reading.document, metadata=replace(reading.document.metadata, published=None))
    figures = tuple(replace(one, period_start=None, unit=terms.concept("unit", "person")) for one in reading.observations)
    entities = tuple(replace(one, properties=()) for one in reading.entities)
    return merge([replace(reading, document=document, observations=figures, entities=entities)])


def site(folder: Path) -> Site:
    """The site of a written build."""
    return open_site(Settings.of(folder, "127.0.0.1", 8000))


def client(of: Site, language: str = "zh") -> TestClient:
    """Someone who asks; an error of the program becomes a page, as it does for a visitor."""
    return TestClient(application(of), base_url=ADDRESS, raise_server_exceptions=False, headers={"accept-language": language})


# a query has half a second
QUICK = Quotas(seconds=0.5)


def elsewhere(of: Site, endpoint: str) -> Site:
    """The same site over a store at an address, whether anything is there or not."""
    return replace(of, settings=replace(of.settings, endpoint=endpoint), graph=RemoteGraph(endpoint, Connection()))
