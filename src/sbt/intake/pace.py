"""How much one network may ask of us in an hour.

No address is kept: only its keyed hash, in the memory of the process, and the key is thrown away when the hour ends. Limits
are generous, since one gateway of a mobile network is a whole town; beyond the first limit a visitor waits a minute, or lets
his browser work, and goes on.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal

HOUR: Final = 3600
MOST_KNOWN: Final = 200_000
"""Hashes held at once; beyond it new networks share one count, so that memory has an end."""
WAIT: Final = 60
"""Seconds after which a ticket opens by itself."""
TICKET_LIFE: Final = 1800
WORK_BITS: Final = 18
"""Leading zero bits of SHA-256(ticket, solution) that open a ticket at once: about 260,000 tries."""

type Answer = Literal["go", "wait", "later"]
GO: Final = "go"
WAIT_FOR_IT: Final = "wait"
LATER: Final = "later"


@dataclass(frozen=True)
class Allowance:
    """How often an hour: freely, and with a ticket for each time beyond that."""

    free: int
    with_ticket: int


@dataclass
class _Hour:
    number: int
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    counts: Counter[bytes] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)


class Pace:
    """Counts for one process; processes that share the key read one another's tickets. `seconds` is Unix time."""

    def __init__(self, allowances: dict[str, Allowance], *, ticket_key: bytes) -> None:
        self.allowances = allowances
        self._hour = _Hour(-1)
        self._lock = threading.Lock()
        self._ticket_key = ticket_key

    def ask(self, what: str, address: str, *, seconds: float, ticket: str = "", solution: str = "") -> Answer:
        """Count one request of this kind; WAIT_FOR_IT when a ticket helps, LATER when only the next hour does."""
        allowance = self.allowances[what]
        with self._lock:
            hour = self._this(seconds)
            mark = hmac.digest(hour.key, f"{what}\0{network(address)}".encode(), hashlib.sha256)[:12]
            if mark not in hour.counts and len(hour.counts) >= MOST_KNOWN:
                mark = b""
            known = hour.counts[mark]
            if known >= max(allowance.free, allowance.with_ticket):
                return LATER
            if known >= allowance.free and not self._opens(what, ticket, solution, seconds, hour.used):
                return WAIT_FOR_IT
            hour.counts[mark] += 1
            return GO

    def rest_of_hour(self, seconds: float) -> int:
        """Seconds until the counts begin anew."""
        return HOUR - int(seconds % HOUR)

    def ticket(self, what: str, *, seconds: float) -> str:
        """A signed ticket: it opens in a minute, or at once with a solution, and only once."""
        body = f"{what}.{int(seconds)}.{secrets.token_urlsafe(9)}"
        return f"{body}.{self._signature(body)}"

    def young(self, what: str, ticket: str, *, seconds: float) -> bool:
        """Whether the ticket is good but its minute is not over."""
        age = self._age(what, ticket, seconds)
        return age is not None and age < WAIT

    def _opens(self, what: str, ticket: str, solution: str, seconds: float, used: set[str]) -> bool:
        age = self._age(what, ticket, seconds)
        if age is None or ticket in used or (age < WAIT and not solved(ticket, solution)):
            return False
        used.add(ticket)
        return True

    def _age(self, what: str, ticket: str, seconds: float) -> float | None:
        """Seconds since the ticket was given; None for one that is not ours, of another kind or too old."""
        body, _, signature = ticket.rpartition(".")
        if not body or not hmac.compare_digest(signature, self._signature(body)):
            return None
        kind, since, _chance = body.split(".")
        age = seconds - int(since)
        return age if kind == what and age <= TICKET_LIFE else None

    def _signature(self, body: str) -> str:
        return hmac.digest(self._ticket_key, body.encode(), hashlib.sha256).hex()[:32]

    def _this(self, seconds: float) -> _Hour:
        number = int(seconds // HOUR)
        if self._hour.number != number:
            self._hour = _Hour(number)
        return self._hour


def network(address: str) -> str:
    """The network of an address that one visitor can use alone: IPv4 whole, IPv6 by its first 64 bits."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(read, ipaddress.IPv6Address):
        mapped = read.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((read, 64), strict=False))
    return str(read)


def solved(ticket: str, solution: str) -> bool:
    """Whether the browser has worked for this ticket."""
    digest = hashlib.sha256(f"{ticket}:{solution}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - WORK_BITS) == 0
