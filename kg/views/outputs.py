"""Everything that a build writes, file by file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.pipeline.build import Outcome
from kg.pipeline.merge import Build, Merged
from kg.store.staging import Staging, staging
from kg.views import exports, graphml, report, segments
from kg.views.beside import beside
from kg.views.texts import LAYERS
from kg.vocab.lookup import Lookup

# a build of more documents is not written as what a person opens: `kg export` writes it when it is asked for
MOST_OPENED = 1000
OPENED = ("graph.ttl", "graph.graphml", "graph.html")
# where earlier versions kept texts
_OLD = Path(".work") / "texts"
_LAYER = re.compile(r"[0-9a-f]{16}\.txt", re.ASCII)


def write(outcome: Outcome, folder: Path, jobs: int = 0, step: Callable[[str], None] = lambda doing: None) -> list[Path]:
    """Writes all of them, or none: graph, tables, drawing, report, and the text layers under `texts/`.

    Raises:
        ExportError: something could not be written; what was in the folder before is untouched.
    """
    with staging(folder) as stage:
        if len(outcome.build.readings) > MOST_OPENED:
            segments.write(outcome, stage, jobs, step)
            for name in OPENED:
                stage.remove(name)
        else:
            for name, data in sorted(_small(outcome).items()):
                stage.write(name, [data])
        stage.write_many(_layers(outcome, folder, stage))
        for path in (folder / _OLD).glob("*.txt"):
            stage.remove(path.relative_to(folder).as_posix())
        return stage.commit()


def held(build: Build) -> Merged:
    """A small build taken from its shelf into memory."""
    return Merged(tuple(build.readings), tuple(build.entities), tuple(build.repeated))


def _small(outcome: Outcome) -> dict[str, bytes]:
    build, vocabulary = held(outcome.build), outcome.vocabulary
    told = (outcome.unread, vocabulary, outcome.corrections)
    # about half of the work, and what takes longest to import
    shown = beside(
        lambda: {
            "graph.html": drawing(build, vocabulary),
            "graph.graphml": graphml.graphml(build),
            "report.html": report.report_html(build, *told).encode("utf-8"),
        }
    )
    return {**exports.statements(build, vocabulary), "report.json": report.report_json(build, *told).encode("utf-8"), **shown()}


def drawing(build: Build, vocabulary: Lookup) -> bytes:
    """`graph.html`."""
    # pyvis takes a quarter of a second to import
    from kg.views import viz

    return viz.render(build, vocabulary).encode("utf-8")


def _layers(outcome: Outcome, folder: Path, stage: Staging) -> Iterator[tuple[str, bytes]]:
    """The text layers that are not in the folder yet; those that no document has any more are removed."""
    here = {path.name: path.stat().st_size for path in (folder / LAYERS).glob("*.txt") if _LAYER.fullmatch(path.name)}
    for name, text in outcome.shelf.layers():
        data = text.encode("utf-8")
        if here.pop(name.removeprefix(f"{LAYERS}/"), None) != len(data):
            yield name, data
    for name in here:
        stage.remove(f"{LAYERS}/{name}")
