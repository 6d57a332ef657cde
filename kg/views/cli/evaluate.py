"""`kg eval`: how right the reader is, by gold annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.views.cli.terminal import print_table, progress

if TYPE_CHECKING:
    from kg.evaluate import Score
    from kg.store import Graph

# the layers that are told for each genre
BY_GENRE = ("ENTITIES", "figure value", "fact whole", "RELATIONS")


@click.command(name="eval", short_help="Measure the reader against gold annotations.")
@click.argument("gold_dir", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--texts", type=click.Path(path_type=Path, file_okay=False), help="Folder of the texts [default: a folder here with the name of GOLD_DIR].")
@click.option("-g", "--graph", type=click.Path(path_type=Path), help="A build to measure [default: the texts are built anew].")
@click.option("--misses", type=click.IntRange(min=0), default=0, metavar="N", help="Show the first N differences.")
@click.option("--doc", metavar="NAME", help="Only documents whose name holds NAME.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Also write a page that marks every document's text.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(gold_dir: Path, texts: Path | None, graph: Path | None, misses: int, doc: str | None, html: Path | None, as_json: bool) -> int:
    """Measure the reader against the gold annotations in GOLD_DIR.

    Precision, recall and F1 of each layer: entities by class, figures by property, relations by kind, spans, and what
    the document itself says; then by genre, and by phenomena of the language that rows of the gold show (ranges, 分别, nested
    names …). Rows marked borderline are neither demanded nor punished. The page of --html marks what was found, missed and
    wrong in each document's text; it is one file and needs no network.

    \b
    Examples:
      kg eval tests/gold/seeds
      kg eval tests/gold/seeds --graph exports --misses 50
      kg eval gold/dev --texts corpus/dev --html /tmp/eval.html

    \b
    Exit codes: 0 measured, 1 failed, 2 wrong usage, 3 the build lacks some of the documents.
    """
    # the pipeline loads the reader and its dictionaries
    from kg.evaluate import score
    from kg.evaluate.gold import read

    folder = texts or Path(gold_dir.resolve().name)
    gold = [one for one in read(gold_dir, folder) if not doc or doc in one.name]
    with progress() as step:
        step("measuring")
        result = score(_graph(graph, [folder / one.name for one in gold]), gold)
    if html:
        _write(result, html)
    if as_json:
        shown = {**result.as_json(), **({"differences": [str(each) for each in result.differences[:misses]]} if misses else {})}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _print(result, misses)
    return 3 if result.absent else 0


def _graph(place: Path | None, files: list[Path]) -> Graph:
    from kg.store import hold, load

    if place:
        return load(place)
    from kg.pipeline.build import build
    from kg.pipeline.graph import graph_of

    outcome = build(files)
    return hold(graph_of(outcome.build, outcome.vocabulary))


def _write(result: Score, file: Path) -> None:
    # the templates take a tenth of a second to import
    from kg.views.evaluation import render
    from kg.views.exports import write_files

    write_files(file.parent, {file.name: render(result).encode("utf-8")})
    click.echo(f"{file}: written", err=True)


def _print(result: Score, misses: int) -> None:
    rows = [
        (layer, *(f"{share:.3f}" for share in (tally.precision, tally.recall, tally.f1)), *map(str, (tally.right, tally.extra, tally.missed)))
        for layer, tally in result.layers.items()
    ]
    columns = ("layer", "P", "R", "F1", "right", "extra", "missed")
    print_table(columns, rows, right=columns[1:])
    genres = result.genres
    of_genre = [(layer, *(f"{layers[layer].f1:.3f}" if layer in layers else "–" for layers in genres.values())) for layer in BY_GENRE]
    print_table(("F1 by genre", *genres), of_genre, right=genres)
    shown = [(one.of, one.en, str(share.rows), f"{share.found / share.rows:.3f}", f"{share.whole / share.rows:.3f}") for one, share in result.phenomena]
    print_table(("of", "phenomenon", "rows", "found", "whole"), shown, right=("rows", "found", "whole"))
    for name in result.absent:
        click.echo(f"not in the graph: {name}")
    for difference in result.differences[:misses]:
        click.echo(str(difference))
