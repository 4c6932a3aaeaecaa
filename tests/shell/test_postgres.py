"""The launcher of the embedded server, on real servers of its own."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sbt.project import address, cluster, postgres
from sbt.project.kept import kept_secret

QUICK = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "16MB"}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands folders over")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder as a careful administrator makes it, below folders that anybody may pass."""
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o711)
    place = tmp_path / "data"
    place.mkdir(mode=0o700)
    return place


@pytest.fixture
def way_in(data: Path) -> Iterator[str]:
    with postgres.running(data, settings=QUICK):
        yield postgres.owner_address(data).as_conninfo()


def test_rows_survive_a_killed_server(data: Path) -> None:
    server = postgres.start(data, settings={"shared_buffers": "16MB"})
    with psycopg.connect(postgres.owner_address(data).as_conninfo(), autocommit=True) as owner:
        owner.execute("CREATE TABLE kept (number int)")
        owner.execute("INSERT INTO kept SELECT generate_series(1, 500)")
    server.kill()
    server.wait()
    assert not postgres.alive(data)
    with (
        postgres.running(data, settings=QUICK),
        psycopg.connect(postgres.owner_address(data).as_conninfo()) as owner,
    ):
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (500,)


def test_a_stale_pid_of_somebody_else_is_forgotten(data: Path) -> None:
    with postgres.running(data, settings=QUICK):
        pass
    (cluster.home(data) / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    with postgres.running(data, settings=QUICK):
        assert postgres.alive(data)


def test_checksums_code_point_order_and_no_superuser(way_in: str) -> None:
    with psycopg.connect(way_in) as owner:
        assert owner.execute("SHOW data_checksums").fetchone() == ("on",)
        assert owner.execute("SELECT 'Z' < 'a'").fetchone() == (True,)
        assert owner.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)


def test_only_the_password_opens(data: Path, way_in: str) -> None:
    assert stat.S_IMODE(cluster.socket_folder(data).stat().st_mode) == 0o700
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(way_in, password="wrong")


def test_the_log_prints_no_value_of_a_statement(data: Path, way_in: str) -> None:
    with psycopg.connect(way_in, autocommit=True) as owner:
        owner.execute("CREATE TABLE people (nip text PRIMARY KEY, born date)")
        owner.execute("INSERT INTO people VALUES ('198001012005011001')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            owner.execute("INSERT INTO people VALUES (%s)", ["198001012005011001"])
        with pytest.raises(psycopg.errors.InvalidDatetimeFormat):
            owner.execute("INSERT INTO people VALUES ('x', 'lahir-198001012005011001')")
    log = (cluster.home(data) / "postgres.log").read_text()
    assert "ready to accept connections" in log
    assert "1980" not in log


@as_root
def test_root_hands_the_folder_over(data: Path, way_in: str) -> None:
    who = cluster.account()
    home = cluster.home(data).stat()
    assert (home.st_uid, home.st_gid) == who
    assert stat.S_IMODE(home.st_mode) == 0o700
    assert stat.S_IMODE(data.stat().st_mode) & 0o007 == 0, "nobody else may pass"
    assert stat.S_IMODE((data / "secrets").stat().st_mode) == 0o700


@as_root
def test_a_place_that_the_account_cannot_reach(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ELSEWHERE", tmp_path / "elsewhere")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    inside = closed / "data"
    with postgres.running(inside, settings=QUICK):
        assert cluster.home(inside).parent == tmp_path / "elsewhere"
    with postgres.running(inside, settings=QUICK):
        assert postgres.alive(inside)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket(data: Path) -> None:
    deep = data.parent / ("d" * 60) / ("e" * 60)
    with postgres.running(deep, settings=QUICK):
        sockets = cluster.socket_folder(deep)
        assert sockets.parent == Path("/tmp")
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    sockets.rmdir()


def test_a_copy_of_the_programs_works(data: Path) -> None:
    package = cluster.wheel_folder()
    copy = cluster.copied(package, data / "program")
    told = subprocess.run([copy / package.name / "pginstall/bin/initdb", "-V"], capture_output=True, check=True)
    assert b"PostgreSQL" in told.stdout


def test_a_server_that_cannot_start_says_why(data: Path) -> None:
    with pytest.raises(postgres.ServerNotStarted, match="no_such_setting"):
        postgres.start(data, settings={"no_such_setting": "1"})


def test_two_processes_keep_the_same_secret(data: Path) -> None:
    assert kept_secret(data, "one") == kept_secret(data, "one") != kept_secret(data, "two")
    assert stat.S_IMODE((data / "secrets" / "one").stat().st_mode) == 0o600


def test_an_address_is_taken_apart() -> None:
    found = address.read_url("postgresql://a%40b:s%3Aq@db.example:5433/sbt?sslmode=require")
    assert (found.user, found.password, found.host, found.port, found.name) == (
        "a@b",
        "s:q",
        "db.example",
        "5433",
        "sbt",
    )
    assert found.options == (("sslmode", "require"),)
    with pytest.raises(ValueError, match="postgresql://"):
        address.read_url("mysql://x/y")
