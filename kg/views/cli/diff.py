"""`kg diff`: what two builds say differently."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.views.cli.terminal import progress

if TYPE_CHECKING:
    from rich.text import Text

    from kg.evaluate.changes import Change, Changes
    from kg.evaluate.contents import Contents

SECTIONS = ("documents", "entities", "mentions", "relations", "figures", "flags", "other")
MARKS = {"gained": ("+", "green"), "lost": ("-", "red"), "changed": ("~", "yellow")}
# as much of a sentence as helps to judge a difference
LONGEST_QUOTE = 160


@click.command(short_help="Show what two builds say differently.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--only", multiple=True, type=click.Choice(SECTIONS), help="Show this section only; repeatable.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, metavar="N", help="Show at most N of each section; 0 shows all.")
@click.option("--json", "as_json", is_flag=True, help="Print every difference as JSON.")
def diff(old: Path, new: Path, only: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Show what two builds say differently: facts and entities gained (+), lost (-) and changed (~).

    OLD and NEW are folders that `kg build` wrote, or Turtle or N-Quads files. A figure is the same where its number stands in the
    same place of the same file, an entity under the same IRI, a relation between the same two in the same document. Each
    difference shows the file, the place and the words of the text. Use it to review a change to a rule or to the ontology.

    \b
    Examples:
      kg build seeds -o /tmp/new && kg diff exports /tmp/new
      kg diff exports /tmp/new --only figures --limit 0
      kg diff old/graph.nq new/graph.nq --json

    \b
    Exit codes: 0 the same, 1 failed, 2 wrong usage, 3 they differ.
    """
    from kg.evaluate.changes import Changes, compare

    with progress() as step:
        step("comparing")
        found = compare(_contents(old), _contents(new))
    shown = Changes(tuple(change for change in found.changes if not only or change.section in only))
    if as_json:
        click.echo(json.dumps({"old": str(old), "new": str(new), **shown.as_json()}, ensure_ascii=False, indent=1))
    else:
        _print(shown, old, new, limit)
    return 3 if shown else 0


def _contents(place: Path) -> Contents:
    from kg.evaluate.contents import Contents
    from kg.store import load

    return Contents.of(load(place))


def _print(found: Changes, old: Path, new: Path, limit: int) -> None:
    # rich takes a tenth of a second to import
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    console.print(_line(f"{old} and {new} {'differ' if found else 'say the same'}"))
    for section, counts in found.counts.items():
        console.print()
        told = ", ".join(f"{count} {how}" for how, count in counts.items() if count)
        console.print(_line(f"{section}: {told}", "bold"))
        changes = [change for change in found.changes if change.section == section]
        for change in changes[: limit or None]:
            for line in _lines(change):
                console.print(line)
        if limit and len(changes) > limit:
            console.print(_line(f"  … {len(changes) - limit} more; show all with --limit 0", "dim"))


def _lines(change: Change) -> Iterable[Text]:
    mark, colour = MARKS[change.how]
    yield _line(f"  {mark} {_plain(change.label)}", colour)
    for detail in change.details:
        yield _line(f"      {detail.what}: {_values(detail.old)} → {_values(detail.new)}")
    for quote in change.quotes:
        said = _shortened(quote.sentence, quote.text) if quote.sentence else _shortened(quote.text)
        yield _line(f"      {_plain(quote.file)}:{quote.start}-{quote.end}  {said}", "dim")


def _values(values: tuple[str, ...]) -> str:
    return ", ".join(_shortened(value) for value in values) or "nothing"


def _shortened(text: str, around: str = "") -> str:
    """The text on one line, or as much of it as shows `around`."""
    text, around = _plain(text), _plain(around)
    if len(text) <= LONGEST_QUOTE:
        return text
    start = max(0, min(text.find(around) - LONGEST_QUOTE // 2, len(text) - LONGEST_QUOTE)) if around else 0
    end = start + LONGEST_QUOTE
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _plain(text: str) -> str:
    # what a text holds must not steer the terminal
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def _line(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style=style)
