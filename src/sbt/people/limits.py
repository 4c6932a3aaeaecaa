"""How often something may be tried: counted under a keyed hash whose key is forgotten, so that no table names anybody.

The tables stand outside the database's log. A limit that is met says nothing of whether the account exists.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import connection

from sbt.people.models import AttemptKey
from sbt.project import clock

HOUR = timedelta(hours=1)
_COUNT = """
insert into people_attempt as known (id, count, ends_at) values (%(id)s, 1, %(ends)s)
on conflict (id) do update set
    count = case when known.ends_at <= %(now)s then 1 else known.count + 1 end,
    ends_at = case when known.ends_at <= %(now)s then excluded.ends_at else known.ends_at end
returning count
"""


def allowed(kind: str, what: str, *, most: int, within: timedelta) -> bool:
    """Count one try and tell whether it is still among the allowed ones; counted before the try, so none slips past."""
    now = clock.real_now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"id": _name(kind, what, now), "now": now, "ends": now + within})
        row = cursor.fetchone()
    return bool(row and row[0] <= most)


def forgive(kind: str, what: str) -> None:
    """Forget the tries: the right one came."""
    with connection.cursor() as cursor:
        cursor.execute("delete from people_attempt where id = %s", [_name(kind, what, clock.real_now())])


def give_back(kind: str, what: str) -> None:
    """Take one try back: it was a good one."""
    with connection.cursor() as cursor:
        name = _name(kind, what, clock.real_now())
        cursor.execute("update people_attempt set count = count - 1 where id = %s and count > 0", [name])


def forget_old(now: datetime) -> None:
    """Delete counts that have ended and the keys of past hours."""
    with connection.cursor() as cursor:
        cursor.execute("delete from people_attempt where ends_at < %s", [now])
        cursor.execute("delete from people_attemptkey where hour < %s", [now - 2 * HOUR])


def _name(kind: str, what: str, now: datetime) -> bytes:
    return hmac.digest(_key(now), f"{kind}\x00{what}".encode(), "sha256")


def _key(now: datetime) -> bytes:
    """Give the key of this hour, made by whoever needs it first."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    found = AttemptKey.objects.filter(hour=hour).first()
    if found is None:
        AttemptKey.objects.bulk_create([AttemptKey(hour=hour, key=secrets.token_bytes(32))], ignore_conflicts=True)
        AttemptKey.objects.filter(hour__lt=hour - HOUR).delete()
        found = AttemptKey.objects.get(hour=hour)
    return bytes(found.key)
