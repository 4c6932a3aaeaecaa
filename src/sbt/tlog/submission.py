"""What a log sends to a witness (C2SP tlog-witness, `add-checkpoint`): old size, proof of consistency, checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

from sbt.tlog.checkpoint import Note, parse_note
from sbt.tlog.coding import FormatFault, from_base64, to_base64, to_number
from sbt.tlog.merkle import HASH_SIZE, LONGEST_PROOF


@dataclass(frozen=True, slots=True)
class Submission:
    """A checkpoint, and the proof that it only adds to what the witness saw."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def __bytes__(self) -> bytes:
        proof = "".join(f"{to_base64(one)}\n" for one in self.proof)
        return f"old {self.old}\n{proof}\n{self.note.text}".encode()


def parse_head(head: bytes) -> tuple[int, tuple[bytes, ...]]:
    """Read the old size and the proof; FormatFault when they are none."""
    try:
        first, *rest = head.decode("ascii").split("\n")
    except UnicodeDecodeError as fault:
        raise FormatFault("not a submission") from fault
    word, _, old = first.partition(" ")
    if word != "old" or len(rest) > LONGEST_PROOF:
        raise FormatFault("not a submission")
    return to_number(old), tuple(from_base64(line, length=HASH_SIZE) for line in rest)


def parse_submission(data: bytes) -> Submission:
    """Read what was sent; FormatFault when it is none."""
    head, blank, note = data.partition(b"\n\n")
    if not blank:
        raise FormatFault("not a submission")
    return Submission(*parse_head(head), parse_note(note))
