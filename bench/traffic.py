"""Sends requests from many clients at once and notes how long each answer took. Knows nothing of what is asked."""

from __future__ import annotations

import multiprocessing
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from queue import SimpleQueue

END_OF_HEAD = b"\r\n\r\n"
type Asking = Callable[[int, int], bytes]
"""From the client's number and the request's number to the bytes of the request."""


@dataclass
class Answers:
    """What came back: milliseconds of the good answers, how many were bad, and how long it all took."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: int) -> float:
        if len(self.milliseconds) < 2:
            return self.milliseconds[0] if self.milliseconds else float("nan")
        return statistics.quantiles(self.milliseconds, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True)
class Target:
    """Where to send and what to expect."""

    host: str
    port: int
    status: int = 200


def request(method: str, path: str, headers: Iterable[tuple[str, str]] = (), body: bytes = b"") -> bytes:
    """The bytes of a request on a connection that stays open."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers)]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + END_OF_HEAD + body


class Line:
    """One open connection of one client."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.door = socket.create_connection((target.host, target.port), timeout=30)
        self.door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, message: bytes) -> tuple[int, bytes, bytes]:
        """Send a request; give status, head and body of the answer."""
        self.door.sendall(message)
        got = b""
        while END_OF_HEAD not in got:
            got += self._more()
        head, _, body = got.partition(END_OF_HEAD)
        status = int(head[9:12])
        lower = head.lower()
        at = lower.find(b"content-length:")
        if at >= 0:
            length = int(lower[at + 15 :].split(b"\r\n", 1)[0])
            while len(body) < length:
                body += self._more()
        elif b"transfer-encoding: chunked" in lower:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        return status, head, body

    def _more(self) -> bytes:
        piece = self.door.recv(65536)
        if not piece:
            raise ConnectionError("hung up")
        return piece


def flood(target: Target, asking: Asking, *, clients: int, seconds: float, processes: int = 2) -> Answers:
    """Let so many clients ask without pause for so long."""
    processes = min(processes, clients)
    spread = [clients // processes + (n < clients % processes) for n in range(processes)]
    fork = multiprocessing.get_context("fork")
    ends = []
    start = time.monotonic()
    for number, share in enumerate(spread):
        here, there = fork.Pipe(duplex=False)
        child = fork.Process(target=_crowd, args=(there, target, asking, number * clients, share, start + seconds))
        child.start()
        ends.append((child, here))
    total = Answers()
    for child, here in ends:
        milliseconds, errors = here.recv()
        child.join()
        total.milliseconds += milliseconds
        total.errors += errors
    total.seconds = time.monotonic() - start
    return total


def one_by_one(target: Target, asking: Asking, *, count: int) -> Answers:
    """Ask so many times, one after the other."""
    found = Answers()
    start = time.monotonic()
    line = Line(target)
    for turn in range(count):
        _once(line, asking(0, turn), found)
    found.seconds = time.monotonic() - start
    return found


def _crowd(pipe: object, target: Target, asking: Asking, first: int, clients: int, until: float) -> None:
    done: SimpleQueue[Answers] = SimpleQueue()
    threads = [threading.Thread(target=_client, args=(target, asking, first + n, until, done)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parts = [done.get() for _ in threads]
    pipe.send(([ms for part in parts for ms in part.milliseconds], [bad for part in parts for bad in part.errors]))


def _client(target: Target, asking: Asking, number: int, until: float, done: SimpleQueue[Answers]) -> None:
    found, turn = Answers(), 0
    line = Line(target)
    while time.monotonic() < until:
        try:
            _once(line, asking(number, turn), found)
        except OSError as fault:
            found.errors.append(repr(fault))
            line = Line(target)
        turn += 1
    done.put(found)


def _once(line: Line, message: bytes, found: Answers) -> None:
    begun = time.perf_counter()
    status, _, body = line.ask(message)
    if status == line.target.status:
        found.milliseconds.append((time.perf_counter() - begun) * 1000)
    else:
        found.errors.append(f"{status} {body[:200]!r}")
