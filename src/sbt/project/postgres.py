"""Our own launcher of the embedded PostgreSQL: make a cluster, start it, stop it. Writes no table."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from sbt.project import cluster, processes
from sbt.project.address import Address
from sbt.project.errors import Trouble
from sbt.project.kept import kept_secret

SUPERUSER = "postgres"
OWNER = "sbt_migrator"
DATABASE = "sbt"
KEYS_DATABASE = "sbt_kunci"
"""The store of keys, so that it can be backed up apart."""
PORT = "5432"
PATIENCE = 30.0
BUILTIN_LOCALE_SINCE = 17
LOG_GROWS_TO = 5_000_000
STATE_LINE = 7
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "40",
    "shared_buffers": "128MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "checkpoint_timeout": "15min",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # a server log that prints no value of any statement
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_connections": "off",
    "log_disconnections": "off",
}


class ServerNotStarted(Trouble):
    """PostgreSQL bawaan tidak mau hidup"""


def owner_address(data: Path) -> Address:
    """The owner's way into the embedded server of this data folder."""
    return address(data, user=OWNER, name=DATABASE)


def address(data: Path, *, user: str, name: str) -> Address:
    """The way in of one of the logins that the launcher makes."""
    return Address(
        host=str(cluster.socket_folder(data)), port=PORT, name=name, user=user, password=kept_secret(data, user)
    )


def alive(data: Path) -> bool:
    """Whether a server answers on the socket of this data folder."""
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.connect(str(cluster.socket_folder(data) / f".s.PGSQL.{PORT}"))
        except OSError:
            return False
    return True


def made(data: Path) -> bool:
    """Tell whether the folder holds a cluster already."""
    return (cluster.home(data) / "data" / "PG_VERSION").exists()


def start(data: Path, *, settings: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start the server, making the cluster first when there is none; returns when it takes connections."""
    place = cluster.make_home(data)
    sockets = cluster.make_socket_folder(data)
    programs = (cluster.binaries(data) / cluster.SERVER).parent
    pgdata = place / "data"
    if not (pgdata / "PG_VERSION").exists():
        make_cluster(data, programs, pgdata)
    forget_stale_pid(pgdata)
    chosen = {
        **SETTINGS,
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        **(settings or {}),
    }
    if os.environ.get("SBT_SHARED_BUFFERS"):
        chosen["shared_buffers"] = os.environ["SBT_SHARED_BUFFERS"]
    options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    with log_file(place).open("ab") as log:
        server = processes.start(
            [programs / "postgres", "-D", pgdata, "-p", PORT, *options],
            environment={"LC_ALL": "C", "TZ": "UTC"},
            output=log,
            end_with=signal.SIGINT,
            account=cluster.account(),
            folder=place,
        )
    wait_until_ready(server, pgdata, log_file(place))
    make_owner(data)
    return server


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server in the orderly fast way; at once when that takes too long."""
    processes.stop(server, ask_with=signal.SIGINT, patience=6.0)


@contextmanager
def running(data: Path, *, settings: Mapping[str, str] | None = None) -> Iterator[None]:
    """A server for as long as the block runs: the one already alive, or one of our own."""
    if alive(data):
        yield
        return
    server = start(data, settings=settings)
    try:
        yield
    finally:
        stop(server)


def make_cluster(data: Path, programs: Path, pgdata: Path) -> None:
    """Make a new cluster with checksums, scram passwords and code-point order; a half-made one is never kept."""
    draft = pgdata.with_name("data-new")
    shutil.rmtree(draft, ignore_errors=True)
    who = cluster.account()
    password = pgdata.with_name("superuser")
    password.touch(mode=0o600)
    password.write_text(kept_secret(data, SUPERUSER))
    if who:
        os.chown(password, *who)
    version = int(
        subprocess.run([programs / "postgres", "-V"], check=True, capture_output=True, text=True)
        .stdout.split()[2]
        .split(".")[0]
    )
    builtin = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(
        [
            *(programs / "initdb", "-D", draft, "-U", SUPERUSER, f"--pwfile={password}", "--data-checksums"),
            *("--auth-local=scram-sha-256", "--auth-host=reject", "--encoding=UTF8"),
            *(builtin if version >= BUILTIN_LOCALE_SINCE else ["--locale=C.UTF-8"]),
        ],
        env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
        cwd=pgdata.parent,
        capture_output=True,
        text=True,
        check=False,
        user=who[0] if who else None,
        group=who[1] if who else None,
        extra_groups=[] if who else None,
    )
    password.unlink()
    if made.returncode:
        raise ServerNotStarted(f"initdb gagal di {pgdata.parent}: {made.stderr.strip()[-500:]}")
    draft.rename(pgdata)


def forget_stale_pid(pgdata: Path) -> None:
    """Remove the pid file of a killed server when that number now belongs to something else."""
    pid_file = pgdata / "postmaster.pid"
    if not pid_file.exists():
        return
    number = pid_file.read_text().split("\n", 1)[0]
    name = Path("/proc") / number / "comm"
    if Path("/proc/self/comm").exists() and not (name.exists() and name.read_text().strip() == "postgres"):
        pid_file.unlink()


def log_file(place: Path) -> Path:
    """The server's log; the one before is kept once it has grown past 5 MB."""
    log = place / "postgres.log"
    if log.exists() and log.stat().st_size > LOG_GROWS_TO:
        log.replace(log.with_suffix(".log.1"))
    log.touch(mode=0o600)
    return log


def wait_until_ready(server: subprocess.Popen[bytes], pgdata: Path, log: Path) -> None:
    """Return when the server says that it is ready; ServerNotStarted with the end of its log when it ends."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if server.poll() is not None:
            tail = log.read_text(errors="replace").strip().splitlines()[-3:]
            raise ServerNotStarted(f"PostgreSQL bawaan berhenti; akhir catatannya ({log}): {' | '.join(tail)}")
        try:
            lines = (pgdata / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            lines = []
        if len(lines) > STATE_LINE and lines[0] == str(server.pid) and lines[STATE_LINE].strip() == "ready":
            return
        time.sleep(0.02)
    stop(server)
    raise ServerNotStarted(f"PostgreSQL bawaan belum siap setelah {PATIENCE:.0f} detik; lihat {log}")


def make_owner(data: Path) -> None:
    """Make the migrator's login and its two databases, once; no superuser, so an outside server behaves the same."""
    way_in = address(data, user=SUPERUSER, name="postgres").as_conninfo()
    with psycopg.connect(way_in, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone() is None:
            secret = connection.pgconn.encrypt_password(
                kept_secret(data, OWNER).encode(), OWNER.encode(), b"scram-sha-256"
            ).decode()
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(
                    sql.Identifier(OWNER), sql.Literal(secret)
                )
            )
        for name in (DATABASE, KEYS_DATABASE):
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
                )
