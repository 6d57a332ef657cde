"""`kg build`: from texts to a graph."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.views.cli.terminal import progress
from kg.views.corrections import correction_row, place

if TYPE_CHECKING:
    from kg.pipeline.build import Outcome
    from kg.pipeline.overrides import Applied

FIELDS = ("text", "title", "published", "publisher", "url", "number")
PARTS = {
    "documents": ("document", "documents"),
    "entities": ("entity", "entities"),
    "relations": ("relation", "relations"),
    "observations": ("figure", "figures"),
}


@click.command(short_help="Read texts and write the graph, its tables and its picture.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("exports"), show_default=True, help="Folder for the exports.")
@click.option("--ontology", type=click.Path(path_type=Path, file_okay=False, exists=True), multiple=True, help="Folder with further Turtle files; repeatable.")
@click.option("--overrides", type=click.Path(path_type=Path, dir_okay=False), multiple=True, metavar="FILE", help="TOML file of corrections; repeatable.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help=f"Column of a corpus that holds a field ({', '.join(FIELDS)}); repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def build(paths: tuple[str, ...], output: Path, ontology: tuple[Path, ...], overrides: tuple[Path, ...], columns: tuple[str, ...], as_json: bool) -> int:
    """Read texts and write the graph, its tables and its picture.

    A PATH is a file, a folder, a quoted pattern, a zip archive, or - for standard input. Plain text in any Chinese encoding,
    HTML, PDF, DOCX, Markdown, CSV and JSON Lines are read.

    \b
    Examples:
      kg build seeds -o exports
      kg build reports/*.html notices.zip -o /tmp/graph --json
      kg build corpus.jsonl --map text=body --map published=day
      kg build seeds --overrides corrections.toml
      cat notice.txt | kg build - -o exports

    \b
    Exit codes:
      0  everything was read and the exports stand
      1  nothing could be read or written; earlier exports are as they were
      2  wrong usage
      3  the exports stand, but some files could not be read, or a correction did not apply (see report.html)
    """
    # the pipeline loads the reader and its dictionaries
    from kg.pipeline.build import build as run
    from kg.views.outputs import write

    if not paths and sys.stdin.isatty():
        raise click.UsageError("no PATH given; try: kg build seeds -o exports")
    _keep_apart(paths, output)
    with progress() as step:
        outcome = run(
            paths or ("-",),
            stdin=sys.stdin.buffer,
            columns=columns_of(columns),
            ontology=ontology,
            corrections=overrides,
            watch=lambda name: step(f"reading {name}"),
        )
        if outcome.build.readings:
            step(f"writing {output}")
            write(outcome, output)
    if as_json:
        click.echo(json.dumps(_summary(outcome, output), ensure_ascii=False, indent=1))
    else:
        _print(outcome, output)
    return 1 if not outcome.build.readings else 3 if outcome.unread or _idle(outcome) else 0


def _keep_apart(paths: tuple[str, ...], output: Path) -> None:
    """Refuses to read what an earlier build wrote."""
    for given in map(Path, paths):
        if given.is_dir() and output.resolve().is_relative_to(given.resolve()):
            raise click.UsageError(f"the output folder {output} lies in {given}, which is to be read; choose another with -o")


def columns_of(given: tuple[str, ...]) -> dict[str, str]:
    """The columns of a corpus that --map names."""
    columns = {}
    for pair in given:
        field, equals, column = pair.partition("=")
        if not equals or not column or field not in FIELDS:
            raise click.BadParameter(f"{pair!r} is not FIELD=COLUMN with one of {', '.join(FIELDS)}; for example text=body", param_hint="--map")
        columns[field] = column
    return columns


def _summary(outcome: Outcome, output: Path) -> dict[str, object]:
    unread = [{"file": one.name, "reason": one.reason, "message": one.message, "advice": one.advice} for one in outcome.unread]
    written = str(output) if outcome.build.readings else None
    files = [reading.document.source.name for reading in outcome.build.readings]
    corrections = [correction_row(one) for one in outcome.corrections]
    return {"output": written, "counts": dict(outcome.build.counts), "files": files, "unread": unread, "overrides": corrections}


def _idle(outcome: Outcome) -> list[Applied]:
    """The corrections that did not apply."""
    return [each for each in outcome.corrections if not each.is_applied]


def _print(outcome: Outcome, output: Path) -> None:
    for one in outcome.unread:
        click.echo(f"not read: {one.name}: {one.message} {one.advice}", err=True)
    for each in _idle(outcome):
        click.echo(f"not applied: {each.correction.what} ({place(each)}): {each.problem}", err=True)
    counts = outcome.build.counts
    if not outcome.build.readings:
        click.echo("kg: nothing could be read, so nothing was written.", err=True)
        return
    shown = ", ".join(f"{counts[part]} {names[counts[part] != 1]}" for part, names in PARTS.items())
    click.echo(f"{output}: {shown}" + (f", {counts['flags']} of them in doubt" if counts["flags"] else ""))
    click.echo(f"Look at {output / 'graph.html'} (the picture) and {output / 'report.html'} (what was read, what is in doubt).")
