from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from sbt.project import database, freshness, postgres, processes, web_server
from sbt.project.commands.check_law import default_folder
from sbt.project.errors import Trouble
from sbt.project.log_parts import start_log
from sbt.project.supervisor import Part, Supervisor
from sbt.project.welcome import welcome

HELP = "Jalankan semuanya: basis data, web, pekerja latar, dan demo pada kali pertama."
LOGIN = "none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default=os.environ.get("SBT_HOST", "127.0.0.1"), help="alamat dengar (SBT_HOST)")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="porta (PORT)")
    parser.add_argument("--with-parent", action="store_true", help="berhenti bila proses induk (make) mati")


def run(options: argparse.Namespace) -> int:
    """Start everything, say where it is, and end everything on Ctrl-C."""
    if options.with_parent:
        processes.follow_parent(signal.SIGTERM)
    data = Path(os.environ.get("SBT_DATA", ".sbt")).absolute()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    supervisor = Supervisor(say)
    with ExitStack() as stack:
        if not database.only_user(data, stack):
            raise Trouble(f"sbt sudah berjalan dengan data di {data}; hentikan dulu, atau pilih SBT_DATA yang lain")
        web_server.port_is_free(options.host, options.port)
        try:
            start_all(supervisor, data, host=options.host, port=options.port)
            supervisor.watch()
        finally:
            supervisor.end()
    say("berhenti")
    return 0


def start_all(supervisor: Supervisor, data: Path, *, host: str, port: int) -> None:
    """Database first, then tables and law, then web and worker, then the demo while pages are already served."""
    environment = web_server.environment(os.environ, port=port)
    if not database.outside_url():
        supervisor.add(Part(name="PostgreSQL", start=lambda: postgres.start(data), ask_with=signal.SIGINT))
    if not prepared(supervisor, data, environment):
        return
    supervisor.add(
        Part(
            name="server web",
            start=lambda: processes.start(web_server.command(host=host, port=port), environment=environment),
        )
    )
    supervisor.add(Part(name="pekerja latar", start=lambda: sbt("worker", environment)))
    start_log(supervisor, data, environment)
    wait_for_page(supervisor, port)
    mode = environment.get("SBT_MODE", "demo")
    print(welcome(port=port, data=data, law=default_folder().absolute(), mode=mode), flush=True)
    if mode == "demo":
        supervisor.add(Part(name="demo", start=lambda: sbt("demo", environment), once=True))


def prepared(supervisor: Supervisor, data: Path, environment: dict[str, str]) -> bool:
    """Bring database and law to this release, unless this very release did so before; False when asked to stop."""
    mark = freshness.fingerprint(default_folder().absolute())
    if not database.outside_url() and freshness.is_prepared(data, mark):
        return True
    say("menyiapkan basis data dan hukum ...")
    code = supervisor.finish(Part(name="persiapan", start=lambda: sbt("prepare", environment), once=True))
    if supervisor.asked_to_stop.is_set():
        return False
    if code:
        raise Trouble("persiapan basis data gagal; lihat pesan di atas")
    freshness.note_prepared(data, mark)
    return True


def sbt(name: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Another `sbt` command as a child."""
    return processes.start([sys.executable, "-m", "sbt.project.command", name], environment=environment)


def wait_for_page(supervisor: Supervisor, port: int) -> None:
    """Return when the web server answers, or the end was asked for."""
    for _ in range(300):
        if supervisor.asked_to_stop.wait(0.1):
            return
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            continue
        return
    raise Trouble("server web tidak menjawab dalam 30 detik; lihat pesan di atas")


def say(line: str) -> None:
    """One line on the terminal, at once."""
    print(f"sbt: {line}", flush=True)
