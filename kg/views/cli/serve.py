"""`kg serve`: the build in the browser."""

from __future__ import annotations

import ctypes
import errno
import logging
import socket
import sys
import webbrowser
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from kg.errors import ServerError
from kg.views.cli.terminal import progress

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from kg.views.web.settings import Settings

# M_ARENA_MAX of malloc.h
_POOLS = -8
# seconds after which a thread that makes a page lets another one go on: a short answer waits for several such turns
_TURN = 0.001
# addresses and headers of a request, in bytes: a query in an address may be long
LONGEST_HEAD = 128 * 1024


@click.command(short_help="Search, walk, compare and query a build in the browser.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("exports"), metavar="[FOLDER]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--cors", metavar="ORIGIN", help="Origin whose scripts may ask /sparql, such as https://example.org; * for any.")
@click.option("--endpoint", metavar="URL", help="SPARQL store that kg load has filled from FOLDER, to be asked instead of FOLDER's graph.")
@click.option("--open", "opened", is_flag=True, help="Open the first page in a browser.")
@click.pass_context
def serve(context: click.Context, folder: Path, host: str, port: int, cors: str | None, endpoint: str | None, opened: bool) -> int:
    """Search, walk, compare and query a build in the browser.

    FOLDER is one that `kg build` wrote; exports where none is given. Only this machine can reach the server unless --host says
    otherwise. When kg build has written the folder anew, the server moves to the new build without a pause. Stop it with Ctrl-C.

    With --endpoint every fact, figure and answer comes from the store, /sparql included, by the same rules and limits. FOLDER still
    gives the report, the texts of the documents and the search index. A store that wants to know who asks is told what stands in the
    environment as KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD: name a user who may only read.

    \b
    Examples:
      kg serve
      kg serve /tmp/graph --port 8080 --open
      kg serve --endpoint http://127.0.0.1:8890/sparql

    \b
    Exit codes: 0 stopped, 1 failed (no build there, a port in use, a store that does not answer), 2 wrong usage.
    """
    # the web's libraries take a tenth of a second to import
    try:
        from kg.store.state import is_large
        from kg.views.web.app import open_served, warmed
        from kg.views.web.settings import Settings
        from kg.views.web.switching import Switch, state
        from kg.views.web.warming import warm
    except ModuleNotFoundError as error:
        raise ServerError(f"{error.name} is not installed, which kg serve needs; install it with: pip install 'minzheng-kg[web]'") from error

    _share_memory()
    sys.setswitchinterval(_TURN)
    with progress() as step, _bound(host, port) as listening:
        step(f"loading {endpoint or folder}")
        settings = Settings.of(folder, host, listening.getsockname()[1], cors, endpoint)
        seen = state(folder)
        served = open_served(settings)
        if is_large(folder) and not served.site.is_indexed:
            step("making the search index, once for each build")
            served.site.warm()
        # what takes long is made ready while the first page is already there
        Thread(target=warm, args=(served.site,), daemon=True).start()
        switch = Switch(folder, seen, served, lambda: warmed(open_served(settings)), lambda said, failed: click.echo(said, err=failed))
        switch.watch()
        address = _address(settings)
        click.echo(f"{folder} is served at {address} (stop with Ctrl-C)")
        if opened:
            webbrowser.open(address)
        try:
            _run(switch, listening, debug=bool(context.parent and context.parent.params.get("debug")))
        finally:
            switch.close()
    return 0


def _share_memory() -> None:
    """Lets all threads draw on two pools of memory: with a pool for each of forty threads a server grows for hours (glibc, malloc.h)."""
    if sys.platform == "linux":
        allow = getattr(ctypes.CDLL(None), "mallopt", None)
        if allow is not None:
            allow(_POOLS, 2)


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        ServerError: the port is taken, or the address is none of this machine.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise ServerError(f"{host}: no address of this machine ({error}); use --host 127.0.0.1") from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(128)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise ServerError(f"port {port} of {host} is in use; choose another with --port, or let the system choose with --port 0") from error
        if error.errno == errno.EACCES:
            raise ServerError(f"port {port} needs rights that you do not have; choose one above 1023 with --port") from error
        raise ServerError(f"{host}: cannot listen there ({error.strerror}); use --host 127.0.0.1") from error
    return made


def _address(settings: Settings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, f"[{settings.host}]" if ":" in settings.host else settings.host)
    return f"http://{host}:{settings.port}/"


def _run(app: ASGIApp, listening: socket.socket, debug: bool) -> None:
    import uvicorn

    config = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, lifespan="off", h11_max_incomplete_event_size=LONGEST_HEAD, timeout_graceful_shutdown=2
    )
    if not debug:
        logging.getLogger("uvicorn.error").addFilter(_on_one_line)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        # how uvicorn ends when it is asked to
        click.echo("stopped", err=True)


def _on_one_line(record: logging.LogRecord) -> bool:
    """Turns a traceback into its last line; the whole is for --debug."""
    if record.exc_info and record.exc_info[1]:
        error = record.exc_info[1]
        record.msg, record.args = f"a page failed: {type(error).__name__}: {error}. Start the server with --debug to see where", ()
        record.exc_info = None
    return True
