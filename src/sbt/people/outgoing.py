"""The one place that opens connections to other hosts. Whatever an address says, it leads to no inner network.

Only https, or http to a host that the operator named (`SBT_OUTGOING_HOSTS`). A name is resolved once, when the connection
is made; every address that it gives must be one of the public internet, unless the operator named the host; the connection
goes to the address that was judged, and the certificate must bear the name. No redirect is followed, no proxy of the
environment is used; size and time of an answer have an end.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final, override
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.models import PreparedRequest
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

LARGEST: Final = 1024 * 1024
"""Bytes of an answer, unpacked."""
SECONDS: Final = 10.0
"""From the first step of a request to the last byte of its answer."""
PATIENCE: Final = 5.0
"""For one step of it: connecting, or the next bytes."""
PIECE: Final = 16 * 1024
LEADING_INSIDE: Final = tuple(
    ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "::/96")
)
"""IPv6 networks whose addresses carry an IPv4 address that somebody on the way goes on to."""

type Resolve = Callable[[str, int], Iterable[str]]


class OutgoingRefusedError(requests.RequestException):
    """The address leads where nothing of ours may go, or its answer has no end."""


def resolved(host: str, port: int) -> list[str]:
    """Give the addresses of the name, as the system resolves it."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def public(address: str) -> bool:
    """Tell whether the address is one of the public internet, in whatever form it is written."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return public(str(found.ipv4_mapped))
        if any(found in network for network in LEADING_INSIDE):
            return False
    return found.is_global and not found.is_multicast


def session(
    allowed: Iterable[str], *, resolve: Resolve = resolved, seconds: float = SECONDS, largest: int = LARGEST
) -> requests.Session:
    """Give a session that goes nowhere else; `allowed` are hosts that the operator named, as `host` or `host:port`."""
    return _Session(_Guard(frozenset(one.lower() for one in allowed), resolve, seconds, largest))


@dataclass
class _Guard:
    """Judges hosts and addresses, and cuts what takes too long."""

    allowed: frozenset[str]
    resolve: Resolve
    seconds: float
    largest: int
    lines: list[socket.socket] = field(default_factory=list)
    """Handles on the connections of the request under way."""
    refused: str = ""
    """Why no connection was made; the library hands on no exception of ours."""

    def named(self, host: str, port: int) -> bool:
        """Tell whether the operator named the host."""
        return host in self.allowed or f"{host}:{port}" in self.allowed

    def connect(self, host: str, port: int) -> socket.socket:
        """Resolve once, judge every address, and connect to one that was judged."""
        bare = host.strip("[]").lower()
        found = list(self.resolve(bare, port))
        if not self.named(bare, port) and not all(public(address) for address in found):
            self.refused = "an address inside"
            raise OutgoingRefusedError(self.refused)
        fault: OSError = ConnectionRefusedError("no address")
        for address in found:
            try:
                line = socket.create_connection((address, port), timeout=min(PATIENCE, self.seconds))
            except OSError as refused:
                fault = refused
                continue
            self.lines.append(line.dup())
            return line
        raise fault

    def cut(self) -> None:
        """End the connections, whatever they wait for."""
        for line in self.lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def forget(self) -> None:
        """Let go of the handles."""
        while self.lines:
            self.lines.pop().close()


class _Session(requests.Session):
    def __init__(self, guard: _Guard) -> None:
        super().__init__()
        self.trust_env = False
        self.adapters.clear()
        self.mount("https://", _Adapter(guard))
        self.mount("http://", _Adapter(guard))

    @override
    def request(self, *given: Any, **named: Any) -> requests.Response:
        return super().request(*given, **named | {"allow_redirects": False, "proxies": None, "verify": True})


class _Adapter(HTTPAdapter):
    def __init__(self, guard: _Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)

    @override
    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _plain(self._guard), "https": _tls(self._guard)}

    @override
    def send(self, request: PreparedRequest, *_given: Any, **_named: Any) -> requests.Response:
        """Send, and give the answer when it is whole."""
        guard, url = self._guard, urlsplit(request.url or "")
        if url.scheme != "https" and not guard.named((url.hostname or "").lower(), url.port or 80):
            raise OutgoingRefusedError("only https")
        guard.refused = ""
        watch = threading.Timer(guard.seconds, guard.cut)
        watch.start()
        try:
            answer = super().send(request, stream=True, timeout=min(PATIENCE, guard.seconds), verify=True)
            body = bytearray()
            while piece := answer.raw.read1(PIECE, decode_content=True):
                body += piece
                if len(body) > guard.largest:
                    raise OutgoingRefusedError("an answer without end")
            if not watch.is_alive():
                raise OutgoingRefusedError("an answer that took too long")
        except (HTTPError, OSError) as fault:
            if guard.refused:
                raise OutgoingRefusedError(guard.refused) from fault
            if isinstance(fault, requests.RequestException):
                raise
            raise OutgoingRefusedError("an answer that broke off") from fault
        finally:
            watch.cancel()
            guard.forget()
            self.poolmanager.clear()
        answer.raw = BytesIO(bytes(body))
        answer._content, answer._content_consumed = bytes(body), True  # noqa: SLF001 - as its own `content` does
        return answer


def _plain(guard: _Guard) -> type[HTTPConnectionPool]:
    class Connection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 80)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Connection

    return Pool


def _tls(guard: _Guard) -> type[HTTPSConnectionPool]:
    class Connection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 443)

    class Pool(HTTPSConnectionPool):
        ConnectionCls = Connection

    return Pool
