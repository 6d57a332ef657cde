"""`kg query`: questions to a build, by name or in SPARQL."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from kg.errors import QueryError
from kg.views.cli.terminal import print_table

if TYPE_CHECKING:
    from kg.store import Answer, Graph, Rows
    from kg.store.questions import Question

FORMATS = ("table", "csv", "json", "turtle")


@click.command(short_help="Ask a build a question, by name or in SPARQL.")
@click.argument("question", required=False, metavar="[TEXT|FILE|NAME]")
@click.option("-g", "--graph", type=click.Path(path_type=Path), default=Path("exports"), show_default=True, help="A build's folder, a Turtle or N-Quads file.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL store that kg load has filled, instead of --graph.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="How to print the answer; table where nothing is said, turtle for triples.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--ontology", type=click.Path(path_type=Path, file_okay=False, exists=True), multiple=True, help="Folder with more questions in queries/; repeatable."
)
@click.option("--list", "listed", is_flag=True, help="Show the named questions.")
@click.pass_context
def query(
    context: click.Context, question: str | None, graph: Path, endpoint: str | None, form: str | None, as_json: bool, ontology: tuple[Path, ...], listed: bool
) -> int:
    """Ask a build a question.

    The argument is the NAME of a question (see --list), a FILE with SPARQL, - for standard input, or SPARQL itself. Prefixes such
    as mz:, skos: and region: need not be declared. Queries only read: updates, SERVICE and foreign files are refused. A store that
    wants to know who asks is told what stands in the environment as KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD.

    \b
    Examples:
      kg query --list
      kg query dibao-standards
      kg query figures --format csv > figures.csv
      kg query 'SELECT ?name { ?x a mz:Agency ; skos:prefLabel ?name } ORDER BY ?name'
      kg query 'DESCRIBE region:131000' --format turtle
      kg query dibao-standards --endpoint http://127.0.0.1:8890/sparql

    \b
    Exit codes: 0 answered, 1 failed, 2 wrong usage.
    """
    if as_json and form not in (None, "json"):
        raise click.UsageError("--json and --format say different things; give one of them")
    form = "json" if as_json else form
    if listed:
        _show(_named(ontology), form)
        return 0
    if question is None:
        raise click.UsageError("no question given; see the named ones with: kg query --list")
    if endpoint and context.get_parameter_source("graph") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--graph and --endpoint name two graphs; give one of them")
    # pyoxigraph answers without looking at signals, so Ctrl-C has to end the process
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sparql = _sparql(question, ontology)
    _print(_open(graph, endpoint).ask(sparql), form)
    return 0


def _open(graph: Path, endpoint: str | None) -> Graph:
    if endpoint is None:
        from kg.store import load

        return load(graph)
    from kg.store.remote import open_remote

    return open_remote(endpoint)


def _named(ontology: Sequence[Path]) -> Mapping[str, Question]:
    from kg.store import questions
    from kg.vocab.ontology import ontology_folder

    return questions.read([folder / "queries" for folder in (ontology_folder(), *ontology)])


def _sparql(given: str, ontology: Sequence[Path]) -> str:
    if given == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    named = _named(ontology)
    if given in named:
        return named[given].sparql
    if any(sign in given for sign in "{}\n"):
        return given
    file = Path(given)
    if file.is_file():
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{file}: the query cannot be read ({error}); save it as UTF-8") from error
    if any(given.upper().startswith(word) for word in ("DESCRIBE ", "PREFIX ", "BASE ")):
        return given
    close = get_close_matches(given, named, n=3)
    advice = f"did you mean {' or '.join(close)}?" if close else "see the named ones with: kg query --list"
    raise click.UsageError(f"{given!r} is no named question, no file and no SPARQL; {advice}")


def _show(named: Mapping[str, Question], form: str | None) -> None:
    rows = [(one.name, one.zh, one.en) for one in named.values()]
    if form == "json":
        click.echo(json.dumps([{"name": name, "zh": zh, "en": en} for name, zh, en in rows], ensure_ascii=False, indent=1))
    elif form in (None, "table"):
        print_table(("name", "问题", "question"), rows)
    else:
        raise click.UsageError(f"the list is printed as a table or as JSON, not as {form}")


def _print(answer: Answer, form: str | None) -> None:
    from kg.store.answers import Rows, Triples, as_csv, as_json, as_turtle

    if isinstance(answer, Triples):
        if form not in (None, "turtle"):
            raise click.UsageError(f"triples are printed as turtle, not as {form}; leave --format out")
        click.echo(as_turtle(answer), nl=False)
    elif form == "turtle":
        raise click.UsageError("rows cannot be printed as turtle; ask with CONSTRUCT or DESCRIBE, or choose table, csv or json")
    elif form == "json":
        click.echo(as_json(answer))
    elif not isinstance(answer, Rows):
        click.echo("yes" if answer else "no")
    elif form == "csv":
        sys.stdout.buffer.write(as_csv(answer).encode("utf-8"))
    else:
        _print_rows(answer)


def _print_rows(answer: Rows) -> None:
    from kg.vocab.iri import short

    rows = [[(short(value.text) if value.is_iri else value.text) if value else "" for value in row] for row in answer]
    numbers = {name for row in answer for name, value in zip(answer.columns, row, strict=True) if value and isinstance(value.python, int | Decimal)}
    print_table(answer.columns, rows, right=numbers)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", err=True)
