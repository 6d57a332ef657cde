"""Everything that a build writes, file by file."""

from __future__ import annotations

from pathlib import Path

from kg.pipeline.build import Outcome
from kg.views import exports, report, texts
from kg.views.beside import beside


def outputs(outcome: Outcome) -> dict[str, bytes]:
    """The files by their names: graph, tables, drawing, report, and the text layers under `texts/`."""
    build, vocabulary = outcome.build, outcome.vocabulary
    page = beside(lambda: _page(outcome))
    return {
        **exports.contents(build, vocabulary),
        "graph.html": page(),
        "report.json": report.report_json(build, outcome.unread, vocabulary, outcome.corrections).encode("utf-8"),
        "report.html": report.report_html(build, outcome.unread, vocabulary, outcome.corrections).encode("utf-8"),
        **outcome.texts,
    }


def _page(outcome: Outcome) -> bytes:
    # pyvis takes a quarter of a second to import
    from kg.views import viz

    return viz.render(outcome.build, outcome.vocabulary).encode("utf-8")


def write(outcome: Outcome, folder: Path) -> list[Path]:
    """Writes all of them, or none, and beside them the texts that the pages of `kg serve` show.

    Raises:
        ExportError: something could not be written; what was in the folder before is untouched.
    """
    return exports.write_files(folder, {**outputs(outcome), **texts.kept(outcome)})
