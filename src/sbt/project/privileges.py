"""What the login `sbt_app` may do with each table. A table without a line here fails a test.

`sbt migrate` grants exactly this after every migration; what is kept for ever also gets a trigger that refuses.
"""

from __future__ import annotations

READ = frozenset({"SELECT"})
APPEND = READ | {"INSERT"}
WRITE = APPEND | {"UPDATE"}
ERASE = WRITE | {"DELETE"}

FOR_EVER = frozenset({"cases_caseevent"})
"""What nobody may change; texts and files beside it can still be erased where the law asks for that."""

TABLES: dict[str, frozenset[str]] = {
    # the framework
    "django_migrations": READ,
    "django_content_type": READ,
    "django_session": ERASE,
    "auth_permission": READ,
    "auth_group": READ,
    "auth_group_permissions": READ,
    # jobs: the worker takes and removes its own rows
    "procrastinate_jobs": ERASE,
    "procrastinate_events": ERASE,
    "procrastinate_periodic_defers": ERASE,
    "procrastinate_workers": ERASE,
    # this installation
    "project_installation": READ,
    # officers
    "people_officer": WRITE,
    "people_posting": WRITE,
    "people_apitoken": WRITE,
    "people_keptanswer": ERASE,
    "people_refusedattempt": APPEND,
}


def allowed(table: str) -> frozenset[str]:
    """What `sbt_app` may do with this table; a table nobody listed may be read and written, never emptied."""
    return TABLES.get(table, WRITE)


def append_only(table: str) -> bool:
    """Whether rows of this table may be added but never changed, not even by its owner."""
    return table in FOR_EVER
