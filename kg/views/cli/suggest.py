"""`kg suggest`: the terms that the ontology lacks."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import ExportError
from kg.views.cli.build import columns_of
from kg.views.cli.terminal import print_table, progress

if TYPE_CHECKING:
    from kg.pipeline.suggest import Suggestion, Suggestions

SCHEMES = ("group", "program", "system", "organization", "function", "indicator", "unit")


@click.command(short_help="Find terms that texts repeat and the ontology lacks.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the drafts; printed where none is given.")
@click.option("--ontology", type=click.Path(path_type=Path, file_okay=False, exists=True), multiple=True, help="Folder with further Turtle files; repeatable.")
@click.option("--only", multiple=True, type=click.Choice(SCHEMES), help="Suggest terms of this scheme only; repeatable.")
@click.option("--fewest", type=click.IntRange(min=2), default=3, show_default=True, metavar="N", help="A term stands in the texts N times or more.")
@click.option("--texts", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="A term stands in N texts or more.")
@click.option("--limit", type=click.IntRange(min=0), default=200, show_default=True, metavar="N", help="At most N terms, the strongest; 0 for all.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Column of a corpus that holds a field; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the terms as JSON instead of drafts in Turtle.")
def suggest(
    paths: tuple[str, ...], output: Path | None, ontology: tuple[Path, ...], only: tuple[str, ...], fewest: int, texts: int, limit: int,
    columns: tuple[str, ...], as_json: bool,
) -> int:  # fmt: skip
    """Find terms that texts repeat and the ontology lacks, as drafts of concepts for a person to review.

    A PATH is what `kg build` takes. Terms are told by their heads (补贴, 对象, 平台 …), by how often they stand and by how
    freely the words around them vary. Each draft has a guessed class, a broader concept where there is one, counts and contexts.
    Take good ones over into a *.ttl file of a folder of yours, without the line mz:status "draft", and give that folder to
    `kg build` with --ontology.

    \b
    Examples:
      kg suggest reports -o drafts.ttl
      kg suggest corpus.jsonl --only group --only program --fewest 10 --limit 50
      kg suggest reports --ontology mine --json

    \b
    Exit codes:
      0  done
      1  nothing could be read or written
      2  wrong usage
      3  done, but some files could not be read
    """
    # jieba's dictionary takes a tenth of a second to read
    from kg.pipeline.suggest import suggest as run

    if not paths and sys.stdin.isatty():
        raise click.UsageError("no PATH given; try: kg suggest seeds")
    with progress() as step:
        found = run(
            paths or ("-",), stdin=sys.stdin.buffer, columns=columns_of(columns), ontology=ontology, fewest=fewest, fewest_documents=texts,
            watch=lambda name: step(f"reading {name}"),
        )  # fmt: skip
    terms = [term for term in found.terms if not only or term.scheme in only][: limit or None]
    for one in found.unread:
        click.echo(f"not read: {one.name}: {one.message} {one.advice}", err=True)
    if found.documents == 0:
        click.echo("kg: nothing could be read, so nothing is suggested.", err=True)
        return 1
    _print(found, terms, output, as_json)
    return 3 if found.unread else 0


def _print(found: Suggestions, terms: list[Suggestion], output: Path | None, as_json: bool) -> None:
    from kg.pipeline.suggest.drafts import turtle

    text = json.dumps([_record(term) for term in terms], ensure_ascii=False, indent=1) + "\n" if as_json else turtle(terms, found.vocabulary)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{output}: the drafts cannot be written ({error.strerror}); choose another file with -o") from error
    rows = [(term.term, term.scheme, str(term.count), str(term.documents), term.contexts[0] if term.contexts else "") for term in terms[:20]]
    print_table(("术语 term", "scheme", "count", "texts", "context"), rows, right=("count", "texts"))
    click.echo(f"{output}: {len(terms)} terms from {found.documents} texts. Review it, then take terms over into a folder for --ontology.")


def _record(term: Suggestion) -> dict[str, object]:
    return {
        "term": term.term, "scheme": term.scheme, "head": term.head, "count": term.count, "texts": term.documents,
        "left": round(term.left, 3), "right": round(term.right, 3), "contexts": list(term.contexts),
    }  # fmt: skip
