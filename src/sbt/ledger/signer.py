"""The process that holds the log's key, apart from whoever writes the log: it signs only what adds to what it signed.

It remembers the last checkpoint in a file of its own. A log that shrank or forked is refused, whoever asks, and also
after the database was restored from a backup.
"""

from __future__ import annotations

import os
import socket
import socketserver
from contextlib import suppress
from pathlib import Path

from sbt.tlog.checkpoint import Checkpoint, Note, parse_checkpoint, parse_signatures
from sbt.tlog.coding import FormatFault
from sbt.tlog.keeper import Refusal
from sbt.tlog.keys import ED25519, SigningKey
from sbt.tlog.submission import Submission, parse_head
from sbt.witness.files import only_one
from sbt.witness.memory import Memory, kept_key

LONGEST = 100_000
PATIENCE = 10.0
DOOR = "door"


class RefusedBySignerError(RuntimeError):
    """The signer does not sign: the log is not what it signed before with something added"""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        size = answer.split()
        self.size = int(size[1]) if len(size) > 1 and size[1].isdigit() else 0


class SignerSilentError(RuntimeError):
    """The signer does not answer"""


def answer(memory: Memory, key: SigningKey, asked: bytes) -> str:
    """Answer one question: a signature line, or `refused SIZE REASON`."""
    try:
        head, _, body = asked.partition(b"\n\n")
        old, proof = parse_head(head)
        checkpoint = parse_checkpoint(body.decode())
    except (FormatFault, UnicodeDecodeError) as fault:
        return f"refused {memory.size} {fault}\n"
    if checkpoint.origin != key.name:
        return f"refused {memory.size} another origin\n"
    signed = memory.sign(Submission(old, proof, Note(checkpoint, ())), lambda one: key.sign(one.text))
    return f"refused {memory.size} {signed.reason}\n" if isinstance(signed, Refusal) else signed


def serve(folder: Path, origin: str) -> None:
    """Answer at a socket in the folder until told to stop; one process for a folder."""
    with only_one(folder):
        key = kept_key(folder, origin, ED25519)
        memory, door = Memory(folder), folder / DOOR

        class Handler(socketserver.StreamRequestHandler):
            timeout = PATIENCE

            def handle(self) -> None:
                with suppress(OSError):
                    self.wfile.write(answer(memory, key, self.rfile.read(LONGEST)).encode())

        door.unlink(missing_ok=True)
        old = os.umask(0o177)
        try:
            server = socketserver.UnixStreamServer(str(door), Handler)
        finally:
            os.umask(old)
        with server:
            server.serve_forever()


def ask(folder: Path, submission: Submission) -> Note:
    """Have a checkpoint signed; RefusedBySignerError when the signer remembers otherwise."""
    checkpoint: Checkpoint = submission.note.checkpoint
    head, _, _ = bytes(submission).partition(b"\n\n")
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(PATIENCE)
            door.connect(str(folder / DOOR))
            door.sendall(head + b"\n\n" + checkpoint.text.encode())
            door.shutdown(socket.SHUT_WR)
            told = b"".join(iter(lambda: door.recv(4096), b"")).decode()
    except OSError as fault:
        raise SignerSilentError(str(fault)) from fault
    if told.startswith("refused "):
        raise RefusedBySignerError(told.strip())
    if not told:
        raise SignerSilentError("no answer")
    return Note(checkpoint, parse_signatures(told))
