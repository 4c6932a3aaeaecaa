"""The only opener of transactions: binds the actor, keeps the answer of a repeated request, notes refusals."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection, transaction

from sbt.people.models import KeptAnswer, RefusedAttempt
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

    def remember(self, answer: Answer) -> None:
        """Keep the answer, sealed with the request's own key, in the same commit as the change."""
        if self._row:
            sealed = _seal(self._key, answer.body)
            KeptAnswer.objects.filter(id=self._row).update(status=answer.status, sealed=sealed)


@contextmanager
def acting(actor: Actor, *, now: datetime, key: str = "", request: bytes = b"") -> Iterator[Acting]:
    """Run what follows as the actor in one durable transaction.

    `key` is the Idempotency-Key: a repeated request finds `replay` set. Raises KeyReusedError when the key was used
    for another request (`request` is its bytes).
    """
    act = Acting(actor=actor, now=now)
    with transaction.atomic(durable=True):
        bind(actor)
        if key:
            _reserve(act, key, request)
        yield act
    if act.refused is not None and act.refused.kind == "power":
        _note_refusal(act)


@contextmanager
def reading(actor: Actor) -> Iterator[None]:
    """Run what follows as the actor in a transaction that cannot write."""
    connection.ensure_connection()
    raw = connection.connection
    outermost = not connection.in_atomic_block
    if outermost:
        raw.read_only = True
    try:
        with transaction.atomic():
            bind(actor)
            yield
    finally:
        if outermost:
            raw.read_only = None


def bind(actor: Actor) -> None:
    """Tell the database who acts, for this transaction only."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('sbt.posting', %s, true)", [actor.posting])


def _reserve(act: Acting, key: str, request: bytes) -> None:
    row = hashlib.sha256(f"{act.actor.posting}\x00{key}".encode()).digest()
    act._key = _derive(key, act.actor.posting)
    digest = hashlib.sha256(request).digest()
    kept_on = local_day(act.now, act.actor.zone)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into people_keptanswer (id, request, status, sealed, kept_on) values (%s, %s, 0, '', %s)"
            " on conflict (id) do nothing",
            [row, digest, kept_on],
        )
        fresh = cursor.rowcount == 1
    if fresh:
        act._row = row
        return
    kept = KeptAnswer.objects.get(id=row)
    if bytes(kept.request) != digest:
        raise KeyReusedError
    act.replay = Answer(kept.status, _open(act._key, bytes(kept.sealed)))


def _derive(key: str, posting: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"sbt answer {posting}".encode()).derive(key.encode())


def _seal(key: bytes, body: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, body, None)


def _open(key: bytes, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], None) if sealed else b""


def _note_refusal(act: Acting) -> None:
    refused = act.refused
    if refused is not None:
        RefusedAttempt.objects.create(
            at=act.now,
            posting=act.actor.posting,
            institution=act.actor.institution,
            action=act._action or refused.params.get("step", ""),
            code=refused.code,
            ref=act._ref,
        )
