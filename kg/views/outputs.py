"""Everything that a build writes, file by file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.pipeline.build import Outcome
from kg.pipeline.merge import Build, Merged
from kg.store.staging import Staging, staging
from kg.views import exports, report, segments
from kg.views.opened import Opener, Shown
from kg.views.texts import LAYERS

# a build of more documents is not written as what a person opens: `kg export` writes it when it is asked for
MOST_OPENED = 1000
OPENED = ("graph.ttl", "graph.graphml", "graph.html")
# where earlier versions kept texts
_OLD = Path(".work") / "texts"
_LAYER = re.compile(r"[0-9a-f]{16}\.txt", re.ASCII)


def write(outcome: Outcome, folder: Path, jobs: int = 0, step: Callable[[str], None] = lambda doing: None, assistant: Opener | None = None) -> list[Path]:
    """Writes all of them, or none: graph, tables, drawing, report, and the text layers under `texts/`.

    An `assistant` that is ready already saves a small build some time; without one it is made here.

    Raises:
        ExportError: something could not be written; what was in the folder before is untouched.
    """
    with staging(folder) as stage:
        if len(outcome.build.readings) > MOST_OPENED:
            segments.write(outcome, stage, jobs, step)
            for name in OPENED:
                stage.remove(name)
        else:
            for name, data in sorted(_small(outcome, assistant or Opener()).items()):
                stage.write(name, [data])
        stage.write_many(_layers(outcome, folder, stage))
        for path in (folder / _OLD).glob("*.txt"):
            stage.remove(path.relative_to(folder).as_posix())
        return stage.commit()


def held(build: Build) -> Merged:
    """A small build taken from its shelf into memory."""
    return Merged(tuple(build.readings), tuple(build.entities), tuple(build.repeated))


def _small(outcome: Outcome, assistant: Opener) -> dict[str, bytes]:
    vocabulary = outcome.vocabulary
    shown = Shown(held(outcome.build), outcome.unread, outcome.corrections, vocabulary.key)
    opened = assistant.ask(shown, otherwise=lambda: shown.files(vocabulary))
    said = report.report_json(shown.build, shown.unread, vocabulary, shown.corrections)
    return {**exports.statements(shown.build, vocabulary), "report.json": said.encode("utf-8"), **opened()}


def _layers(outcome: Outcome, folder: Path, stage: Staging) -> Iterator[tuple[str, bytes]]:
    """The text layers that are not in the folder yet; those that no document has any more are removed."""
    here = {path.name: path.stat().st_size for path in (folder / LAYERS).glob("*.txt") if _LAYER.fullmatch(path.name)}
    for name, text in outcome.shelf.layers():
        data = text.encode("utf-8")
        if here.pop(name.removeprefix(f"{LAYERS}/"), None) != len(data):
            yield name, data
    for name in here:
        stage.remove(f"{LAYERS}/{name}")
