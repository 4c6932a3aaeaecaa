"""The product as it is run, on a data folder of its own: PostgreSQL, web server, worker."""

from __future__ import annotations

import http.client
import os
import re
import resource
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from bench.processes import cpu_seconds
from sbt.project import cluster, database, postgres, processes, web_server

UNHURRIED = {"SBT_REPORTS_AN_HOUR": "1000000000", "SBT_READS_AN_HOUR": "1000000000"}
"""Every request here comes from one address: the pace of a network is counted as always, and holds nobody up."""


class House:
    """A running installation, and the ways into it."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.environment = {**os.environ, "SBT_DATA": str(data), "SBT_MODE": "demo", "PORT": str(port), **UNHURRIED}
        for name in ("DATABASE_URL", "SBT_APP_DATABASE_URL", "SBT_LOGIN"):
            self.environment.pop(name, None)
        self.named: dict[str, str] = {}
        """What stands for the marks in bench/*.sql."""
        self.database: subprocess.Popen[bytes] | None = None
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def sbt(self, *words: str, quiet: bool = False) -> str:
        """Run a command of the product to its end; its output goes on to the terminal unless it is quiet."""
        command = [sys.executable, "-m", "sbt.project.command", *words]
        if quiet:
            done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
            return done.stdout.strip()
        subprocess.run(command, env=self.environment, check=True)
        return ""

    def sbt_python(self, module: str, *words: str) -> str:
        """Run a module of the bench inside the product, as the application's login; give what it prints."""
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "sbt.project.settings", "SBT_LOGIN": "app"}
        command = [sys.executable, "-m", module, *words]
        return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def prepare(self) -> None:
        self.sbt("migrate", "--quiet")
        self.sbt("publish-law", quiet=True)

    def serve(self) -> None:
        """Start web server and worker, as `sbt run` does."""
        given = web_server.environment(self.environment, port=self.port)
        self.web = processes.start(web_server.command(host="127.0.0.1", port=self.port), environment=given)
        self.worker = processes.start([sys.executable, "-m", "sbt.project.command", "worker"], environment=given)
        wait_for(self.port)

    def sign_in(self, email: str, password: str) -> str:
        """Sign an officer in through the page; give the cookies of the session."""
        jar = CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = browser.open(f"{self.address}/masuk").read().decode()
        typed = {"email": email, "password": password, "next": "/tugas"}
        asked = self._post(browser, "/masuk", page, typed).read().decode()
        code = re.search(r"data-demo-code>(\d{6})<", asked)
        if code is None:
            raise LookupError("no demo code: the password was not taken")
        end = self._post(browser, "/masuk/langkah-dua", asked, {"code": code[1]})
        if not end.url.endswith("/tugas"):
            raise LookupError(f"signing in ended at {end.url}")
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def _post(
        self, browser: urllib.request.OpenerDirector, path: str, page: str, typed: dict[str, str]
    ) -> http.client.HTTPResponse:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise LookupError(f"no form at {path}")
        body = urllib.parse.urlencode(typed | {"csrfmiddlewaretoken": token[1]}).encode()
        headers = {"Referer": f"{self.address}{path}", "Origin": self.address}
        return browser.open(urllib.request.Request(self.address + path, body, headers, method="POST"))

    def pgbench(self, script: Path, *, clients: int, seconds: int) -> tuple[float, float]:
        """Run a script of bare SQL as the application's login; give transactions a second and CPU microseconds of each."""
        way_in = database.app_address(self.data)
        environment = {**self.environment, "PGPASSWORD": way_in.password, "PGHOST": way_in.host, "PGPORT": way_in.port}
        text = script.read_text()
        for mark, value in self.named.items():
            text = text.replace(f"@{mark}@", value)
        filled = self.data / script.name
        filled.write_text(text)
        command = [
            *(cluster.binaries(self.data) / "bin" / "pgbench", "-n", "-M", "prepared", "-f", filled),
            *(
                "-c",
                str(clients),
                "-j",
                "2",
                "-T",
                str(seconds),
                "-U",
                way_in.user,
                way_in.name,
            ),
        ]
        base = self.database.pid if self.database else 0
        before = cpu_seconds(base) + _children_seconds()
        done = subprocess.run(
            [str(word) for word in command], env=environment, check=False, capture_output=True, text=True
        )
        tps = re.search(r"tps = ([\d.]+)", done.stdout)
        count = re.search(r"actually processed: (\d+)", done.stdout)
        if tps is None or count is None or "number of failed transactions: 0" not in done.stdout:
            raise RuntimeError(done.stdout + done.stderr)
        spent = cpu_seconds(base) + _children_seconds() - before
        return float(tps[1]), spent / int(count[1]) * 1e6

    def close(self) -> None:
        for part in (self.web, self.worker):
            if part is not None:
                processes.stop(part)
        if self.database is not None:
            postgres.stop(self.database)


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def house(data: Path, port: int) -> Iterator[House]:
    """An installation whose database runs; web server and worker come when asked for."""
    made = House(data, port)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    made.database = postgres.start(data)
    try:
        yield made
    finally:
        made.close()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_for(port: int, *, path: str = "/", seconds: float = 60) -> float:
    """Wait until the page comes; give how long it took."""
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=5) as page:
                page.read()
                return time.monotonic() - begun
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"no page on port {port}")
