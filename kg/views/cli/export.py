"""`kg export`: a build in a further format, when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import StoreError
from kg.views.cli.terminal import progress

if TYPE_CHECKING:
    from kg.pipeline.keeping.shelf import Shelf
    from kg.pipeline.merge import Build
    from kg.vocab.lookup import Lookup

FILES = {"turtle": "graph.ttl", "graphml": "graph.graphml", "html": "graph.html"}


@click.command(short_help="Write a build as Turtle, GraphML or the single graph page.")
@click.argument("form", type=click.Choice(list(FILES)), metavar="FORMAT")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("exports"), metavar="[FOLDER]")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="File to write.  [default: beside the other exports]")
@click.option("--ontology", type=click.Path(path_type=Path, file_okay=False, exists=True), multiple=True, help="Folder that the build was given; repeatable.")
def export(form: str, folder: Path, output: Path | None, ontology: tuple[Path, ...]) -> int:
    """Write a build as Turtle, GraphML or the single graph page.

    A build of more than a thousand documents leaves these out, since nobody opens them by the gigabyte. FORMAT is turtle, graphml
    or html. FOLDER is one that `kg build` wrote on this machine; exports where none is given.

    \b
    Examples:
      kg export turtle
      kg export graphml /tmp/graph -o province.graphml

    \b
    Exit codes: 0 written, 1 failed (no build there, or one of another ontology), 2 wrong usage.
    """
    from kg.pipeline import additions
    from kg.pipeline.keeping.shelved import Shelved
    from kg.views.exports import write_files
    from kg.views.outputs import held

    with progress() as step:
        step(f"loading {folder}")
        with _shelf(folder, ontology) as shelf:
            build, vocabulary = held(Shelved(shelf)), additions.load(ontology)
        target = output or folder / FILES[form]
        step(f"writing {target}")
        write_files(target.parent, {target.name: _written(form, build, vocabulary)})
    click.echo(f"{target}: written")
    return 0


@contextmanager
def _shelf(folder: Path, ontology: tuple[Path, ...]) -> Iterator[Shelf]:
    """The shelf of a finished build of the present ontology."""
    from kg.pipeline.keeping.identity import state_of_reader
    from kg.pipeline.keeping.shelf import CORRECTED, FILE, Shelf

    if not (folder / FILE).is_file():
        raise StoreError(f"{folder}: nothing that was read is kept there; build on this machine with: kg build PATH -o {folder}")
    corrected = (folder / FILE).with_name(f"{CORRECTED}.db")
    with closing(Shelf(corrected if corrected.is_file() else folder / FILE, read_only=True)) as shelf:
        if shelf.state != state_of_reader(ontology):
            raise StoreError(f"{folder}: it was built by another version or with another ontology, or is not finished; give its --ontology, or build again")
        yield shelf


def _written(form: str, build: Build, vocabulary: Lookup) -> bytes:
    from kg.pipeline.graph import as_turtle, graph_of
    from kg.views.graphml import graphml
    from kg.views.opened import drawing

    if form == "turtle":
        return as_turtle(graph_of(build, vocabulary))
    return graphml(build) if form == "graphml" else drawing(build, vocabulary)
