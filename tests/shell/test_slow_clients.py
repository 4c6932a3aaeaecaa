"""A reporter on a slow line sends for minutes; meanwhile everybody else is answered."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Iterator

import pytest

from sbt.project import processes, web_server

HOST, SLOW = "127.0.0.1", 6


@pytest.fixture
def port(published_law: None) -> Iterator[int]:
    """A real web server on a free port."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        number = int(door.getsockname()[1])
    server = processes.start(
        web_server.command(host=HOST, port=number, workers=1),
        environment=web_server.environment(os.environ, port=number),
    )
    limit = time.monotonic() + 20
    while time.monotonic() < limit and not answers(number):
        time.sleep(0.1)
    yield number
    processes.stop(server)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/bantuan", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_half_sent_uploads_hold_up_nobody(port: int) -> None:
    assert answers(port)
    head = (
        "POST /lapor/3 HTTP/1.1\r\nHost: localhost\r\nCookie: sbt_csrf=" + "a" * 32 + "\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 20000000\r\n\r\n--x\r\n"
    )
    slow = [socket.create_connection((HOST, port)) for _ in range(SLOW)]
    try:
        for one in slow:
            one.sendall(head.encode())
        time.sleep(0.5)
        assert answers(port)
    finally:
        for one in slow:
            one.close()
