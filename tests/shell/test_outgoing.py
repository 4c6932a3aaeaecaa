"""Whatever an address says, nothing of ours goes to an inner network; real servers try to lead it there."""

from __future__ import annotations

import ast
import http.server
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.conf import settings

from sbt.people import outgoing
from sbt.people.outgoing import OutgoingRefusedError
from sbt.web.provider import ProviderAdapter

ROOT = Path(__file__).resolve().parents[2]
INSIDE = (
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.255.255.250", "255.255.255.255", "::1", "::", "fe80::1",
    "fe80::1%lo", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "::7f00:1", "2001:db8::1", "2001::1",
)  # fmt: skip
OUTSIDE = ("8.8.8.8", "103.10.66.5", "2001:4860:4860::8888", "::ffff:8.8.8.8")


class Answers(http.server.BaseHTTPRequestHandler):
    """A server that answers well, leads on, or never comes to an end."""

    seen: list[str]

    def do_GET(self) -> None:
        self.server.seen.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        try:
            if self.path == "/endless":
                for _ in range(1000):
                    self.wfile.write(b"x" * 100_000)
            elif self.path == "/slow":
                for _ in range(100):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.05)
            else:
                self.wfile.write(b'{"well": true}')
        except OSError:
            return

    def log_message(self, *_given: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    found = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.seen = []  # type: ignore[attr-defined]
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


def test_addresses_inside_are_told_from_those_outside() -> None:
    assert [one for one in INSIDE if outgoing.public(one)] == []
    assert [one for one in OUTSIDE if not outgoing.public(one)] == []


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(address: str) -> None:
    with (
        outgoing.session([], resolve=lambda _host, _port: ["8.8.8.8", address]) as way,
        pytest.raises(OutgoingRefusedError),
    ):
        way.get("https://penyedia.example/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/", "http://localhost:{port}/", "https://127.0.0.1:{port}/", "https://localhost:{port}/",
        "https://2130706433:{port}/", "https://0x7f.1:{port}/", "https://[::ffff:127.0.0.1]:{port}/",
        "https://user:kata@127.0.0.1:{port}/", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:{port}/",
    ],
)  # fmt: skip
def test_no_writing_of_the_address_reaches_this_machine(url: str, server: http.server.ThreadingHTTPServer) -> None:
    with outgoing.session([]) as way, pytest.raises((requests.RequestException, OSError)):
        way.get(url.format(port=server.server_port))
    assert server.seen == []  # type: ignore[attr-defined]


def test_a_host_that_the_operator_named_is_asked_and_no_other_port_of_it(
    server: http.server.ThreadingHTTPServer,
) -> None:
    place = f"127.0.0.1:{server.server_port}"
    with outgoing.session([place]) as way:
        assert way.get(f"http://{place}/").json() == {"well": True}
        with pytest.raises(OutgoingRefusedError):
            way.get(f"http://127.0.0.1:{server.server_port + 1}/")


def test_a_redirect_is_handed_back_and_not_followed(server: http.server.ThreadingHTTPServer) -> None:
    place = f"127.0.0.1:{server.server_port}"
    with outgoing.session([place]) as way:
        answer = way.get(f"http://{place}/redirect", allow_redirects=True)
    assert answer.status_code == 302
    assert server.seen == ["/redirect"]  # type: ignore[attr-defined]


def test_a_name_that_changes_its_mind_is_asked_once() -> None:
    asked = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["8.8.8.8"]

    with outgoing.session([], resolve=rebinding) as way, pytest.raises(OutgoingRefusedError):
        way.get("https://berubah.example/")
    assert asked == ["berubah.example"]


def test_the_connection_goes_to_the_address_that_was_judged(server: http.server.ThreadingHTTPServer) -> None:
    asked = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with outgoing.session(["dalam.example"], resolve=resolve) as way:
        assert way.get(f"http://dalam.example:{server.server_port}/").json() == {"well": True}
    assert asked == ["dalam.example"]


@pytest.mark.parametrize("path", ["/endless", "/slow"])
def test_an_answer_without_end_is_cut(path: str, server: http.server.ThreadingHTTPServer) -> None:
    place = f"127.0.0.1:{server.server_port}"
    begun = time.monotonic()
    with outgoing.session([place], seconds=1.0) as way, pytest.raises(requests.RequestException):
        way.get(f"http://{place}{path}")
    assert time.monotonic() - begun < 4


def test_a_certificate_that_nobody_vouches_for_is_refused(server: http.server.ThreadingHTTPServer) -> None:
    place = f"127.0.0.1:{server.server_port}"
    with outgoing.session([place]) as way, pytest.raises((requests.RequestException, ssl.SSLError)):
        way.get(f"https://{place}/", verify=False)
    assert server.seen == []  # type: ignore[attr-defined]


def test_signing_in_goes_that_way() -> None:
    assert settings.SBT_OUTGOING_HOSTS == []
    with ProviderAdapter().get_requests_session() as way, pytest.raises(OutgoingRefusedError):
        way.get("http://169.254.169.254/.well-known/openid-configuration")


def test_nothing_else_opens_connections() -> None:
    """Only these import what can: the way out itself, what catches its faults, what speaks with parts of
    this installation, and what asks the witnesses of the log, whose addresses stand in its policy."""
    able = {"requests", "httpx", "http.client", "urllib.request", "urllib3", "smtplib", "ftplib", "aiohttp", "socket"}
    here = {
        "people/outgoing.py", "web/provider.py", "evidence/scanner.py", "project/postgres.py", "project/web_server.py",
        "project/commands/run.py", "ledger/signer.py", "project/log_parts.py", "ledger/cosigning.py",
    }  # fmt: skip
    found = set()
    for path in (ROOT / "src" / "sbt").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name in able or name.partition(".")[0] in able - {"http", "urllib"} for name in names):
                found.add(path.relative_to(ROOT / "src" / "sbt").as_posix())
    assert found - here == set()
