"""The witness's door: `POST /add-checkpoint` as C2SP tlog-witness says, and what it last co-signed at `/checkpoint`."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sbt.tlog.coding import FormatFault
from sbt.tlog.keeper import Refusal
from sbt.tlog.keys import COSIGNATURE, SigningKey, VerifierKey
from sbt.tlog.submission import parse_submission
from sbt.witness.files import only_one
from sbt.witness.memory import Memory, kept_key

LONGEST = 100_000
TEXT = "text/plain; charset=utf-8"
PATIENCE = 10


class Witness:
    """One institution's witness of one log."""

    def __init__(self, folder: Path, key: SigningKey, log: VerifierKey, now: Callable[[], int]) -> None:
        self.key, self.log, self._now = key, log, now
        self.memory = Memory(folder)

    def add_checkpoint(self, body: bytes) -> tuple[HTTPStatus, str, str]:
        """Answer a submission: status, kind of text, text."""
        try:
            submission = parse_submission(body)
            if submission.note.checkpoint.origin != self.log.name:
                return HTTPStatus.NOT_FOUND, TEXT, "unknown log\n"
            if self.log not in submission.note.signed_by([self.log]):
                return HTTPStatus.FORBIDDEN, TEXT, "not signed by the log\n"
        except FormatFault as fault:
            return HTTPStatus.FORBIDDEN if "false" in str(fault) else HTTPStatus.BAD_REQUEST, TEXT, f"{fault}\n"
        now = self._now()
        signed = self.memory.sign(submission, lambda checkpoint: self.key.sign(checkpoint.text, at=now))
        if isinstance(signed, Refusal):
            if signed.status == HTTPStatus.CONFLICT:
                return signed.status, "text/x.tlog.size", f"{self.memory.size}\n"
            return signed.status, TEXT, f"{signed.reason}\n"
        return HTTPStatus.OK, TEXT, signed


def handler_of(witness: Witness) -> type[BaseHTTPRequestHandler]:
    """Make the handler of requests to this witness."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = PATIENCE

        def do_POST(self) -> None:
            """Take a submission."""
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint":
                self._answer(HTTPStatus.NOT_FOUND, TEXT, "")
            elif not length.isdigit() or int(length) > LONGEST:
                self.close_connection = True
                self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TEXT, "")
            else:
                self._answer(*witness.add_checkpoint(self.rfile.read(int(length))))

        def do_GET(self) -> None:
            """Show what was last co-signed."""
            if self.path == "/checkpoint" and witness.memory.note_text:
                self._answer(HTTPStatus.OK, TEXT, witness.memory.note_text)
            elif self.path == "/key":
                self._answer(HTTPStatus.OK, TEXT, f"{witness.key.verifier}\n")
            else:
                self._answer(HTTPStatus.NOT_FOUND, TEXT, "")

        def _answer(self, status: HTTPStatus, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Write no line about who asked."""

    return Handler


def serve(folder: Path, name: str, log: VerifierKey, *, host: str, port: int, now: Callable[[], int]) -> None:
    """Answer until told to stop; one process for a folder. `now` gives the moment that a co-signature states."""
    with only_one(folder):
        witness = Witness(folder, kept_key(folder, name, COSIGNATURE), log, now)
        with ThreadingHTTPServer((host, port), handler_of(witness)) as server:
            server.daemon_threads = True
            server.serve_forever()
