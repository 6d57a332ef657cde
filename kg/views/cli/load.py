"""`kg load`: a build into a SPARQL store elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.views.cli.terminal import progress


@click.command(short_help="Bring a build to a SPARQL store such as Virtuoso.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("exports"), metavar="[FOLDER]")
@click.option("--endpoint", required=True, metavar="URL", help="Where the store answers SPARQL queries.")
@click.option("--update", metavar="URL", help="Where it takes SPARQL UPDATE; known for Virtuoso and Oxigraph.")
@click.option("--graph-store", metavar="URL", help="Where it speaks the Graph Store Protocol; known for Virtuoso and Oxigraph, else updates are sent.")
@click.option("--prune", is_flag=True, help="Also take away the documents that the build no longer has.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=300.0, show_default=True, metavar="SECONDS", help="How long one request may take.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def load(folder: Path, endpoint: str, update: str | None, graph_store: str | None, prune: bool, timeout: float, as_json: bool) -> int:
    """Bring a build to a SPARQL store such as Virtuoso.

    FOLDER is one that `kg build` wrote; exports where none is given. Each document becomes a named graph, and all triples together
    another, which kg query and kg serve ask with --endpoint. What the store has already is not sent again: a load that was
    interrupted goes on where it stopped. Other graphs of the store are left alone.

    A user who may write, and the password, stand in the environment as KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD.

    \b
    Examples:
      KG_ENDPOINT_USER=dba KG_ENDPOINT_PASSWORD=... kg load --endpoint http://127.0.0.1:8890/sparql
      kg load /tmp/graph --endpoint http://127.0.0.1:7878/query --prune
      kg load --endpoint http://localhost:3030/ds/query --update http://localhost:3030/ds/update --graph-store http://localhost:3030/ds/data

    \b
    Exit codes:
      0  the store holds the build
      1  failed; what was complete stays, and the same command goes on from there
      2  wrong usage
      3  the store holds the build, and documents that the build no longer has (see --prune)
    """
    from kg.store.remote.connection import Connection, Credentials
    from kg.store.remote.graph import RemoteGraph
    from kg.store.remote.loading import load as bring
    from kg.store.remote.pieces import Pieces
    from kg.store.remote.writing import Writer, find_places

    credentials = Credentials.of_environment()
    connection = Connection(credentials, timeout)
    with progress() as step:
        step(f"asking {endpoint}")
        places = find_places(endpoint, graph_store, update, connection, bool(credentials.user))
        step(f"reading {folder}")
        with Pieces(folder) as pieces:
            done = bring(
                pieces,
                RemoteGraph(endpoint, connection),
                Writer(places, connection),
                prune,
                watch=lambda number, total: step(f"loading document {number + 1} of {total}"),
            )
    told = {"endpoint": endpoint, "sent": done.sent, "unchanged": done.unchanged, "triples": done.triples, "stale": done.stale, "removed": done.removed}
    if done.stale:
        click.echo(f"{done.stale} documents of the store are not in {folder}; take them away with --prune", err=True)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        removed = f", {done.removed} removed" if done.removed else ""
        click.echo(f"{endpoint}: {done.sent} documents sent ({done.triples} triples), {done.unchanged} were there already{removed}")
    return 3 if done.stale else 0
