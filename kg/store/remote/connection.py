"""One request to a store over HTTP: its answer as bytes, or an error that says which address failed, how, and what to do."""

from __future__ import annotations

import http.client
import ipaddress
import os
import re
import socket
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO
from urllib.parse import urlsplit
from urllib.request import parse_http_list, parse_keqv_list

from kg.errors import QueryError, StoreError

USER, PASSWORD = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD"
_CHUNK = 1 << 16
# so much of what a store says of an error is read, and so many characters of it are told
_LONGEST_ERROR, _TOLD = 1 << 16, 300
_TAG = re.compile(r"<[^<>]*+>|\s++")


class Slow(StoreError):
    """A store did not answer in time."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks. The password is shown nowhere."""

    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Credentials({self.user!r})"

    @classmethod
    def of_environment(cls) -> Credentials:
        """Those that KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD name, so that no password stands on a command line."""
        return cls(os.environ.get(USER, ""), os.environ.get(PASSWORD, ""))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a store answered; the names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Connection:
    """Sends requests. `seconds` bound the whole of one request, `size` the bytes of an answer. Safe to use from many threads."""

    def __init__(self, credentials: Credentials | None = None, seconds: float = 60.0, size: int = 256 << 20) -> None:
        self.seconds = seconds
        self._size = size
        self._credentials = credentials or Credentials()
        # how each server wants to be told who asks, as it said when it refused
        self._wanted: dict[str, str] = {}

    def send(self, address: str, method: str, data: bytes | None = None, headers: Mapping[str, str] | None = None, may_lack: bool = False) -> Reply:
        """The answer of a request. `may_lack` gives an answer of 404 back too.

        Raises:
            Slow: it took too long.
            QueryError: the store says that the request is wrong.
            StoreError: it is not reached, refuses, or breaks off.
        """
        until = time.monotonic() + self.seconds
        reply = self._once(address, method, data, headers or {}, until)
        if reply.status == 401 and self._credentials.user:
            challenge = reply.headers.get("www-authenticate", "")
            if _SCHEME.match(challenge):
                self._wanted[_server(address)] = challenge
                reply = self._once(address, method, data, headers or {}, until)
        if reply.status < 300 or (may_lack and reply.status == 404):
            return reply
        raise _refused(address, reply, bool(self._credentials.user))

    def _once(self, address: str, method: str, data: bytes | None, headers: Mapping[str, str], until: float) -> Reply:
        request = urllib.request.Request(address, data, dict(headers), method=method)
        request.add_header("User-Agent", "minzheng-kg")
        challenge = self._wanted.get(_server(address))
        if challenge:
            request.add_header("Authorization", self._authorization(request, challenge))
        try:
            with _opener(address).open(request, timeout=max(0.1, until - time.monotonic())) as response:
                return self._read(address, response, until)
        except urllib.error.URLError as error:
            reason = error.reason
            raise self._late(address) if isinstance(reason, TimeoutError) else _unreached(address, reason) from error
        except TimeoutError as error:
            raise self._late(address) from error
        except (OSError, http.client.HTTPException) as error:
            raise StoreError(f"{address}: the connection broke off ({_words(error)}); see whether the store still runs, and try again") from error

    def _read(self, address: str, response: http.client.HTTPResponse, until: float) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        # a store may offer several ways to log in
        headers["www-authenticate"] = next(filter(_SCHEME.match, response.headers.get_all("www-authenticate", [])), "")
        most = self._size if response.status < 300 else _LONGEST_ERROR
        data = bytearray()
        while part := response.read1(_CHUNK):
            data += part
            if len(data) > most:
                if response.status >= 300:
                    break
                raise QueryError(f"{address}: the answer has more than {most >> 20} MiB; ask for less, or add a LIMIT")
            if time.monotonic() > until:
                raise self._late(address)
        promised = headers.get("content-length", "")
        if response.status < 300 and promised.isascii() and promised.isdigit() and len(data) < int(promised):
            raise StoreError(f"{address}: the answer broke off after {len(data)} of {promised} bytes; see whether the store still runs, and try again")
        return Reply(response.status, headers, bytes(data))

    def _late(self, address: str) -> Slow:
        return Slow(f"{address}: no whole answer within {self.seconds:g} seconds; the store is busy or hangs; try again later, or ask for less")

    def _authorization(self, request: urllib.request.Request, challenge: str) -> str:
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() == "basic":
            return "Basic " + b64encode(f"{self._credentials.user}:{self._credentials.password}".encode()).decode("ascii")
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, self._credentials.user, self._credentials.password)
        wanted = parse_keqv_list(parse_http_list(rest))
        made = urllib.request.HTTPDigestAuthHandler(passwords).get_authorization(request, wanted)
        return f"Digest {made}"


def check_address(address: str) -> str:
    """The address itself, where it is one of HTTP.

    Raises:
        StoreError: it is not, or holds a password.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise StoreError(f"{address!r} is no address ({error}); write it like http://127.0.0.1:8890/sparql") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or any(sign <= " " or sign > "~" for sign in address):
        raise StoreError(f"{address!r} is no address of a store; write it like http://127.0.0.1:8890/sparql")
    if parts.username or parts.password:
        raise StoreError(f"the address at {parts.hostname} holds a user or password; give them in the environment as {USER} and {PASSWORD}")
    return address


_SCHEME = re.compile(r"(?:basic|digest)\b", re.IGNORECASE)


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: a query or a password could go where nobody meant it."""

    def redirect_request(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str) -> None:
        return None


class _Plain(urllib.request.HTTPErrorProcessor):
    """Gives answers of every status back."""

    def http_response(self, request: urllib.request.Request, response: http.client.HTTPResponse) -> http.client.HTTPResponse:
        return response

    https_response = http_response


def _opener(address: str) -> urllib.request.OpenerDirector:
    """Sends through the proxy of the environment, but not to this machine itself."""
    host = urlsplit(address).hostname or ""
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    proxies = [urllib.request.ProxyHandler({})] if is_here else []
    return urllib.request.build_opener(_Staying, _Plain, *proxies)


def _server(address: str) -> str:
    return "{0.scheme}://{0.netloc}".format(urlsplit(address))


def _unreached(address: str, reason: object) -> StoreError:
    if isinstance(reason, socket.gaierror):
        return StoreError(f"{address}: no such machine ({_words(reason)}); correct the address")
    if isinstance(reason, ConnectionRefusedError):
        return StoreError(f"{address}: nothing listens there (connection refused); start the store, or correct the address")
    return StoreError(f"{address}: cannot be reached ({_words(reason)}); see whether the store runs, and correct the address")


def _words(reason: object) -> str:
    said = str(getattr(reason, "strerror", None) or reason or type(reason).__name__)
    return " ".join(said.split())[:_TOLD]


def _refused(address: str, reply: Reply, has_user: bool) -> StoreError:
    status, said = reply.status, told(reply)
    if status in (401, 403) or "SECURITY:" in said:
        who = "the user of " + USER + " may not do this" if has_user else f"name one who may in the environment, as {USER} and {PASSWORD}"
        return StoreError(f"{address}: the store refuses ({status}{said and ': ' + said}); {who}, or use the address for those who log in")
    if 300 <= status < 400:
        return StoreError(f"{address}: has moved to {reply.headers.get('location', 'elsewhere')[:_TOLD]}; give that address where you trust it")
    if status == 400:
        return QueryError(f"{address}: the store does not understand the request{said and ': ' + said}")
    if status in (404, 405, 406, 415):
        return StoreError(f"{address}: no such service of a SPARQL store ({status}{said and ': ' + said}); correct the address")
    if status in (429, 503, 504):
        return StoreError(f"{address}: the store is too busy ({status}{said and ': ' + said}); try again later")
    return StoreError(f"{address}: the store failed ({status}{said and ': ' + said}); see its log, and try again")


def told(reply: Reply) -> str:
    """What a store says of an error, on one line, without the query that some repeat.

    >>> told(Reply(400, {}, b"<p>Syntax error\\n at <b>x</b></p>\\nSPARQL query:\\nSELECT"))
    'Syntax error at x'
    """
    text = reply.data[:_LONGEST_ERROR].decode("utf-8", "replace").partition("SPARQL query:")[0]
    plain = " ".join(_TAG.sub(" ", text).split())
    return plain[:_TOLD] + ("…" if len(plain) > _TOLD else "")
