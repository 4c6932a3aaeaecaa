"""Foreign software beside one installation. What is missing fails the run by name; nothing is passed over."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, program
from tests.browser.installation import Installation

HERE = Path(__file__).parent
SECONDS = 30


class Provider:
    """The npm package oidc-provider, running."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, callback: str) -> None:
        with self.log.open("wb") as out:
            command = [tool("node"), str(HERE / "provider.mjs"), str(self.port), callback]
            self.process = subprocess.Popen(command, cwd=HERE, stdout=out, stderr=subprocess.STDOUT)
        limit = time.monotonic() + SECONDS
        while "ready" not in self.log.read_text():
            if self.process.poll() is not None or time.monotonic() > limit:
                pytest.fail(f"oidc-provider did not start:\n{self.log.read_text()}", pytrace=False)
            time.sleep(0.1)

    def seen(self) -> list[dict[str, Any]]:
        """What was asked of it and granted."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"no {name}: the tests with foreign software need it; install Node.js 20 or newer", pytrace=False)
    if not (HERE / "node_modules" / "oidc-provider").exists():
        pytest.fail("no oidc-provider: run `npm ci --ignore-scripts` in tests/peers", pytrace=False)
    return found


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """The whole system, told of the provider by a file."""
    data = Path(tempfile.mkdtemp(prefix="sbt-peers-"))
    whole = Installation(data)
    provider = Provider(free_port(), data / "provider.log")
    whole.provider = provider  # type: ignore[attr-defined]
    listed = data / "providers.yaml"
    listed.write_text(
        "- {id: uji, name: Penyedia uji, institution: kemendagri, client_id: sbt, secret_env: SBT_TEST_SECRET,"
        f' issuer: "{provider.issuer}"}}\n'
    )
    whole.environment |= {
        "SBT_PROVIDERS": str(listed),
        "SBT_TEST_SECRET": "hanya-untuk-uji",
        "SBT_OUTGOING_HOSTS": "localhost,127.0.0.1",
    }
    try:
        provider.start(f"{whole.address}/masuk/lewat/uji/kembali")
        whole.start()
        yield whole
        log = whole.log.read_text()
    finally:
        provider.stop()
        whole.stop()
        shutil.rmtree(data, ignore_errors=True)
    assert "Traceback" not in log, log


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield started
        started.close()
