"""Keys lie in a store of their own; one that is forgotten there opens nothing any more, in no copy of anything else."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import OperationalError, connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from sbt.evidence import keys, store
from sbt.evidence.digest import digest_under, is_digest_of, text_digest
from sbt.project import database, keys_store, wall
from sbt.register.models import Subject
from tests.conftest import FOLDER

pytestmark = pytest.mark.django_db


def door(login: str) -> psycopg.Connection:
    return psycopg.connect(database.keys_address(login, FOLDER).as_conninfo(), autocommit=True)


def test_a_digest_asks_no_database_and_its_key_is_stored_before_it_is_made() -> None:
    text_digest("pertama")
    with CaptureQueriesContext(connection) as asked:
        made = text_digest("kedua")
    assert not asked.captured_queries
    with door("app") as store_of_keys:
        assert store_of_keys.execute("select count(*) from record_key where name = %s", [made.salt]).fetchone() == (1,)
    assert is_digest_of(b"kedua", salt=made.salt, digest=made.digest)
    assert not is_digest_of(b"ketiga", salt=made.salt, digest=made.digest)


def test_nobody_gets_the_same_key_twice_however_many_ask_at_once() -> None:
    taken: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: taken.extend(keys.record_key().name for _ in range(3 * keys.BLOCK)))
        for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(taken)) == len(taken) == 12 * keys.BLOCK
    with door("app") as known:
        found = known.execute("select count(*) from record_key where name = any(%s::bytea[])", [taken]).fetchone()
    assert found == (len(taken),)


def test_the_application_adds_and_reads_but_forgets_no_record() -> None:
    made = text_digest("rahasia")
    for login, statement in (
        ("app", "delete from record_key"),
        ("app", "update record_key set key = key"),
        ("retention", "insert into record_key (name, key) values ('', '')"),
        ("retention", "update file_key set key = key"),
    ):
        with door(login) as known, pytest.raises(psycopg.errors.InsufficientPrivilege):
            known.execute(statement)
    with override_settings(SBT_KEYS=database.keys_address("retention", FOLDER).as_conninfo()):
        keys.forget_records([made.salt])
        with pytest.raises(keys.ForgottenKeyError):
            is_digest_of(b"rahasia", salt=made.salt, digest=made.digest)


def test_other_logins_do_not_come_in() -> None:
    for address in (database.app_address(FOLDER), database.login_address(FOLDER, database.SIGNIN_LOGIN)):
        way_in = replace(address, name=database.keys_owner_address(FOLDER).name)
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(way_in.as_conninfo())


def test_a_removed_file_opens_in_no_copy_even_with_the_key_of_the_installation() -> None:
    id_ = str(uuid.uuid4())
    store.write(id_, [b"isi berkas"])
    assert b"".join(store.read(id_)) == b"isi berkas"
    copy = store.path_of(id_).read_bytes()
    store.remove(id_)
    store.path_of(id_).write_bytes(copy)
    with pytest.raises(keys.ForgottenKeyError):
        b"".join(store.read(id_))
    store.path_of(id_).unlink()


def test_a_file_needs_the_key_of_the_installation_too() -> None:
    id_ = str(uuid.uuid4())
    store.write(id_, [b"isi berkas"])
    with override_settings(STORE_KEY=bytes(32)), pytest.raises(InvalidTag):
        b"".join(store.read(id_))
    store.remove(id_)


def test_files_of_old_still_open() -> None:
    id_ = str(uuid.uuid4())
    store.write(id_, [b"lama"], key=settings.STORE_KEY)
    assert b"".join(store.read(id_)) == b"lama"
    store.remove(id_)
    assert not store.path_of(id_).exists()


def test_a_store_of_keys_that_is_away_is_told_as_a_database_that_is_away() -> None:
    address = database.keys_address("app", FOLDER)
    with (
        override_settings(SBT_KEYS=replace(address, name="tidak_ada").as_conninfo()),
        pytest.raises(OperationalError),
    ):
        keys.salt_of(bytes(16), "record")
    assert keys.answers(), "the next question opens a new connection"


@pytest.mark.django_db(transaction=True)
def test_salts_of_old_move_into_the_store_and_still_open_their_digests(as_migrator: psycopg.Connection) -> None:
    salt = b"g" * 32
    row = Subject.objects.create(name="Tegar", salt=salt, digest=digest_under(salt, b"Tegar"))
    as_migrator.execute("select set_config('sbt.token', '', false)")
    with wall.before_the_owner_only(as_migrator):
        assert keys_store.move_old_salts(as_migrator, FOLDER) == 1
    row.refresh_from_db()
    assert len(row.salt) == keys.NAME
    assert is_digest_of(b"Tegar", salt=bytes(row.salt), digest=row.digest)
    with wall.before_the_owner_only(as_migrator):
        assert keys_store.move_old_salts(as_migrator, FOLDER) == 0
