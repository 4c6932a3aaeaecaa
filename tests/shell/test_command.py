"""The executable: exit codes, clear refusals, and a whole installation that starts, survives and ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from sbt.project import command

SBT = [sys.executable, "-m", "sbt.project.command"]


def called(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SBT, *words], env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("name", command.COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main([name, "--help"])
    assert left.value.code == 0
    assert f"sbt {name}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["no-such-command"], ["import-asn"], ["token", "a@b", "--days", "soon"]])
def test_a_wrong_call_is_code_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(words)
    assert left.value.code == 2


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DATABASE_URL": "postgresql://a:b@localhost:1/x"}, "basis data tidak menjawab"),
        ({"DATABASE_URL": "mysql://x"}, "postgresql://"),
        ({"SBT_MODE": "trial"}, "SBT_MODE"),
    ],
)
def test_a_wrong_environment_is_a_sentence(environment: dict[str, str], said: str, tmp_path: Path) -> None:
    done = called("migrate", SBT_DATA=str(tmp_path), **environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.parametrize("words", [["migrate"], ["worker"], ["check-projection"]])
def test_demo_and_production_never_mix(words: list[str]) -> None:
    done = called(*words, SBT_MODE="production")
    assert done.returncode == 1
    assert "tidak pernah bercampur" in done.stderr


@pytest.mark.usefixtures("django_db_setup")
def test_a_folder_that_was_never_prepared_is_told_what_to_do(tmp_path: Path) -> None:
    done = called("serve", SBT_DATA=str(tmp_path / "baru"), DATABASE_URL="")
    assert done.returncode == 1
    assert "belum disiapkan" in done.stderr
    assert "sbt run" in done.stderr
    assert not (tmp_path / "baru" / "postgres").exists()


def test_migrating_again_changes_nothing() -> None:
    assert called("migrate", "--quiet").returncode == 0


def test_a_law_folder_that_is_not_there(tmp_path: Path) -> None:
    done = called("check-law", str(tmp_path / "none"))
    assert (done.returncode, "folder tidak ada" in done.stderr) == (1, True)


def test_a_test_may_act_as_the_owner(as_owner: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("sbt_migrator",)


class Installation:
    """A `sbt run` of its own."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port: int = door.getsockname()[1]
        self.environment = {**os.environ, "SBT_DATA": str(data), "PORT": str(self.port), "SBT_MODE": "production"}
        self.environment["SBT_PUBLIC_ORIGIN"] = f"http://localhost:{self.port}"
        self.output = data.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.output.open("ab") as out:
            self.process = subprocess.Popen([*SBT, "run"], env=self.environment, stdout=out, stderr=out)

    def health(self) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/healthz", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, json.load(answer)
        except OSError:
            return 0, {}

    def wait_until(self, wanted: int, seconds: float = 40.0) -> dict[str, object]:
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            assert self.process is not None
            assert self.process.poll() is None, self.output.read_text()
            code, body = self.health()
            if code == wanted:
                return body
            time.sleep(0.1)
        raise AssertionError(f"no {wanted} within {seconds} s:\n{self.output.read_text()}")

    def children(self) -> list[int]:
        """Every process that descends from this run, or that carries its port in its environment."""
        mark = f"PORT={self.port}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and int(folder.name) != os.getpid():
                try:
                    if mark in (folder / "environ").read_bytes().split(b"\0"):
                        found.append(int(folder.name))
                except OSError:
                    continue
        return found

    def kill_database(self) -> None:
        pid_file = Path(self.environment["SBT_DATA"]) / "postgres" / "data" / "postmaster.pid"
        os.kill(int(pid_file.read_text().split("\n", 1)[0]), signal.SIGKILL)
        time.sleep(0.5)

    def gone(self, seconds: float) -> bool:
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if not self.children() and self.health()[0] == 0:
                return True
            time.sleep(0.1)
        return False


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o711)
    one = Installation(tmp_path / "data")
    yield one
    if one.process is not None and one.process.poll() is None:
        one.process.kill()
        one.process.wait()
    assert one.gone(10)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_installation_lives_and_ends(installation: Installation) -> None:
    installation.start()
    body = installation.wait_until(200)
    assert body["database"] == body["worker"] == body["web"] == "ok"

    second = subprocess.run([*SBT, "run"], env=installation.environment, capture_output=True, text=True, check=False)
    assert (second.returncode, "sudah berjalan" in second.stderr) == (1, True)

    installation.kill_database()
    installation.wait_until(200)

    assert installation.process is not None
    installation.process.kill()
    installation.process.wait()
    assert installation.gone(10), "children outlived a killed run"

    began = time.monotonic()
    installation.start()
    installation.wait_until(200)
    assert time.monotonic() - began < 15, "a warm start is quick"
    began = time.monotonic()
    installation.process.send_signal(signal.SIGINT)
    assert installation.process.wait(10) == 0
    assert installation.gone(10 - (time.monotonic() - began))
