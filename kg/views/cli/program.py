"""The program itself: its commands, its exit codes, and how it tells of an error."""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

import click

from kg import __version__
from kg.errors import KgError
from kg.views.cli.build import build
from kg.views.cli.check import check
from kg.views.cli.diff import diff
from kg.views.cli.evaluate import evaluate
from kg.views.cli.export import export
from kg.views.cli.expressions import kept_expressions
from kg.views.cli.load import load
from kg.views.cli.query import query
from kg.views.cli.serve import serve
from kg.views.cli.suggest import suggest

EXAMPLES = """\b
Examples:
  kg build seeds -o exports        read the five sample documents
  kg query dibao-standards         ask a named question
  kg query --list                  show all of them
  kg serve                         search and walk it in the browser
  kg check                         test the build
  kg eval tests/gold/seeds         measure against gold
  kg diff exports new-exports      compare two builds
  kg export turtle exports         write what a large build leaves out
  kg suggest seeds -o drafts.ttl   find terms that the ontology lacks
  kg load --endpoint URL           bring the build to a SPARQL store

\b
Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 done, but there are findings.
"""

EPILOG = "Everything is computed on this machine; no command uses the network but those that are given an --endpoint."


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}, epilog=EPILOG)
@click.version_option(__version__, prog_name="kg")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
def program(debug: bool) -> None:
    """Build, query and check a knowledge graph of Chinese civil affairs."""


program.help = f"{program.help}\n\n{EXAMPLES}"
for command in (build, query, check, evaluate, diff, export, suggest, serve, load):
    program.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the program and exits with its code; `arguments` default to those of the process."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # the option counts wherever it stands, since it is remembered when the command is already typed
    debug = "--debug" in given
    _speak_utf8()
    # a build makes many objects and no cycles: looking for garbage less often saves a tenth of the time
    gc.set_threshold(100_000, 50, 100)
    if not debug:
        sys.excepthook = _tell_of_bug
    try:
        with kept_expressions():
            code = program.main([word for word in given if word != "--debug"], prog_name="kg", standalone_mode=False)
    except KgError as error:
        if debug:
            traceback.print_exc()
        fail(str(error))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        fail("stopped; nothing was changed", 130)
    except BrokenPipeError:
        # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def fail(message: str, code: int = 1) -> None:
    """Says what went wrong, on one line, and ends the program."""
    click.echo(f"kg: {message}", err=True)
    sys.exit(code)


def _tell_of_bug(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    where = traceback.extract_tb(error.__traceback__)
    at = f" in {where[-1].name}" if where else ""
    click.echo(f"kg: an error in the program itself{at}: {kind.__name__}: {error}. Run the command again with --debug and report what it prints.", err=True)


def _speak_utf8() -> None:
    # a terminal or pipe of another encoding must not end a run whose result is Chinese
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="replace")
