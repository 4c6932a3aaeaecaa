"""The tokens by which transactions name themselves to the database, minted through a login of their own.

A token is made of a secret that the database never sees; the database keeps its hash beside what the table of powers
gives to the posting. Whoever only reaches the application's connection can neither compute nor read another's token.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import astuple
from functools import lru_cache
from typing import TYPE_CHECKING

import psycopg
from django.conf import settings

from sbt.people.actor import ACCUSED, CLOCK, JOBS, PUBLIC
from sbt.people.db_session import CLERK, RECEIPT, DbSession, named, session_of
from sbt.project import clock
from sbt.rulebook.current import law

if TYPE_CHECKING:
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons

BEAT = 6 * 3600
"""After so many seconds an actor gets another token."""
_MINT = """
insert into sbt.session (token_hash, posting, institution, role, sight, fields, offices, shut_out, ends_at)
values (%s, %s, %s, %s, %s, %s, %s, %s, date_trunc('day', now()) + interval '2 days')
on conflict (token_hash) do update set sight = excluded.sight, fields = excluded.fields, offices = excluded.offices,
    shut_out = excluded.shut_out, ends_at = excluded.ends_at
"""
"""A row is good for its own day and the next; it says no hour, for the public has a row too."""
_FORGET = "delete from sbt.session where ends_at < now()"


def token_of(actor: Actor) -> str:
    """Give the token of the actor's session, minted at its first act."""
    named_actor = actor.posting in (PUBLIC.posting, CLOCK.posting, JOBS.posting)
    known = law() if not named_actor or actor.posting == PUBLIC.posting else None
    return _minted(actor, known.book.commons.digest if known else "", _beat())


def clerk_token() -> str:
    """Give the token under which the house itself works where a step leads out of its maker's sight."""
    return token_of(JOBS)


def _beat() -> int:
    return int(clock.real_now().timestamp() // BEAT)


@lru_cache(maxsize=4096)
def _minted(actor: Actor, digest: str, beat: int) -> str:
    """Make the token of this beat, and put its row before the database."""
    session = _session(actor, law().book.commons if digest else None)
    narrowed = ",".join(sorted(actor.scopes)) if actor.scopes is not None else "*"
    named_by = (session.posting, session.institution, session.role, digest, narrowed, str(beat))
    said = "\x00".join(named_by)
    token = hmac.digest(settings.SBT_WALL_KEY.encode(), said.encode(), "sha256").hex()
    posting, institution, role, sight, fields, offices, shut_out = astuple(session)
    row = [_hash(token), posting, institution, role, sight, list(fields), list(offices), shut_out]
    with psycopg.connect(settings.SBT_SIGNIN, autocommit=True) as door:
        door.execute(_FORGET)
        door.execute(_MINT, row)
    return token


def _session(actor: Actor, commons: Commons | None) -> DbSession:
    if actor.posting == PUBLIC.posting and commons is not None:
        return named(PUBLIC.posting, PUBLIC.institution, RECEIPT, tuple(commons.authority.table.fields))
    if actor.posting == ACCUSED.posting:
        return named(ACCUSED.posting, ACCUSED.institution, RECEIPT, ())
    if commons is None:
        return named(actor.posting, actor.institution, CLERK, ())
    return session_of(actor, commons)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
