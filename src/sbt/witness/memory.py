"""What a witness or signer remembers: its key, and the last checkpoint that it signed, by which it judges the next."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from sbt.tlog.checkpoint import Checkpoint, Note, parse_checkpoint, parse_note
from sbt.tlog.keeper import Refusal, refusal
from sbt.tlog.keys import SigningKey, parse_signing
from sbt.tlog.submission import Submission
from sbt.witness.files import write_whole

KEY, MEMORY = "key", "checkpoint"


def kept_key(folder: Path, name: str, kind: int) -> SigningKey:
    """Give the key that lies in the folder, made there on first use with nothing remembered."""
    place = folder / KEY
    if not place.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(place, str(SigningKey(name, kind, secrets.token_bytes(32))).encode(), mode=0o600)
        write_whole(folder / MEMORY, b"", mode=0o600)
    return parse_signing(place.read_text())


class ForgottenError(RuntimeError):
    """There is a key but no memory of what it signed: signing could fork the log"""


class Memory:
    """The last checkpoint signed, in a file of its own; the next one is written there before its signature leaves."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / MEMORY
        self._lock = threading.Lock()
        try:
            kept = self._place.read_bytes()
        except FileNotFoundError as fault:
            raise ForgottenError(f"{self._place} is gone; put the last checkpoint that was signed there") from fault
        self.note_text = kept.decode()
        self.known = parse_checkpoint(self.note_text.rpartition("\n\n")[0] + "\n") if kept else None

    def sign(self, submission: Submission, line: Callable[[Checkpoint], str]) -> str | Refusal:
        """Give the signature line over a checkpoint that only adds to the last one; remember it first."""
        checkpoint = submission.note.checkpoint
        with self._lock:
            refused = refusal(self.known, submission.old, submission.proof, checkpoint)
            if refused:
                return refused
            signed = line(checkpoint)
            text = f"{checkpoint.text}\n{signed}"
            write_whole(self._place, text.encode(), mode=0o600)
            self.known, self.note_text = checkpoint, text
            return signed

    @property
    def size(self) -> int:
        """How many entries the last checkpoint signed had."""
        return self.known.size if self.known else 0


def note_of(text: str) -> Note:
    """Read what a memory keeps as a note."""
    return parse_note(text.encode())
