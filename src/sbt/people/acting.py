"""The only opener of transactions: binds the actor, keeps the answer of a repeated request, notes refusals."""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from select import POLLIN, poll
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from sbt.people.models import KeptAnswer, RefusedAttempt
from sbt.people.naming import name_to
from sbt.people.wall_tokens import clerk_token, token_of
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sbt.rules.authority import Actor

LONGEST_KEY = 255


class KeyReusedError(Exception):
    """The Idempotency-Key was used before for a different request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request: an HTTP status and the body."""

    status: int
    body: bytes


@dataclass(slots=True)
class Acting:
    """One transaction in which one actor acts."""

    actor: Actor
    now: datetime
    replay: Answer | None = None
    """The answer given before to this very request; when set, nothing may be done again."""
    refused: Refused | None = None
    _key: bytes = field(default=b"", repr=False)
    _row: bytes = field(default=b"", repr=False)
    _action: str = ""
    _ref: str = ""

    def settle[T](self, outcome: T | Refused, *, action: str = "", ref: str = "") -> T | Refused:
        """Pass the outcome on; a refusal undoes everything done in this transaction."""
        if isinstance(outcome, Refused):
            self.refused, self._action, self._ref = outcome, action, ref
            transaction.set_rollback(True)
        return outcome

    def reserve(self, key: str, request: bytes) -> None:
        """Take the key for this request, or find the answer given to it before."""
        row = hashlib.sha256(f"{self.actor.posting}\x00{key}".encode()).digest()
        self._key = _derive(key, self.actor.posting)
        digest = hmac.digest(self._key, request, "sha256")
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into people_keptanswer (id, request, status, sealed, kept_on) values (%s, %s, 0, '', %s)"
                " on conflict (id) do nothing",
                [row, digest, local_day(self.now, self.actor.zone)],
            )
            fresh = cursor.rowcount == 1
        if fresh:
            self._row = row
            return
        kept = KeptAnswer.objects.get(id=row)
        if bytes(kept.request) != digest:
            raise KeyReusedError
        self.replay = Answer(kept.status, _open(self._key, bytes(kept.sealed)))

    def remember(self, answer: Answer) -> None:
        """Keep the answer, sealed with the request's own key, in the same commit as the change."""
        if self._row:
            sealed = _seal(self._key, answer.body)
            KeptAnswer.objects.filter(id=self._row).update(status=answer.status, sealed=sealed)

    def note_refusal(self) -> None:
        """Put an attempt beyond the actor's power into the security table; other refusals are everyday work."""
        if self.refused is not None and self.refused.kind == "power":
            RefusedAttempt.objects.create(
                at=self.now,
                posting=self.actor.posting,
                institution=self.actor.institution,
                action=self._action or self.refused.params.get("step", ""),
                code=self.refused.code,
                ref=self._ref,
            )


@contextmanager
def acting(actor: Actor, *, now: datetime, key: str = "", request: bytes = b"") -> Iterator[Acting]:
    """Run what follows as the actor in one durable transaction.

    `key` is the Idempotency-Key: a repeated request finds `replay` set. Raises KeyReusedError when the key was used
    for another request (`request` is its bytes).
    """
    act = Acting(actor=actor, now=now)
    _spare_the_health_check()
    before = ""
    try:
        with transaction.atomic(durable=True):
            before = bind(actor)
            if key:
                act.reserve(key, request)
            yield act
    finally:
        _give_back(before)
    act.note_refusal()


@contextmanager
def reading(actor: Actor) -> Iterator[None]:
    """Run what follows as the actor in a transaction that cannot write."""
    _spare_the_health_check()
    outermost = not connection.in_atomic_block
    before = ""
    try:
        with transaction.atomic():
            before = bind(actor, writes=not outermost)
            yield
    finally:
        _give_back(before)


@contextmanager
def as_clerk() -> Iterator[None]:
    """Let the house itself write what follows: where a lawful step leads a case out of its maker's sight."""
    before = _switch(clerk_token())
    try:
        yield
    finally:
        _give_back(before)


def bind(actor: Actor, *, writes: bool = True) -> str:
    """Tell the database who acts, for this transaction only; begin it in the same message where nothing has yet.

    Gives the token of whoever acted before in the same transaction.
    """
    raw = connection.connection
    begin = b""
    if raw.info.transaction_status == TransactionStatus.IDLE:
        begin = b"begin" if writes else b"begin read only"
    return _switch(token_of(actor), begin=begin, posting=actor.posting)


def show_receipt(hash_: bytes) -> None:
    """Let the public read, in this transaction, what the receipt opens."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('sbt.receipt', %s, true)", [hash_.hex()])


def _switch(token: str, *, begin: bytes = b"", posting: str | None = None) -> str:
    """Take the token's place in this transaction, and give the one that was taken before."""
    with connection.wrap_database_errors:
        return name_to(connection.connection.pgconn, token, begin=begin, posting=posting)


def _give_back(token: str) -> None:
    """Give the place back to whoever acted before, where this was a part of a longer transaction."""
    if connection.in_atomic_block and connection.connection.info.transaction_status == TransactionStatus.INTRANS:
        _switch(token)


def _spare_the_health_check() -> None:
    """Take a connection as healthy, unasked, when its socket says nothing: a server that went away has closed it."""
    connection.ensure_connection()
    if not connection.in_atomic_block:
        door = poll()
        door.register(connection.connection.fileno(), POLLIN)
        if not door.poll(0):
            connection.health_check_done = True  # type: ignore[attr-defined]  # Django has it, its types do not


def _derive(key: str, posting: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"sbt answer {posting}".encode()).derive(key.encode())


def _seal(key: bytes, body: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, body, None)


def _open(key: bytes, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], None) if sealed else b""
