"""Whatever is asked of it and however it breaks, no log of ours repeats what was sent: every byte of every log is read.

The installation is a copy of the product in which a view, a page, the error page, an answer of the API and a job are broken on
purpose, each quoting all that it was sent. Its database connections are cut off in the middle of requests.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from django.test import Client

from sbt.intake.jobs import clear_old
from sbt.intake.receipt import new_receipt
from sbt.people.models import Posting
from sbt.people.tokens import give_token
from sbt.project import clock, cluster, postgres, processes, web_server
from tests.conftest import FOLDER, ROOT
from tests.web.conftest import SignIn, posting_of, sign_in  # noqa: F401 (the fixture)
from tests.web.test_crawler import ALL

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

HERE = "127.0.0.1"
RECEIPT = new_receipt()
MARKS = {
    "name": "Zqxwulan Kirana",
    "nip": "198501012010019977",
    "nik": "3201014501990077",
    "email": "zqxwsurat@rahasia.example",
    "phone": "081234997766",
    "receipt": RECEIPT,
    "line break": "zqxwakhir\r\n2024-12-04 CRITICAL zqxwpalsu",
    "escape": "\x1b[31mzqxwmerah\x1b]0;zqxwjudul\x07",
}
SOUGHT = sorted({"zqxw", MARKS["nip"], MARKS["nik"], MARKS["phone"], RECEIPT.lower(), RECEIPT.replace("-", "").lower()})
ALL_OF_IT = " ".join(MARKS.values())
FIELDS = (
    "name", "nip", "nik", "email", "phone", "receipt", "code", "story", "reason", "text", "note", "q", "cari", "login",
    "password", "post", "unit", "account", "address", "number", "form", "act_day", "province", "identity", "key",
)  # fmt: skip
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
KEYS = {"day", "level", "part", "said", "at", "faults"}
CSRF = "a" * 32

BROKEN_VIEW = r"""

from django.urls import re_path


def _broken(request, rest=""):
    raise ValueError(rest, request.get_full_path(), request.body, dict(request.headers))


urlpatterns.insert(0, re_path(r"^pecah/([\s\S]*)$", _broken))
"""
BROKEN_PAGE = '{{ {}[request.GET["tanda"] ~ request.headers["User-Agent"]].tidak.ada }}'
BROKEN_FAULT_PAGE = '{% if "hancur" in request.path %}{{ {}[request.path].tidak.ada }}{% endif %}'
BROKEN_ANSWER = "    raise LookupError(request.get_full_path(), dict(request.headers))\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the product, broken in five places; gives the folder that Python looks into first."""
    place = tmp_path / "src"
    shutil.copytree(ROOT / "src", place)
    package = place / "sbt"
    with (package / "project" / "urls.py").open("a") as urls:
        urls.write(BROKEN_VIEW)
    change(
        package / "web" / "templates" / "public" / "help.html",
        "{% block content %}",
        "{% block content %}" + BROKEN_PAGE,
    )
    change(
        package / "web" / "templates" / "errors" / "page.html",
        "{% block content %}",
        "{% block content %}" + BROKEN_FAULT_PAGE,
    )
    clear = "    now = clock.now()\n    with acting(JOBS, now=now):\n        purge"
    change(package / "intake" / "jobs.py", clear, "    raise ValueError(timestamp)\n" + clear)
    index = '    """Name the law in force and its parts."""\n'
    change(package / "api" / "law.py", index, index + BROKEN_ANSWER)
    return place


def change(file: Path, what: str, into: str) -> None:
    text = file.read_text()
    assert text.count(what) == 1, (file, what)
    file.write_text(text.replace(what, into))


@dataclass
class Installation:
    """The running copy: its port, and what its processes printed."""

    port: int
    web: Path
    worker: Path
    answered: dict[int, int] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Ask with marks in every header; give status, headers and text of the answer."""
        line = http.client.HTTPConnection(HERE, self.port, timeout=30)
        quoted = urllib.parse.quote(ALL_OF_IT)
        sent = {
            "Host": "localhost",
            "User-Agent": f"Zqxwperamban {quoted} {MARKS['email']}",
            "Referer": f"http://localhost/{quoted}?nip={MARKS['nip']}",
            "X-Forwarded-For": f"{MARKS['phone']}, zqxw",
            "Accept-Language": "id",
            "Cookie": f"sbt_csrf={CSRF}; zqxwkuki={quoted}; sbt_draf=zqxw{MARKS['nip']}",
            "Idempotency-Key": f"zqxw-{quoted}"[:200],
            "If-Match": f"zqxw {MARKS['nip']}",
        }
        if kind:
            sent["Content-Type"] = kind
        for name, value in headers.items():
            sent[name.replace("_", "-")] = value
        try:
            line.request(method, path, body or None, sent)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        self.answered[answer.status] = self.answered.get(answer.status, 0) + 1
        return answer.status, {name.title(): value for name, value in answer.getheaders()}, text


@pytest.fixture
def installation(broken: Path, tmp_path: Path) -> Iterator[Installation]:
    """Web and worker of the copy, as talkative as they can be made."""
    with socket.socket() as door:
        door.bind((HERE, 0))
        port = int(door.getsockname()[1])
    told = {**os.environ, "PYTHONPATH": str(broken), "SBT_LAW": str(ROOT / "law"), "SBT_LOG_LEVEL": "DEBUG"}
    environment = web_server.environment(told, port=port)
    found = Installation(port, tmp_path / "web.log", tmp_path / "worker.log")
    with found.web.open("wb") as web, found.worker.open("wb") as worker:
        children = [
            processes.start(web_server.command(host=HERE, port=port, workers=1), environment=environment, output=web),
            processes.start([sys.executable, "-m", "sbt.project.command", "worker"], environment=environment, output=worker),
        ]  # fmt: skip
        try:
            until(lambda: listens(port))
            yield found
        finally:
            for child in children:
                processes.stop(child)


def listens(port: int) -> bool:
    try:
        socket.create_connection((HERE, port), 1).close()
    except OSError:
        return False
    return True


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "never came"
        time.sleep(0.05)


def filled(path: str) -> str:
    """The address with a mark in each of its parts."""
    kinds = {"int": MARKS["nip"], "uuid": "00000000-0000-4000-8000-000000000007", "path": ALL_OF_IT}
    return "/" + PART.sub(lambda part: urllib.parse.quote(kinds.get(part[1] or "", ALL_OF_IT), safe=""), path)


def form() -> bytes:
    values = list(MARKS.values())
    given = {name: values[n % len(values)] for n, name in enumerate(FIELDS)} | {"csrfmiddlewaretoken": CSRF}
    return urllib.parse.urlencode(given).encode()


def document() -> bytes:
    values = list(MARKS.values())
    given = {name: values[n % len(values)] for n, name in enumerate(FIELDS)} | {"receipt": RECEIPT}
    return json.dumps(given | {"accused": [MARKS], "facts": MARKS, "form": "social_media", ALL_OF_IT: 1}).encode()


def multipart() -> bytes:
    name = urllib.parse.quote(ALL_OF_IT)
    head = f'--zz\r\nContent-Disposition: form-data; name="file"; filename="{name}.pdf"\r\n\r\n'
    return head.encode() + ALL_OF_IT.encode() + b"\r\n--zz\r\nContent-Disposition: form-data; name=zqxw"


def sweep(one: Installation, session: str, token: str) -> None:
    """Ask every address as an officer, by GET and POST; then some as nobody, with bodies that can be read and that cannot."""
    query = urllib.parse.urlencode({"q": ALL_OF_IT, "cari": ALL_OF_IT, "receipt": RECEIPT, "after": MARKS["nip"]})
    cookie = f"sbt_csrf={CSRF}; sbt_sesi={session}; zqxw={MARKS['nip']}"
    for path in ALL:
        address = filled(path)
        if path.startswith("api/"):
            one.ask("GET", f"{address}?{query}", Authorization=f"Bearer {token}")
            one.ask("POST", address, document(), "application/json", Authorization=f"Bearer {token}")
        else:
            one.ask("GET", f"{address}?{query}", Cookie=cookie)
            one.ask("POST", address, form(), "application/x-www-form-urlencoded", Cookie=cookie)
    for path in ("/lapor/1", "/lapor/2", "/status", "/masuk", "/balasan", "/hak-jawab", "/tugas"):
        one.ask("GET", f"{path}?{query}")
        one.ask("POST", path, form(), "application/x-www-form-urlencoded")
    for path in ("reports", "reports/status", "files", "cases", "batches", "oauth/token"):
        one.ask("POST", f"/api/v1/{path}", document(), "application/json", Authorization=f"Bearer zqxw{MARKS['nip']}")
        one.ask("POST", f"/api/v1/{path}", b'{"zqxw": ' + ALL_OF_IT.encode(), "application/json")
        one.ask("POST", f"/api/v1/{path}", multipart(), "multipart/form-data; boundary=zz")
    one.ask("POST", "/lapor/3", multipart(), "multipart/form-data; boundary=zz")
    one.ask("POST", "/lapor/1", b"name=%ff%00zqxw&" + form(), "application/x-www-form-urlencoded; charset=zqxw")
    one.ask("POST", "/lapor/1", form(), "application/x-www-form-urlencoded", Cookie="zqxw=1")
    one.ask("GET", "/", Host=f"zqxw{MARKS['nip']}.example")
    one.ask("BREW", f"/zqxw/{urllib.parse.quote(ALL_OF_IT)}")
    for raw in (f"GET /{ALL_OF_IT} HTTP/1.1\r\nHost: localhost\r\n\r\n", f"zqxw {MARKS['nip']}\r\n\r\n"):
        with socket.create_connection((HERE, one.port)) as line:
            line.sendall(raw.encode())
            line.recv(4096)


def cut_off(
    one: Installation, superuser: psycopg.Connection, table: str, *asked: str, **headers: str
) -> tuple[int, str]:
    """Let a request wait for a table, cut its connection to the database, and give the answer."""
    given: list[tuple[int, str]] = []

    def go() -> None:
        status, _headers, text = one.ask(asked[0], asked[1], **headers)
        given.append((status, text))

    waiting = "select pid from pg_stat_activity where wait_event_type = 'Lock' and usename <> current_user"

    def cut() -> list[object]:
        superuser.execute("select pg_stat_clear_snapshot()")
        return superuser.execute(f"select pg_terminate_backend(pid) from ({waiting}) w").fetchall()

    with superuser.transaction():
        superuser.execute(f"lock table {table} in access exclusive mode")
        asking = threading.Thread(target=go)
        asking.start()
        until(cut)
        while asking.is_alive():  # whoever asks again is cut off again
            cut()
            asking.join(0.1)
    return given[0]


def lines_of(log: Path) -> list[dict[str, object]]:
    """The lines of a log, each of which is one object with the keys that are known."""
    found = []
    for raw in log.read_bytes().split(b"\n"):
        if raw.strip():
            line = json.loads(raw)
            assert set(line) <= KEYS, line
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", line["day"])
            assert raw.isascii()
            assert not any(byte < 32 for byte in raw)
            found.append(line)
    return found


def number_in(text: str) -> str:
    found = re.search(r"Nomor rujukan ([0-9A-Z]{8})", text)
    assert found, text
    return found[1]


def test_no_log_repeats_what_was_sent(
    installation: Installation,
    as_superuser: psycopg.Connection,
    sign_in: SignIn,  # noqa: F811 (the fixture)
) -> None:
    one, numbers = installation, []
    of_database = postgres.log_file(cluster.home(FOLDER))
    begun = of_database.stat().st_size
    browser: Client = sign_in("bkn", "verifikator")
    session = browser.cookies["sbt_sesi"].value
    posting: Posting = posting_of("bkn", "verifikator")
    token = give_token(posting, now=clock.real_now())
    marked = urllib.parse.quote(ALL_OF_IT, safe="")

    clear_old.configure(task_kwargs={"timestamp": ALL_OF_IT}).defer()
    sweep(one, session, token)
    failed = "select count(*) from procrastinate_jobs where status = 'failed'"
    until(lambda: as_superuser.execute(failed).fetchone() == (1,))

    for address in (f"/pecah/{marked}", f"/bantuan?tanda={marked}", "/pecah/zqxw/hancur"):
        for method, body in (("GET", b""), ("POST", form())):
            status, headers, text = one.ask(method, address, body, "application/x-www-form-urlencoded" if body else "")
            if method == "POST" and status in {403, 405}:
                continue
            assert status == 500, (address, text)
            assert headers["Cache-Control"] == "no-store"
            assert "Ada gangguan pada sistem" in text
            assert not any(word in text for word in ("Traceback", "ValueError", "UndefinedError", "File &quot;", ".py"))
            numbers.append(number_in(text))
    status, _headers, text = one.ask("GET", f"/api/v1/law?q={marked}")
    assert (status, json.loads(text)["code"]) == (500, "internal_error")
    assert not any(word in text for word in ("zqxw", "LookupError"))
    numbers.append(json.loads(text)["incident"])

    status, text = cut_off(
        one,
        as_superuser,
        "cases_desk",
        "GET",
        f"/tugas?cari={marked}",
        Cookie=f"sbt_sesi={session}; zqxw={MARKS['nip']}",
    )
    assert (status, "Sistem belum siap" in text) == (503, True), text
    numbers.append(number_in(text))
    status, text = cut_off(
        one, as_superuser, "cases_case", "GET", "/api/v1/cases?desk=all&q=Zqxwulan", Authorization=f"Bearer {token}"
    )
    assert (status, json.loads(text)["code"]) == (503, "not_ready")
    numbers.append(json.loads(text)["incident"])

    assert len(set(numbers)) == len(numbers) >= 6
    web, worker = lines_of(one.web), lines_of(one.worker)
    said = [str(line.get("said", "")) for line in web]
    for number in numbers:
        told = [line for line in web if number in str(line.get("said", ""))]
        assert [bool(line.get("faults")) for line in told] == [True], number
    assert any(said)
    assert any(line.get("faults") for line in worker)
    database = of_database.read_bytes()[begun:]
    assert b"terminating connection" in database, "this is the log that the database writes"
    for name, log in (("web", one.web.read_bytes()), ("worker", one.worker.read_bytes()), ("database", database)):
        for mark in SOUGHT:
            assert mark.encode() not in log.lower(), (name, mark)
    sent, read = sum(one.answered.values()), one.web.stat().st_size + one.worker.stat().st_size + len(database)
    assert sent > 2 * len(ALL)
    print(f"{sent} requests answered {dict(sorted(one.answered.items()))}; {read:,} bytes of logs read, 0 marks")
