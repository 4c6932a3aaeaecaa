"""Proofs that stand alone (C2SP tlog-proof): an entry's place in a log at a checkpoint that others co-signed."""

from __future__ import annotations

from dataclasses import dataclass

from sbt.tlog.checkpoint import Note, parse_note
from sbt.tlog.coding import FormatFault, from_base64, to_base64, to_number
from sbt.tlog.merkle import HASH_SIZE, LONGEST_PROOF, leaf_hash, verify_inclusion
from sbt.tlog.policy import Policy, Verdict

HEAD = "c2sp.org/tlog-proof@v1"


class NotBelieved(ValueError):
    """Too few of those whom the policy believes have signed"""


@dataclass(frozen=True, slots=True)
class Proof:
    """An index, its path up the tree and the checkpoint; `extra` is taken along unproved."""

    index: int
    path: tuple[bytes, ...]
    note: Note
    extra: bytes = b""

    def __str__(self) -> str:
        extra = f"extra {to_base64(self.extra)}\n" if self.extra else ""
        path = "".join(f"{to_base64(one)}\n" for one in self.path)
        return f"{HEAD}\n{extra}index {self.index}\n{path}\n{self.note.text}"

    def verify(self, entry: bytes, policy: Policy) -> Verdict:
        """Return who vouches for it; ProofFault, FormatFault or NotBelieved when the proof does not hold."""
        verdict = policy.judge(self.note)
        if not verdict.valid:
            raise NotBelieved("no log signature" if verdict.log is None else "below quorum")
        checkpoint = self.note.checkpoint
        verify_inclusion(leaf_hash(entry), self.index, checkpoint.size, self.path, checkpoint.root)
        return verdict


def parse_proof(data: bytes) -> Proof:
    """Read a proof; FormatFault when it is none."""
    head, blank, note = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as fault:
        raise FormatFault("not a proof") from fault
    if not blank or lines.pop(0) != HEAD or not lines:
        raise FormatFault("not a proof")
    extra = b""
    if lines[0].startswith("extra "):
        extra = from_base64(lines.pop(0).removeprefix("extra "))
        if not extra or not lines:
            raise FormatFault("not a proof")
    word, _, index = lines.pop(0).partition(" ")
    if word != "index" or len(lines) > LONGEST_PROOF:
        raise FormatFault("not a proof")
    path = tuple(from_base64(line, length=HASH_SIZE) for line in lines)
    return Proof(to_number(index), path, parse_note(note), extra)
