"""A whole installation for the journeys: database, web server and worker on a throw-away folder, with a clock that moves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

from sbt.project import postgres, processes, web_server
from sbt.project.welcome import demo_password

ROOT = Path(__file__).resolve().parents[2]
FIRST_DAY = date(2024, 2, 1)
"""The worker lives on this day for good: to it no limit of a journey has passed."""
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "96MB"}
SECONDS = 60


class Installation:
    """What `sbt run` starts, without the played demo; only a test may move its clock."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port: int = door.getsockname()[1]
        self.data = data
        self.address = f"http://localhost:{self.port}"
        self.today = FIRST_DAY
        dropped = {"DATABASE_URL", "SBT_APP_DATABASE_URL", "SBT_LAW", "SBT_LOGIN", "SBT_SECRET_KEY", "SBT_STORE_KEY"}
        self.environment = {name: value for name, value in os.environ.items() if name not in dropped} | {
            "SBT_DATA": str(data),
            "SBT_MODE": "demo",
            "SBT_DEMO_EPOCH": f"{FIRST_DAY}T09:00:00+07:00",
            "SBT_PUBLIC_ORIGIN": self.address,
            "PORT": str(self.port),
        }
        self.log = data / "servers.log"
        self.password = demo_password(data)
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Bring everything up, with the law, the demo accounts and a small register."""
        self.children["database"] = postgres.start(self.data, settings=CARELESS)
        self.sbt("migrate", "--quiet")
        self.sbt("publish-law", str(ROOT / "law"))
        self.python(Path(__file__).with_name("cast.py"), self.password)
        self.sbt("import-asn", "--yes", str(Path(__file__).with_name("register.csv")))
        self._start("worker", [sys.executable, "-m", "sbt.project.command", "worker"])
        self._start_web()
        self._wait()

    def stop(self) -> None:
        """End everything, the database last."""
        for name in reversed(self.children):
            how = signal.SIGQUIT if name == "database" else signal.SIGTERM
            processes.stop(self.children[name], ask_with=how)

    def move_to(self, day: date) -> None:
        """Let the clock of the installation show the day, 9 o'clock in Jakarta; web processes read it when they start."""
        if day == self.today:
            return
        processes.stop(self.children.pop("web"))
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
        ahead: timedelta = moment - datetime.now(UTC)
        with psycopg.connect(postgres.owner_address(self.data).as_conninfo(), autocommit=True) as owner:
            owner.execute("update project_installation set clock_ahead = %s", [ahead])
        self.today = day
        self._start_web()
        self._wait()

    def serve_with(self, **settings: str) -> None:
        """Start the web server anew with other settings."""
        processes.stop(self.children.pop("web"))
        self.environment |= settings
        self._start_web()
        self._wait()

    def sbt(self, *words: str) -> None:
        """Run the real executable; the tests end when it cannot do what each of them needs."""
        self._run([sys.executable, "-m", "sbt.project.command", *words])

    def told(self, *words: str) -> str:
        """Run the real executable, and give what it printed."""
        return self._run([sys.executable, "-m", "sbt.project.command", *words])

    def python(self, script: Path, *words: str) -> str:
        """Run a script inside the installation, and give what it printed."""
        return self._run([sys.executable, str(script), *words])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _start_web(self) -> None:
        command = web_server.command(host="127.0.0.1", port=self.port, workers=1)
        self._start("web", command, web_server.environment(self.environment, port=self.port))

    def _start(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        with self.log.open("ab") as out:
            self.children[name] = processes.start(command, environment=environment or self.environment, output=out)

    def _wait(self) -> None:
        limit = time.monotonic() + SECONDS
        while time.monotonic() < limit and self.children["web"].poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}/bantuan", timeout=5).close()
            except urllib.error.HTTPError as fault:
                raise RuntimeError(f"{fault.code}: {self.log.read_text()}") from fault
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"no page within {SECONDS} s:\n{self.log.read_text()}")
