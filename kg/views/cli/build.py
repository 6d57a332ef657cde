"""`kg build`: from texts to a graph."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.views.cli.pace import Pace
from kg.views.cli.terminal import progress
from kg.views.corrections import correction_row, place
from kg.views.opened import Opener

if TYPE_CHECKING:
    from kg.pipeline.build import Outcome, Progress, Watcher
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
@click.option("-j", "--jobs", type=click.IntRange(0, 512), default=None, help="Processes that read; 0 reads in this one.  [default: one for each core]")
@click.option("--patience", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds after which a text is set aside.")
@click.option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster whose machines read, such as tcp://host:8786.")
@click.option("--shards", type=click.Path(path_type=Path, file_okay=False), help="Folder that all machines of the cluster share.  [default: in the output]")
@click.option("--store/--no-store", "with_store", default=True, help="Make the database of kg serve for a large build, or leave it until it is served.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def build(
    paths: tuple[str, ...],
    output: Path,
    ontology: tuple[Path, ...],
    overrides: tuple[Path, ...],
    columns: tuple[str, ...],
    jobs: int | None,
    patience: float,
    cluster: str | None,
    shards: Path | None,
    with_store: bool,
    as_json: bool,
) -> int:
    """Read texts and write the graph, its tables and its picture.

    A PATH is a file, a folder, a quoted pattern, a zip archive, or - for standard input. Plain text in any Chinese encoding,
    HTML, PDF, DOCX, Markdown, CSV and JSON Lines are read. What an earlier build into the same folder has read and what has not
    changed is not read again; a build that was stopped goes on where it was.

    Of more than a thousand documents graph.nq, the tables, the report and the database of kg serve are written; kg export
    writes the rest.

    \b
    Examples:
      kg build seeds -o exports
      kg build reports/*.html notices.zip -o /tmp/graph --json
      kg build corpus.jsonl --map text=body --map published=day --jobs 8
      kg build seeds --overrides corrections.toml
      kg build province.jsonl -o /shared/graph --cluster tcp://head:8786
      cat notice.txt | kg build - -o exports

    \b
    Exit codes:
      0  everything was read and the exports stand
      1  nothing could be read or written; earlier exports are as they were
      2  wrong usage
      3  the exports stand, but some files could not be read, or a correction did not apply (see report.html)
    """
    if not paths and sys.stdin.isatty():
        raise click.UsageError("no PATH given; try: kg build seeds -o exports")
    _keep_apart(paths, output)
    named = columns_of(columns)
    jobs = cores() if jobs is None else jobs
    assistant = Opener(ontology)
    # the pipeline loads the reader and its dictionaries; the assistant is busy with its own
    from kg.pipeline.build import build as run
    from kg.pipeline.cluster import Cluster
    from kg.pipeline.keeping.workplace import workplace
    from kg.views.outputs import write

    with progress() as step, workplace(output) as shelf:
        outcome = run(
            paths or ("-",),
            stdin=sys.stdin.buffer,
            columns=named,
            ontology=ontology,
            corrections=overrides,
            watch=_letting_go(assistant, Pace(paths, step)),
            shelf=shelf,
            jobs=jobs,
            patience=patience,
            cluster=Cluster(cluster, (shards or output / ".work" / "shards").absolute()) if cluster else None,
        )
        if outcome.build.readings:
            step(f"writing {output}")
            write(outcome, output, jobs, step, assistant)
        summary = _summary(outcome, output)
        told = _told(outcome, output)
        count = len(outcome.build.readings)
        if outcome.shelf is not shelf:
            outcome.shelf.close()
        if with_store and is_large(count):
            step("loading the database of kg serve")
            _load(output)
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False, indent=1))
    else:
        _print(outcome, told)
    return 1 if not count else 3 if outcome.unread or _idle(outcome) else 0


def _letting_go(assistant: Opener, watch: Watcher) -> Watcher:
    """A watcher that lets the assistant go as soon as a build is too large for it."""

    def watched(progress: Progress) -> None:
        if is_large(progress.done):
            assistant.dismiss()
        watch(progress)

    return watched


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def is_large(documents: int) -> bool:
    """Whether a build has more documents than a person opens as one picture."""
    from kg.views.outputs import MOST_OPENED

    return documents > MOST_OPENED


def _load(output: Path) -> None:
    from kg.store.disk import database

    database(output)


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
    corrections = [correction_row(one) for one in outcome.corrections]
    return {
        "output": written,
        "counts": dict(outcome.build.counts),
        "reused": outcome.reused,
        "files": outcome.shelf.names(),
        "unread": unread,
        "overrides": corrections,
    }


def _idle(outcome: Outcome) -> list[Applied]:
    """The corrections that did not apply."""
    return [each for each in outcome.corrections if not each.is_applied]


def _told(outcome: Outcome, output: Path) -> list[str]:
    """What a person is told of a build that stands."""
    counts = outcome.build.counts
    if not counts["documents"]:
        return []
    shown = ", ".join(f"{counts[part]} {names[counts[part] != 1]}" for part, names in PARTS.items())
    lines = [f"{output}: {shown}" + (f", {counts['flags']} of them in doubt" if counts["flags"] else "")]
    if outcome.reused:
        lines.append(f"{outcome.reused} of the documents had not changed and were not read again.")
    if is_large(counts["documents"]):
        lines.append(f"Look at {output / 'report.html'} (what was read, what is in doubt) and walk it with: kg serve {output}")
    else:
        lines.append(f"Look at {output / 'graph.html'} (the picture) and {output / 'report.html'} (what was read, what is in doubt).")
    return lines


def _print(outcome: Outcome, told: list[str]) -> None:
    for one in outcome.unread:
        click.echo(f"not read: {one.name}: {one.message} {one.advice}", err=True)
    for each in _idle(outcome):
        click.echo(f"not applied: {each.correction.what} ({place(each)}): {each.problem}", err=True)
    if not told:
        click.echo("kg: nothing could be read, so nothing was written.", err=True)
    for line in told:
        click.echo(line)
