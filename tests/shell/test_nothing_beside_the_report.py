"""Of who sent a report, from where and at what hour, nothing lies on the disk: the real server process is asked."""

from __future__ import annotations

import http.client
import ipaddress
import os
import re
import socket
import sys
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from sbt.project import clock, processes, web_server
from tests.conftest import FOLDER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

HERE, ADDRESS, PASSED = "127.0.0.1", "127.8.77.191", "2001:db8:5a51:c0de:77aa:1991:4242:beef"
AGENT, REFERER = "Zqwexplorer/77.191 (Gawai Kecubung)", "https://asal-zqwy.example/halaman"
STORY = "Xwqandaria mengajak warga memilih satu pasangan calon dalam rapat desa."
FILE_NAME = "zqwfoto-rahasia.png"
PNG = b"\x89PNG\r\n\x1a\n" + b"isi berkas zqwbukti" * 100

LONG_AGO = 946_684_800
"""What every stored file says of its time."""


@dataclass
class Running:
    port: int
    printed: Path
    scratch: Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """The web server as it is run for people, behind one proxy; what it prints and its scratch files are kept."""
    with socket.socket() as door:
        door.bind((HERE, 0))
        port = int(door.getsockname()[1])
    printed, scratch = tmp_path / "printed", tmp_path / "scratch"
    scratch.mkdir()
    with printed.open("wb") as output:
        child = processes.start(
            web_server.command(host=HERE, port=port, workers=1),
            environment=web_server.environment(
                {**os.environ, "SBT_PROXIES": "1", "TMPDIR": str(scratch), "SBT_LOG_LEVEL": "DEBUG"}, port=port
            ),
            output=output,
        )
        try:
            for _ in range(200):
                try:
                    socket.create_connection((HERE, port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield Running(port, printed, scratch)
        finally:
            processes.stop(child)


@dataclass
class Browser:
    """A browser whose address, forwarded address, agent and way here are marked."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Give status, place to go on and text of the answer."""
        line = http.client.HTTPConnection(HERE, self.port, timeout=30, source_address=(ADDRESS, 0))
        headers = {
            "Host": "localhost",
            "User-Agent": AGENT,
            "Referer": REFERER,
            "X-Forwarded-For": f"10.1.2.3, {PASSED}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        try:
            line.request(method, path, body or None, headers | ({"Content-Type": kind} if kind else {}))
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                first, _, rest = value.split(";", 1)[0].partition("=")
                self.cookies[first] = rest
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self.token = found[1] if found else self.token
        return answer.status, answer.getheader("Location", ""), text

    def post(self, path: str, given: dict[str, str], *, file: bytes = b"") -> tuple[int, str, str]:
        """Send a form, with a file when one is given."""
        given = given | {"csrfmiddlewaretoken": self.token}
        if not file:
            return self.ask("POST", path, urllib.parse.urlencode(given).encode(), "application/x-www-form-urlencoded")
        parts = [
            f'--zz\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in given.items()
        ]
        head = f'--zz\r\nContent-Disposition: form-data; name="files"; filename="{FILE_NAME}"\r\n'
        parts += [head.encode(), b"Content-Type: image/png\r\n\r\n", file, b"\r\n--zz--\r\n"]
        return self.ask("POST", path, b"".join(parts), "multipart/form-data; boundary=zz")


WHAT = {
    "form": "social_media", "precision": "day", "act_day": "20", "act_month": "11", "act_year": "2024",
    "known_day": "30", "known_month": "11", "known_year": "2024", "province": "32", "story": STORY,
}  # fmt: skip


def reported(browser: Browser) -> str:
    """Go the whole way with a file, stumble on it as people do, and give the receipt."""
    browser.ask("GET", "/lapor/1")
    assert browser.post("/lapor/1", WHAT | {"act_day": "77"})[0] == 422
    assert browser.post("/lapor/1", WHAT)[1] == "/lapor/1/wilayah"
    assert browser.post("/lapor/1/wilayah", {"regency": "32.91"})[1] == "/lapor/2"
    assert browser.post("/lapor/2/orang/1", {"name": "Bapak Tegar", "post": "Camat"})[1] == "/lapor/3"
    assert browser.post("/lapor/3", {"go": "next"}, file=PNG)[1] == "/lapor/4"
    assert browser.post("/lapor/3", {"go": "next"}, file=b"bukan gambar")[0] == 422
    assert browser.post("/lapor/4", {"identity": "anonim"})[1] == "/lapor/5"
    key = re.search(r'name="key" value="([^"]+)"', browser.ask("GET", "/lapor/5")[2])
    assert key
    assert browser.post("/lapor/5", {"key": key[1], "truthful": "1"})[1] == "/lapor/kode"
    receipt = re.search(r'<output class="code">(.*?)</output>', browser.ask("GET", "/lapor/kode")[2])
    assert receipt
    browser.ask("GET", f"/tidak-ada/{FILE_NAME}")
    token, browser.token = browser.token, "x" * 64
    assert browser.post("/lapor/1", WHAT)[0] == 403
    browser.token = token
    return receipt[1].replace("<wbr>", "")


def lying_in(folder: Path, marks: dict[str, bytes]) -> set[tuple[str, str]]:
    """Name each mark with each file below the folder that holds it."""
    found = set[tuple[str, str]]()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            try:
                body = path.read_bytes()
            except FileNotFoundError:
                continue
            found |= {(name, str(path.relative_to(folder))) for name, mark in marks.items() if mark in body}
    return found


def hours_kept(as_superuser: psycopg.Connection, since: datetime) -> list[str]:
    """Name the columns of every table that hold an instant since then that is not the beginning of a day somewhere here."""
    columns = as_superuser.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND data_type LIKE 'timestamp%%' AND table_name NOT LIKE 'pg_%%'"
    ).fetchall()
    assert len(columns) > 10
    kept = []
    for table, column in columns:
        if table in {"django_migrations", "rulebook_publishedrulebook", "project_installation"}:
            continue
        fine = f'"{column}" > %s AND extract(epoch FROM "{column}")::bigint %% 86400 NOT IN (61200, 57600, 54000, 0)'
        if as_superuser.execute(f'SELECT 1 FROM "{table}" WHERE {fine} LIMIT 1', [since]).fetchone():
            kept.append(f"{table}.{column}")
    return kept


def test_no_address_no_agent_no_hour(server: Running, as_superuser: psycopg.Connection) -> None:
    demo, real = clock.now(), clock.real_now()
    receipt = reported(Browser(server.port))
    demo_end, real_end = clock.now(), clock.real_now()
    as_superuser.execute("CHECKPOINT")
    marks = {
        "address": ADDRESS.encode(),
        "passed address": PASSED.encode(),
        "packed address": ipaddress.ip_address(PASSED).packed,
        "agent": b"Zqwexplorer",
        "way here": b"asal-zqwy",
        "file name": FILE_NAME.encode(),
        "file": b"zqwbukti",
        "receipt": receipt.encode(),
        "receipt, bare": receipt.replace("-", "").encode(),
    }
    for start, end in ((demo, demo_end), (real, real_end)):
        minute = start.astimezone(UTC).replace(second=0, microsecond=0)
        while minute <= end:
            for zone in (0, 7, 8, 9):
                local = minute + timedelta(hours=zone)
                for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"):
                    marks[f"minute {local:{form}}"] = f"{local:{form}}".encode()
            minute += timedelta(minutes=1)
    found = lying_in(FOLDER, marks | {"story": STORY.encode()})
    story = {path for mark, path in found if mark == "story"}
    assert any("base/" in path for path in story), "the search reads the tables"
    assert any("pg_wal/" in path for path in story), "the search reads the write-ahead log"
    assert {one for one in found if one[0] != "story" and "postgres.log" not in one[1]} == set()
    assert {one for one in found if "postgres.log" in one[1] and not one[0].startswith("minute")} == set()
    assert lying_in(server.printed.parent, marks | {"story": STORY.encode()}) == set()
    assert hours_kept(as_superuser, demo - timedelta(days=1)) == []
    kept = [path for path in (FOLDER / "files").rglob("*") if path.is_file()]
    assert kept, "the search knows where files lie"
    assert {path.stat().st_mtime for path in kept} == {LONG_AGO}


def test_no_job_is_queued_by_a_report(server: Running, as_superuser: psycopg.Connection) -> None:
    reported(Browser(server.port))
    for table in ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers"):
        assert as_superuser.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_the_web_server_writes_no_access_log(server: Running) -> None:
    Browser(server.port).ask("GET", "/lapor")
    words = web_server.command(host=HERE, port=1)
    assert "--no-access-log" in words
    assert "--access-log" not in words
    assert b"/lapor" not in server.printed.read_bytes()


def test_the_worker_keeps_no_job_that_it_has_done(as_superuser: psycopg.Connection) -> None:
    from sbt.intake.jobs import clear_old

    clear_old.configure(task_kwargs={"timestamp": 0}).defer()
    assert as_superuser.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (1,)
    worker = processes.start(
        [sys.executable, "-m", "sbt.project.command", "worker"],
        environment={**os.environ, "SBT_LOGIN": "app"},
    )
    try:
        limit = time.monotonic() + 30
        while time.monotonic() < limit and _left(as_superuser):
            time.sleep(0.2)
        assert not _left(as_superuser)
    finally:
        processes.stop(worker)


def _left(as_superuser: psycopg.Connection) -> bool:
    found = as_superuser.execute(
        "SELECT (SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'intake.clear_old')"
        " + (SELECT count(*) FROM procrastinate_events)"
    ).fetchone()
    return bool(found and found[0])
