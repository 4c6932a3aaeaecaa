"""Brings a database to the state that this release expects: tables, the second login, the marker.

Must run as the migrator. Publishes no law and makes no demo.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection

from sbt.ledger.store import raise_log
from sbt.project import clock, database, duty_guard, keys_store, roles, wall
from sbt.project.errors import Trouble
from sbt.project.models import Installation

OLDEST_SERVER = 150000
MIGRATE_LOCK = 7_362_901
NOT_READY = "basis data ini belum disiapkan; jalankan: sbt migrate"


def prepare_database(*, verbosity: int = 0) -> None:
    """Migrate, make `sbt_app`, grant, and mark the database as demo or production; safe to repeat."""
    if connection.settings_dict["USER"] != database.migrator_address(settings.SBT_DATA).user:
        raise Trouble("menyiapkan basis data hanya sebagai pemilik; jalankan: sbt migrate")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('server_version_num')::int")
        name, number = cursor.fetchone()
        if number < OLDEST_SERVER:
            raise Trouble(f"PostgreSQL {name} terlalu tua; dibutuhkan versi 15 atau lebih baru")
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATE_LOCK])
        if "project_installation" in connection.introspection.table_names(cursor):
            confirm_mode()
    keys_store.prepare(settings.SBT_DATA)
    way_in = database.migrator_address(settings.SBT_DATA).as_conninfo()
    with psycopg.connect(way_in, autocommit=True) as owner, wall.before_the_owner_only(owner):
        call_command("migrate", verbosity=verbosity, interactive=False)
        mark_installation()
        _raise(owner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATE_LOCK])


def _raise(owner: psycopg.Connection) -> None:
    """Make the logins, give each its privileges, and raise the wall."""
    app = database.app_address(settings.SBT_DATA)
    signin = database.login_address(settings.SBT_DATA, database.SIGNIN_LOGIN)
    reader = database.login_address(settings.SBT_DATA, database.PUBLIC_LOGIN)
    retention = database.login_address(settings.SBT_DATA, database.RETENTION_LOGIN)
    sequencer = database.login_address(settings.SBT_DATA, database.SEQUENCER_LOGIN)
    for login in (app, signin, reader, retention, sequencer):
        roles.make_login(owner, login)
    keys_store.move_old_salts(owner, settings.SBT_DATA)
    roles.grant_privileges(owner, app.user)
    roles.grant_to_public_reader(owner, reader.user)
    raise_log(owner, app.user, sequencer.user)
    duty_guard.raise_guard(owner, app.user)
    wall.raise_wall(owner, app.user, signin.user)
    roles.grant_to_retention(owner, retention.user)


def mark_installation() -> None:
    """Write the marker of a new database; Trouble when an older one says otherwise."""
    if not Installation.objects.exists():
        Installation.objects.create(mode=settings.SBT_MODE, clock_ahead=first_clock_ahead())
    clock.ahead.cache_clear()
    confirm_mode()


def first_clock_ahead() -> timedelta:
    """How far the clock of a new installation is moved: to SBT_DEMO_EPOCH in demo, not at all in production."""
    if settings.SBT_MODE == "production":
        return timedelta(0)
    return datetime.fromisoformat(settings.SBT_DEMO_EPOCH) - clock.real_now()


def confirm_mode() -> None:
    """Return when the database is of the mode this process was started in; Trouble when it is not."""
    try:
        found = Installation.objects.values_list("mode", flat=True).first()
    except ProgrammingError as fault:
        raise Trouble(NOT_READY) from fault
    if found is None:
        raise Trouble(NOT_READY)
    if found != settings.SBT_MODE:
        raise Trouble(
            f"basis data ini dibuat untuk mode {found}, bukan {settings.SBT_MODE}; data demo dan data nyata tidak"
            f" pernah bercampur. Jalankan dengan SBT_MODE={found}, atau pilih SBT_DATA atau DATABASE_URL yang lain"
        )
