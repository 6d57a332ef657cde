"""`kg check`: whether a build satisfies the shapes, and which of its figures do not add up."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from kg.views.cli.terminal import progress


@click.command(short_help="Test a build: the ontology's shapes, and figures that do not add up.")
@click.argument("graph", type=click.Path(path_type=Path), default=Path("exports"), metavar="[GRAPH]")
@click.option("--ontology", type=click.Path(path_type=Path, file_okay=False, exists=True), multiple=True, help="Folder with further Turtle files; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(graph: Path, ontology: tuple[Path, ...], as_json: bool) -> int:
    """Test a build: the ontology's shapes (SHACL), and figures that do not add up (audit).

    GRAPH is a folder that `kg build` wrote, or a Turtle file; exports where none is given. A violation is an error of the
    program or of an ontology folder, whose concepts are tested where --ontology gives it; a doubt is a figure that the text's own other figures contradict.

    \b
    Examples:
      kg check
      kg check exports/graph.ttl --json
      kg check --ontology mine

    \b
    Exit codes: 0 nothing found, 1 failed, 2 wrong usage, 3 there are findings.
    """
    # pyshacl takes half a second to import
    from kg.pipeline import checking

    with progress() as step:
        step(f"checking {graph}")
        found = checking.check(graph, ontology=ontology)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return 3 if found else 0
    for violation in found.violations:
        click.echo(f"{violation.severity}: {violation.focus} {violation.path}{' ' + violation.value if violation.value else ''}: {violation.message}")
    for doubt in found.doubts:
        expected = f", expected {doubt.expected}" if doubt.expected else ""
        click.echo(f"doubt: {doubt.file}:{doubt.start} {doubt.quote} ({doubt.rule}{expected}): {doubt.comment_zh} {doubt.comment_en}")
    click.echo(f"{graph}: {len(found.violations)} violations of the shapes, {len(found.doubts)} doubtful figures")
    return 3 if found else 0
