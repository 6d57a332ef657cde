"""What `kg serve` was told: where the build lies, where to listen, what to allow."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes in bytes. `cors` is the one origin whose scripts may ask /sparql, "*" for any, None for none.
    `endpoint` is the store elsewhere that holds the graph of the folder, None where the folder's own is asked.

    `hosts` are the names under which a request may ask for this server; empty allows any.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    largest_body: int = MEBIBYTE
    cors: str | None = None
    endpoint: str | None = None
    hosts: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, folder: Path, host: str, port: int, cors: str | None = None, endpoint: str | None = None) -> Settings:
        """The settings for an address: one that only this machine reaches answers to no other name.

        A page elsewhere could otherwise point a name of its own at 127.0.0.1 and read the answers.

        >>> Settings.of(Path("exports"), "127.0.0.1", 8000).hosts
        ('127.0.0.1', 'localhost', '::1')
        """
        return cls(folder, host, port, cors=cors, endpoint=endpoint, hosts=LOOPBACK if host in LOOPBACK else ())
