"""What every page is given: the build that is served, its words, its index."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.store import Graph, Rows, open_graph
from kg.store.endpoint import Endpoint
from kg.store.questions import Question
from kg.store.questions import read as read_questions
from kg.store.remote import open_remote
from kg.store.remote.endpoint import RemoteEndpoint
from kg.store.remote.loading import state_of
from kg.store.staging import settle
from kg.views.page import environment
from kg.views.viz.words import Words, from_vocabulary
from kg.views.web.contradictions import search
from kg.views.web.files import Assets
from kg.views.web.finding import Index, Wish
from kg.views.web.finding.keeping import is_kept, open_index
from kg.views.web.kept_answers import kept
from kg.views.web.labels import Labels
from kg.views.web.measured import indicators
from kg.views.web.settings import Settings
from kg.vocab import vocabulary as vocabularies
from kg.vocab.ontology import ontology_folder
from kg.vocab.vocabulary import Vocabulary

if TYPE_CHECKING:
    import jinja2

# parts of report.json that pages show
_PARTS = {"counts": dict, "documents": list, "unread": list, "repeated": list, "unwritten": dict, "flags": list}
# seconds that a page waits for a store elsewhere
_PATIENCE = 30.0
ADVICE = "make it anew with: kg build seeds -o exports"


@dataclass(frozen=True, eq=False)
class Site:
    """A build that is served. Nothing in it changes while the server runs, so pages share it without locks.

    `report` is report.json as written; `built` the time of that file.
    """

    settings: Settings
    graph: Graph
    vocabulary: Vocabulary
    words: Words
    report: Mapping[str, Any]
    built: datetime
    questions: Mapping[str, Question]
    assets: Assets
    _making: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def index(self) -> Index:
        """The search index; where it is not there yet, whoever asks first makes it and others wait."""
        with self._making:
            return self._index

    @property
    def is_indexed(self) -> bool:
        """Whether the index is there already."""
        return is_kept(self.settings.folder)

    def warm(self) -> None:
        """Reads the templates and libraries, makes the index, loads the dictionary, counts the places of indicators and starts the endpoint.

        No visitor waits for these then.
        """
        for template in self.environment.list_templates(filter_func=lambda name: name.startswith("web/") and name.endswith(".html")):
            self.environment.get_template(template)
        # pictures are made with it, and it takes a while to import
        import_module("pyvis.network")
        self.index.find(Wish("一"))
        self.measured  # noqa: B018  worked out now, not when a page asks
        search(self.graph, self.settings.folder)
        with suppress(StoreError):
            # whoever asks a query is told
            self.endpoint.warm()

    @cached_property
    def _index(self) -> Index:
        # stores limit the rows of an answer, so the words to find come from the folder
        is_elsewhere = self.settings.endpoint is not None and not self.is_indexed
        return open_index(self.settings.folder, open_graph(self.settings.folder) if is_elsewhere else self.graph)

    @cached_property
    def measured(self) -> dict[str, int]:
        """The indicators with the most places, and how many places each has."""
        return dict(kept(self.settings.folder, "compare", lambda: indicators(self.graph)))

    @cached_property
    def endpoint(self) -> Endpoint:
        """What answers the queries of visitors."""
        return RemoteEndpoint(self.settings.endpoint) if self.settings.endpoint else Endpoint(self.settings.folder)

    @cached_property
    def labels(self) -> Labels:
        """What things are called."""
        return Labels(self.graph, self.words)

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The templates."""
        return environment()


def open_site(settings: Settings) -> Site:
    """Loads the build of a folder.

    Raises:
        StoreError: there is no build, it is broken, or an older version of the program wrote it.
    """
    if not settings.folder.is_dir():
        found = "is no folder" if settings.folder.exists() else "there is no such folder"
        raise StoreError(f"{settings.folder}: {found}; name one that kg build wrote, or {ADVICE}")
    settle(settings.folder)
    report, built = _read_report(settings.folder / "report.json")
    if not (settings.folder / "graph.nq").is_file():
        raise StoreError(f"{settings.folder / 'graph.nq'}: there is none, so {settings.folder} is no complete build; {ADVICE}")
    vocabulary = vocabularies.load()
    return Site(
        settings=settings,
        graph=_open_remote(settings.endpoint, settings.folder, report) if settings.endpoint else open_graph(settings.folder),
        vocabulary=vocabulary,
        words=from_vocabulary(vocabulary),
        report=report,
        built=built,
        questions=read_questions([ontology_folder() / "queries"]),
        assets=Assets.read(),
    )


def _open_remote(endpoint: str, folder: Path, report: Mapping[str, Any]) -> Graph:
    """The graph of a store, which has to hold the build of the folder."""
    graph = open_remote(endpoint, _PATIENCE)
    advice = f"bring the build there with: kg load {folder} --endpoint {endpoint} --prune"
    if graph.state is not None:
        if graph.state != kept(folder, "load", lambda: state_of(folder)):
            raise StoreError(f"{endpoint}: holds other documents than {folder}, or more; {advice}")
        return graph
    # a store that kg load has not filled
    answer = graph.ask("SELECT (COUNT(*) AS ?n) WHERE { ?document a mz:SourceDocument ; mz:sha256 ?sum }")
    count = int(answer.rows[0][0].text) if isinstance(answer, Rows) and answer.rows and answer.rows[0][0] else 0
    if count != len(report["documents"]):
        raise StoreError(f"{endpoint}: has {count} documents, and {folder} {len(report['documents'])}; {advice}")
    return graph


def _read_report(path: Path) -> tuple[dict[str, Any], datetime]:
    try:
        report = json.loads(path.read_text("utf-8"))
        built = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError as error:
        raise StoreError(f"{path}: there is none, so {path.parent} is no complete build; {ADVICE}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); {ADVICE}") from error
    lacking = [name for name, kind in _PARTS.items() if not isinstance(report, dict) or not isinstance(report.get(name), kind)]
    if lacking:
        raise StoreError(f"{path}: lacks {', '.join(lacking)}: an older version of the program wrote this build; {ADVICE}")
    return report, built
